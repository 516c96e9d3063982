"""A catalogue's tables as they stand in files: a CSV, a workbook, YAML, TOML, or a folder of CSVs.

Three tables make a catalogue, each with the columns of ``TABLES``; a file may hold one of them or several. What the
rows mean is said in :mod:`pipeline.catalogue`.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractores.errors import DocumentError
from extractores.text import decode
from plantillas import message

from ..normalise import fold

UNITS, INDICATORS, INSTITUTIONS = "unidades", "indicadores", "instituciones"
TABLES = {
    UNITS: ("id", "nombre", "alias", "tipo", "nivel"),
    INDICATORS: ("id", "nombre", "alias", "clase", "unidad"),
    INSTITUTIONS: ("ruc", "nombre", "alias", "tipo", "provincia", "canton"),
}
"""Columns of each table, in the order in which they are written."""
TELLING = {"ruc": INSTITUTIONS, "clase": INDICATORS, "unidad": INDICATORS}
"""Columns that say which table a lonely CSV is; without one it holds units."""
NAME_COLUMN = "nombre"
SEPARATOR = "|"
"""Between the aliases, or the types, of one entry."""
MOST_ROWS = 50_000
FIRST_ROW = 2
"""What a spreadsheet calls the row below the headings."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a catalogue; ``detail`` fills in the sentence."""

    code: str
    detail: dict[str, object]

    @property
    def sentence(self) -> str:
        """In Spanish: where, what, and what to do."""
        return message("catalogo", self.code, **self.detail)


class CatalogueError(Exception):
    """A catalogue cannot be used; the message has one Spanish sentence for each problem, on lines of their own."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(problem.sentence for problem in problems))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one of the three tables."""

    place: str
    """The file, and within a file of several tables which one."""
    rows: tuple[Row, ...]


def problem(code: str, path: object, **detail: object) -> Problem:
    """Return a problem of the file, or the table, ``path``."""
    return Problem(code, {"path": path, **detail})


def read_tables(path: Path) -> dict[str, Table]:
    """Return the tables in a file or a folder by name; raise :class:`CatalogueError` where there is none."""
    if path.is_dir():
        return _read_folder(path)
    found = {name: Table(place, tuple(rows)) for name, place, rows in _named(read_sheets(path), path)}
    for name, table in found.items():
        _check_columns(name, table)
    return found


def read_sheets(path: Path) -> dict[str, list[Row]]:
    """Return the rows of a file by the name of their sheet or key; a CSV has one without a name."""
    readers: dict[str, Callable[[Path], dict[str, list[Row]]]] = {
        ".csv": _read_csv,
        ".xlsx": _read_xlsx,
        ".yaml": _read_yaml,
        ".yml": _read_yaml,
        ".toml": _read_toml,
    }
    reader = readers.get(path.suffix.lower())
    if not path.is_file():
        raise CatalogueError(problem("missing_file", path))
    if reader is None:
        raise CatalogueError(problem("format", path))
    try:
        sheets = reader(path)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise CatalogueError(problem("unreadable", path, detail=str(error) or type(error).__name__)) from error
    if not any(sheets.values()):
        raise CatalogueError(problem("empty", path))
    return sheets


def rows_of_csv(text: str) -> list[Row]:
    """Return the rows of a CSV's text by their headings, whatever separates the columns."""
    heading = text.partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    return _rows(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def parts(text: str) -> list[str]:
    """Return the parts of a cell that holds several values."""
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]


def _read_folder(path: Path) -> dict[str, Table]:
    present = [path / f"{name}.csv" for name in TABLES if (path / f"{name}.csv").is_file()]
    if not present:
        raise CatalogueError(problem("empty_folder", path, names=", ".join(f"{name}.csv" for name in TABLES)))
    tables = {file.stem: Table(str(file), tuple(_rows_in(file))) for file in present}
    for name, table in tables.items():
        _check_columns(name, table)
    return tables


def _rows_in(file: Path) -> list[Row]:
    return next(iter(read_sheets(file).values()))


def _named(sheets: Mapping[str, list[Row]], path: Path) -> Iterable[tuple[str, str, list[Row]]]:
    """Yield for each sheet which table it is, what to call it, and its rows; sheets of other names are not ours."""
    known = {name: rows for name, rows in sheets.items() if fold(name) in TABLES}
    for name, rows in known.items():
        yield fold(name), f"{path} [{name}]" if len(sheets) > 1 else str(path), rows
    if not known:
        rows = next(rows for rows in sheets.values() if rows)
        columns = {column for row in rows for column in row}
        yield next((TELLING[column] for column in TELLING if column in columns), UNITS), str(path), rows


def _check_columns(name: str, table: Table) -> None:
    columns = list(dict.fromkeys(column for row in table.rows for column in row))
    known = ", ".join(TABLES[name])
    if not table.rows:
        raise CatalogueError(problem("empty", table.place))
    if len(table.rows) > MOST_ROWS:
        raise CatalogueError(problem("too_many", table.place, limit=MOST_ROWS))
    if NAME_COLUMN not in columns:
        raise CatalogueError(problem("no_name_column", table.place, known=known))
    unknown = [column for column in columns if column not in TABLES[name]]
    if unknown:
        raise CatalogueError(*(problem("unknown_column", table.place, column=c, known=known) for c in unknown))


def _read_csv(path: Path) -> dict[str, list[Row]]:
    try:
        text, _ = decode(path.read_bytes(), path.name)
    except DocumentError as error:
        raise ValueError(error.code) from error
    return {"": rows_of_csv(text.removeprefix("\ufeff"))}


def _read_xlsx(path: Path) -> dict[str, list[Row]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except BadZipFile as error:
        raise ValueError(str(error)) from error
    try:
        return {sheet.title: _rows([[_cell(c) for c in row] for row in sheet.values]) for sheet in book.worksheets}
    finally:
        book.close()


def _read_yaml(path: Path) -> dict[str, list[Row]]:
    import yaml

    try:
        return _mappings(yaml.safe_load(path.read_text(encoding="utf-8-sig")))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def _read_toml(path: Path) -> dict[str, list[Row]]:
    return _mappings(tomllib.loads(path.read_text(encoding="utf-8-sig")))


def _mappings(data: Any) -> dict[str, list[Row]]:
    """Return the rows of a list of mappings, or of the lists under the names of the tables."""
    lists = data if isinstance(data, dict) else {"": data or []}
    for entries in lists.values():
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ValueError("se esperaba una lista de unidades, de indicadores o de instituciones")
    return {
        str(name): [{fold(str(key)): _cell(value) for key, value in entry.items()} for entry in entries]
        for name, entries in lists.items()
    }


def _cell(value: Any) -> str:
    """Return a cell as text; a spreadsheet's whole number has no decimals."""
    if isinstance(value, list):
        return SEPARATOR.join(str(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _rows(table: Sequence[Sequence[str]]) -> list[Row]:
    """Return the rows below the headings, short ones filled up; rows without any text stay, to keep the count."""
    if not table:
        return []
    columns = [fold(cell) for cell in table[0]]
    used = [i for i, column in enumerate(columns) if column]
    rows: list[Row] = [{columns[i]: row[i].strip() if i < len(row) else "" for i in used} for row in table[1:]]
    while rows and not any(rows[-1].values()):
        rows.pop()
    return rows
