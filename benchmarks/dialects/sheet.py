"""Writes a document as a spreadsheet, for LibreOffice Calc."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from .layout import Block, Cell, Grid, Layout, Text

CHARACTERS = 150
"""Width of the sheet in characters, shared among the columns."""
LINE_POINTS = 1.3
"""Distance of lines, in heights of the type."""
CHARACTER_SLACK = 0.9
"""Share of a column's width that text may be expected to fill."""
_SIDE = Side(style="thin")


def write_sheet(layout: Layout, blocks: Sequence[Block], path: Path) -> None:
    """Write the workbook; all grids stand below each other on one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    grid = next(block for block in blocks if isinstance(block, Grid))
    share = CHARACTERS / sum(grid.widths)
    for index, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width * share
    row = 1
    for block in blocks:
        row = (
            _write_text(sheet, block, row, len(grid.widths))
            if isinstance(block, Text)
            else _write_grid(sheet, _widened(block, grid), row, layout, share)
        )
    sheet.page_setup.orientation = "landscape" if layout.page[0] > layout.page[1] else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = not layout.workbook.spills
    sheet.page_setup.fitToHeight = 0
    _hide(sheet, layout, grid)
    if layout.furniture:
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&F", "Página &P de &N"
    book.save(path)


def _hide(sheet: Any, layout: Layout, grid: Grid) -> None:
    for index, kind in enumerate(grid.kinds, start=1):
        if kind in layout.workbook.hidden:
            sheet.column_dimensions[get_column_letter(index)].hidden = True


def _write_text(sheet: Any, text: Text, row: int, columns: int) -> int:
    for line in text.lines:
        for index, part in enumerate(line.split("|")):
            cell = sheet.cell(row, 1 + index * max(columns // 3, 1), part)
            cell.font = Font(bold=text.kind == "title")
        row += 1
    return row


def _widened(grid: Grid, wide: Grid) -> Grid:
    """Return a grid of few columns on the columns of a wide one: its last cell but one takes what is left."""
    missing = len(wide.widths) - len(grid.widths)
    if not missing:
        return grid
    rows = tuple((*cells[:-2], replace(cells[-2], columns=missing + 1), cells[-1]) for cells in grid.rows)
    return replace(grid, widths=wide.widths, rows=rows)


def _write_grid(sheet: Any, grid: Grid, top: int, layout: Layout, share: float) -> int:
    taken: set[tuple[int, int]] = set()
    heights = [layout.size * LINE_POINTS + 2] * len(grid.rows)
    for row, cells in enumerate(grid.rows):
        for cell in cells:
            column = next(c for c in range(len(grid.widths)) if (row, c) not in taken)
            taken |= {(row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            _write_cell(sheet, cell, top + row, column + 1, layout)
            width = sum(grid.widths[column : column + cell.columns]) * share * CHARACTER_SLACK * 10 / layout.size
            lines = sum(math.ceil((len(part) + 1) / width) for part in cell.text.split("\n"))
            missing = lines * layout.size * LINE_POINTS + 2 - sum(heights[row : row + cell.rows])
            heights[row + cell.rows - 1] += max(missing, 0)
    for row, height in enumerate(heights):
        sheet.row_dimensions[top + row].height = height * layout.workbook.row_share
    if layout.workbook.titles_again and grid.header_rows:
        sheet.print_title_rows = f"{top}:{top + grid.header_rows - 1}"
    return top + len(grid.rows) + 1


def _write_cell(sheet: Any, cell: Cell, row: int, column: int, layout: Layout) -> None:
    written = sheet.cell(row, column, cell.text)
    heading = cell.kind in ("heading", "title", "band")
    align = (layout.align_target if cell.kind == "target" else None) or ("center" if heading else layout.align)
    rotation = 90 if cell.kind in layout.vertical else 0
    vertical = {"top": "top", "middle": "center", "bottom": "bottom"}[layout.valign]
    written.alignment = Alignment(align, vertical, wrap_text=True, text_rotation=rotation)
    written.font = Font(
        size=layout.size, bold=heading, color="FFFFFF" if layout.fills and cell.kind == "heading" else "000000"
    )
    if layout.fills and cell.kind == "heading":
        written.fill = PatternFill("solid", fgColor="1F4E78")
    for r in range(row, row + cell.rows):
        for c in range(column, column + cell.columns):
            sheet.cell(r, c).border = _border(layout, cell)
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
        )


def _border(layout: Layout, cell: Cell) -> Border:
    if layout.rules == "all" or (layout.rules == "header_box" and cell.kind == "heading"):
        return Border(_SIDE, _SIDE, _SIDE, _SIDE)
    if layout.rules == "rows":
        return Border(bottom=_SIDE)
    if layout.rules == "columns":
        return Border(left=_SIDE, right=_SIDE)
    return Border()
