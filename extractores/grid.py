"""Ruling lines to grids: edges, the cells between them, and which cells are merged.

The steps are those of the ruled table finders since Nurminen (2013), *Algorithmic Extraction of Data in Tables in
PDF Documents*, with one difference: cells are not looked for as rectangles of crossing lines. The edges cut the
table into elementary cells, and those with no rule between them are merged; a merged cell is thus a span, not a hole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .geometry import BBox, Rule, make_all
from .settings import LayoutSettings


class Edge(NamedTuple):
    """Collinear rules as one line: where it is, and the stretches that are drawn."""

    position: float
    stretches: tuple[tuple[float, float], ...]


class CellBox(NamedTuple):
    """A cell of a grid: its first row and column, and how many of each it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges and merged cells of one table on one page."""

    xs: tuple[float, ...]
    """Edges of the columns, from left to right; one more than there are columns."""
    ys: tuple[float, ...]
    """Edges of the rows, from the top down."""
    cells: tuple[CellBox, ...]
    open_above: frozenset[int] = frozenset()
    """Columns without a rule along the top of the grid."""
    open_below: frozenset[int] = frozenset()
    """Columns without a rule along the bottom of the grid."""

    @property
    def bbox(self) -> BBox:
        return BBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_boxes(self) -> list[BBox]:
        """Return the box of each cell."""
        xs, ys = self.xs, self.ys
        return make_all(BBox, [(xs[c], ys[r], xs[c + columns], ys[r + rows]) for r, c, rows, columns in self.cells])

    def owners(self) -> NDArray[np.int64]:
        """Return for each row and column the index of the cell that covers it; shape (rows, columns)."""
        owners = np.zeros((len(self.ys) - 1, len(self.xs) - 1), dtype=int)
        for index, (row, column, rows, columns) in enumerate(self.cells):
            owners[row : row + rows, column : column + columns] = index
        return owners


def find_edges(rules: Iterable[Rule], axis: str, unit: float, settings: LayoutSettings) -> list[Edge]:
    """Return the edges along ``axis`` ('h' or 'v'), sorted by position; ``unit`` is the height of the type."""
    same, gap = settings.same_edge * unit, settings.dash_gap * unit
    ordered = sorted((rule for rule in rules if rule.axis == axis), key=lambda rule: rule.position)
    edges: list[Edge] = []
    cluster: list[Rule] = []
    for rule in ordered:
        # The cluster's width is capped at its first rule: single linkage would chain a hatching into one edge.
        if cluster and rule.position - cluster[0].position > same:
            edges.append(_edge(cluster, gap))
            cluster = []
        cluster.append(rule)
    if cluster:
        edges.append(_edge(cluster, gap))
    return edges


def _edge(rules: Sequence[Rule], gap: float) -> Edge:
    stretches: list[list[float]] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        if stretches and rule.start - stretches[-1][1] <= gap:
            stretches[-1][1] = max(stretches[-1][1], rule.end)
        else:
            stretches.append([rule.start, rule.end])
    position = (rules[0].position + rules[-1].position) / 2
    return Edge(position, tuple((start, end) for start, end in stretches))


class _Stretch(NamedTuple):
    position: float
    start: float
    end: float


def find_networks(
    horizontal: Sequence[Edge], vertical: Sequence[Edge], unit: float, settings: LayoutSettings
) -> list[tuple[list[Edge], list[Edge]]]:
    """Return the groups of edges that touch each other, each as (horizontal, vertical)."""
    touch = settings.touch * unit
    levels = [_Stretch(edge.position, *stretch) for edge in horizontal for stretch in edge.stretches]
    uprights = [_Stretch(edge.position, *stretch) for edge in vertical for stretch in edge.stretches]
    sets = _DisjointSets(len(levels) + len(uprights))
    positions = [upright.position for upright in uprights]
    for index, level in enumerate(levels):
        first = bisect_left(positions, level.start - touch)
        last = bisect_right(positions, level.end + touch)
        for other in range(first, last):
            upright = uprights[other]
            if upright.start - touch <= level.position <= upright.end + touch:
                sets.join(index, len(levels) + other)
    groups: dict[int, tuple[list[_Stretch], list[_Stretch]]] = {}
    for index, stretch in enumerate([*levels, *uprights]):
        group = groups.setdefault(sets.root(index), ([], []))
        group[0 if index < len(levels) else 1].append(stretch)
    found = list(groups.values())
    _rejoin(found, touch)
    return [(_gather(levels), _gather(uprights)) for levels, uprights in found]


def _rejoin(groups: list[tuple[list[_Stretch], list[_Stretch]]], touch: float) -> None:
    """Give upright rules that touch nothing to the group that reaches from the same top to the same bottom.

    Where a page cuts a cell above and below, no level rule joins its sides to those of its neighbours.
    """
    alone = [uprights[0] for levels, uprights in groups if not levels]
    for levels, uprights in groups:
        if levels and uprights:
            top, bottom = min(u.start for u in uprights), max(u.end for u in uprights)
            is_open = min(level.position for level in levels) - top > touch
            if is_open or bottom - max(level.position for level in levels) > touch:
                uprights += [u for u in alone if abs(u.start - top) <= touch and abs(u.end - bottom) <= touch]


def _gather(stretches: Sequence[_Stretch]) -> list[Edge]:
    found: dict[float, list[tuple[float, float]]] = {}
    for stretch in stretches:
        found.setdefault(stretch.position, []).append((stretch.start, stretch.end))
    return [Edge(position, tuple(sorted(found[position]))) for position in sorted(found)]


def close_ends(horizontal: Sequence[Edge], vertical: Sequence[Edge], least: float) -> list[Edge]:
    """Return the horizontal edges with one, not drawn, where the vertical ones end at least ``least`` further out.

    Where a page cuts a row, many producers draw no rule along the cut.
    """
    if len(horizontal) < 1 or len(vertical) < 2:
        return list(horizontal)
    top = min(edge.stretches[0][0] for edge in vertical)
    bottom = max(edge.stretches[-1][1] for edge in vertical)
    above = [Edge(top, ())] if horizontal[0].position - top >= least else []
    below = [Edge(bottom, ())] if bottom - horizontal[-1].position >= least else []
    return [*above, *horizontal, *below]


def build_grid(horizontal: Sequence[Edge], vertical: Sequence[Edge], share: float) -> Grid | None:
    """Return the grid that the edges draw; None where they bound no cell at all.

    ``share`` is how much of a cell's side an edge must cover to bound it.
    """
    if len(horizontal) < 2 or len(vertical) < 2:
        return None
    xs, ys = tuple(e.position for e in vertical), tuple(e.position for e in horizontal)
    walls = [_covered(edge, ys, share) for edge in vertical]
    floors = [_covered(edge, xs, share) for edge in horizontal]
    cells = merge_cells(walls, floors, len(ys) - 1, len(xs) - 1)
    return Grid(xs, ys, cells, _not_drawn(floors[0]), _not_drawn(floors[-1]))


def _not_drawn(floor: Sequence[bool]) -> frozenset[int]:
    return frozenset(column for column, is_drawn in enumerate(floor) if not is_drawn)


def _covered(edge: Edge, cuts: Sequence[float], share: float) -> list[bool]:
    """Tell for each interval between ``cuts`` whether the edge covers enough of it."""
    covered = [False] * (len(cuts) - 1)
    for start, end in edge.stretches:
        first = max(bisect_right(cuts, start) - 1, 0)
        last = min(bisect_left(cuts, end), len(covered))
        for index in range(first, last):
            length = min(end, cuts[index + 1]) - max(start, cuts[index])
            if length >= share * (cuts[index + 1] - cuts[index]):
                covered[index] = True
    return covered


def merge_cells(
    walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]], rows: int, columns: int
) -> tuple[CellBox, ...]:
    """Return the cells: elementary ones with no boundary between them are one.

    ``walls[x][row]`` tells whether vertical edge ``x`` is drawn along ``row``; ``floors[y][column]`` likewise for
    horizontal edges. A merged shape that is no rectangle is cut into its rows.
    """
    sets = _DisjointSets(rows * columns)
    for row in range(rows):
        for column in range(columns - 1):
            if not walls[column + 1][row]:
                sets.join(row * columns + column, row * columns + column + 1)
    for row in range(rows - 1):
        for column in range(columns):
            if not floors[row + 1][column]:
                sets.join(row * columns + column, (row + 1) * columns + column)
    groups: dict[int, list[int]] = {}
    for index in range(rows * columns):
        groups.setdefault(sets.root(index), []).append(index)
    cells = [cell for members in groups.values() for cell in _rectangles(members, columns)]
    return tuple(sorted(cells))


def _rectangles(members: Sequence[int], columns: int) -> list[CellBox]:
    if len(members) == 1:
        return [CellBox(*divmod(members[0], columns), 1, 1)]
    rows = [index // columns for index in members]
    cols = [index % columns for index in members]
    height, width = max(rows) - min(rows) + 1, max(cols) - min(cols) + 1
    if height * width == len(members):
        return [CellBox(min(rows), min(cols), height, width)]
    runs: list[CellBox] = []
    for row, column in sorted(zip(rows, cols, strict=True)):
        if runs and runs[-1].row == row and runs[-1].column + runs[-1].column_span == column:
            runs[-1] = runs[-1]._replace(column_span=runs[-1].column_span + 1)
        else:
            runs.append(CellBox(row, column, 1, 1))
    return runs


class _DisjointSets:
    """Union-find with path halving; the smaller index is the root, so that results do not depend on order."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, index: int) -> int:
        parent = self._parent
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        one, other = self.root(one), self.root(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)
