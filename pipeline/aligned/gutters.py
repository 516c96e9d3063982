"""Gutters followed down the page: paths through the spaces, which a dump moves a little from block to block.

A dump shifts whole blocks of text by some characters, and where a column is full, one space is all that parts it
from the next. A gutter is therefore the cheapest path from the top to the bottom: it goes through wide spaces for
nothing, through single ones at a price, and moving sideways costs, too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from .grid_lines import GridLine
from .paths import Floats, Integers, cheapest_paths

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
    width = max(max(line.ends[-1] for line in lines), max(end for gap in gaps for _, end in gap)) + 2
    costs = _costs(lines, is_free, width)
    slopes = [_slope(lines, is_free, at) for at in range(len(lines))]
    own = costs + _by_headings(is_free, is_heading, gaps, width)
    paths: dict[int, Integers] = {}
    candidates: dict[int, tuple[float, Integers]] = {}
    while len(paths) < count:
        # The clearest gutter first: of two that would take one strip, it is the one below whose headings that is.
        open_ones: list[int] = []
        between: list[Floats] = []
        for gutter in sorted(set(range(count)) - paths.keys()):
            left = paths.get(max((known for known in paths if known < gutter), default=-1))
            right = paths.get(min((known for known in paths if known > gutter), default=-1))
            if gutter not in candidates or _collides(candidates[gutter][1], left, right):
                open_ones.append(gutter)
                between.append(_kept_between(own[gutter], lines, is_free, left, right))
        if open_ones:
            candidates |= zip(open_ones, cheapest_paths(np.stack(between), slopes), strict=True)
        clearest = min(candidates, key=lambda gutter: candidates[gutter][0])
        paths[clearest] = candidates.pop(clearest)[1]
    return [tuple(int(paths[gutter][at]) for gutter in range(count)) for at in range(len(lines))]


def _collides(path: Integers, left: Integers | None, right: Integers | None) -> bool:
    """Tell whether a path comes too near to one of the gutters beside it."""
    near_left = left is not None and (path < left + COLLISION).any()
    near_right = right is not None and (path > right - COLLISION).any()
    return bool(near_left or near_right)


def _by_headings(is_free: Sequence[bool], is_heading: Sequence[bool], gaps: Sequence[Gaps], width: int) -> Floats:
    """Return for each gutter what the headings above each line say against each place."""
    start, end = np.asarray(gaps).transpose(2, 1, 0)[..., None]
    places = np.arange(width)
    off = np.maximum(np.maximum(start - places, places - end), 0)
    found: Floats = np.minimum(OFF_HEADINGS * off, OFF_HEADINGS_MOST)
    found[:, np.asarray(is_free)] = 0.0
    of_heading = np.asarray(is_heading)
    found[:, of_heading] = np.where(off[:, of_heading] > 0, FORBIDDEN, 0.0)
    return found


def _kept_between(
    costs: Floats,
    lines: Sequence[GridLine],
    is_free: Sequence[bool],
    left: Integers | None,
    right: Integers | None,
) -> Floats:
    """Return ``costs`` with places beyond the gutters on both sides forbidden, and charged where no word is between."""
    places = np.arange(costs.shape[1])
    charge = NOTHING_BETWEEN * ~np.asarray(is_free)[:, None]
    edges = np.full(len(lines), costs.shape[1]) if right is None else right
    ends = np.array([_last_end(line, edge) for line, edge in zip(lines, edges.tolist(), strict=True)])
    kept = costs + charge * (places >= ends[:, None])
    if left is not None:
        starts = np.array([_next_start(line, place) for line, place in zip(lines, left.tolist(), strict=True)])
        kept += charge * (places <= starts[:, None])
        kept[places <= left[:, None]] = FORBIDDEN
    kept[places >= edges[:, None]] = FORBIDDEN
    return kept


def _slope(lines: Sequence[GridLine], is_free: Sequence[bool], at: int) -> float:
    """Return what moving sideways by one character costs before a line."""
    is_new = at and (lines[at].page != lines[at - 1].page or is_free[at] or is_free[at - 1])
    return SIDEWAYS_FREE if is_new else SIDEWAYS


def _costs(lines: Sequence[GridLine], is_free: Sequence[bool], width: int) -> Floats:
    costs = np.zeros((len(lines), width))
    support = _supports(lines, is_free)
    for at, line in enumerate(lines):
        if is_free[at]:
            continue
        for start, end in zip(line.starts, line.ends, strict=True):
            costs[at, start + 1 : end] = INSIDE_WORD
        for index in range(1, len(line.words)):
            if not line.is_clear(index):
                end, start = line.ends[index - 1], line.starts[index]
                cost = SINGLE_SPACE - SUPPORTED * min(support[at].get(start, 0) / SUPPORT_LINES, 1.0)
                costs[at, end : start + 1] = cost - CAPITAL * (not line.words[index].text[0].islower())
        if len(line.runs) == 1:
            costs[at] *= ALONE
    return costs


def _supports(lines: Sequence[GridLine], is_free: Sequence[bool]) -> list[dict[int, int]]:
    """Return for each line how often words start at each place after wide spaces on the lines around."""
    starts = [() if free else tuple(run.start for run in line.runs) for line, free in zip(lines, is_free, strict=True)]
    window: Counter[int] = Counter(place for places in starts[:SUPPORT_REACH] for place in places)
    supports: list[dict[int, int]] = []
    for at in range(len(lines)):
        if at + SUPPORT_REACH < len(lines):
            window.update(starts[at + SUPPORT_REACH])
        if at > SUPPORT_REACH:
            window.subtract(starts[at - SUPPORT_REACH - 1])
        supports.append({place: window[place] for place in lines[at].starts})
    return supports


def _next_start(line: GridLine, place: int) -> int:
    """Return where the first word right of ``place`` starts."""
    at = bisect_left(line.starts, place)
    return line.starts[at] if at < len(line.starts) else line.ends[-1]


def _last_end(line: GridLine, place: int) -> int:
    """Return where the last word left of ``place`` ends."""
    at = bisect_right(line.ends, place)
    return line.ends[at - 1] if at else 0
