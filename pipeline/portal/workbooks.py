"""Workbooks (XLSX, XLS) as sheets of printed cells: what a reader of the file sees, not how the program stores it.

A cell holds a number and says apart how it is shown: ``0.9`` with the format ``0%`` is a target of 90 %. A merged cell
has one value and covers several rows: each of them gets it, for a unit stands before all its goals.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from extractores.errors import DamagedError, EncryptedError, TooLargeError

from ..target_words import figure

XLSX_MARK, XLS_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
XLSX_PART = b"xl/workbook.xml"
"""What a ZIP holds that is a workbook."""
XLS_STREAM = "Workbook".encode("utf-16-le")
"""The name of the stream that XLS files of the last thirty years have."""
MOST_BYTES = 100_000_000
"""Of a workbook once it is unpacked: a ZIP of some kilobytes may hold gigabytes."""
MOST_CELLS = 2_000_000
MONEY = re.compile(r"\$|USD", re.IGNORECASE)
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
"""Parts of a number format that are shown as they are, or say a colour or a country."""


@dataclass(frozen=True, slots=True)
class SheetOfCells:
    """One sheet: its name, and its rows from the first one on, each as texts."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def is_workbook(content: bytes) -> bool:
    """Tell whether the bytes are those of a workbook; a document of a text program is none."""
    if content.startswith(XLS_MARK):
        return XLS_STREAM in content
    return content.startswith(XLSX_MARK) and XLSX_PART in content


def read_workbook(content: bytes, name: str) -> tuple[SheetOfCells, ...]:
    """Return the sheets that hold cells; raise a :class:`extractores.DocumentError` where it cannot be opened."""
    return tuple(_read_xls(content, name) if content.startswith(XLS_MARK) else _read_xlsx(content, name))


def _read_xlsx(content: bytes, name: str) -> Iterator[SheetOfCells]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise TooLargeError(name, limit=MOST_BYTES)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that say nothing of the cells
            book = load_workbook(io.BytesIO(content), data_only=True)
        for sheet in book.worksheets:
            _refuse_huge(sheet.max_row * sheet.max_column, name)
            cells = [[_shown(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
            spans = [(area.min_row - 1, area.max_row, area.min_col - 1) for area in sheet.merged_cells.ranges]
            yield SheetOfCells(sheet.title, _filled(cells, spans))
    except (TooLargeError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook raises whatever the part that is damaged leads to
        raise DamagedError(name) from error


def _read_xls(content: bytes, name: str) -> Iterator[SheetOfCells]:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        for sheet in book.sheets():
            _refuse_huge(sheet.nrows * sheet.ncols, name)
            cells = [[_shown_xls(book, cell) for cell in sheet.row(at)] for at in range(sheet.nrows)]
            spans = [(first, last, column) for first, last, column, _ in sheet.merged_cells]
            yield SheetOfCells(sheet.name, _filled(cells, spans))
    except (TooLargeError, MemoryError):
        raise
    except xlrd.XLRDError as error:
        raise (EncryptedError if "encrypt" in str(error).lower() else DamagedError)(name) from error
    except Exception as error:
        raise DamagedError(name) from error


def _shown_xls(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code[cell.value])
    value = cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        value = xlrd.xldate_as_datetime(value, book.datemode)
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    key = book.xf_list[cell.xf_index].format_key
    return _shown(value, book.format_map[key].format_str)


def _shown(value: object, number_format: str) -> str:
    """Return a cell as people read it: figures in Spanish, dates as AAAA-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "VERDADERO" if value else "FALSO"
    if isinstance(value, int | float):
        return _shown_number(float(value), number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown_number(value: float, number_format: str) -> str:
    if "%" in LITERAL.sub("", number_format):
        return f"{figure(round(value * 100, 10))}%"
    return f"USD {figure(value)}" if MONEY.search(number_format) else figure(value)


def _filled(cells: Sequence[list[str]], spans: Sequence[tuple[int, int, int]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows with the value of each merged cell in all rows that it covers, in its first column."""
    for first, last, column in spans:
        for at in range(first + 1, min(last, len(cells))):
            cells[at][column] = cells[first][column]
    return tuple(map(tuple, cells))


def _refuse_huge(cells: int, name: str) -> None:
    if cells > MOST_CELLS:
        raise TooLargeError(name, limit=MOST_CELLS)
