"""A page of a PDF as an image, turned as it was read: every box of its words fits, scaled by width over width."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2

from .geometry import Page
from .pdf import open_pdf, read_page

MEDIA_TYPE = "image/webp"
QUALITY = 80
"""Of WebP: thin rules and small type stay sharp, and a page takes some 100 kB."""
MOST_PIXELS = 12_000_000
LONGEST_SIDE = 16_383
"""Dots; WebP has no room for more."""
EMPTY_SIDE = 10
"""Points, and dots, of a page that is drawn for nothing."""


def draw_page(data: bytes, number: int, width: int, most_pixels: int = MOST_PIXELS) -> bytes | None:
    """Return page ``number`` (from 1) as WebP, ``width`` dots across; None where the PDF has no such page.

    An image that would have more than ``most_pixels``, or too long a side, is made smaller.
    Raises a :class:`DocumentError` where the PDF cannot be read.
    """
    document = open_pdf(data, "")
    try:
        if not 1 <= number <= len(document):
            return None
        page = read_page(document, number - 1, "")
        bitmap = document[number - 1].render(scale=_scale(page, width, most_pixels), rotation=page.turned)
        file = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(file, "WEBP", quality=QUALITY)
        return file.getvalue()
    finally:
        document.close()


def load_all() -> None:
    """Load what drawing any page needs, by drawing an empty one: a process that is forked later has it."""
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(EMPTY_SIDE, EMPTY_SIDE)
        file = io.BytesIO()
        document.save(file)
    draw_page(file.getvalue(), 1, EMPTY_SIDE)


def page_sizes(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF, turned as they were read, without what is on them."""
    document = open_pdf(data, "")
    try:
        for index in range(len(document)):
            page = read_page(document, index, "")
            yield replace(page, words=(), rules=(), fills=(), unseen=())
    finally:
        document.close()


def _scale(page: Page, width: int, most_pixels: int) -> float:
    """Return dots for each point."""
    across, down = max(page.width, 1.0), max(page.height, 1.0)
    return min(width / across, math.sqrt(most_pixels / (across * down)), LONGEST_SIDE / max(across, down))
