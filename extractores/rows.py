"""Whitespace to rows: which lines make a cell, and which cells make a row.

In each column, lines that follow each other at the usual distance are one *block*. The column with the most blocks
gives the rows (the *leaves*); columns whose blocks stand beside them one to one share these rows. The blocks of
the other columns hold for several rows each: which ones is decided for all of them together, by dynamic
programming, so that each block stands at the top or in the middle of its rows as exactly as possible.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .runs import Run
from .settings import LayoutSettings

LEAF_SHARE = 0.9
"""A column shares the leaves' rows when this share of its blocks stands beside one of them."""
FEWEST_SHARED = 3
"""Fewer blocks may stand beside leaves by chance, where these are"""
RARE = 4
"""so many times as many."""
UNCOVERED = 1.5
"""What a leaf that no block of a coarser column covers costs, in distances of lines."""
BEFORE_FIRST = 0.3
"""The same for leaves above all blocks of the page: they may belong to one on the page before."""
SLACK = 0.2
"""How far a row may stand out of a higher block beside it, in distances of lines."""
NO_LEAF = 2.0
"""What a coarser block without a leaf costs, in distances of lines."""
PITCH_RANGE = (0.6, 2.2)
"""Distances of base lines within a cell, in heights of the type."""
PITCH_STEP = 0.05
"""Distances of base lines are counted in steps of so many heights of the type."""
OFTEN = 0.2
"""A distance is a usual one when it occurs this often, compared to the most frequent."""
EXPECTED_PITCH = 1.2
FILLED = 0.6
"""Lines that were wrapped fill at least this share of their column."""
MOST_LEADING = 1.4
"""Lines of a cell are at most this many times as far apart as usual, where rows of one line are further apart."""
WORD_SPACE = 0.25
"""Width of a space, in heights of the type."""


class Block(NamedTuple):
    """Lines of one column that belong to one cell."""

    column: int
    runs: tuple[Run, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Placed(NamedTuple):
    """Runs with their place in the table."""

    row: int
    column: int
    row_span: int
    column_span: int
    runs: tuple[Run, ...]


_Group = list[Block]
_Row = dict[int, Block]


class Pitch(NamedTuple):
    """Distances of base lines, in points."""

    usual: float
    """That of lines inside a cell."""
    widest: float
    """Lines further apart are in different cells."""


def find_pitch(columns: Iterable[tuple[float, Sequence[Run]]], unit: float, row_gap: float) -> Pitch:
    """Return the distance of base lines inside a cell; ``row_gap`` is by which share more parts cells.

    ``columns`` are the width and the runs of each column, section by section.

    Rows of one line each have a usual distance too. What tells lines of a cell is that they are full: the next
    word would not have fitted on the line above.
    """
    steps, full, free = _count_steps(columns, unit)
    often = OFTEN * max(steps.values(), default=0)
    usual = sorted(step for step, count in steps.items() if count >= often)
    of_rows = next((step for step in usual if free[step] > full[step]), None)
    if of_rows is None or of_rows != usual[0]:
        # The nearest of the usual distances: rows that hold one line each are further apart than lines of one cell.
        pitch = usual[0] * PITCH_STEP if usual else EXPECTED_PITCH
    else:
        nearer = [step for step in full if step < of_rows and full[step]]
        pitch = min([*nearer, of_rows / MOST_LEADING]) * PITCH_STEP
    widest = pitch * (1 + row_gap)
    if of_rows is not None:
        widest = min((pitch + of_rows * PITCH_STEP) / 2, pitch * MOST_LEADING)
    return Pitch(pitch * unit, widest * unit)


def _count_steps(
    columns: Iterable[tuple[float, Sequence[Run]]], unit: float
) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Count the distances of base lines in steps: all of them, and those below lines that are full, or not.

    What stands alone on its line says nothing: the rest of a cell, or a row of one cell.
    """
    least, most = (bound * unit for bound in PITCH_RANGE)
    steps: Counter[int] = Counter()
    full: Counter[int] = Counter()
    free: Counter[int] = Counter()
    by_column = [(width, sorted(runs, key=lambda run: run.bottom)) for width, runs in columns]
    beside = Counter(round(run.bottom) for _, runs in by_column for run in runs)
    for width, runs in by_column:
        widest = max([run.x1 - run.x0 for run in runs], default=0.0)
        room = (widest if widest >= FILLED * width else width) - WORD_SPACE * unit
        for above, below in pairwise(runs):
            if least <= (distance := below.bottom - above.bottom) <= most:
                step, word = round(distance / (PITCH_STEP * unit)), below.words[0]
                steps[step] += 1
                if above.x1 - above.x0 + word.x1 - word.x0 > room:
                    full[step] += 1
                elif beside[round(below.bottom)] > 1:
                    free[step] += 1
    return steps, full, free


def find_blocks(column: int, runs: Sequence[Run], widest: float, edges: Sequence[float]) -> list[Block]:
    """Cut the runs of one column into blocks: at ``edges`` (y) and where base lines are over ``widest`` apart."""
    blocks: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.bottom, run.x0)):
        if blocks and _belongs(blocks[-1][-1], run, widest, edges):
            blocks[-1].append(run)
        else:
            blocks.append([run])
    return [Block(column, tuple(b), min(r.top for r in b), max(r.bottom for r in b)) for b in blocks]


def _belongs(above: Run, below: Run, widest: float, edges: Sequence[float]) -> bool:
    one, other = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
    return below.bottom - above.bottom <= widest and bisect_right(edges, one) == bisect_right(edges, other)


def find_leaves(
    sections: Sequence[Sequence[_Group]], pitch: float, settings: LayoutSettings
) -> tuple[int, frozenset[int]]:
    """Return the column whose blocks give the rows, and all columns that share its rows.

    ``sections`` hold for each part of the table the blocks of each column.
    """
    columns = range(len(sections[0]))
    totals = [sum(len(section[column]) for section in sections) for column in columns]
    leaf = max(columns, key=lambda column: (totals[column], column))
    near = settings.row_match * pitch
    enough = min(FEWEST_SHARED, totals[leaf] / RARE)
    shared = {
        c for c in columns if totals[c] >= enough and _shares_rows([(s[c], s[leaf]) for s in sections], totals[c], near)
    }
    return leaf, frozenset(shared | {leaf})


def _shares_rows(pairs: Sequence[tuple[_Group, _Group]], total: int, near: float) -> bool:
    """Tell whether nearly all blocks of a column stand beside leaves, all at the top or all in the middle.

    A block beside several leaves holds for all of them, although its middle may be that of the middle one.
    """
    single = [
        (block, leaves) for blocks, leaves in pairs for block in blocks if _count_beside(block, leaves, near) <= 1
    ]
    at_top = sum(any(abs(block.top - leaf.top) <= near for leaf in leaves) for block, leaves in single)
    in_middle = sum(any(abs(block.middle - leaf.middle) <= near for leaf in leaves) for block, leaves in single)
    return max(at_top, in_middle) >= LEAF_SHARE * total


def _count_beside(block: Block, leaves: _Group, near: float) -> int:
    return sum(min(block.bottom, leaf.bottom) - max(block.top, leaf.top) > near for leaf in leaves)


def _offset(one: Block, other: Block) -> float:
    return min(abs(one.top - other.top), abs(one.middle - other.middle))


def arrange(
    sections: Sequence[Sequence[_Group]], leaf: int, leaves: frozenset[int], pitch: float
) -> list[list[Placed]]:
    """Return for each section of a table the places of its blocks; rows count from 0 in each.

    Blocks that hold for several rows stand at the top of them, in the middle or at the bottom: the way that costs
    least holds for the whole table.
    """
    rows = [_leaf_rows(columns, leaf, leaves) for columns in sections]
    groups = [_coarse_groups(columns, leaves) for columns in sections]
    starts = [BEFORE_FIRST if index == 0 else UNCOVERED for index in range(len(sections))]
    ways = [
        [_assign(g, r, pitch, stand, start) for g, r, start in zip(groups, rows, starts, strict=True)]
        for stand in (_top, _middle, _bottom)
    ]
    best = min(ways, key=lambda way: sum(cost for cost, _ in way))
    return [_place(g, r, spans) for g, r, (_, spans) in zip(groups, rows, best, strict=True)]


def _place(groups: Sequence[_Group], rows: Sequence[_Row], spans: Sequence[range]) -> list[Placed]:
    placed: list[Placed] = []
    shift = 0
    # Groups without leaves get rows of their own, which move the following leaves down.
    row_of: list[int] = []
    for group, span in zip(groups, spans, strict=True):
        row_of += range(len(row_of) + shift, span.stop + shift)
        first = row_of[span.start] if span else span.start + shift
        shift += not span
        placed += [Placed(first, block.column, max(len(span), 1), 1, block.runs) for block in group]
    row_of += range(len(row_of) + shift, len(rows) + shift)
    placed += [
        Placed(row_of[index], block.column, 1, 1, block.runs)
        for index, row in enumerate(rows)
        for block in row.values()
    ]
    return placed


def _leaf_rows(columns: Sequence[_Group], leaf: int, leaves: frozenset[int]) -> list[_Row]:
    """Return the rows of a section as blocks by column; a block beside no leaf gets a row of its own."""
    rows: list[_Row] = [{leaf: block} for block in columns[leaf]]
    for column in sorted(leaves - {leaf}):
        for block in columns[column]:
            beside = [row for row in rows if column not in row and _stands_beside(block, row)]
            if beside:
                min(beside, key=lambda row: min(_offset(block, other) for other in row.values()))[column] = block
            else:
                rows.append({column: block})
    return sorted(rows, key=lambda row: min(block.middle for block in row.values()))


def _stands_beside(block: Block, row: _Row) -> bool:
    return any(min(block.bottom, other.bottom) > max(block.top, other.top) for other in row.values())


def _coarse_groups(columns: Sequence[_Group], leaves: frozenset[int]) -> list[_Group]:
    """Return the blocks of the coarser columns that belong together, from the top down."""
    coarse = [column for column in range(len(columns)) if column not in leaves and columns[column]]
    if not coarse:
        return []
    # The column with the most blocks misses none; among equals the one with the most text shows its extent best.
    lead = max(coarse, key=lambda c: (len(columns[c]), sum(block.bottom - block.top for block in columns[c])))
    groups = [[block] for block in columns[lead]]
    for block in (block for column in coarse if column != lead for block in columns[column]):
        min(groups, key=lambda group: _distance(group[0], block)).append(block)
    return groups


def _distance(lead: Block, block: Block) -> tuple[bool, float]:
    stands_beside = min(lead.bottom, block.bottom) > max(lead.top, block.top)
    return not stands_beside, _offset(lead, block)


def _assign(
    groups: Sequence[_Group], rows: Sequence[_Row], pitch: float, stand: _Stand, start: float
) -> tuple[float, list[range]]:
    """Return for each group the leaves it covers: consecutive, in order, at the least cost; and that cost."""
    if not groups:
        return 0.0, []
    tops = np.array([min(block.top for block in row.values()) for row in rows])
    bottoms = np.array([max(block.bottom for block in row.values()) for row in rows])
    starts, ends = tops[:, None], bottoms[None, :]
    boxes = [(min(block.top for block in group), max(block.bottom for block in group)) for group in groups]
    where = np.broadcast_to(stand(starts, ends), (len(rows), len(rows)))
    near = SLACK * pitch
    costs = [
        # A block as high as its rows, or higher, stands at their top, middle and bottom alike.
        np.where(
            (starts >= top - near) & (ends <= bottom + near),
            0.0,
            np.abs(float(stand(np.array(top), np.array(bottom))) - where) / pitch,
        )
        for top, bottom in boxes
    ]
    return _solve(costs, [_void_costs(top, tops) / pitch for top, _ in boxes], start)


_Floats = NDArray[np.float64]
_Stand = Callable[[_Floats, _Floats], _Floats]


def _top(tops: _Floats, bottoms: _Floats) -> _Floats:
    return tops


def _middle(tops: _Floats, bottoms: _Floats) -> _Floats:
    return (tops + bottoms) / 2


def _bottom(tops: _Floats, bottoms: _Floats) -> _Floats:
    return bottoms


def _void_costs(top: float, leaves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what it costs that a group without leaves stands after the first 0, 1, 2 … leaves."""
    above = np.concatenate(([0.0], np.maximum(leaves - top, 0.0)))
    below = np.concatenate((np.maximum(top - leaves, 0.0), [0.0]))
    return above + below


def _solve(
    costs: Sequence[NDArray[np.float64]], voids: Sequence[NDArray[np.float64]], start: float
) -> tuple[float, list[range]]:
    """Return the least total cost and the leaves of each group.

    ``costs[g][i, j]`` is what group g costs over leaves i to j, ``voids[g][n]`` without leaves after the first n;
    ``start`` is what each leaf before the first group costs.
    """
    count = len(voids[0]) - 1
    uncovered = UNCOVERED * np.arange(count + 1)
    best = start * np.arange(count + 1)
    steps: list[NDArray[np.int64]] = []
    allowed = np.triu(np.ones((count, count), dtype=bool))
    for cost, void in zip(costs, voids, strict=True):
        total = np.where(allowed, best[:count, None] + cost, np.inf)
        covering = np.concatenate(([np.inf], total.min(axis=0))) if count else np.array([np.inf])
        empty = best + void + NO_LEAF
        came_from = np.concatenate(([0], total.argmin(axis=0))) if count else np.array([0])
        steps.append(np.where(covering <= empty, came_from, np.arange(count + 1)))
        best = np.minimum(covering, empty)
    end = int((best + uncovered[::-1]).argmin())
    least = float((best + uncovered[::-1])[end])
    spans: list[range] = []
    for step in reversed(steps):
        start = int(step[end])
        spans.append(range(start, end))
        end = start
    return least, spans[::-1]
