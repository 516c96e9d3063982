"""Lines to rows: where units and their rows begin, for all columns at once.

A table is cut into rows of units and these into rows of indicators, so that the signs of a new cell are where the
cuts are and nowhere else, and so that cells of one row are aligned, at their tops, middles or feet, the same for the
whole table. The best cut is found by dynamic programming, for units over that for their indicators.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Alignment = Literal["top", "middle", "bottom", "first"]
ALIGNMENTS: tuple[Alignment, ...] = ("top", "middle", "bottom", "first")
"""``first``: in the middle of the unit's first row; the unit's cells below it are empty."""
SAMPLE_LINES = 250
"""So many lines tell how a table is aligned."""


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
    weakest_cut: float = -6.0
    """Sum of signs under which nothing is cut."""
    most_lines: int = 80
    """Lines of a unit."""
    most_lost: float = 36.0
    """Sum of signs for new cells inside of a unit, or of a row, beyond which it cannot be one."""


DEFAULT_ROW_WEIGHTS = RowWeights()


class UnitRows(NamedTuple):
    """Lines of one unit and of each of its rows, as ranges of indices."""

    start: int
    stop: int
    rows: tuple[tuple[int, int], ...]
    has_merged_target: bool = False


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


class _Column:
    """A strip with what is needed to ask for the first and last text between two lines."""

    def __init__(self, strip: Strip, count: int) -> None:
        self.signs = strip.signs
        self.empty = strip.empty
        self.is_target = strip.is_target
        self.next = [count] * (count + 1)
        self.last = [-1] * (count + 1)
        for at in range(count - 1, -1, -1):
            self.next[at] = at if at in strip.signs else self.next[at + 1]
        for at in range(count):
            self.last[at + 1] = at if at in strip.signs else self.last[at]

    def extent(self, start: int, stop: int) -> tuple[int, int] | None:
        first = self.next[start]
        return (first, self.last[stop]) if first < stop else None


Rows = tuple[tuple[int, int], ...]


class RowCutter:
    """Cuts one stretch into rows for one alignment."""

    def __init__(self, stretch: Stretch, alignment: Alignment, weights: RowWeights) -> None:
        count = len(stretch.rows)
        self._stretch = stretch
        self._alignment = alignment
        self._weights = weights
        self._of_unit = [_Column(strip, count) for strip in stretch.of_unit]
        self._of_row = [_Column(strip, count) for strip in stretch.of_row]
        self._untargeted = [column for column in self._of_row if not column.is_target]
        self._row_scores: dict[tuple[int, int, bool], float] = {}
        self._unit_cuts = self._cuts([*self._of_unit, *self._of_row])
        self._row_cuts = [at for at in self._cuts(self._of_row) if any(at in c.signs for c in self._of_row)]
        self._unit_lost = _running_sum(self._of_unit, count)
        self._row_lost = _running_sum(self._of_row, count)

    def cut(self) -> tuple[float, list[UnitRows]]:
        """Return the best rows and their score."""
        count = len(self._stretch.rows)
        best: dict[int, tuple[float, UnitRows | None]] = {0: (0.0, None)}
        for start in self._unit_cuts:
            if start not in best:
                continue
            before = best[start][0]
            for score, unit in self._units_from(start):
                if unit.stop not in best or before + score > best[unit.stop][0]:
                    best[unit.stop] = before + score, unit
        found: list[UnitRows] = []
        at = count
        while (unit_found := best[at][1]) is not None:
            found.append(unit_found)
            at = unit_found.start
        return best[count][0], found[::-1]

    def _cuts(self, columns: Sequence[_Column]) -> list[int]:
        """Return the lines before which a cell may begin."""
        cuts = [0]
        for at in range(1, len(self._stretch.rows)):
            broken = (column.signs[column.next[at]] for column in columns if column.next[at] in column.signs)
            if sum(broken) > self._weights.weakest_cut:
                cuts.append(at)
        return cuts

    def _stops(self, start: int) -> list[int]:
        """Return where a unit that begins at ``start`` may end; everywhere before it has too much of two."""
        count = len(self._stretch.rows)
        later = self._unit_cuts[bisect_right(self._unit_cuts, start) :]
        stops = [
            stop
            for stop in [*later, count]
            if stop - start <= self._weights.most_lines
            and self._unit_lost[stop] - self._unit_lost[start + 1] <= self._weights.most_lost
        ]
        return stops or [later[0] if later else count]

    def _units_from(self, start: int) -> list[tuple[float, UnitRows]]:
        """Return for each end the best unit that begins at ``start``."""
        stops = self._stops(start)
        found = []
        whole = self._best_rows(start, stops, with_target=True)
        merged = self._best_rows(start, stops, with_target=False) if self._alignment != "first" else {}
        for stop in stops:
            if stop not in whole:
                continue
            score, rows = whole[stop]
            score -= self._weights.separate * (len(rows) > 1)
            unit = UnitRows(start, stop, rows)
            if stop in merged and len(merged[stop][1]) > 1:
                other = merged[stop][0] + self._cells(self._targets, start, stop, start, stop) - self._weights.merged
                if other > score:
                    score, unit = other, UnitRows(start, stop, merged[stop][1], True)
            if self._alignment != "first":
                score += self._cells(self._of_unit, start, stop, start, stop)
            found.append((score, unit))
        return found

    @property
    def _targets(self) -> list[_Column]:
        return [column for column in self._of_row if column.is_target]

    def _best_rows(self, start: int, stops: Sequence[int], *, with_target: bool) -> dict[int, tuple[float, Rows]]:
        """Return for each end the best cut of a unit into rows."""
        first = bisect_right(self._row_cuts, start)
        inner = self._row_cuts[first : bisect_left(self._row_cuts, stops[-1])]
        places = [start, *sorted({*inner, *stops})]
        best: dict[int, tuple[float, Rows]] = {start: (0.0, ())}
        for index, at in enumerate(places[:-1]):
            if at not in best or (at != start and at not in inner):
                continue
            score, rows = best[at]
            for stop in places[index + 1 :]:
                if self._row_lost[stop] - self._row_lost[at + 1] > self._weights.most_lost and stop > places[index + 1]:
                    break
                total = score + self._row_score(at, stop, with_target)
                if self._alignment == "first":
                    total += self._first_row(start, at, stop)
                if stop not in best or total > best[stop][0]:
                    best[stop] = total, (*rows, (at, stop))
        return {stop: best[stop] for stop in stops if stop in best}

    def _first_row(self, start: int, at: int, stop: int) -> float:
        """Rate the unit's cells in its first row; in later ones there must be none."""
        if at == start:
            return self._cells(self._of_unit, start, stop, start, stop)
        return -self._weights.most_lost * any(column.next[at] < stop for column in self._of_unit)

    def _row_score(self, start: int, stop: int, with_target: bool) -> float:
        key = start, stop, with_target
        if key not in self._row_scores:
            columns = self._of_row if with_target else self._untargeted
            extents = [extent for column in columns if (extent := column.extent(start, stop))]
            if not extents:
                self._row_scores[key] = -self._weights.no_indicators
            else:
                top, foot = min(first for first, _ in extents), max(last for _, last in extents) + 1
                self._row_scores[key] = self._cells(columns, start, stop, top, foot)
        return self._row_scores[key]

    def _cells(self, columns: Sequence[_Column], start: int, stop: int, top: int, foot: int) -> float:
        """Rate the cells between two lines in a row from ``top`` to ``foot``."""
        rating = 0.0
        for column in columns:
            extent = column.extent(start, stop)
            rating += -column.empty if extent is None else column.signs[extent[0]] - self._tilt(extent, top, foot)
        return rating

    def _tilt(self, extent: tuple[int, int], top: int, foot: int) -> float:
        rows, weights = self._stretch.rows, self._weights
        first, last = rows[extent[0]], rows[extent[1]]
        if self._alignment == "top":
            lines: float = first - rows[top]
        elif self._alignment == "bottom":
            lines = rows[foot - 1] - last
        else:
            off = abs(first + last - rows[top] - rows[foot - 1]) / 2
            lines = max(off - weights.tilt_free, 0.0) + weights.tilt_rounded * min(off, weights.tilt_free)
        is_cut = self._stretch.pages[top] != self._stretch.pages[foot - 1]
        most = weights.tilt_most_cut if is_cut and self._alignment != "top" else weights.tilt_most
        return min(weights.tilt * lines, most)


def _running_sum(columns: Sequence[_Column], count: int) -> list[float]:
    """Return for each line the sum of the signs for new cells before it."""
    sums = [0.0]
    for at in range(count):
        sums.append(sums[-1] + sum(max(column.signs.get(at, 0.0), 0.0) for column in columns))
    return [*sums, sums[-1]]


def cut_rows(
    stretches: Sequence[Stretch], weights: RowWeights = DEFAULT_ROW_WEIGHTS
) -> tuple[Alignment, list[list[UnitRows]]]:
    """Return the units of each stretch, and the alignment by which the table as a whole makes most sense.

    A sample tells the alignment, and whether targets are merged as a rule.
    """
    size, sample = 0, []
    for stretch in stretches:
        if size < SAMPLE_LINES:
            sample.append(stretch)
        size += len(stretch.rows)
    rules = (replace(weights, separate=0.0), replace(weights, merged=0.0))
    hypotheses = [(alignment, rule) for alignment in ALIGNMENTS for rule in rules]
    alignment, rule = max(
        hypotheses, key=lambda guess: sum(RowCutter(_head(stretch), *guess).cut()[0] for stretch in sample)
    )
    return alignment, [RowCutter(stretch, alignment, rule).cut()[1] for stretch in stretches]


def _head(stretch: Stretch) -> Stretch:
    """Return the first lines of a stretch, enough for a sample."""
    return Stretch(
        stretch.rows[:SAMPLE_LINES],
        stretch.pages[:SAMPLE_LINES],
        [_cut_strip(strip) for strip in stretch.of_unit],
        [_cut_strip(strip) for strip in stretch.of_row],
    )


def _cut_strip(strip: Strip) -> Strip:
    return strip._replace(signs={at: sign for at, sign in strip.signs.items() if at < SAMPLE_LINES})
