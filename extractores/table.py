"""What a table is: cells with their places, on one page or over several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .geometry import BBox, Span
from .lines import Line

Evidence = Literal["rules", "fills", "gutters", "whitespace", "headings", "wording"]


@dataclass(frozen=True, eq=False, init=False)
class Cell:
    """A cell: where it is in the table and on paper, and its lines; one cell equals only itself.

    A cell without lines is empty; a place that a merged cell covers has no cell of its own.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    boxes: tuple[Span, ...]
    """One box on each page it stands on."""
    lines: tuple[Line, ...] = ()

    def __init__(
        self,
        row: int,
        column: int,
        row_span: int,
        column_span: int,
        boxes: tuple[Span, ...],
        lines: tuple[Line, ...] = (),
    ) -> None:
        # Cells come by the hundred, and a frozen class's own constructor is slow: it sets field by field.
        self.__dict__.update(
            row=row, column=column, row_span=row_span, column_span=column_span, boxes=boxes, lines=lines
        )

    def moved(self, rows: int = 0, columns: int = 0) -> Cell:
        """Return the cell further down or to the right by some rows or columns."""
        return Cell(self.row + rows, self.column + columns, self.row_span, self.column_span, self.boxes, self.lines)

    @cached_property
    def text(self) -> str:
        """The words of the cell in reading order, one space apart."""
        return " ".join(line.text for line in self.lines)

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.row_span)

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.column_span)


@dataclass(frozen=True, eq=False)
class Table:
    """A table: on one page as it is printed, or over pages as it is meant."""

    pages: tuple[int, ...]
    xs: tuple[float, ...]
    """Edges of the columns in points, from left to right, on the first page."""
    row_count: int
    cells: tuple[Cell, ...]
    """In reading order: by row, then by column."""
    column_evidence: Evidence
    row_evidence: Evidence
    score: float
    """How well the evidence supports columns and rows, 0 to 1."""
    ys: tuple[float, ...] = ()
    """Edges of the rows in points, from the top down; empty for a table over several pages."""
    repeated: tuple[Line, ...] = ()
    """Lines of headings printed again on later pages, which are left out of the cells."""
    open_above: frozenset[int] = frozenset()
    """Columns whose first cell has no rule above it, though the table is ruled: it may go on from the page before."""
    open_below: frozenset[int] = frozenset()
    """Columns whose last cell has no rule below it."""

    @property
    def column_count(self) -> int:
        return len(self.xs) - 1

    @cached_property
    def bbox(self) -> BBox:
        """The box of the table on its first page."""
        boxes = [box for cell in self.cells for page, box in cell.boxes if page == self.pages[0]]
        return BBox(
            min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
        )

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], Cell]:
        return {(row, column): cell for cell in self.cells for row in cell.rows for column in cell.columns}

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place, or None where the table has none."""
        return self._by_place.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """Return the cells that cover a row, from left to right, each once."""
        cells = (self.at(row, column) for column in range(self.column_count))
        return tuple(dict.fromkeys(cell for cell in cells if cell is not None))


def lines_of(cells: Iterable[Cell]) -> list[Line]:
    """Return the lines of ``cells`` in their order."""
    return [line for cell in cells for line in cell.lines]


def nearest_index(edges: Sequence[float], position: float) -> int:
    """Return the index of the edge nearest to a position."""
    return min(range(len(edges)), key=lambda index: abs(edges[index] - position))
