"""Published files of the portal as tables of cells, whatever became of them on their way through spreadsheets.

Seen in the wild: UTF-8 with and without byte order mark, cp1252, cp850, semicolons, commas, tabs, spaces in front of
lines, empty columns behind the last one, quoted cells with line ends, workbooks instead of CSVs.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractores.text import decode

from ..exports.records_json import BYTE_ORDER_MARK
from ..normalise import fold
from .template import LINE_END, SEPARATOR, template

SEPARATORS = (SEPARATOR, ",", "\t")
SAMPLE_LINES = 50
"""How many lines say which separator a file has."""
WORKBOOKS = (".xlsx", ".xlsm")
HEADING_ROWS = 15
"""The headings stand among so many first rows."""
LONG_HEADING = 4
"""Words of a heading of which another may begin with."""
LEAST_HEADINGS = 3
"""So many of the columns must be recognised for a row to be the headings."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """The cells of a published file, and how the file was written."""

    rows: tuple[tuple[str, ...], ...]
    """Stripped of spaces around; rows without any text are left out."""
    lines: tuple[int, ...]
    """For each row its line in the file, or its row in the workbook (from 1)."""
    encoding: str
    has_mark: bool
    separator: str
    has_other_line_ends: bool
    quoted: tuple[int, ...] = ()
    """Lines with straight quotes."""
    broken: tuple[int, ...] = ()
    """Lines where rows begin that have a line end inside a cell."""


def read_published(path: Path) -> PublishedTable:
    """Return the cells of a file; raise a :class:`extractores.DocumentError` or ``OSError`` where it cannot be read."""
    if path.suffix.lower() in WORKBOOKS:
        return _read_workbook(path)
    return parse_published(path.read_bytes(), path.name)


def parse_published(content: bytes, name: str) -> PublishedTable:
    """Return the cells of a CSV's bytes."""
    text, encoding = decode(content, name)
    has_mark = content.startswith(codecs.BOM_UTF8)
    text = text.removeprefix(BYTE_ORDER_MARK)
    separator = find_separator(text)
    rows, lines, broken = _cells(text, separator)
    other_ends = "\n" in text.replace(LINE_END, "")
    quoted = tuple(number for number, line in enumerate(text.splitlines(), 1) if '"' in line)
    return PublishedTable(rows, lines, encoding, has_mark, separator, other_ends, quoted, broken)


def find_separator(text: str) -> str:
    """Return the separator that cuts most lines into the same number of cells."""
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]

    def regularity(separator: str) -> tuple[int, int]:
        counts = Counter(line.count(separator) for line in lines if separator in line)
        count, lines_with_it = max(counts.items(), key=lambda item: item[1], default=(0, 0))
        return lines_with_it, count

    return max(SEPARATORS, key=regularity)


def heading_row(table: PublishedTable) -> tuple[int, tuple[int | None, ...]] | None:
    """Return where the headings stand, and for each of the portal's columns the place of its cell; None without."""
    for at, row in enumerate(table.rows[:HEADING_ROWS]):
        places = _places(row)
        if sum(place is not None for place in places) >= LEAST_HEADINGS:
            return at, places
    return None


def labelled_values(table: PublishedTable) -> dict[str, str]:
    """Return the values of a vertical file by their folded labels without a colon; the last value of a line counts."""
    return {fold(row[0]).rstrip(": "): row[1] if len(row) > 1 else "" for row in table.rows}


def _cells(text: str, separator: str) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...], tuple[int, ...]]:
    """Return the rows, the line where each begins, and the lines of those that a line end inside a cell breaks."""
    rows, lines, broken = [], [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    begins = 1
    for row in _rows_of(reader):
        cells = _stripped(row)
        if any(cells):
            rows.append(cells)
            lines.append(begins)
        if any("\n" in cell.strip() for cell in row):
            broken.append(begins)
        begins = reader.line_num + 1
    return tuple(rows), tuple(lines), tuple(broken)


def _rows_of(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the rows; a cell longer than any field may be ends the file, as it does for the portal."""
    try:
        yield from reader
    except csv.Error:
        return


def _stripped(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without spaces around them, and without empty ones behind the last."""
    cells = [" ".join(cell.split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _places(row: Sequence[str]) -> tuple[int | None, ...]:
    folded = [fold(cell) for cell in row]
    shape = template()
    wanted = [(fold(column), *others) for column, others in zip(shape.columns, shape.other_headings, strict=True)]
    return tuple(_place(folded, names) for names in wanted)


def _place(folded: Sequence[str], names: Sequence[str]) -> int | None:
    exact = next((at for at, cell in enumerate(folded) if cell in names), None)
    if exact is not None:
        return exact
    return next(
        (at for at, cell in enumerate(folded) if cell.startswith(names[-1]) and len(names[-1].split()) > 2), None
    )


def _read_workbook(path: Path) -> PublishedTable:
    """Return the first sheet of a workbook that holds headings, else its first one."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        tables = [_sheet(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    finally:
        book.close()
    empty = PublishedTable((), (), "", has_mark=True, separator="", has_other_line_ends=False)
    return next((table for table in tables if heading_row(table)), tables[0] if tables else empty)


def _sheet(values: Iterator[Sequence[object]]) -> PublishedTable:
    numbered = [
        (number, cells)
        for number, row in enumerate(values, 1)
        if any(cells := _stripped(["" if value is None else str(value) for value in row]))
    ]
    rows, lines = tuple(cells for _, cells in numbered), tuple(number for number, _ in numbered)
    return PublishedTable(rows, lines, "", has_mark=True, separator="", has_other_line_ends=False)
