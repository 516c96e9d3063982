"""The catalogue: the units that everyone knows, by type of institution, and families of indicators.

The built-in one is ``data/units.csv`` and ``data/indicators.csv``; a user's own (CSV, XLSX, YAML or TOML with the
same columns) replaces its units, for it is the institution's own list.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from extractores.errors import DocumentError
from extractores.text import decode
from plantillas import message

from .institutions import institution_types
from .model import ProcessLevel
from .normalise import clean, fold

COLUMNS = ("id", "nombre", "alias", "tipo", "nivel")
NAME_COLUMN = "nombre"
SEPARATOR = "|"
"""Between the aliases, or the types, of one entry."""
MOST_ROWS = 50_000
FIRST_ROW = 2
"""What a spreadsheet calls the row below the headings."""

Row = Mapping[str, str]


class CatalogueError(Exception):
    """A user's catalogue cannot be used; the message is a Spanish sentence that says where and what to do."""

    def __init__(self, code: str, **detail: object) -> None:
        self.code = code
        self.detail = detail
        super().__init__(message("catalogo", code, **detail))


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit, or one family of indicators, of the catalogue."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    """Types of institution that have it; none means all."""
    level: ProcessLevel | None = None
    kind: str | None = None
    """What an indicator counts: porcentaje, cantidad, tiempo, dinero or indice."""

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    def belongs_to(self, institution_type: str | None) -> bool:
        """Tell whether an institution of this type may have the entry."""
        return institution_type is None or not self.types or institution_type in self.types


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Units and indicators to match with."""

    units: tuple[Entry, ...]
    indicators: tuple[Entry, ...] = ()
    source: str | None = None
    """The user's file; ``None`` for the built-in catalogue."""


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Return the catalogue in the file ``path``, or the built-in one; raise :class:`CatalogueError`."""
    if path is None:
        return _built_in()
    units = tuple(_entries(_read_rows(path), path))
    return Catalogue(units, _built_in().indicators, source=path.name)


@cache
def _built_in() -> Catalogue:
    units, indicators = (_rows_of_csv(_data_text(name)) for name in ("units.csv", "indicators.csv"))
    path = Path("units.csv")
    return Catalogue(tuple(_entries(units, path)), tuple(_entries(indicators, path)))


def _data_text(name: str) -> str:
    return files(__package__).joinpath("data", name).read_text(encoding="utf-8")


def _read_rows(path: Path) -> list[Row]:
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx, ".yaml": _read_yaml, ".yml": _read_yaml, ".toml": _read_toml}
    reader = readers.get(path.suffix.lower())
    if not path.is_file():
        raise CatalogueError("missing_file", path=path)
    if reader is None:
        raise CatalogueError("format", path=path)
    try:
        rows = reader(path)
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise CatalogueError("unreadable", path=path, detail=str(error) or type(error).__name__) from error
    _check_table(rows, path)
    return rows


def _check_table(rows: Sequence[Row], path: Path) -> None:
    if not rows:
        raise CatalogueError("empty", path=path)
    if len(rows) > MOST_ROWS:
        raise CatalogueError("too_many", path=path, limit=MOST_ROWS)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if NAME_COLUMN not in columns:
        raise CatalogueError("no_name_column", path=path)
    for column in columns:
        if column not in COLUMNS:
            raise CatalogueError("unknown_column", path=path, column=column)


def _read_csv(path: Path) -> list[Row]:
    try:
        text, _ = decode(path.read_bytes(), path.name)
    except DocumentError as error:
        raise ValueError(error.code) from error
    return _rows_of_csv(text.removeprefix("\ufeff"))


def _rows_of_csv(text: str) -> list[Row]:
    heading = text.partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    return _rows(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))


def _read_xlsx(path: Path) -> list[Row]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except BadZipFile as error:
        raise ValueError(str(error)) from error
    try:
        sheet = book.worksheets[0]
        return _rows([["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)])
    finally:
        book.close()


def _read_yaml(path: Path) -> list[Row]:
    import yaml

    try:
        return _rows_of_mappings(yaml.safe_load(path.read_text(encoding="utf-8-sig")))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def _read_toml(path: Path) -> list[Row]:
    return _rows_of_mappings(tomllib.loads(path.read_text(encoding="utf-8-sig")))


def _rows_of_mappings(data: Any) -> list[Row]:
    """Return the rows of a list of mappings, or of the list under ``unidades``."""
    entries = data.get("unidades", []) if isinstance(data, dict) else data or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("se esperaba una lista de unidades")
    return [{str(key): _cell(value) for key, value in entry.items()} for entry in entries]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(str(part) for part in value)
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


def _entries(rows: Iterable[Row], path: Path) -> Iterable[Entry]:
    seen_ids: dict[str, int] = {}
    seen_names: dict[str, int] = {}
    for number, row in enumerate(rows, FIRST_ROW):
        if not any(row.values()):
            continue
        entry = _entry(row, number, path)
        _refuse_repeated(seen_ids, entry.id, "id", number, path)
        _refuse_repeated(seen_names, fold(entry.name) + "|" + row.get("tipo", ""), NAME_COLUMN, number, path)
        yield entry


def _entry(row: Row, number: int, path: Path) -> Entry:
    name = clean(row.get(NAME_COLUMN, ""))
    if not name:
        raise CatalogueError("no_name", path=path, row=number, column=NAME_COLUMN)
    return Entry(
        id=row.get("id", "").strip() or fold(name).replace(" ", "-"),
        name=name,
        aliases=tuple(clean(alias) for alias in _parts(row.get("alias", ""))),
        types=frozenset(
            _known(part, institution_types(), "tipo", number, path) for part in _parts(row.get("tipo", ""))
        ),
        level=_level(row.get("nivel", ""), number, path),
        kind=row.get("clase") or None,
    )


def _level(text: str, number: int, path: Path) -> ProcessLevel | None:
    levels: dict[str, ProcessLevel] = {level: level for level in get_args(ProcessLevel)}
    return levels[_known(text, tuple(levels), "nivel", number, path)] if text.strip() else None


def _known(text: str, known: Sequence[str], column: str, number: int, path: Path) -> str:
    key = fold(text).replace(" ", "_")
    if key not in known:
        code = "unknown_type" if column == "tipo" else "unknown_level"
        raise CatalogueError(code, path=path, row=number, column=column, value=text, known=", ".join(known))
    return key


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]


def _refuse_repeated(seen: dict[str, int], key: str, column: str, number: int, path: Path) -> None:
    if key in seen:
        value = key.partition("|")[0]
        raise CatalogueError("repeated", path=path, row=number, column=column, value=value, other=seen[key])
    seen[key] = number
