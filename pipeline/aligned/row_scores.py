"""How well the cells between two lines make a row, for all pairs of places within reach of each other.

Arrays are places × reach, as :mod:`.row_chains` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from .row_chains import Flags, Floats, Integers

Alignment = Literal["top", "middle", "bottom", "first"]
ALIGNMENTS: tuple[Alignment, ...] = ("top", "middle", "bottom", "first")
"""``first``: in the middle of the unit's first row; the unit's cells below it are empty."""


@dataclass(frozen=True, slots=True)
class RowWeights:
    """Costs in the scale of :class:`.evidence.Weights`."""

    tilt: float = 1.2
    """Each line by which a cell misses the alignment of its row ..."""
    tilt_most: float = 3.6
    """... up to so much,"""
    tilt_most_cut: float = 1.2
    """... which is less where the page cuts the row,"""
    tilt_free: float = 0.5
    tilt_rounded: float = 0.25
    """but for half a line, which counts by this share: middles fall between lines."""
    empty: float = 2.0
    """A cell without text in a column where that is rare."""
    separate: float = 2.0
    """Several targets for one unit where merged ones are the rule."""
    no_indicators: float = 3.0
    """A unit without any row."""
    merged: float = 2.0
    """One target for all indicators of a unit where that is an exception; a single row where it is the rule."""
    packed: float = 0.8
    """Each further indicator or target in a cell that holds several."""
    weakest_cut: float = -6.0
    """Sum of signs under which nothing is cut."""
    most_lines: int = 80
    """Lines of a unit."""
    most_lost: float = 36.0
    """Sum of signs for new cells inside of a unit, or of a row, beyond which it cannot be one."""


DEFAULT_ROW_WEIGHTS = RowWeights()


class Strip(NamedTuple):
    """One column of a stretch of lines: on which lines it has text, and the sign of a new cell before each."""

    signs: dict[int, float]
    empty: float
    """Cost of an empty cell."""
    is_target: bool = False


class Stretch(NamedTuple):
    """Lines between two bands: the place of each on its page, and the columns by what they hold for."""

    rows: Sequence[int]
    pages: Sequence[int]
    of_unit: Sequence[Strip]
    of_row: Sequence[Strip]


class Column:
    """A strip as arrays over the lines: the next line with text, the last one before, and the signs."""

    def __init__(self, strip: Strip, count: int) -> None:
        self.empty = strip.empty
        self.is_target = strip.is_target
        lines = np.fromiter(sorted(strip.signs), dtype=np.intp, count=len(strip.signs))
        at = np.arange(count + 1)
        self.next = np.append(lines, count)[np.searchsorted(lines, at)]
        self.last = np.insert(lines, 0, -1)[np.searchsorted(lines, at)]
        self.has_text = np.zeros(count + 1, dtype=bool)
        self.has_text[lines] = True
        self.sign = np.zeros(count + 1)
        self.sign[lines] = [strip.signs[line] for line in lines]


class PairScores:
    """Rates the cells between each place and those within reach."""

    def __init__(self, stretch: Stretch, places: Integers, reach: int, weights: RowWeights) -> None:
        self._rows = np.asarray([*stretch.rows, 0])
        self._pages = np.asarray([*stretch.pages, 0])
        self._weights = weights
        ends = np.arange(len(places))[:, None] + 1 + np.arange(reach)
        self.starts = places[:, None]
        self.is_pair: Flags = ends < len(places)
        self.stops = places[np.minimum(ends, len(places) - 1)]

    def rows(self, columns: Sequence[Column], alignment: Alignment) -> Floats:
        """Return how well the cells make a row that goes from the first of their lines to the last."""
        count = len(self._rows) - 1
        top, last = np.full(self.stops.shape, count), np.full(self.stops.shape, -1)
        for column in columns:
            first, has_text = self._first(column)
            top = np.where(has_text, np.minimum(top, first), top)
            last = np.where(has_text, np.maximum(last, column.last[self.stops]), last)
        return np.where(last < 0, -self._weights.no_indicators, self._cells(columns, alignment, top, last))

    def units(self, columns: Sequence[Column], alignment: Alignment) -> Floats:
        """Return how well the cells stand in a unit that takes all the lines between the places."""
        return self._cells(columns, alignment, np.broadcast_to(self.starts, self.stops.shape), self.stops - 1)

    def items(self, column: Column) -> Floats:
        """Return what speaks for further items in a column's cells between the places: the signs for new cells."""
        gains = np.maximum(column.sign - self._weights.packed, 0.0)
        sums = np.append(0.0, np.cumsum(gains))
        first, has_text = self._first(column)
        return np.where(has_text, sums[self.stops] - sums[np.minimum(first + 1, len(gains))], 0.0)

    def have_text(self, columns: Sequence[Column]) -> Flags:
        """Return where any of the columns has text."""
        found = np.zeros(self.stops.shape, dtype=bool)
        for column in columns:
            found |= self._first(column)[1]
        return found

    def _first(self, column: Column) -> tuple[Integers, Flags]:
        first = column.next[self.starts]
        return first, first < self.stops

    def _cells(self, columns: Sequence[Column], alignment: Alignment, top: Integers, last: Integers) -> Floats:
        """Rate the cells of rows from the line ``top`` to the line ``last``."""
        rating = np.zeros(self.stops.shape)
        is_cut = self._pages[top] != self._pages[last]
        weights = self._weights
        most = np.where(is_cut & (alignment != "top"), weights.tilt_most_cut, weights.tilt_most)
        for column in columns:
            first, has_text = self._first(column)
            off = self._lines_off(alignment, self._rows[first], self._rows[column.last[self.stops]], top, last)
            tilt = np.minimum(weights.tilt * off, most)
            rating += np.where(has_text, column.sign[first] - tilt, -column.empty)
        return rating

    def _lines_off(
        self, alignment: Alignment, first: Integers, last: Integers, top: Integers, foot: Integers
    ) -> Floats:
        """Return by how many lines cells from row ``first`` to row ``last`` miss the alignment of their row."""
        above, below = self._rows[top], self._rows[foot]
        if alignment == "top":
            return np.asarray(first - above, dtype=float)
        if alignment == "bottom":
            return np.asarray(below - last, dtype=float)
        off, free = abs(first + last - above - below) / 2, self._weights.tilt_free
        return np.asarray(np.maximum(off - free, 0.0) + self._weights.tilt_rounded * np.minimum(off, free))
