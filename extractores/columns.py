"""Whitespace to columns: strips of the page that hardly any word crosses.

A strip is a *gutter* when it parts columns, and a chance gap when it only runs between the words of short phrases.
Three things tell them apart: a gutter is wide; what stands to the right of it is aligned; and somewhere the gap
across it is wider than a space, whereas in a phrase it never is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
    words = [[word for run in level for word in run.words] for level in levels]
    gutters: list[Gutter] = []
    anchors = _heading_gaps(levels)
    clean = settings.most_crossings(len(levels))
    for crossings in range(max(clean, int(settings.anchored_share * len(levels))) + 1):
        # Clean strips first; those that overflowing text crosses can only divide what is left between them.
        strips = [s for s in _strips(words, crossings, unit, settings) if not any(_overlap(s, g) for g in gutters)]
        if crossings > clean:
            open_gaps = [gap for gap in anchors if not any(_overlap(gap, g) for g in gutters)]
            strips = [s for s in strips if any(gap[0] < s[1] and s[0] < gap[1] for gap in open_gaps)]
        if strips:
            known = [(gutter.start, gutter.end) for gutter in gutters]
            gutters = _real_gutters(sorted([*known, *strips]), words, unit, settings)
    if not gutters:
        return None
    left = min(level[0].x0 for level in words if level)
    right = max(word.x1 for level in words for word in level)
    margin = settings.column_margin * unit
    inner = (max(gutter.end - margin, (gutter.start + gutter.end) / 2) for gutter in gutters)
    return ColumnSet((left - margin, *inner, right + margin), min(gutter.score for gutter in gutters))


def _heading_gaps(levels: Sequence[Sequence[Run]]) -> list[tuple[float, float]]:
    """Return the gaps of the line near the top that has most of them: headings stand over their columns."""
    line = max(levels[:HEADING_LINES], key=len, default=())
    return [(left.x1, right.x0) for left, right in pairwise(line)]


def _overlap(strip: tuple[float, float], gutter: Gutter) -> bool:
    return strip[0] < gutter.end and gutter.start < strip[1]


def _strips(
    levels: Sequence[Sequence[Word]], crossings: int, unit: float, settings: LayoutSettings
) -> list[tuple[float, float]]:
    """Return the strips that at most ``crossings`` words cross, between the outermost words."""
    words = [word for level in levels for word in level]
    if not words:
        return []
    origin = min(word.x0 for word in words)
    size = int((max(word.x1 for word in words) - origin) / RESOLUTION) + 2
    starts = np.array([(word.x0 - origin) / RESOLUTION for word in words]).astype(int)
    ends = np.array([(word.x1 - origin) / RESOLUTION for word in words]).astype(int) + 1
    covered = np.cumsum(np.bincount(starts, minlength=size + 1) - np.bincount(ends, minlength=size + 1))
    edges = np.flatnonzero(np.diff(np.concatenate(([False], covered <= crossings, [False])).astype(np.int8)))
    spans = [(origin + a * RESOLUTION, origin + b * RESOLUTION) for a, b in edges.reshape(-1, 2)]
    narrowest = settings.narrowest_gutter * unit
    return [(a, b) for a, b in spans if b - a >= narrowest and a > origin and b < origin + (size - 2) * RESOLUTION]


def _real_gutters(
    strips: Sequence[tuple[float, float]], levels: Sequence[Sequence[Word]], unit: float, settings: LayoutSettings
) -> list[Gutter]:
    """Take the weakest strip away until all that remain are gutters; each is judged between its neighbours."""
    strips = list(strips)
    while strips:
        gutters = [_judge(strips, index, levels, unit, settings) for index in range(len(strips))]
        weakest = min(range(len(gutters)), key=lambda index: gutters[index].score)
        if gutters[weakest].score >= settings.weakest_gutter:
            return gutters
        del strips[weakest]
    return []


def _judge(
    strips: Sequence[tuple[float, float]],
    index: int,
    levels: Sequence[Sequence[Word]],
    unit: float,
    settings: LayoutSettings,
) -> Gutter:
    start, end = strips[index]
    left = strips[index - 1][1] if index else -np.inf
    right = strips[index + 1][0] if index + 1 < len(strips) else np.inf
    sides = [_neighbours(level, left, start, end, right) for level in levels]
    pieces = [(after[0].x0, after[-1].x1) for _, after in sides if after]
    if min(len(pieces), sum(bool(before) for before, _ in sides)) < FEWEST_PIECES:
        return Gutter(start, end, 0.0)
    loose = _looseness([side for side in sides if all(side)], settings.segment_gap * unit)
    if loose < FEWEST_LOOSE:
        return Gutter(start, end, 0.0)
    width = min((end - start) / unit, 1.0)
    score = WIDE * width + LOOSE * min(loose / FULLY_LOOSE, 1.0) + ALIGNED * _alignment(pieces, unit, settings)
    return Gutter(start, end, score)


def _looseness(sides: Sequence[tuple[Sequence[Word], Sequence[Word]]], gap: float) -> float:
    """Return the share of lines with text on both sides where more than ``gap`` points part them."""
    if not sides:
        return NEVER_BESIDE
    if len(sides) >= RIVER_LINES and sum(len(before) for before, _ in sides) >= RIVER_WORDS * len(sides):
        return 1.0
    return sum(after[0].x0 - before[-1].x1 >= gap for before, after in sides) / len(sides)


def _neighbours(
    level: Sequence[Word], left: float, start: float, end: float, right: float
) -> tuple[Sequence[Word], Sequence[Word]]:
    """Return the words of a base line in the columns left and right of a strip."""
    middle = (start + end) / 2
    before = [word for word in level if left <= word.x0 + RESOLUTION and (word.x0 + word.x1) / 2 < middle]
    after = [word for word in level if (word.x0 + word.x1) / 2 > middle and word.x1 - RESOLUTION <= right]
    return before, after


def _alignment(pieces: Sequence[tuple[float, float]], unit: float, settings: LayoutSettings) -> float:
    """Return the share of pieces whose left sides, middles or right sides are the same."""
    near = settings.aligned * unit
    sides = ([a for a, _ in pieces], [(a + b) / 2 for a, b in pieces], [b for _, b in pieces])
    return max(_largest_cluster(sorted(side), near) for side in sides) / len(pieces)


def _largest_cluster(values: Sequence[float], width: float) -> int:
    return max(bisect_right(values, value + width) - bisect_left(values, value) for value in values)
