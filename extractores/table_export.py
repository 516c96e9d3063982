"""Tables for other programs: as plain values for JSON, and as rows of texts for a spreadsheet.

Three things that look alike on paper are told apart:

    ==========  =======================================  ==================================
    what        in ``cells``                             in ``grid``
    ==========  =======================================  ==================================
    merged      one cell, its spans are more than 1      its number at every place it covers
    empty       a cell whose ``text`` is ``""``          its number
    absent      nothing                                  ``null``
    ==========  =======================================  ==================================
"""

from __future__ import annotations

from typing import Any

from .geometry import BBox, Document, Page
from .layout import Layout
from .lines import Line
from .table import Cell, Table
from .tables import PageLayout

FORMAT_VERSION = 1
"""Raised when a field changes its meaning or goes."""
DECIMALS = 2
"""Of points: a hundredth is finer than any printer."""


def layout_as_dict(document: Document, layout: Layout) -> dict[str, Any]:
    """Return everything that was found, in plain values; ``docs/tables.md`` lists the fields."""
    pages = {page.number: page for page in document.pages}
    return {
        "version": FORMAT_VERSION,
        "document": {
            "name": document.name,
            "sha256": document.sha256,
            "media_type": document.media_type,
            "pages_read": len(document.pages),
            "reader": document.reader,
            "notes": list(document.notes),
        },
        "pages": [_page_as_dict(pages[found.page], found) for found in layout.pages],
        "tables": [table_as_dict(table) for table in layout.tables],
    }


def table_as_dict(table: Table) -> dict[str, Any]:
    """Return one table in plain values."""
    numbers = {id(cell): number for number, cell in enumerate(table.cells)}
    places = [[table.at(row, column) for column in range(table.column_count)] for row in range(table.row_count)]
    return {
        "pages": list(table.pages),
        "bbox": _box(table.bbox),
        "rows": table.row_count,
        "columns": table.column_count,
        "column_evidence": table.column_evidence,
        "row_evidence": table.row_evidence,
        "score": round(table.score, 3),
        "column_edges": [round(x, DECIMALS) for x in table.xs],
        "row_edges": [round(y, DECIMALS) for y in table.ys],
        "cells": [_cell_as_dict(cell) for cell in table.cells],
        "grid": [[None if cell is None else numbers[id(cell)] for cell in row] for row in places],
        "repeated": [_line_as_dict(line) for line in table.repeated],
    }


def table_as_rows(table: Table) -> list[list[str]]:
    """Return the texts by row and column; a merged cell's text stands at its first place only."""
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def _page_as_dict(page: Page, found: PageLayout) -> dict[str, Any]:
    in_cells = sum(len(line.words) for table in found.tables for cell in table.cells for line in cell.lines)
    return {
        "page": page.number,
        "width": round(page.width, DECIMALS),
        "height": round(page.height, DECIMALS),
        "kind": page.kind,
        "words": {"total": len(page.words), "in_cells": in_cells, "outside": len(found.outside)},
        "turned": page.turned,
        "skew": round(page.skew, DECIMALS),
        "unseen": " ".join(word.text for word in (*page.unseen, *page.cropped)),
        "unreadable_characters": page.unreadable,
        "agreement": page.agreement if page.agreement is None else round(page.agreement, 3),
        "tables": [table_as_dict(table) for table in found.tables],
        "outside": [_line_as_dict(line) for line in found.outside_lines],
    }


def _cell_as_dict(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.text,
        "boxes": [{"page": span.page, "bbox": _box(span.bbox)} for span in cell.boxes],
    }


def _line_as_dict(line: Line) -> dict[str, Any]:
    return {"page": line.page, "bbox": _box(line.bbox), "text": line.text}


def _box(box: BBox) -> list[float]:
    return [round(value, DECIMALS) for value in box]
