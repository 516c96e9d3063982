"""Columns that were printed on later pages: the page set is a grid, as spreadsheets print what is too wide.

Two tables are two halves of one when their rows have the same edges and their columns have not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from .settings import LayoutSettings
from .table import Cell, Table, nearest_index

FEWEST_EDGES = 3
"""Edges of rows that agree only in two halves of one table; a single row may be as high as another by chance."""


def join_beside(tables: Sequence[Table], page_width: float, settings: LayoutSettings) -> list[Table]:
    """Return the tables with those put together whose rows are the same; ``tables`` are in page order."""
    grid = _PageGrid(settings.same_column_share * page_width)
    for table in tables:
        grid.add(table)
    return [reduce(_put_beside, parts) for parts in grid.rows]


class _PageGrid:
    """Tables with those beside them, whether the pages were printed down and then over, or over and then down."""

    def __init__(self, tolerance: float) -> None:
        self.rows: list[list[Table]] = []
        self._tolerance = tolerance

    def add(self, table: Table) -> None:
        """Put a table right of those of a row whose last part was printed before, else begin a row with it."""
        found = [row for row in self.rows if self._is_right_half(row, table)]
        if found:
            # Where the rows of several pages look alike, the pages are filled in their order.
            min(found, key=len).append(table)
        else:
            self.rows.append([table])

    def _is_right_half(self, row: Sequence[Table], right: Table) -> bool:
        first, left = row[0], row[-1]
        if right.pages[0] <= left.pages[-1] or _same_edges(first, right, self._tolerance):
            return False
        longest = max(row, key=lambda part: len(part.ys))
        if not _same_rows(longest, right, self._tolerance):
            return False
        return min(len(left.ys), len(right.ys)) >= FEWEST_EDGES or self._is_usual_pair(left, right)

    def _is_usual_pair(self, left: Table, right: Table) -> bool:
        """Tell whether tables with these columns stand beside each other in another row of pages."""
        return any(
            _same_edges(one, left, self._tolerance) and _same_edges(other, right, self._tolerance)
            for row in self.rows
            for one, other in pairwise(row)
        )


def _same_edges(one: Table, other: Table, tolerance: float) -> bool:
    few, many = sorted((one.xs, other.xs), key=len)
    if _are_open(one, other):
        return _is_within(few[1:-1], many, tolerance)
    outer = abs(few[0] - many[0]) <= tolerance and abs(few[-1] - many[-1]) <= tolerance
    return outer and _is_within(few, many, tolerance)


def _are_open(one: Table, other: Table) -> bool:
    """Tell whether rules bound neither table: its first and last edges show only as far as text reaches."""
    return "rules" not in (one.column_evidence, other.column_evidence)


def _same_rows(one: Table, other: Table, tolerance: float) -> bool:
    """Tell whether one table's rows are the other's, or parts of them (unit rows beside indicator rows)."""
    few, many = sorted((one.ys, other.ys), key=len)
    same = min(tolerance, min(b - a for ys in (few, many) for a, b in pairwise(ys)) / 2)
    if _are_open(one, other):
        return len(few) > FEWEST_EDGES and _is_within(few[1:-1], many, same)
    outer = abs(few[0] - many[0]) <= same and abs(few[-1] - many[-1]) <= same
    return outer and _is_within(few, many, same)


def _is_within(few: Sequence[float], many: Sequence[float], tolerance: float) -> bool:
    return all(min(abs(edge - other) for other in many) <= tolerance for edge in few)


def _put_beside(left: Table, right: Table) -> Table:
    ys = max(left.ys, right.ys, key=len)
    shift = left.xs[-1] - right.xs[0]
    moved = [cell.moved(columns=left.column_count) for cell in _on_rows(right, ys)]
    cells = sorted([*_on_rows(left, ys), *moved], key=lambda cell: (cell.row, cell.column))
    return replace(
        left,
        pages=(*left.pages, *right.pages),
        xs=(*left.xs, *(x + shift for x in right.xs[1:])),
        row_count=len(ys) - 1,
        cells=tuple(cells),
        ys=ys,
        score=min(left.score, right.score),
        open_above=left.open_above | {column + left.column_count for column in right.open_above},
        open_below=left.open_below | {column + left.column_count for column in right.open_below},
    )


def _on_rows(table: Table, ys: Sequence[float]) -> list[Cell]:
    """Return the table's cells on the finer rows ``ys``."""
    nearest = [nearest_index(ys, y) for y in table.ys]
    return [
        replace(cell, row=nearest[cell.row], row_span=nearest[cell.row + cell.row_span] - nearest[cell.row])
        for cell in table.cells
    ]
