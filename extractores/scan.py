"""Scanned pages of a PDF: which they are, and their reading, where what recognises text is installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from .geometry import Page
from .ocr import Recognisers, can_recognise, choose_recognisers

READABLE = 0.5
"""Share of its characters that a page without pictures must have a meaning for to be read from them."""


def is_scan(page: Page) -> bool:
    """Tell whether a page must be read from its picture: it has no text, or a font that says nothing."""
    if page.kind == "scanned":
        return not page.words
    known = sum(len(word.text) for word in page.words)
    return page.kind == "native" and page.unreadable > 0 and known < READABLE * (known + page.unreadable)


def with_scans(data: bytes, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages of a PDF, the scanned ones with what is printed on them where that can be read."""
    if not any(map(is_scan, pages)) or not can_recognise():
        return tuple(pages)
    document = pypdfium2.PdfDocument(data)
    recognisers = choose_recognisers()
    try:
        return tuple(_read_scan(document, page, recognisers) if is_scan(page) else page for page in pages)
    finally:
        document.close()


def _read_scan(document: pypdfium2.PdfDocument, page: Page, recognisers: Recognisers) -> Page:
    """Return a page with what its picture shows; as it is where its picture is too large to be unpacked."""
    from .scan_image import HugePictureError, render
    from .scan_page import read_picture

    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    try:
        picture = render(handle)
    except HugePictureError:
        return replace(page, kind="scanned")
    finally:
        pdfium.FPDF_ClosePage(handle)
    return replace(read_picture(picture, page, recognisers), unreadable=0)
