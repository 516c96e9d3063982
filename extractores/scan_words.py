"""The words of a scanned page: cell by cell where ruling lines make a grid, and what is around it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from .geometry import BBox, Page, Rule, Word
from .ocr import Recogniser, Recognised
from .pdf_words import ASCENT, DESCENT
from .scan_angle import find_ink
from .scan_image import WHITE, Dots, Picture
from .tables import find_page_tables

MARGIN = 0.05
"""Inches of white paper around what is read alone."""
LEAST_INK = 0.012
"""Inches in both directions that the least mark has."""


def read_words(picture: Picture, page: Page, recognise: Recogniser) -> tuple[Word, ...]:
    """Return the words of a straightened picture without ruling lines; the rules are those of ``page``."""
    cells = [cell.boxes[0].bbox for table in find_page_tables(page).tables for cell in table.cells]
    rest = picture.dots.copy()
    words: list[Word] = []
    for cell in cells:
        x0, top, x1, bottom = _in_dots(cell, picture)
        part = rest[top:bottom, x0:x1].copy()
        rest[top:bottom, x0:x1] = WHITE
        words += _read(part, "block", x0, top, picture, recognise)
    words += _read(rest, "sparse", 0, 0, picture, recognise)
    return tuple(_level_sizes(words))


def _in_dots(box: BBox, picture: Picture) -> tuple[int, int, int, int]:
    rows, columns = picture.dots.shape
    x0, x1 = (round(x * picture.scale + picture.left) for x in (box.x0, box.x1))
    top, bottom = (round(y * picture.scale + picture.above) for y in (box.top, box.bottom))
    return max(x0, 0), max(top, 0), min(x1, columns), min(bottom, rows)


def _read(part: Dots, kind, left: int, above: int, picture: Picture, recognise: Recogniser) -> list[Word]:
    """Return the words of a part of the picture; it is cut down to its ink, with a margin."""
    box = _ink_box(part, picture.resolution)
    if box is None:
        return []
    x0, top, x1, bottom = box
    margin = round(MARGIN * picture.resolution)
    cut = np.pad(part[top:bottom, x0:x1], margin, constant_values=WHITE)
    found = recognise(cut, picture.resolution, kind)
    return [_word(word, left + x0 - margin, above + top - margin, picture) for word in found]


def _ink_box(part: Dots, resolution: float) -> tuple[int, int, int, int] | None:
    """Return the box of all ink; None where there is no more than specks."""
    if part.size == 0:
        return None
    ink = find_ink(part) > 0
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    least = LEAST_INK * resolution
    if not len(rows) or max(rows[-1] - rows[0], columns[-1] - columns[0]) < least:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _word(found: Recognised, left: float, above: float, picture: Picture) -> Word:
    dx, dy, scale = left - picture.left, above - picture.above, picture.scale
    size, base = found.size / scale, (found.base + dy) / scale
    x0, x1 = (found.x0 + dx) / scale, (found.x1 + dx) / scale
    return Word(found.text, x0, base - ASCENT * size, x1, base + DESCENT * size, size, confidence=found.confidence)


def _level_sizes(words: Sequence[Word]) -> list[Word]:
    return list(words)
