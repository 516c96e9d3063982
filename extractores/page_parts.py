"""The part of a table that stands on one page, on the columns of the whole table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from .table import Cell, Table, nearest_index

MOST_HEADING_ROWS = 4
DEEPEST_HEADING = 8
"""Rows from the top among which the headings start: titles may stand above them."""


class Part:
    """The table of one page on the columns of the whole chain, looked up by place."""

    def __init__(self, table: Table, xs: Sequence[float]) -> None:
        """Put ``table`` on the columns with the edges ``xs``."""
        self.table = table
        self.row_count = table.row_count
        self.cells = _on_columns(table, xs)
        self.first_row = 0
        self.headings: list[Cell] = []
        """Cells that repeat the headings of the first page."""
        self._by_place = {(row, column): cell for cell in self.cells for row in cell.rows for column in cell.columns}
        self._columns = range(len(xs) - 1)

    def row(self, row: int) -> list[Cell | None]:
        """Return for each column the cell that covers it in ``row``."""
        return [self._by_place.get((row, column)) for column in self._columns]

    def filled_above(self, cell: Cell) -> Cell | None:
        """Return the cell with text above an empty one, where no ruling lines part them."""
        if self.table.column_evidence == "rules":
            return None
        for row in range(cell.row - 1, self.first_row - 1, -1):
            above = self._by_place.get((row, cell.column))
            if above is None or above.columns != cell.columns:
                break
            if above.lines:
                return above
        return None

    def _texts(self, row: int) -> list[str]:
        return [cell.text.casefold() if cell else "" for cell in self.row(row)]

    def whole_cells(self) -> list[Cell]:
        """Return the ruled cells that no page break has cut."""
        if self.table.column_evidence != "rules":
            return []
        return [cell for cell in self.cells if cell.row > self.first_row and cell.rows.stop < self.row_count]

    def skip_repeated_headings(self, first: Part) -> None:
        """Set the rows apart that repeat the headings of the first part, wherever these stand below its titles."""
        titles = takewhile(lambda row: not first._has_several(row), range(min(DEEPEST_HEADING, first.row_count - 1)))
        counts = (self._repeated_rows(first, start) for start in (0, *(row + 1 for row in titles)))
        rows = next(filter(None, counts), 0)
        if rows:
            self.first_row = rows
            self.headings = [cell for cell in self.cells if cell.row < rows]
            self.cells = [cell for cell in self.cells if cell.row >= rows]
            self._by_place = {place: cell for place, cell in self._by_place.items() if cell.row >= rows}

    def _repeated_rows(self, first: Part, start: int) -> int:
        """Return how many rows are those of ``first`` from ``start`` on, 0 where none of them has several texts."""
        most = min(MOST_HEADING_ROWS, self.row_count, first.row_count - start)
        count = 0
        while count < most and first._texts(start + count) == self._texts(count):
            count += 1
        return count if any(map(self._has_several, range(count))) and self._ends_at(count) else 0

    def _has_several(self, row: int) -> bool:
        return len(set(self._texts(row)) - {""}) > 1

    def _ends_at(self, row: int) -> bool:
        """Tell whether no cell covers both the row and the one above."""
        return all(cell is None or cell.rows.stop <= row for cell in self.row(row - 1))


def _on_columns(table: Table, xs: Sequence[float]) -> list[Cell]:
    nearest = [nearest_index(xs, x) for x in table.xs]
    if nearest == list(range(len(xs))):
        return list(table.cells)
    return [
        Cell(
            cell.row,
            nearest[cell.column],
            cell.row_span,
            max(nearest[cell.columns.stop] - nearest[cell.column], 1),
            cell.boxes,
            cell.lines,
        )
        for cell in table.cells
    ]
