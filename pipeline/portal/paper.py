"""What of a document that is no PDF is shown as its paper: the lines of a text, or the rows of a workbook as lines."""

from __future__ import annotations

from extractores.geometry import Page
from extractores.readers import read_bytes

from .intake import parse_published
from .workbooks import is_workbook

BETWEEN = "   ;   "
"""Between the cells of a workbook's row."""


def text_pages(content: bytes, name: str) -> tuple[Page, ...]:
    """Return the pages of a text or a workbook; a row stands on the line that its records name."""
    if not is_workbook(content):
        return read_bytes(content, name).pages
    table = parse_published(content, name)
    lines = [""] * max(table.lines, default=1)
    for row, line in zip(table.rows, table.lines, strict=True):
        lines[line - 1] = BETWEEN.join(row)
    return read_bytes("\n".join(lines).encode(), name).pages
