"""Ruling lines to grids: edges, the cells between them, and which cells are merged.

The steps are those of the ruled table finders since Nurminen (2013), *Algorithmic Extraction of Data in Tables in
PDF Documents*, with one difference: cells are not looked for as rectangles of crossing lines. The edges cut the
table into elementary cells, and those with no rule between them are merged; a merged cell is thus a span, not a hole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from .geometry import BBox, Rule, make_all
from .settings import LayoutSettings

_POSITION, _SPAN = itemgetter(1), itemgetter(2, 3)
"""Where a rule is, and from where to where it goes, by their places among its fields."""


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

    def owners(self) -> list[list[int]]:
        """Return for each row and column the index of the cell that covers it."""
        owners = [[0] * (len(self.xs) - 1) for _ in range(len(self.ys) - 1)]
        for index, (first, column, rows, columns) in enumerate(self.cells):
            for row in range(first, first + rows):
                owners[row][column : column + columns] = [index] * columns
        return owners


def find_edges(rules: Iterable[Rule], axis: str, unit: float, settings: LayoutSettings) -> list[Edge]:
    """Return the edges along ``axis`` ('h' or 'v'), sorted by position; ``unit`` is the height of the type."""
    same, gap = settings.same_edge * unit, settings.dash_gap * unit
    ordered = sorted([rule for rule in rules if rule[0] == axis], key=_POSITION)
    edges: list[Edge] = []
    cluster: list[Rule] = []
    for rule in ordered:
        # The cluster's width is capped at its first rule: single linkage would chain a hatching into one edge.
        if cluster and rule[1] - cluster[0][1] > same:
            edges.append(_edge(cluster, gap))
            cluster = []
        cluster.append(rule)
    if cluster:
        edges.append(_edge(cluster, gap))
    return edges


def _edge(rules: Sequence[Rule], gap: float) -> Edge:
    position = (rules[0].position + rules[-1].position) / 2
    spans = sorted(map(_SPAN, rules))
    stretches = spans[:1]
    for start, end in spans[1:]:
        first, last = stretches[-1]
        if start - last > gap:
            stretches.append((start, end))
        elif end > last:
            stretches[-1] = first, end
    return Edge(position, tuple(stretches))


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
    positions = [position for position, _, _ in uprights]
    reaches = [(start - touch, end + touch) for _, start, end in uprights]
    for index, (position, start, end) in enumerate(levels):
        first, last = bisect_left(positions, start - touch), bisect_right(positions, end + touch)
        for other, (top, bottom) in enumerate(reaches[first:last], len(levels) + first):
            if top <= position <= bottom:
                sets.join(index, other)
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
        last = min(bisect_left(cuts, end), len(covered)) - 1
        covered[first + 1 : last] = [True] * (last - first - 1)
        for index in {first, last} if first <= last else ():
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
    missing = _missing_walls(walls, columns) + _missing_floors(floors, columns)
    sets = _DisjointSets(rows * columns)
    for one, other in missing:
        sets.join(one, other)
    groups: dict[int, list[int]] = {}
    merged = sorted({index for pair in missing for index in pair})
    for index in merged:
        groups.setdefault(sets.root(index), []).append(index)
    cells = [cell for members in groups.values() for cell in _rectangles(members, columns)]
    single = {*range(rows * columns)}.difference(merged)
    return tuple(sorted([*cells, *make_all(CellBox, [(*divmod(index, columns), 1, 1) for index in single])]))


def _missing_walls(walls: Sequence[Sequence[bool]], columns: int) -> list[tuple[int, int]]:
    """Return the pairs of neighbours in a row, by their numbers, with no vertical edge between them."""
    return [
        (row * columns + column, row * columns + column + 1)
        for column, wall in enumerate(walls[1:-1])
        for row, is_drawn in enumerate(wall)
        if not is_drawn
    ]


def _missing_floors(floors: Sequence[Sequence[bool]], columns: int) -> list[tuple[int, int]]:
    """Return the pairs of neighbours in a column, by their numbers, with no horizontal edge between them."""
    return [
        (row * columns + column, (row + 1) * columns + column)
        for row, floor in enumerate(floors[1:-1])
        for column, is_drawn in enumerate(floor)
        if not is_drawn
    ]


def _rectangles(members: Sequence[int], columns: int) -> list[CellBox]:
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
        if self._parent[one] == self._parent[other]:
            return
        one, other = self.root(one), self.root(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)
