"""Whitespace to columns: strips of the page that hardly any word crosses.

A strip is a *gutter* when it parts columns, and a chance gap when it only runs between the words of short phrases.
Three things tell them apart: a gutter is wide; what stands to the right of it is aligned; and somewhere the gap
across it is wider than a space, whereas in a phrase it never is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .geometry import Word
from .runs import Run
from .settings import LayoutSettings

RESOLUTION = 0.25
"""Points to which strips are measured."""
WIDE, LOOSE, ALIGNED = 0.4, 0.2, 0.4
"""Weights of the three signs; they sum up to 1."""
FEWEST_LOOSE = 0.06
"""Share of the lines with text on both sides where the gap must be wider than a space."""
FULLY_LOOSE = 0.25
NEVER_BESIDE = 0.1
"""Looseness of two columns that have no line in common: they may be one, with a heading off its middle."""
RIVER_LINES, RIVER_WORDS = 5, 2.5
"""A straight strip between so many lines of so many words on its left is no accident, however narrow it is."""
HEADING_LINES = 4
"""Lines from the top among which the headings are looked for."""
KNOWN_SCORE = 0.75
"""Of columns that only the page before shows."""
FEWEST_PIECES = 2
"""Lines with text that a column has at least; a heading off the middle of its column is not one of its own."""


class Gutter(NamedTuple):
    """A strip without words between two columns, in points, and how sure it is, 0 to 1."""

    start: float
    end: float
    score: float


class ColumnSet(NamedTuple):
    """Edges of columns from left to right, and the lowest score among the gutters between them."""

    xs: tuple[float, ...]
    score: float


def find_columns(levels: Sequence[Sequence[Run]], unit: float, settings: LayoutSettings) -> ColumnSet | None:
    """Return the columns of a region given the runs of its base lines; None where there is but one column."""
    lines = [_Line.of([word for run in level for word in run.words]) for level in levels]
    coverage = _Coverage(lines)
    gutters: list[Gutter] = []
    anchors = _heading_gaps(levels) if "headings" in settings.evidence else []
    clean = settings.most_crossings(len(levels))
    for crossings in range(max(clean, int(settings.anchored_share * len(levels))) + 1):
        # Clean strips first; those that overflowing text crosses can only divide what is left between them.
        wanted = [gap for gap in anchors if not any(_overlap(gap, g) for g in gutters)] if crossings > clean else None
        if wanted == []:
            break
        strips = [s for s in coverage.strips(crossings, unit, settings) if not any(_overlap(s, g) for g in gutters)]
        if wanted is not None:
            strips = [s for s in strips if any(gap[0] < s[1] and s[0] < gap[1] for gap in wanted)]
        if strips:
            known = {(gutter.start, gutter.end): gutter.score for gutter in gutters}
            gutters = _real_gutters(sorted([*known, *strips]), lines, unit, settings, known)
    if not gutters:
        return None
    margin = settings.column_margin * unit
    inner = (max(gutter.end - margin, (gutter.start + gutter.end) / 2) for gutter in gutters)
    xs = (coverage.left - margin, *inner, coverage.right + margin)
    return ColumnSet(xs, min(gutter.score for gutter in gutters))


def keep_columns(
    known: Sequence[float], levels: Sequence[Sequence[Run]], unit: float, settings: LayoutSettings
) -> ColumnSet | None:
    """Return the columns with the edges ``known`` from the page before, where the words of this page keep to them."""
    words = [word for level in levels for run in level for word in run.words]
    if not known or not any(len(level) > 1 for level in levels):
        return None
    if any(word.x0 < known[0] - unit or word.x0 > known[-1] for word in words):
        return None
    reach = settings.column_margin * unit
    crossings = (sum(word.x0 + reach < x < word.x1 - reach for word in words) for x in known[1:-1])
    if max(crossings, default=0) > settings.most_crossings(len(levels)):
        return None
    right = max(known[-1], max(word.x1 for word in words) + reach)
    return ColumnSet((*known[:-1], right), KNOWN_SCORE)


class _Line(NamedTuple):
    """The sides and middles of the words of one base line, each from left to right, and its height."""

    starts: list[float]
    ends: list[float]
    middles: list[float]
    top: float
    bottom: float

    @classmethod
    def of(cls, words: Sequence[Word]) -> _Line:
        starts, ends = [word.x0 for word in words], [word.x1 for word in words]
        middles = [(start + end) / 2 for start, end in zip(starts, ends, strict=True)]
        return cls(starts, ends, middles, min(word.top for word in words), max(word.bottom for word in words))


class _Coverage:
    """How many words stand over each place from left to right."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        starts = np.array([start for line in lines for start in line.starts])
        ends = np.array([end for line in lines for end in line.ends])
        self.left, self.right = float(starts.min()), float(ends.max())
        self._size = int((self.right - self.left) / RESOLUTION) + 2
        first = ((starts - self.left) / RESOLUTION).astype(int)
        last = ((ends - self.left) / RESOLUTION).astype(int) + 1
        # Only where words begin and end, for type of an absurd size reaches over millions of places.
        places, at = np.unique(np.concatenate((first, last)), return_inverse=True)
        begun, ended = (np.bincount(half, minlength=len(places)) for half in np.split(at, 2))
        self._places = np.append(places, self._size + 1)
        self._covered = np.cumsum(begun - ended)

    def strips(self, crossings: int, unit: float, settings: LayoutSettings) -> list[tuple[float, float]]:
        """Return the strips that at most ``crossings`` words cross, between the outermost words."""
        is_free = np.concatenate(([False], self._covered <= crossings, [False])).astype(np.int8)
        edges = self._places[np.flatnonzero(np.diff(is_free)).reshape(-1, 2)]
        narrowest = settings.narrowest_gutter * unit / RESOLUTION
        inner = edges[(edges[:, 1] - edges[:, 0] >= narrowest) & (edges[:, 0] > 0) & (edges[:, 1] < self._size - 2)]
        return [(float(a), float(b)) for a, b in self.left + inner * RESOLUTION]


def _heading_gaps(levels: Sequence[Sequence[Run]]) -> list[tuple[float, float]]:
    """Return the gaps of the line near the top that has most of them: headings stand over their columns."""
    line = max(levels[:HEADING_LINES], key=len, default=())
    return [(left.x1, right.x0) for left, right in pairwise(line)]


def _overlap(strip: tuple[float, float], gutter: Gutter) -> bool:
    return strip[0] < gutter.end and gutter.start < strip[1]


def _real_gutters(
    strips: list[tuple[float, float]],
    lines: Sequence[_Line],
    unit: float,
    settings: LayoutSettings,
    known: Mapping[tuple[float, float], float],
) -> list[Gutter]:
    """Take the weakest strip away until all that remain are gutters; each is judged between its neighbours.

    ``known`` are the scores that some strips had without the others.
    """
    gutters = [_judge(strips, index, lines, unit, settings) for index in range(len(strips))]
    while gutters:
        weakest = min(range(len(gutters)), key=lambda index: gutters[index].score)
        if gutters[weakest].score >= settings.weakest_gutter:
            break
        if strips[weakest] in known:
            weakest = _intruder(strips, weakest, gutters, known)
        del strips[weakest], gutters[weakest]
        # Only its neighbours see the columns beside them change.
        for index in (weakest - 1, weakest):
            if 0 <= index < len(strips):
                gutters[index] = _judge(strips, index, lines, unit, settings)
    return gutters


def _intruder(
    strips: Sequence[tuple[float, float]],
    index: int,
    gutters: Sequence[Gutter],
    known: Mapping[tuple[float, float], float],
) -> int:
    """Return the lesser strip beside a known gutter that made it weak, by leaving hardly any text between them."""
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(strips) and strips[i] not in known]
    lesser = [i for i in beside if gutters[i].score < known[strips[index]]]
    return min(lesser, key=lambda i: gutters[i].score, default=index)


class _Side(NamedTuple):
    """What one base line has left and right of a strip: words before it, its gap, and the piece after it."""

    words_before: int
    gap: float
    piece: tuple[float, float] | None


def _judge(
    strips: Sequence[tuple[float, float]],
    index: int,
    lines: Sequence[_Line],
    unit: float,
    settings: LayoutSettings,
) -> Gutter:
    start, end = strips[index]
    left = strips[index - 1][1] if index else -np.inf
    right = strips[index + 1][0] if index + 1 < len(strips) else np.inf
    sides = [_side(line, left, (start + end) / 2, right) for line in lines]
    pieces = [side.piece for side in sides if side.piece]
    on_left = sum(side.words_before > 0 for side in sides)
    if min(len(pieces), on_left) < FEWEST_PIECES:
        return Gutter(start, end, 0.0)
    shared = [side for side in sides if side.words_before and side.piece]
    if not shared and not _stand_beside(sides, lines):
        return Gutter(start, end, 0.0)
    loose = _looseness(shared, on_left, settings.segment_gap * unit)
    if loose < FEWEST_LOOSE:
        return Gutter(start, end, 0.0)
    width = min((end - start) / unit, 1.0)
    aligned = _alignment(pieces, unit, settings) if "alignment" in settings.evidence else width
    score = WIDE * width + LOOSE * min(loose / FULLY_LOOSE, 1.0) + ALIGNED * aligned
    return Gutter(start, end, score)


def _side(line: _Line, left: float, middle: float, right: float) -> _Side:
    """Return what a base line has in the columns left and right of a strip."""
    cut = bisect_right(line.middles, middle)
    first = bisect_left(line.starts, left - RESOLUTION, 0, cut)
    last = bisect_right(line.ends, right + RESOLUTION, cut)
    piece = (line.starts[cut], line.ends[last - 1]) if last > cut else None
    gap = line.starts[cut] - line.ends[cut - 1] if piece and cut > first else 0.0
    return _Side(cut - first, gap, piece)


def _stand_beside(sides: Sequence[_Side], lines: Sequence[_Line]) -> bool:
    """Tell whether text left and right of a strip overlaps in height, where no base line has both.

    A heading off the middle of its column, and what stands below it, do not.
    """
    return any(
        bool(upper.piece) != bool(lower.piece) and min(one.bottom, other.bottom) - max(one.top, other.top) > 0
        for (upper, one), (lower, other) in pairwise(
            pair for pair in zip(sides, lines, strict=True) if pair[0].piece or pair[0].words_before
        )
    )


def _looseness(sides: Sequence[_Side], on_left: int, gap: float) -> float:
    """Return the share of lines with text on both sides where at least ``gap`` points part them.

    ``on_left`` is how many lines have text on the left side.
    """
    if not sides:
        return NEVER_BESIDE
    if len(sides) >= RIVER_LINES and sum(side.words_before for side in sides) >= RIVER_WORDS * len(sides):
        # The same words in a few of the lines are one accident.
        distinct = {(round(side.gap, 1), side.piece and round(side.piece[1], 1)) for side in sides}
        if len(distinct) >= RIVER_LINES or 2 * len(sides) >= on_left:
            return 1.0
    return sum(side.gap >= gap for side in sides) / len(sides)


def _alignment(pieces: Sequence[tuple[float, float]], unit: float, settings: LayoutSettings) -> float:
    """Return the share of pieces whose left sides, middles or right sides are the same."""
    near = settings.aligned * unit
    sides = ([a for a, _ in pieces], [(a + b) / 2 for a, b in pieces], [b for _, b in pieces])
    return max(_largest_cluster(sorted(side), near) for side in sides) / len(pieces)


def _largest_cluster(values: Sequence[float], width: float) -> int:
    return max(bisect_right(values, value + width) - bisect_left(values, value) for value in values)
