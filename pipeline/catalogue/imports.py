"""Tables from elsewhere as tables of a catalogue: the national register of institutions, an organigram in a workbook.

Headings are known by several names (``data/register.toml``). What can be repaired is, what cannot be used is left
out, and each is told with its row: nothing changes in silence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from plantillas import message

from ..context.institutions import institution_type, institution_types
from ..normalise import clean, fold
from .files import (
    FIRST_ROW,
    INSTITUTIONS,
    NAME_COLUMN,
    TABLES,
    TELLING,
    UNITS,
    CatalogueError,
    Row,
    problem,
    read_sheets,
)
from .places import find_canton, find_province
from .ruc import read_ruc

TOPIC = "ordenes_catalogo"


@dataclass(slots=True)
class Imported:
    """One table, ready to be written, and what was done to it."""

    name: str
    """One of ``TABLES``."""
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences in Spanish, each with its row."""

    def note(self, key: str, **values: object) -> None:
        """Tell something that an officer must know."""
        self.notes.append(message(TOPIC, key, **values))


def import_table(path: Path) -> Imported:
    """Return the first table with rows in the file ``path``; raise :class:`CatalogueError` where none can be used."""
    rows = next(rows for rows in read_sheets(path).values() if rows)
    columns = {printed: _column(printed) for printed in dict.fromkeys(column for row in rows for column in row)}
    if NAME_COLUMN not in columns.values() and "unidad" in columns.values():
        columns = {printed: NAME_COLUMN if column == "unidad" else column for printed, column in columns.items()}
    if NAME_COLUMN not in columns.values():
        raise CatalogueError(problem("no_name_column", path, known=", ".join(_register()["columns"][NAME_COLUMN])))
    table = Imported(next((TELLING[column] for column in TELLING if column in columns.values()), UNITS))
    used = {printed: column for printed, column in columns.items() if column in TABLES[table.name]}
    if left := [printed for printed in columns if printed not in used]:
        table.note("note_columns_left", columns=", ".join(f"«{column}»" for column in left))
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, FIRST_ROW):
        _import_row({column: row[printed] for printed, column in reversed(used.items())}, number, table, seen)
    return table


def _import_row(row: Row, number: int, table: Imported, seen: dict[str, int]) -> None:
    if not any(row.values()):
        return
    row = {**row, NAME_COLUMN: clean(row[NAME_COLUMN])}
    if not row[NAME_COLUMN]:
        table.note("note_no_name", row=number)
        return
    key = read_ruc(row.get("ruc", "")).value or "|".join(fold(text) for column, text in row.items() if column != "id")
    if seen.setdefault(key, number) != number:
        table.note("note_repeated", row=number, name=row[NAME_COLUMN], other=seen[key])
        return
    table.rows.append(dict(_institution(row, number, table)) if table.name == INSTITUTIONS else row)


def _institution(row: Row, number: int, table: Imported) -> Iterator[tuple[str, str]]:
    """Yield the cells of an institution's row; what no catalogue could hold is left empty and told."""
    ruc = read_ruc(row.get("ruc", ""))
    if ruc.is_repaired:
        table.note("note_ruc_repaired", row=number, ruc=ruc.value)
    if ruc.problem:
        table.note(f"note_{ruc.problem}", row=number, ruc=row["ruc"])
    province = find_province(row.get("provincia", ""))
    canton = find_canton(row.get("canton", ""), province)
    for column, found in (("provincia", province), ("canton", canton)):
        if row.get(column) and not found:
            table.note(f"note_unknown_{column}", row=number, value=row[column])
    kind = _type(row[NAME_COLUMN], row.get("tipo", ""))
    if not kind:
        table.note("note_no_type", row=number, name=row[NAME_COLUMN])
    yield from {
        "ruc": ruc.value or "",
        NAME_COLUMN: row[NAME_COLUMN],
        "alias": row.get("alias", ""),
        "tipo": kind or "",
        "provincia": province or "",
        "canton": canton or "",
    }.items()


def _type(name: str, printed: str) -> str | None:
    """Return the type of institution: a code that is given, what the name says, or what the register says."""
    code = fold(printed).replace(" ", "_")
    if code in institution_types():
        return code
    said = institution_type(name)
    return said if said not in (None, "otra") else _registered_type(printed) or said


def _registered_type(printed: str) -> str | None:
    types: Mapping[str, Sequence[str]] = _register()["types"]
    return next((code for code, starts in types.items() if fold(printed).startswith(tuple(starts))), None)


def _column(printed: str) -> str | None:
    columns: Mapping[str, Sequence[str]] = _register()["columns"]
    key = " ".join(printed.replace("_", " ").split())
    return next((column for column, names in columns.items() if key in names), None)


@cache
def _register() -> dict[str, Any]:
    return tomllib.loads(files("pipeline").joinpath("data", "register.toml").read_text(encoding="utf-8"))
