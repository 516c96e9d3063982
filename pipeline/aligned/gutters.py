"""Gutters followed down the page: paths through the spaces, which a dump moves a little from block to block.

A dump shifts whole blocks of text by some characters, and where a column is full, one space is all that parts it
from the next. A gutter is therefore the cheapest path from the top to the bottom: it goes through wide spaces for
nothing, through single ones at a price, and moving sideways costs, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from .grid_lines import WIDE_SPACE, GridLine, end_column, first_column

INSIDE_WORD = 4.0
"""Cost of going through a word ..."""
SINGLE_SPACE = 1.3
"""... or through a single space ..."""
SUPPORTED, SUPPORT_LINES, SUPPORT_REACH = 0.7, 3, 8
"""... less this where words after wide spaces start at the same place on so many of so many lines around,"""
CAPITAL = 0.3
"""... and less this before a capital or a figure."""
ALONE = 0.3
"""Share of these costs on a line of one run: it may lie across the columns."""
SIDEWAYS = 0.12
"""Cost of each character that a path moves sideways from one line to the next."""
SIDEWAYS_FREE = 0.03
"""The same where the page changes, or where lines without columns stand between."""
PUSHED = 0.04
"""Cost of each character by which the text of one line alone stands off the gutter: a long line pushes the next."""
NOTHING_BETWEEN = 0.15
"""Cost of a line on which a gutter has no word between itself and the one on its left."""
OFF_HEADINGS, OFF_HEADINGS_MOST = 0.1, 2.0
"""Cost of each character outside of the space between two headings, up to so much."""
FORBIDDEN = 1e6
COLLISION = 3
"""Characters under which two gutters cannot have a column between them."""
PART_LINES = 400
"""Lines that are read as one part."""

Gaps = tuple[tuple[int, int], ...]
"""The spaces between headings, one for each gutter: where the one ends and the next starts."""


def track_gutters(
    lines: Sequence[GridLine], is_free: Sequence[bool], is_heading: Sequence[bool], gaps: Sequence[Gaps]
) -> list[tuple[int, ...]]:
    """Return for each line where its gutters are: the column of the first character to the right.

    ``is_free``: lines that say nothing of columns, such as bands. ``gaps``: for each line, where the headings above
    it want the gutters. Long texts are read in parts that begin with a page, which keeps memory in step.
    """
    found: list[tuple[int, ...]] = []
    for start, stop in _parts(lines):
        part = slice(start, stop)
        found += _track_part(lines[part], is_free[part], is_heading[part], gaps[part])
    return found


def _parts(lines: Sequence[GridLine]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(lines)):
        if at - start >= PART_LINES and lines[at].page != lines[at - 1].page:
            yield start, at
            start = at
    yield start, len(lines)


def _track_part(
    lines: Sequence[GridLine], is_free: Sequence[bool], is_heading: Sequence[bool], gaps: Sequence[Gaps]
) -> list[tuple[int, ...]]:
    count = len(gaps[0])
    width = max(max(end_column(line.words[-1]) for line in lines), max(end for gap in gaps for _, end in gap)) + 2
    costs = _costs(lines, is_free, width)
    slopes = [_slope(lines, is_free, at) for at in range(len(lines))]
    by_headings = _by_headings(is_free, is_heading, gaps, count, width)
    paths: dict[int, np.ndarray] = {}
    candidates: dict[int, tuple[float, np.ndarray]] = {}
    while len(paths) < count:
        # The clearest gutter first: of two that would take one strip, it is the one below whose headings that is.
        for gutter in set(range(count)) - paths.keys():
            left = paths.get(max((known for known in paths if known < gutter), default=-1))
            right = paths.get(min((known for known in paths if known > gutter), default=-1))
            if gutter not in candidates or _collides(candidates[gutter][1], left, right):
                own = costs + by_headings[gutter]
                _keep_between(own, lines, is_free, left, right)
                candidates[gutter] = _cheapest_path(own, slopes)
        clearest = min(candidates, key=lambda gutter: candidates[gutter][0])
        paths[clearest] = candidates.pop(clearest)[1]
    return [tuple(int(paths[gutter][at]) for gutter in range(count)) for at in range(len(lines))]


def _collides(path: np.ndarray, left: np.ndarray | None, right: np.ndarray | None) -> bool:
    """Tell whether a path comes too near to one of the gutters beside it."""
    near_left = left is not None and (path < left + COLLISION).any()
    near_right = right is not None and (path > right - COLLISION).any()
    return bool(near_left or near_right)


def _by_headings(
    is_free: Sequence[bool], is_heading: Sequence[bool], gaps: Sequence[Gaps], count: int, width: int
) -> list[np.ndarray]:
    """Return for each gutter what the headings above each line say against each place."""
    found = [np.zeros((len(gaps), width)) for _ in range(count)]
    for gutter in range(count):
        for at in range(len(gaps)):
            start, end = gaps[at][gutter]
            if is_heading[at]:
                found[gutter][at] = FORBIDDEN
                found[gutter][at, start : end + 1] = 0.0
            elif not is_free[at]:
                found[gutter][at] = _off_headings(width, start, end)
    return found


def _keep_between(
    costs: np.ndarray,
    lines: Sequence[GridLine],
    is_free: Sequence[bool],
    left: np.ndarray | None,
    right: np.ndarray | None,
) -> None:
    """Forbid places beyond the gutters on both sides, and charge for those with no word between."""
    for at, line in enumerate(lines):
        if left is not None:
            costs[at, : left[at] + 1] = FORBIDDEN
            costs[at, : _next_start(line, left[at]) + 1] += NOTHING_BETWEEN * (not is_free[at])
        edge = costs.shape[1] if right is None else right[at]
        costs[at, edge:] = FORBIDDEN
        costs[at, _last_end(line, edge) :] += NOTHING_BETWEEN * (not is_free[at])


def _off_headings(width: int, start: int, end: int) -> np.ndarray:
    """Return for each place what being off the space between two headings costs."""
    places = np.arange(width)
    off = np.maximum(np.maximum(start - places, places - end), 0)
    return np.minimum(OFF_HEADINGS * off, OFF_HEADINGS_MOST)


def _slope(lines: Sequence[GridLine], is_free: Sequence[bool], at: int) -> float:
    """Return what moving sideways by one character costs before a line."""
    is_new = at and (lines[at].page != lines[at - 1].page or is_free[at] or is_free[at - 1])
    return SIDEWAYS_FREE if is_new else SIDEWAYS


def _costs(lines: Sequence[GridLine], is_free: Sequence[bool], width: int) -> np.ndarray:
    costs = np.zeros((len(lines), width))
    support = _supports(lines, is_free)
    for at, line in enumerate(lines):
        if is_free[at]:
            continue
        runs = line.runs
        for word in line.words:
            costs[at, first_column(word) + 1 : end_column(word)] = INSIDE_WORD
        for left, right in pairwise(line.words):
            end, start = end_column(left), first_column(right)
            if start - end < WIDE_SPACE:
                cost = SINGLE_SPACE - SUPPORTED * min(support[at].get(start, 0) / SUPPORT_LINES, 1.0)
                costs[at, end : start + 1] = cost - CAPITAL * (not right.text[0].islower())
        if len(runs) == 1:
            costs[at] *= ALONE
    return costs


def _supports(lines: Sequence[GridLine], is_free: Sequence[bool]) -> list[Counter[int]]:
    """Return for each line how often words start at each place after wide spaces on the lines around."""
    starts = [() if free else tuple(run.start for run in line.runs) for line, free in zip(lines, is_free, strict=True)]
    window: Counter[int] = Counter(place for places in starts[:SUPPORT_REACH] for place in places)
    supports: list[Counter[int]] = []
    for at in range(len(lines)):
        if at + SUPPORT_REACH < len(lines):
            window.update(starts[at + SUPPORT_REACH])
        if at > SUPPORT_REACH:
            window.subtract(starts[at - SUPPORT_REACH - 1])
        supports.append(Counter({place: window[place] for place in _word_starts(lines[at])}))
    return supports


def _word_starts(line: GridLine) -> list[int]:
    return [first_column(word) for word in line.words]


def _next_start(line: GridLine, place: int) -> int:
    """Return where the first word right of ``place`` starts."""
    return next((start for start in _word_starts(line) if start >= place), end_column(line.words[-1]))


def _last_end(line: GridLine, place: int) -> int:
    """Return where the last word left of ``place`` ends."""
    return max((end_column(word) for word in line.words if end_column(word) <= place), default=0)


def _cheapest_path(costs: np.ndarray, slopes: Sequence[float]) -> tuple[float, np.ndarray]:
    """Return the cost of the cheapest path and where each line is cut for it: at the path, or near it."""
    near, cuts = _spread(costs, PUSHED)
    total = near[0]
    steps: list[np.ndarray] = []
    for at in range(1, len(costs)):
        moved, origin = _spread(total, slopes[at])
        steps.append(origin)
        total = moved + near[at]
    path = np.zeros(len(costs), dtype=int)
    path[-1] = int(total.argmin())
    for at in range(len(costs) - 1, 0, -1):
        path[at - 1] = steps[at - 1][path[at]]
    return float(total.min()), cuts[np.arange(len(costs)), path]


def _spread(costs: np.ndarray, slope: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the least cost of reaching each place from any other at ``slope`` a step, and from which one."""
    places = np.arange(costs.shape[-1])
    rising, falling = costs - slope * places, (costs + slope * places)[..., ::-1]
    from_left, from_right = np.minimum.accumulate(rising, axis=-1), np.minimum.accumulate(falling, axis=-1)
    left_origin = np.maximum.accumulate(np.where(rising <= from_left, places, 0), axis=-1)
    right_origin = np.minimum.accumulate(np.where(falling <= from_right, places[::-1], places[-1]), axis=-1)[..., ::-1]
    via_left, via_right = from_left + slope * places, from_right[..., ::-1] - slope * places
    is_left = via_left <= via_right
    return np.where(is_left, via_left, via_right), np.where(is_left, left_origin, right_origin)
