"""A table as a file for a spreadsheet, and back: CSV or XLSX, every cell a text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from zipfile import BadZipFile, ZipFile

from extractores.errors import DocumentError
from extractores.text import decode

from .records_csv import rows_to_csv, unguard
from .workbook_text import escape_codes, read_workbook_text, workbook_text

CSV, XLSX = "csv", "xlsx"
KINDS = (XLSX, CSV)
CUT = " […]"
"""The end of a text that no cell can hold wholly."""
WIDEST = 60
"""Letters of a column."""
MOST_BYTES = 200_000_000
"""That a workbook may unpack to."""
MOST_CELLS = 64
"""Columns that are read: a cell far to the right makes each row as wide."""

Rows = Sequence[Sequence[str]]


class SheetFileError(Exception):
    """A file that is no table."""


def write_sheet(rows: Rows, kind: str) -> bytes:
    """Return a table, whose first row is its heading, as a file of that kind."""
    return _workbook(rows) if kind == XLSX else rows_to_csv([list(row) for row in rows]).encode("utf-8")


def read_sheet(content: bytes, kind: str) -> list[list[str]]:
    """Return the rows of a file, of a workbook those of its first sheet, each as wide as the heading.

    Raises :class:`SheetFileError`.
    """
    rows = list(_rows_of_workbook(content) if kind == XLSX else _rows_of_csv(content))
    width = max((at for at, heading in enumerate(rows[0], 1) if heading), default=0) if rows else 0
    return [[*row[:width], *[""] * (width - len(row))] for row in rows if any(row[:width])]


def _workbook(rows: Rows) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for column, heading in enumerate(rows[0], 1):
        longest = max(len(row[column - 1]) for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(longest, len(heading)) + 2)
    for number, row in enumerate(rows):
        cells = [WriteOnlyCell(sheet, escape_codes(workbook_text(text, CUT))) for text in row]
        for cell in cells:
            cell.number_format, cell.data_type = "@", "s"  # "=1+1" and "007" are texts
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 0)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows_of_workbook(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                raise SheetFileError
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            for cells in book.worksheets[0].iter_rows(values_only=True, max_col=MOST_CELLS):
                yield ["" if cell is None else read_workbook_text(str(cell)).strip() for cell in cells]
        finally:
            book.close()
    except SheetFileError:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError, IndexError) as error:
        raise SheetFileError from error  # openpyxl says of a broken file whatever comes to pass inside of it


def _rows_of_csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = decode(content, "")[0].removeprefix("\ufeff")
        heading = text.partition("\n")[0]
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=heading.count)):
            yield [unguard(cell).strip() for cell in cells]
    except (csv.Error, DocumentError) as error:
        raise SheetFileError from error
