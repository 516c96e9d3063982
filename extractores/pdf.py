"""Native PDF pages through PDFium: their words and ruling lines with boxes in points.

PDFium is not thread-safe: read documents in different processes, not in different threads.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from .display import Display
from .errors import DamagedError, EncryptedError, NoPagesError, TooManyPagesError
from .geometry import Page
from .pdf_rules import GraphicsReader
from .pdf_words import TextReader
from .settings import ReadLimits

READER = "pdfium"

SCANNED_SHARE = 0.5
"""A page without a word whose pictures cover at least this share of it is a scan."""


def read_pdf(data: bytes, name: str, limits: ReadLimits | None = None) -> tuple[Page, ...]:
    """Return all pages of a PDF.

    Raises :class:`EncryptedError`, :class:`DamagedError`, :class:`NoPagesError` or :class:`TooManyPagesError`.
    """
    return tuple(iterate_pages(data, name, limits or ReadLimits()))


def iterate_pages(data: bytes, name: str, limits: ReadLimits) -> Iterator[Page]:
    """Yield the pages of a PDF one by one; each is released before the next is read."""
    document = _open(data, name)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count == 0:
            raise NoPagesError(name)
        if count > limits.pages:
            raise TooManyPagesError(name, pages=count, limit=limits.pages)
        for index in range(count):
            yield _read_page(document, index, name)
    finally:
        document.close()


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedError(name) from error
        raise DamagedError(name) from error


def _read_page(document: pypdfium2.PdfDocument, index: int, name: str) -> Page:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise DamagedError(name, page=index + 1)
    try:
        return _read_open_page(page, index + 1)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read_open_page(page: pdfium.FPDF_PAGE, number: int) -> Page:
    display = _display(page)
    graphics = GraphicsReader(page, display).read()
    reader = TextReader(page, display, graphics.clips)
    try:
        text = reader.read()
    finally:
        reader.close()
    area = display.width * display.height
    image_share = min(graphics.image_area / area, 1.0) if area else 0.0
    return Page(
        number=number,
        width=display.width,
        height=display.height,
        words=text.words,
        rules=tuple(graphics.rules),
        fills=tuple(graphics.fills),
        kind="scanned" if not text.words and image_share >= SCANNED_SHARE else "native",
        unreadable=text.unreadable,
        image_share=image_share,
    )


def _display(page: pdfium.FPDF_PAGE) -> Display:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return Display(rect.left, rect.bottom, rect.right, rect.top, 90 * pdfium.FPDFPage_GetRotation(page))
