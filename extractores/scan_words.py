"""The words of a scanned page: cell by cell where ruling lines make a grid, and what is around it."""

from __future__ import annotations

import cv2
import numpy as np

from .geometry import Page, Word
from .ocr import Recognisers
from .ocr_words import Kind, Recognised
from .pdf_words import ASCENT, DESCENT
from .scan_agreement import read_again
from .scan_image import WHITE, Dots, Picture
from .tables import find_page_tables

MARGIN = 0.05
"""Inches of white paper around what is read alone."""
AROUND = 0.08
"""Inches around the marks of a part that are read with them: accents and full stops are too small to be marks."""
LEAST_MARK = 0.02
"""Inches: the length of the least mark that is read, a hyphen; what is smaller is grain of the paper."""
INK = 150
"""Shade below which a dot is ink and no grain."""


def read_words(picture: Picture, page: Page, recognisers: Recognisers) -> tuple[Word, ...]:
    """Return the words of a straightened picture without ruling lines; the rules are those of ``page``."""
    cells = [cell.boxes[0].bbox for table in find_page_tables(page).tables for cell in table.cells]
    rest = picture.with_dots(picture.dots.copy())
    words: list[Word] = []
    for cell in cells:
        x0, top, x1, bottom = rest.in_dots(cell)
        part = rest.dots[top:bottom, x0:x1].copy()
        rest.dots[top:bottom, x0:x1] = WHITE
        words += _read(_part_of(picture, part, x0, top), "block", recognisers)
    return (*words, *_read(rest, "sparse", recognisers))


def _part_of(picture: Picture, dots: Dots, x0: int, top: int) -> Picture:
    """Return a part of a picture that starts at a dot of it."""
    return Picture(dots, picture.scale, picture.left - x0, picture.above - top)


def _read(part: Picture, kind: Kind, recognisers: Recognisers) -> list[Word]:
    """Return the words of a picture, which is cut down to its marks, with a margin."""
    box = _box_of_marks(part.dots, part.resolution)
    if box is None:
        return []
    x0, top, x1, bottom = box
    margin = round(MARGIN * part.resolution)
    dots = np.pad(part.dots[top:bottom, x0:x1], margin, constant_values=WHITE)
    cut = _part_of(part, dots, x0 - margin, top - margin)
    found = recognisers.first(dots, cut.resolution, kind)
    if recognisers.second:
        found = read_again(found, dots, recognisers.second)
    return [_word(word, cut) for word in found]


def _box_of_marks(dots: Dots, resolution: float) -> tuple[int, int, int, int] | None:
    """Return the box of all marks; None where there is nothing but grain."""
    _, _, facts, _ = cv2.connectedComponentsWithStats((dots < INK).astype(np.uint8))
    marks = facts[1:][np.maximum(facts[1:, 2], facts[1:, 3]) >= LEAST_MARK * resolution]
    if not len(marks):
        return None
    around = round(AROUND * resolution)
    x0, top = (marks[:, :2].min(axis=0) - around).tolist()
    x1, bottom = ((marks[:, :2] + marks[:, 2:4]).max(axis=0) + around).tolist()
    rows, columns = dots.shape
    return max(x0, 0), max(top, 0), min(x1, columns), min(bottom, rows)


def _word(found: Recognised, picture: Picture) -> Word:
    """Return a word as native pages have it: as high as its type, whatever its letters are."""
    above, below = found.base - ASCENT * found.size, found.base + DESCENT * found.size
    x0, top, x1, bottom = picture.in_points(found.x0, above, found.x1, below)
    return Word(found.text, x0, top, x1, bottom, found.size / picture.scale, confidence=found.confidence)
