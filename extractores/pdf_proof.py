"""Whether text is seen, proved by the page itself: it is drawn with the text and without, and nobody sees what makes
no difference. That holds whatever the reason is: its colour, its opacity, a mask, a clip, or what lies over it.

Only the part of the page where the text stands is drawn, as coarsely as its type allows: a line takes some 0.2 ms.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from . import pdfium_calls as calls
from .display import Display
from .geometry import BBox, enclosing_box
from .page_limits import MOST_STORED_DOTS
from .pdf_rules import PageGraphics
from .settings import ReadLimits

LEAST_DIFFERENCE = 16
"""Of 255, in red, green or blue: letters that differ less from their ground are not made out. On white that is a
contrast of 1.15 : 1; the rules of accessible pages (WCAG 2.2, 1.4.3) ask for 4.5 : 1."""
SHARP = 12.0
"""Dots that the height of type is drawn with: strokes of one dot, which take nearly the full colour."""
FINEST, COARSEST = 6.0, 0.5
"""Dots in a point: type of 2 points is drawn as sharp as any, watermarks over the whole page as coarsely as may be."""
MOST_DOTS = 4_000_000
"""Dots that are drawn: a sheet of A4 in type of 4 points. A larger part is drawn more coarsely."""
LONGEST_SIDE = ReadLimits().page_side
"""Points of a page that is drawn."""
AROUND = 2.0
"""Points around the text that are drawn."""
LARGE_TYPE = 14.0
"""Points: larger type is made out with less contrast."""
LEAST_DIFFERENCE_OF_LARGE = 6
"""Of 255, in red, green or blue: what that type must differ from its ground."""
LEAST_INK = 0.12
"""Share of the boxes of its letters in which a word must make a difference. Of 57,000 printed words the least made it
in 0.15, most in 0.4; a white one that a ruling line of a point runs through makes it in 0.11. Of signs that are no
letters or figures any dot counts."""
PRINTED = 64
"""Of 255: contrast inside the box of a word from which a picture shows something printed there."""

Dots = NDArray[np.uint8]


class Piece(NamedTuple):
    """What may be hidden: letters of one text object in one word."""

    text: str
    box: BBox
    """On the page as it was read."""
    area: float
    """Square points of its letters' boxes: less than that of its own box where it slants."""
    item: int
    clip: BBox | None = None
    """What its producer confined it to. Rows that are cut have text outside of it, which belongs to them."""

    @property
    def size(self) -> float:
        """About the height of the type, in points."""
        return min(self.box.width, self.box.height) if len(self.text) > 1 else self.box.height


class Proof:
    """Draws parts of one page."""

    def __init__(self, page: pdfium.FPDF_PAGE, display: Display, graphics: PageGraphics) -> None:
        self._page = page
        self._display = display
        self._graphics = graphics

    def unseen(self, pieces: Sequence[Piece], *, may_be_recognised: bool) -> list[bool]:
        """Tell of each piece whether nobody sees it: none beside the page or its clip, or where that cannot be drawn.

        What ``may_be_recognised`` is seen where a picture shows something in its place: that is what a recogniser
        read there, and laid over or under the picture.
        """
        page = BBox(0.0, 0.0, self._display.width, self._display.height)
        on_page = [piece for piece in pieces if _is_in(piece.box, page) and _is_in(piece.box, piece.clip or page)]
        if not on_page or not self._can_be_drawn():
            return [False] * len(pieces)
        region = self._region(on_page)
        scale = _scale([piece.size for piece in on_page], region)
        items = list({piece.item for piece in on_page})
        shown = self._draw(region, scale)
        calls.switch(items, on=False)
        try:
            without = self._draw(region, scale)
        finally:
            calls.switch(items, on=True)
        hidden = set()
        for piece in on_page:
            rows, columns = _part(piece.box, region, scale)
            here, there = shown[rows, columns], without[rows, columns]
            is_recognised = may_be_recognised and self._is_pictured(piece, here)
            if not is_recognised and not _is_seen(piece, here, there, piece.area * scale**2):
                hidden.add(piece)
        return [piece in hidden for piece in pieces]

    def _can_be_drawn(self) -> bool:
        """Tell whether PDFium draws the page as it is displayed here, at a size that exists, with all its pictures."""
        rect, display = pdfium.FS_RECTF(), self._display
        pdfium.FPDF_GetPageBoundingBox(self._page, ctypes.byref(rect))
        shown = display.left, display.bottom, display.right, display.top
        if (rect.left, rect.bottom, rect.right, rect.top) != shown or max(display.width, display.height) > LONGEST_SIDE:
            return False
        return all(dots <= MOST_STORED_DOTS for dots in calls.picture_dots(self._graphics.pictures))

    def _region(self, pieces: Sequence[Piece]) -> BBox:
        box = enclosing_box(piece.box for piece in pieces)
        width, height = self._display.width, self._display.height
        return BBox(
            max(box.x0 - AROUND, 0.0),
            max(box.top - AROUND, 0.0),
            min(box.x1 + AROUND, width),
            min(box.bottom + AROUND, height),
        )

    def _draw(self, region: BBox, scale: float) -> Dots:
        """Return a part of the page; shape (rows, columns, 4): blue, green, red and nothing."""
        columns, rows = (max(round(side * scale), 1) for side in (region.width, region.height))
        dots = np.full((rows, columns, 4), 255, dtype=np.uint8)
        bitmap = pdfium.FPDFBitmap_CreateEx(
            columns, rows, pdfium.FPDFBitmap_BGRx, dots.ctypes.data_as(ctypes.c_void_p), dots.strides[0]
        )
        left, top = round(region.x0 * scale), round(region.top * scale)
        width, height = round(self._display.width * scale), round(self._display.height * scale)
        turn = (self._display.rotation // 90 - pdfium.FPDFPage_GetRotation(self._page)) % 4
        try:
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, -left, -top, width, height, turn, pdfium.FPDF_ANNOT)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return dots

    def _is_pictured(self, piece: Piece, dots: Dots) -> bool:
        """Tell whether a picture shows something where the piece stands."""
        pictures = (panel.box for panel in self._graphics.panels if panel.colour is None)
        is_over_picture = any(_is_in(piece.box, box) for box in pictures)
        inks = dots[:, :, :3]
        return is_over_picture and inks.size > 0 and int(inks.max()) - int(inks.min()) >= PRINTED


def _is_in(box: BBox, around: BBox) -> bool:
    """Tell whether the middle of a box is in another."""
    return around.x0 <= box.centre_x <= around.x1 and around.top <= box.centre_y <= around.bottom


def _scale(sizes: Sequence[float], region: BBox) -> float:
    """Return dots for each point: as many as the smallest type needs, and no more than the part may have."""
    wanted = min(max(SHARP / max(min(sizes), SHARP / FINEST), COARSEST), FINEST)
    return min(wanted, sqrt(MOST_DOTS / max(region.width * region.height, 1.0)))


def _part(box: BBox, region: BBox, scale: float) -> tuple[slice, slice]:
    """Return the rows and columns of a box; at least one of each."""
    x0, x1 = (max(round((x - region.x0) * scale), 0) for x in (box.x0, box.x1))
    top, bottom = (max(round((y - region.top) * scale), 0) for y in (box.top, box.bottom))
    return slice(top, max(bottom, top + 1)), slice(x0, max(x1, x0 + 1))


def _is_seen(piece: Piece, shown: Dots, without: Dots, dots: float) -> bool:
    """Tell whether the letters of a piece, which have so many ``dots``, make a difference that a reader sees."""
    least = LEAST_DIFFERENCE_OF_LARGE if piece.size >= LARGE_TYPE else LEAST_DIFFERENCE
    differs = np.maximum(shown, without) - np.minimum(shown, without) >= least
    letters = sum(map(str.isalnum, piece.text)) / len(piece.text)
    count = int(np.count_nonzero(differs.view(np.uint32)))  # in any of the four bytes of a dot
    return count > 0 and count >= LEAST_INK * letters * min(dots, differs.size // 4)
