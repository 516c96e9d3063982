"""Published files of the portal as tables of cells, whatever became of them on their way through spreadsheets.

Seen in the wild: UTF-8 with and without byte order mark, cp1252, cp850, semicolons, commas, tabs, spaces in front of
lines, empty columns behind the last one, quoted cells with line ends, workbooks instead of CSVs, rows that a ``;``
inside a text made wider.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from extractores import ReadLimits
from extractores.errors import TooLargeError
from extractores.readers import recognise
from extractores.text import MENDED, decode_whole

from ..exports.records_json import BYTE_ORDER_MARK
from ..headings import Role, assign_roles
from ..normalise import fold
from .template import LINE_END, SEPARATOR, template
from .workbooks import SheetOfCells, is_workbook, read_workbook

Kind = Literal["dataset", "metadata", "dictionary"]
"""Which of the portal's three files."""
KINDS: tuple[Kind, ...] = get_args(Kind)
CSV = ".csv"
LIMITS = ReadLimits()
SEPARATORS = (SEPARATOR, ",", "\t")
SAMPLE_LINES = 50
"""How many lines say which separator a file has."""
HEAD_BYTES = 65_536
"""So much of a text says whether it is a published table: the headings stand among its first lines."""
HEADING_ROWS = 15
"""The headings stand among so many first rows."""
LEAST_HEADINGS = 3
"""So many of the columns must be recognised for a row to be the headings."""
ROLES: tuple[Role, ...] = ("unit", "mission", "indicator", "target")
"""What the portal's first columns hold; the last one holds the link."""
LINK = "enlace", "link"
"""What the heading of the links begins with."""


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """The cells of a published file, and how the file was written."""

    rows: tuple[tuple[str, ...], ...]
    """Stripped of spaces around; rows without any text are left out."""
    lines: tuple[int, ...]
    """For each row its line in the file, or its row in the workbook (from 1)."""
    encoding: str
    """Empty for a workbook."""
    has_mark: bool
    separator: str
    has_other_line_ends: bool
    quoted: tuple[int, ...] = ()
    """Lines with straight quotes."""
    broken: tuple[int, ...] = ()
    """Lines where rows begin that have a line end inside a cell."""
    others: tuple[tuple[str, PublishedTable], ...] = ()
    """The other sheets of a workbook, by name."""

    @property
    def is_from_workbook(self) -> bool:
        """Whether the file is a workbook, which the portal's reader does not take."""
        return not self.encoding

    @property
    def is_garbled(self) -> bool:
        """Whether the file was encoded twice; the cells are mended."""
        return MENDED in self.encoding.split("+")


def find_published(content: bytes, name: str) -> PublishedTable | None:
    """Return the cells of a published table; None for a document of another kind (a PDF, the text of a dump).

    Workbooks and files called ``.csv`` are tables whatever they hold; a text is one where it has the headings.
    Raises a :class:`extractores.DocumentError` for a workbook that cannot be opened.
    """
    if is_workbook(content) or name.lower().endswith(CSV):
        return parse_published(content, name)
    if b"\0" in content[:4] or b"%PDF-" in content[:1024] or recognise(content):
        return None
    head = content[:HEAD_BYTES].rpartition(b"\n")[0] if len(content) > HEAD_BYTES else content
    return parse_published(content, name) if heading_row(parse_published(head, name)) else None


def parse_published(content: bytes, name: str) -> PublishedTable:
    """Return the cells of a file's bytes, a CSV or a workbook; raise a :class:`extractores.DocumentError`."""
    if is_workbook(content):
        return _from_sheets(read_workbook(content, name))
    if len(content) > LIMITS.text_bytes:
        raise TooLargeError(name, limit=LIMITS.text_bytes)
    text, encoding = decode_whole(content, name)
    has_mark = content.startswith(codecs.BOM_UTF8)
    text = text.removeprefix(BYTE_ORDER_MARK)
    separator = find_separator(text)
    cells = _cells(text, separator)
    other_ends = "\n" in text.replace(LINE_END, "")
    quoted = tuple(number for number, line in enumerate(text.splitlines(), 1) if '"' in line)
    return PublishedTable(cells.rows, cells.lines, encoding, has_mark, separator, other_ends, quoted, cells.broken)


def kind_of(name: str, table: PublishedTable) -> Kind:
    """Return which of the three files this is, by its name or else by what stands in it."""
    key = fold(name)
    if "metadato" in key:
        return "metadata"
    if "diccionario" in key:
        return "dictionary"
    if heading_row(table) or "conjunto" in key:
        return "dataset"
    labels = labelled_values(table)
    if any(fold(line.label).rstrip(": ") in labels for line in template().metadata_lines):
        return "metadata"
    return "dictionary" if fold(template().dictionary_lines[0][0]) in labels else "dataset"


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
        if sum(place is not None for place in places[: len(ROLES)]) >= LEAST_HEADINGS:
            return at, places
    return None


def labelled_values(table: PublishedTable) -> dict[str, str]:
    """Return the values of a vertical file by their folded labels without a colon; the last value of a line counts."""
    return {fold(row[0]).rstrip(": "): row[1] if len(row) > 1 else "" for row in table.rows}


@dataclass(frozen=True, slots=True)
class _Cells:
    """The rows of a text, the line where each begins, and the lines of those with a line end inside a cell."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    broken: tuple[int, ...] = ()

    @property
    def regular(self) -> int:
        """How many rows have the most frequent number of cells."""
        return max(Counter(map(len, self.rows)).values(), default=0)


def _cells(text: str, separator: str) -> _Cells:
    """Return the cells of a text; quotes hold them together, unless more rows are alike without.

    A quote that nobody closed would swallow the rows behind it, without a word.
    """
    quoted = _quoted_cells(text, separator)
    if quoted is not None and '"' not in text:
        return quoted
    plain = _plain_cells(text, separator)
    return plain if quoted is None or plain.regular > quoted.regular else quoted


def _quoted_cells(text: str, separator: str) -> _Cells | None:
    """Return the cells as a CSV's; None where one is longer than any cell is."""
    rows, lines, broken = [], [], []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    begins = 1
    try:
        for row in reader:
            cells = _stripped(row)
            if any(cells):
                rows.append(cells)
                lines.append(begins)
            if any("\n" in cell.strip() for cell in row):
                broken.append(begins)
            begins = reader.line_num + 1
    except csv.Error:
        return None
    return _Cells(tuple(rows), tuple(lines), tuple(broken))


def _plain_cells(text: str, separator: str) -> _Cells:
    """Return the cells as the portal's reader cuts them: at every separator, whatever is quoted."""
    cut = ((number, _stripped(line.split(separator))) for number, line in enumerate(text.splitlines(), 1))
    numbered = [(number, cells) for number, cells in cut if any(cells)]
    return _Cells(tuple(cells for _, cells in numbered), tuple(number for number, _ in numbered))


def _stripped(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without spaces around them, and without empty ones behind the last."""
    cells = [" ".join(cell.split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _places(row: Sequence[str]) -> tuple[int | None, ...]:
    """Return for each of the portal's columns the place of the cell that is its heading."""
    roles = assign_roles(row)
    link = next((at for at, cell in enumerate(row) if roles[at] is None and fold(cell).startswith(LINK)), None)
    return (*(roles.index(role) if role in roles else None for role in ROLES), link)


def _from_sheets(sheets: Sequence[SheetOfCells]) -> PublishedTable:
    """Return the first sheet of a workbook that holds headings, else its first one, with the others beside it."""
    tables = [(sheet.name, _sheet(sheet)) for sheet in sheets]
    at = next((at for at, (_, table) in enumerate(tables) if heading_row(table)), 0)
    chosen = tables[at][1] if tables else _sheet(SheetOfCells("", ()))
    return replace(chosen, others=(*tables[:at], *tables[at + 1 :]))


def _sheet(sheet: SheetOfCells) -> PublishedTable:
    numbered = [(number, cells) for number, row in enumerate(sheet.rows, 1) if any(cells := _stripped(row))]
    rows, lines = tuple(cells for _, cells in numbered), tuple(number for number, _ in numbered)
    return PublishedTable(rows, lines, "", has_mark=True, separator="", has_other_line_ends=False)
