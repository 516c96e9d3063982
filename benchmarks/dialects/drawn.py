"""Draws a document with ReportLab, rule by rule, so that every combination of rules can be had."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .layout import Block, Cell, Grid, Layout, Text
from .paper import begin_page, drawn_as_form, open_canvas
from .strokes import STYLED, stroke
from .wrapping import hyphenate, wrapped

ASCENT = 0.8
"""Height of the base line below the top of a line, in heights of the type."""
HEADER_FILL, ZEBRA_FILL = (0.12, 0.3, 0.47), (0.88, 0.93, 0.97)
FILE_NAME = "literal_a4-Metas_y_objetivos_unidades_administrativas.pdf"
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}
FURNITURE_SIZE = 7.0


class _Placed(NamedTuple):
    cell: Cell
    row: int
    column: int
    lines: tuple[str, ...]


def draw(layout: Layout, blocks: Sequence[Block], institution: str, path: Path) -> None:
    """Write the PDF; pages are counted in a first pass, because the furniture says how many there are."""
    pages = _Sheet(layout, institution, path, 0).draw(blocks)
    _Sheet(layout, institution, path, pages).draw(blocks)


class _Sheet:
    def __init__(self, layout: Layout, institution: str, path: Path, pages: int) -> None:
        self._layout = layout
        self._institution = institution
        self._pages = pages
        self._canvas = open_canvas(layout, str(path))
        self._forms = 0
        self._page = 1
        self._y = 0.0
        self._width = layout.page[0] - 2 * layout.margin
        self._furnish()

    def draw(self, blocks: Sequence[Block]) -> int:
        for block in blocks:
            if isinstance(block, Text):
                self._draw_text(block)
            else:
                _GridDrawing(self, self._layout, block).draw()
        self._canvas.save()
        return self._page

    # What grids need of the sheet.

    @property
    def canvas(self) -> Canvas:
        return self._canvas

    @property
    def width(self) -> float:
        return self._width

    @property
    def y(self) -> float:
        """Where the next block starts, from the top of the page."""
        return self._y

    @y.setter
    def y(self, value: float) -> None:
        self._y = value

    @property
    def bottom(self) -> float:
        return self._layout.page[1] - self._layout.margin - (2 * FURNITURE_SIZE if self._layout.furniture else 0)

    def next_page(self) -> None:
        self._canvas.showPage()
        self._page += 1
        self._furnish()

    def write(self, x: float, top: float, text: str, font: str, size: float) -> None:
        self._forms += 1
        with drawn_as_form(self._canvas, self._layout, f"text{self._forms}"):
            self._canvas.setFont(font, size)
            self._canvas.drawString(x, self._layout.page[1] - top - ASCENT * size, text)

    def _furnish(self) -> None:
        layout = self._layout
        begin_page(self._canvas, layout, self._page)
        self._y = layout.margin
        if layout.furniture:
            self.write(layout.margin, layout.margin / 2, self._institution, layout.font, FURNITURE_SIZE)
            foot = layout.page[1] - layout.margin / 2 - FURNITURE_SIZE
            number = f"Página {self._page} de {self._pages}"
            left = FILE_NAME if layout.furniture_apart else f"{FILE_NAME} {number}"
            self.write(layout.margin, foot, left, layout.font, FURNITURE_SIZE)
            if layout.furniture_apart:
                width = stringWidth(number, layout.font, FURNITURE_SIZE)
                self.write(layout.page[0] - layout.margin - width, foot, number, layout.font, FURNITURE_SIZE)
            self._y += FURNITURE_SIZE
        if layout.side_note:
            self._canvas.saveState()
            self._canvas.translate(layout.page[0] - layout.margin / 3, layout.page[1] / 3)
            self._canvas.rotate(90)
            self._canvas.setFont(layout.font, FURNITURE_SIZE)
            self._canvas.drawString(0, 0, "Documento generado por el sistema de planificación")
            self._canvas.restoreState()

    def _draw_text(self, text: Text) -> None:
        layout = self._layout
        size = layout.size * (1.3 if text.kind == "title" else 1)
        font = BOLD[layout.font] if text.kind in ("title", "caption") else layout.font
        self._y += size * (4 if text.kind == "signatures" else 0.6)
        for line in text.lines:
            parts = line.split("|")
            step = self._width / len(parts)
            for index, part in enumerate(parts):
                for part_line in simpleSplit(part, font, size, step):
                    if self._y + size > self.bottom:
                        self.next_page()
                    shift = (
                        (step - stringWidth(part_line, font, size)) / 2 if text.kind in ("title", "signatures") else 0
                    )
                    self.write(layout.margin + index * step + shift, self._y, part_line, font, size)
                    self._y += 0 if len(parts) > 1 else size * 1.3
            self._y += size * 1.3 if len(parts) > 1 else 0
        self._y += size * 0.5


class _GridDrawing:
    """One grid on as many pages as it needs."""

    def __init__(self, sheet: _Sheet, layout: Layout, grid: Grid) -> None:
        self._sheet = sheet
        self._layout = layout
        self._grid = grid
        share = sheet.width / sum(grid.widths)
        self._xs = [layout.margin, *(layout.margin + x for x in accumulate(width * share for width in grid.widths))]
        self._placed = self._place()
        self._heights = self._row_heights()
        self._written: dict[tuple[int, int], int] = {}

    def draw(self) -> None:
        header = list(range(self._grid.header_rows))
        row = 0
        while row < len(self._heights):
            again = header[-1:] if row and self._layout.repeat_header else []
            rows = again + self._rows_that_fit(row, sum(self._heights[r] for r in again))
            self._draw_rows(rows, self._band_above(row))
            row = rows[-1] + 1
            if row < len(self._heights):
                self._sheet.next_page()

    def _band_above(self, row: int) -> str:
        if not self._layout.band_again or row == 0:
            return ""
        bands = [cells[0] for cells in self._grid.rows[:row] if cells and cells[0].kind == "band"]
        is_band = bool(self._grid.rows[row]) and self._grid.rows[row][0].kind == "band"
        return "" if is_band or not bands else f"{bands[-1].text} (continuación)"

    def _rows_that_fit(self, first: int, used: float) -> list[int]:
        room = self._sheet.bottom - self._sheet.y - used
        rows = [first]
        while (
            rows[-1] + 1 < len(self._heights)
            and sum(self._heights[r] for r in rows) + self._heights[rows[-1] + 1] < room
        ):
            rows.append(rows[-1] + 1)
        if first == 0 and rows[-1] + 1 <= self._grid.header_rows:
            rows = list(range(self._grid.header_rows + 1))
        return rows

    def _place(self) -> list[_Placed]:
        taken: set[tuple[int, int]] = set()
        placed = []
        for row, cells in enumerate(self._grid.rows):
            for cell in cells:
                column = next(c for c in range(len(self._grid.widths)) if (row, c) not in taken)
                taken |= {(row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
                placed.append(_Placed(cell, row, column, self._wrap(cell, column)))
        return placed

    def _font(self, cell: Cell) -> str:
        return BOLD[self._layout.font] if cell.kind in ("heading", "band", "title") else self._layout.font

    def _wrap(self, cell: Cell, column: int) -> tuple[str, ...]:
        width = self._xs[column + cell.columns] - self._xs[column] - 2 * max(self._layout.padding, 1)
        if cell.kind in self._layout.vertical:
            return (cell.text,)
        text = hyphenate(cell.text) if self._layout.hyphenate and cell.kind in ("mission", "indicator") else cell.text
        lines = [
            line for part in text.split("\n") for line in wrapped(part, self._font(cell), self._layout.size, width)
        ]
        return tuple(lines)

    def _row_heights(self) -> list[float]:
        line, padding = self._layout.size * self._layout.leading, 2 * self._layout.padding
        heights = [line + padding] * len(self._grid.rows)
        for placed in sorted(self._placed, key=lambda p: p.cell.rows):
            if placed.cell.kind == "level" or placed.cell.kind in self._layout.vertical:
                continue
            last = placed.row + placed.cell.rows - 1
            missing = len(placed.lines) * line + padding - sum(heights[placed.row : last + 1])
            heights[last] += max(missing, 0)
        return heights

    def _make_room(self, rows: Sequence[int]) -> None:
        """Heighten the last rows of cells whose rest, cut by the page before, needs more than they have."""
        line, padding = self._layout.size * self._layout.leading, 2 * self._layout.padding
        for placed in self._placed:
            start, end = self._written.get((placed.row, placed.column), 0), placed.row + placed.cell.rows - 1
            if start and end in rows:
                room = sum(self._heights[r] for r in range(placed.row, end + 1) if r in rows)
                self._heights[end] += max((len(placed.lines) - start) * line + padding - room, 0)

    def _draw_rows(self, rows: Sequence[int], band: str) -> None:
        sheet = self._sheet
        self._make_room(rows)
        if band:
            sheet.write(self._xs[0] + self._layout.padding, sheet.y, band, BOLD[self._layout.font], self._layout.size)
            sheet.y += self._layout.size * 1.4
        tops = dict(zip(rows, accumulate((self._heights[r] for r in rows), initial=sheet.y), strict=False))
        end = sheet.y + sum(self._heights[r] for r in rows)
        for placed in self._placed:
            shown = [r for r in range(placed.row, placed.row + placed.cell.rows) if r in tops]
            if shown:
                bottom = tops[shown[-1]] + self._heights[shown[-1]]
                x0, x1 = self._xs[placed.column], self._xs[placed.column + placed.cell.columns]
                self._fill(placed, (x0, tops[shown[0]], x1, bottom))
                self._rule(placed, (x0, tops[shown[0]], x1, bottom), rows)
                self._write(placed, (x0, tops[shown[0]], x1, bottom), is_whole=len(shown) == placed.cell.rows)
        self._rule_table(rows, tops, end)
        sheet.y = end

    def _fill(self, placed: _Placed, box: tuple[float, float, float, float]) -> None:
        fills, kind = self._layout.fills, placed.cell.kind
        unit = self._grid.unit_of_row[placed.row]
        if fills and kind == "heading":
            self._ground(box, HEADER_FILL)
        elif (fills == "units" and unit >= 0 and unit % 2) or (fills == "rows" and placed.row % 2):
            self._ground(box, ZEBRA_FILL)

    def _ground(self, box: tuple[float, float, float, float], colour: tuple[float, float, float]) -> None:
        canvas, height = self._sheet.canvas, self._layout.page[1]
        canvas.saveState()
        canvas.setFillColorRGB(*colour)
        canvas.rect(box[0], height - box[3], box[2] - box[0], box[3] - box[1], stroke=0, fill=1)
        canvas.restoreState()

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        height = self._layout.page[1]
        stroke(self._sheet.canvas, self._layout.rules, (x0, height - y0, x1, height - y1))

    def _rule(self, placed: _Placed, box: tuple[float, float, float, float], rows: Sequence[int]) -> None:
        x0, top, x1, bottom = box
        rules, kind = self._layout.rules, placed.cell.kind
        if rules in STYLED or (rules == "header_box" and kind == "heading"):
            for side in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
                self._line(*side)
        elif rules in ("rows", "dotted"):
            self._sheet.canvas.setDash(*((1, 2) if rules == "dotted" else ()))
            self._line(x0, top, x1, top)
            self._line(x0, bottom, x1, bottom)
            self._sheet.canvas.setDash()
        elif rules == "rounded":
            self._sheet.canvas.roundRect(x0 + 1, self._layout.page[1] - bottom + 1, x1 - x0 - 2, bottom - top - 2, 3)
        elif rules in ("columns", "columns_and_units"):
            self._line(x0, top, x0, bottom)
            self._line(x1, top, x1, bottom)
            if kind in ("heading", "band") and rules == "columns_and_units":
                self._line(x0, top, x1, top)
                self._line(x0, bottom, x1, bottom)

    def _rule_table(self, rows: Sequence[int], tops: dict[int, float], end: float) -> None:
        x0, x1, rules = self._xs[0], self._xs[-1], self._layout.rules
        start = tops[rows[0]]
        heading_end = max((tops[r] + self._heights[r] for r in rows if r < self._grid.header_rows), default=start)
        levels: list[float] = []
        if rules in ("units", "columns_and_units"):
            units = self._grid.unit_of_row
            levels = [tops[r] for r in rows if r == rows[0] or units[r] != units[r - 1] or units[r] < 0] + [end]
        elif rules in ("outer", "booktabs"):
            levels = [start, end, *([heading_end] if rules == "booktabs" else [])]
        elif rules == "below_header":
            levels = [heading_end] if self._grid.header_rows and heading_end > start else []
        for level in levels:
            self._line(x0, level, x1, level)
        if rules == "outer":
            self._line(x0, start, x0, end)
            self._line(x1, start, x1, end)

    def _write(self, placed: _Placed, box: tuple[float, float, float, float], *, is_whole: bool) -> None:
        """Write a cell's text, or as much of it as there is room for on this page; the rest follows on the next."""
        layout, cell = self._layout, placed.cell
        x0, top, x1, bottom = box
        lines = placed.lines if is_whole else self._lines_for_part(placed, bottom - top)
        font, canvas = self._font(cell), self._sheet.canvas
        canvas.setFillColorRGB(*((1, 1, 1) if layout.fills and cell.kind == "heading" else (0, 0, 0)))
        if cell.kind in layout.vertical:
            self._write_upwards(cell.text, box)
            return
        line = layout.size * layout.leading
        free = bottom - top - 2 * layout.padding - len(lines) * line
        y = top + layout.padding + {"top": 0.0, "middle": free / 2, "bottom": free}[layout.valign]
        align = (layout.align_target if cell.kind == "target" else None) or layout.align
        align = "center" if cell.kind in ("heading", "title") else align
        for text in lines:
            room = x1 - x0 - 2 * layout.padding - stringWidth(text, font, layout.size)
            shift = {"center": room / 2, "right": room}.get(align, 0.0)
            self._sheet.write(x0 + layout.padding + shift, y, text, font, layout.size)
            y += line
        canvas.setFillColorRGB(0, 0, 0)

    def _lines_for_part(self, placed: _Placed, height: float) -> Sequence[str]:
        key = placed.row, placed.column
        start = self._written.get(key, 0)
        count = max(int((height - 2 * self._layout.padding) / (self._layout.size * self._layout.leading) + 0.01), 1)
        self._written[key] = start + count
        return placed.lines[start : start + count]

    def _write_upwards(self, text: str, box: tuple[float, float, float, float]) -> None:
        canvas, height = self._sheet.canvas, self._layout.page[1]
        canvas.saveState()
        length = stringWidth(text, self._layout.font, self._layout.size)
        size = self._layout.size * min(1.0, (box[3] - box[1]) / max(length, 1) * 0.95)
        canvas.translate((box[0] + box[2]) / 2 + size / 3, height - (box[1] + box[3]) / 2)
        canvas.rotate(90)
        canvas.setFont(self._layout.font, size)
        canvas.drawCentredString(0, 0, text)
        canvas.restoreState()
