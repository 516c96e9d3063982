"""Columns that were printed on later pages: the page set is a grid, as spreadsheets print what is too wide.

Two tables are two halves of one when their rows have the same edges and their columns have not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .settings import LayoutSettings
from .table import Cell, Table, nearest_index


def join_beside(tables: Sequence[Table], page_width: float, settings: LayoutSettings) -> list[Table]:
    """Return the tables with those put together whose rows are the same; ``tables`` are in page order."""
    tolerance = settings.same_column_share * page_width
    whole: list[Table] = []
    for table in tables:
        index = next((i for i, left in enumerate(whole) if _is_right_half(left, table, tolerance)), None)
        if index is None:
            whole.append(table)
        else:
            whole[index] = _put_beside(whole[index], table, tolerance)
    return whole


def _is_right_half(left: Table, right: Table, tolerance: float) -> bool:
    if right.pages[0] <= left.pages[-1] or len(left.ys) < 3 or len(right.ys) < 3:
        return False
    return not _same_edges(left.xs, right.xs, tolerance) and _same_rows(left.ys, right.ys, tolerance)


def _same_edges(one: Sequence[float], other: Sequence[float], tolerance: float) -> bool:
    outer = abs(one[0] - other[0]) <= tolerance and abs(one[-1] - other[-1]) <= tolerance
    return outer and (_is_within(one, other, tolerance) or _is_within(other, one, tolerance))


def _same_rows(one: Sequence[float], other: Sequence[float], tolerance: float) -> bool:
    """Tell whether one table's rows are the other's, or parts of them (unit rows beside indicator rows)."""
    same = min(tolerance, min(b - a for ys in (one, other) for a, b in pairwise(ys)) / 2)
    outer = abs(one[0] - other[0]) <= same and abs(one[-1] - other[-1]) <= same
    return outer and (_is_within(one, other, same) or _is_within(other, one, same))


def _is_within(few: Sequence[float], many: Sequence[float], tolerance: float) -> bool:
    return all(min(abs(edge - other) for other in many) <= tolerance for edge in few)


def _put_beside(left: Table, right: Table, tolerance: float) -> Table:
    ys = max(left.ys, right.ys, key=len)
    shift = left.xs[-1] - right.xs[0]
    moved = [replace(cell, column=cell.column + left.column_count) for cell in _on_rows(right, ys)]
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
