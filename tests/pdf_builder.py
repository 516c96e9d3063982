"""PDFs drawn in memory, so that a test's input can be read in the test.

    pdf = PdfBuilder(landscape=True)
    pdf.text(40, 30, "GOBIERNO MUNICIPAL DE RÍO CLARO", size=11, bold=True)
    pdf.table(
        top=60,
        widths=[30, 120, 200],
        rows=[
            ["No.", "Unidad", "Objetivo"],
            [Cell("PROCESOS GOBERNANTES", columns=3)],
            ["1", Cell("Alcaldía", rows=2), "Dirigir el cantón"],
            ["2", "Representarlo"],
        ],
    )
    content = pdf.to_bytes()

Places are in points from the top left, as everywhere in this project. The same calls give the same bytes
(pages are not compressed, because compressors differ).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

Rules = Literal["all", "rows", "none"]
Colour = tuple[float, float, float]

LEADING = 1.2
"""Distance of base lines, in heights of the type."""
ASCENT = 0.8
"""Height of the base line below the top of a line, in heights of the type."""
BOTTOM_MARGIN = 40.0


@dataclass(frozen=True)
class Cell:
    """One cell of a table; it may cover further columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1
    bold: bool = False
    fill: Colour | None = None
    align: Literal["left", "centre"] = "left"
    middle: bool = False
    """Whether the text stands in the middle of the height."""


@dataclass(frozen=True)
class TableStyle:
    """How a table is drawn."""

    size: float = 8.0
    padding: float = 3.0
    rules: Rules = "all"
    thickness: float = 0.5
    thin_rectangles: bool = False
    """Whether rules are filled rectangles, as some programs write them, and not strokes."""
    repeat_header: bool = False
    """Whether the first row stands again on top of each page."""


@dataclass
class _Placed:
    """A cell with its place in the table."""

    cell: Cell
    row: int
    column: int
    lines: list[str] = field(default_factory=list)


class PdfBuilder:
    """A PDF under construction."""

    def __init__(self, page_size: tuple[float, float] = A4, landscape: bool = False) -> None:
        self.width, self.height = reversed(page_size) if landscape else page_size
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, pagesize=(self.width, self.height), invariant=1, pageCompression=0)

    def text(
        self, x: float, top: float, text: str, size: float = 8.0, bold: bool = False, angle: float = 0, grey: float = 0
    ) -> None:
        """Write ``text`` with its upper left corner at ``x, top``; ``angle`` turns it counter-clockwise."""
        self._canvas.saveState()
        self._canvas.setFillGray(grey)
        self._canvas.setFont(_font(bold), size)
        self._canvas.translate(x, self.height - top - size * ASCENT)
        self._canvas.rotate(angle)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def line(self, x0: float, top: float, x1: float, bottom: float, thickness: float = 0.5) -> None:
        """Draw a stroke."""
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x0, self.height - top, x1, self.height - bottom)

    def rectangle(
        self, x0: float, top: float, x1: float, bottom: float, fill: Colour | None = None, stroke: bool = False
    ) -> None:
        """Draw a rectangle, filled or stroked or both."""
        self._canvas.saveState()
        self._canvas.setFillColorRGB(*(fill or (0, 0, 0)))
        box = (x0, self.height - bottom, x1 - x0, bottom - top)
        self._canvas.rect(*box, fill=int(fill is not None), stroke=int(stroke))
        self._canvas.restoreState()

    def next_page(self) -> None:
        """End the page and begin another."""
        self._canvas.showPage()

    def table(
        self,
        top: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str | Cell]],
        x: float = 40.0,
        style: TableStyle = TableStyle(),
    ) -> float:
        """Draw a table, over as many pages as it needs, and return where it ends.

        A row names the cells that begin in it: places that a merged cell covers are left out.
        """
        placed = _place(rows, len(widths))
        for cell in placed:
            cell.lines = _wrap(cell, widths, style)
        heights = _row_heights(placed, len(rows), style)
        for first, last, page_top in self._pages(heights, top, style):
            header = [0] if style.repeat_header and first > 0 else []
            top = self._draw_rows(placed, [*header, *range(first, last)], heights, x, page_top, widths, style)
        return top

    def to_bytes(self) -> bytes:
        """Return the finished PDF."""
        self._canvas.save()
        return self._file.getvalue()

    def encrypted_bytes(self, password: str) -> bytes:
        """Return the finished PDF, readable with ``password`` only."""
        self._canvas.setEncrypt(password)
        return self.to_bytes()

    def _pages(self, heights: Sequence[float], top: float, style: TableStyle) -> Iterator[tuple[int, int, float]]:
        """Yield the first row, the row after the last, and the top of each page's part."""
        first, bottom, header = 0, top, heights[0] if style.repeat_header else 0.0
        for row, height in enumerate(heights):
            if bottom + height > self.height - BOTTOM_MARGIN and row > first:
                yield first, row, top
                self.next_page()
                first, top = row, BOTTOM_MARGIN
                bottom = top + header
            bottom += height
        yield first, len(heights), top

    def _draw_rows(
        self,
        placed: Sequence[_Placed],
        rows: Sequence[int],
        heights: Sequence[float],
        x: float,
        top: float,
        widths: Sequence[float],
        style: TableStyle,
    ) -> float:
        tops = dict(zip(rows, _sums(top, [heights[row] for row in rows]), strict=False))
        lefts = _sums(x, widths)
        for cell in placed:
            shown = [row for row in range(cell.row, cell.row + cell.cell.rows) if row in tops]
            if shown:
                bottom = tops[shown[-1]] + heights[shown[-1]]
                box = (lefts[cell.column], tops[shown[0]], lefts[cell.column + cell.cell.columns], bottom)
                self._draw_cell(cell if shown[0] == cell.row else None, box, cell.cell.fill, style)
        return top + sum(heights[row] for row in rows)

    def _draw_cell(
        self, cell: _Placed | None, box: tuple[float, float, float, float], fill: Colour | None, style: TableStyle
    ) -> None:
        """Draw one cell; ``None`` is the empty rest of a cell that a page break has cut."""
        if fill:
            self.rectangle(*box, fill=fill)
        self._draw_rules(box, style)
        if cell is None:
            return
        x0, top, x1, bottom = box
        height = len(cell.lines) * style.size * LEADING
        y = (top + bottom - height) / 2 if cell.cell.middle else top + style.padding
        for line in cell.lines:
            width = self._canvas.stringWidth(line, _font(cell.cell.bold), style.size)
            self.text(
                (x0 + x1 - width) / 2 if cell.cell.align == "centre" else x0 + style.padding,
                y,
                line,
                style.size,
                cell.cell.bold,
            )
            y += style.size * LEADING

    def _draw_rules(self, box: tuple[float, float, float, float], style: TableStyle) -> None:
        x0, top, x1, bottom = box
        sides = [(x0, top, x1, top), (x0, bottom, x1, bottom)] if style.rules != "none" else []
        if style.rules == "all":
            sides += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
        for side in sides:
            if style.thin_rectangles:
                half = style.thickness / 2
                self.rectangle(side[0] - half, side[1] - half, side[2] + half, side[3] + half, fill=(0, 0, 0))
            else:
                self.line(*side, thickness=style.thickness)


def _place(rows: Sequence[Sequence[str | Cell]], columns: int) -> list[_Placed]:
    """Return the cells with their places: each stands in the first place of its row that is free."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(rows):
        for given in cells:
            cell = given if isinstance(given, Cell) else Cell(given)
            column = next(column for column in range(columns) if (row, column) not in taken)
            taken |= {(row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            placed.append(_Placed(cell, row, column))
    return placed


def _wrap(cell: _Placed, widths: Sequence[float], style: TableStyle) -> list[str]:
    width = sum(widths[cell.column : cell.column + cell.cell.columns]) - 2 * style.padding
    return simpleSplit(cell.cell.text, _font(cell.cell.bold), style.size, width)


def _row_heights(placed: Sequence[_Placed], rows: int, style: TableStyle) -> list[float]:
    """Return the heights that hold every text; a merged cell stretches the last of its rows."""
    line, padding = style.size * LEADING, 2 * style.padding
    heights = [line + padding] * rows
    for cell in sorted(placed, key=lambda cell: cell.cell.rows):
        last = cell.row + cell.cell.rows - 1
        others = sum(heights[cell.row : last])
        heights[last] = max(heights[last], len(cell.lines) * line + padding - others)
    return heights


def _sums(start: float, sizes: Sequence[float]) -> list[float]:
    sums = [start]
    for size in sizes:
        sums.append(sums[-1] + size)
    return sums


def _font(bold: bool) -> str:
    return "Helvetica-Bold" if bold else "Helvetica"
