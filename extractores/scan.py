"""Scanned pages: pictures of paper, read like any other page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import pypdfium2
import pypdfium2.raw as pdfium

from .geometry import Page
from .ocr import missing_parts, recognise
from .scan_angle import at_resolution, find_ink, find_skew, lies_sideways
from .scan_image import Picture, render, straightened, turned
from .scan_marks import clean
from .scan_rules import find_rules
from .scan_words import read_words


def with_scans(data: bytes, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages of a PDF, the scanned ones with what is printed on them."""
    if not any(is_scan(page) for page in pages) or missing_parts():
        return tuple(pages)
    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(read_scan(document, page) if is_scan(page) else page for page in pages)
    finally:
        document.close()


def is_scan(page: Page) -> bool:
    """Tell whether a page must be read from its picture."""
    return page.kind == "scanned" and not page.words


def read_scan(document: pypdfium2.PdfDocument, page: Page) -> Page:
    """Return a page with the words and rules of its picture."""
    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    try:
        picture = render(handle)
    finally:
        pdfium.FPDF_ClosePage(handle)
    return read_picture(picture, page)


def read_picture(picture: Picture, page: Page) -> Page:
    """Return a page with what its picture shows."""
    turn = 90 if lies_sideways(_ink(picture)) else 0
    return _read_turned(turned(picture, turn), page, turn)


def _read_turned(picture: Picture, page: Page, turn: int) -> Page:
    skew = find_skew(_ink(picture))
    straight = straightened(picture, -skew)
    grey = replace(straight, dots=clean(straight.dots, straight.resolution))
    rules, text = find_rules(grey)
    width, height = (page.height, page.width) if turn % 180 else (page.width, page.height)
    page = replace(page, width=width, height=height, rules=rules, fills=(), kind="scanned", turned=turn, words=())
    return replace(page, words=read_words(replace(grey, dots=text), page, recognise))


def _ink(picture: Picture):
    grey = cv2.cvtColor(picture.dots, cv2.COLOR_BGR2GRAY)
    return find_ink(at_resolution(grey, picture.resolution))
