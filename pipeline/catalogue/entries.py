"""The catalogue: units by type of institution, families of indicators, and institutions.

The built-in one is ``data/units.csv`` and ``data/indicators.csv``. A user's own may have any of the three tables;
each replaces the built-in one, for it is the institution's own list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, get_args

from ..context.institutions import institution_types
from ..model import Institution, ProcessLevel
from ..normalise import clean, fold
from .files import (
    FIRST_ROW,
    INDICATORS,
    INSTITUTIONS,
    NAME_COLUMN,
    UNITS,
    CatalogueError,
    Problem,
    Row,
    Table,
    parts,
    problem,
    read_tables,
    rows_of_csv,
)
from .places import find_canton, find_province
from .ruc import read_ruc
from .slots import NUMBER, PLACE, SLOTS, slots_of

KINDS = {kind: kind for kind in ("porcentaje", "cantidad", "tiempo", "dinero", "indice")}
"""What an indicator counts."""
LEVELS: Mapping[str, ProcessLevel] = {level: level for level in get_args(ProcessLevel)}

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit, one family of units, or one family of indicators, of the catalogue."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    """Types of institution that have it; none means all."""
    level: ProcessLevel | None = None
    kind: str | None = None
    """What an indicator counts: one of ``KINDS``."""
    units: frozenset[str] = frozenset()
    """Of an indicator, the units (by id) that have it; none means any."""

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def is_family(self) -> bool:
        """Whether it is all the units whose names differ in their slots only: ``Unidad Zonal {lugar}``."""
        return bool(slots_of(self.name))

    def belongs_to(self, institution_type: str | None) -> bool:
        """Tell whether an institution of this type may have the entry."""
        return institution_type is None or not self.types or institution_type in self.types


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What there is to match with."""

    units: tuple[Entry, ...]
    indicators: tuple[Entry, ...] = ()
    institutions: tuple[tuple[Institution, tuple[str, ...]], ...] = ()
    """Each with its aliases."""
    source: str | None = None
    """The user's file or folder; ``None`` for the built-in catalogue."""

    def of_type(self, institution_type: str | None) -> Catalogue:
        """Return what an institution of this type may have: its units, and their and the general indicators."""
        units = tuple(unit for unit in self.units if unit.belongs_to(institution_type))
        ids = {unit.id for unit in units}
        owned = [entry for entry in self.indicators if not entry.units or entry.units & ids]
        return replace(self, units=units, indicators=tuple(replace(entry, units=entry.units & ids) for entry in owned))


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Return the catalogue in the file or folder ``path``, or the built-in one.

    Raises :class:`pipeline.catalogue_files.CatalogueError` with every problem there is.
    """
    if path is None:
        return _built_in()
    tables = read_tables(path)
    catalogue, problems = _read(tables, _built_in(), path.name)
    if problems:
        raise CatalogueError(*problems)
    return catalogue


@cache
def _built_in() -> Catalogue:
    tables = {
        name: Table(file, tuple(rows_of_csv(files("pipeline").joinpath("data", file).read_text(encoding="utf-8"))))
        for name, file in ((UNITS, "units.csv"), (INDICATORS, "indicators.csv"))
    }
    catalogue, problems = _read(tables, Catalogue(()), None)
    if problems:
        raise CatalogueError(*problems)
    return catalogue


def _read(tables: Mapping[str, Table], usual: Catalogue, source: str | None) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue of ``tables``, with those that are absent as ``usual``, and what is wrong."""
    units, problems = _read_table(tables.get(UNITS), _unit, usual.units)
    owners = {key: unit.id for unit in units for key in (unit.id, fold(unit.name))}
    indicators, of_indicators = _read_table(
        tables.get(INDICATORS), lambda row: _indicator(row, owners), usual.indicators
    )
    institutions, of_institutions = _read_table(tables.get(INSTITUTIONS), _institution, usual.institutions)
    return Catalogue(units, indicators, institutions, source), problems + of_indicators + of_institutions


@dataclass(slots=True)
class _Reader:
    """One row while it is read: values that cannot be used become problems."""

    table: Table
    number: int
    row: Row
    problems: list[Problem] = field(default_factory=list)

    def cell(self, column: str) -> str:
        return self.row.get(column, "").strip()

    def complain(self, code: str, column: str, **detail: object) -> None:
        self.problems.append(problem(code, self.table.place, row=self.number, column=column, **detail))

    def name(self) -> str:
        name = clean(self.cell(NAME_COLUMN))
        if not name:
            self.complain("no_name", NAME_COLUMN)
        return name

    def one_of(self, column: str, known: Mapping[str, Value], text: str, code: str) -> Value | None:
        """Return what ``text`` is of what is known, by its folded key."""
        value = known.get(fold(text).replace(" ", "_"), known.get(fold(text)))
        if value is None:
            self.complain(code, column, value=text, known=", ".join(known))
        return value

    def several(self, column: str, known: Mapping[str, Value], code: str) -> frozenset[Value]:
        values = (self.one_of(column, known, part, code) for part in parts(self.cell(column)))
        return frozenset(value for value in values if value is not None)


def _read_table(
    table: Table | None, read: Callable[[_Reader], tuple[Value, tuple[str, ...]]], usual: tuple[Value, ...]
) -> tuple[tuple[Value, ...], list[Problem]]:
    """Return the values of the rows that have text, and every problem; ``read`` also says what may not repeat."""
    if table is None:
        return usual, []
    values, problems, seen = list[Value](), list[Problem](), dict[str, int]()
    for number, row in enumerate(table.rows, FIRST_ROW):
        if any(row.values()):
            reader = _Reader(table, number, row)
            value, keys = read(reader)
            values.append(value)
            problems += [*reader.problems, *_repeated(keys, seen, reader)]
    return tuple(values), problems


def _repeated(keys: Sequence[str], seen: dict[str, int], reader: _Reader) -> Iterator[Problem]:
    for key in keys:
        column, _, value = key.partition("=")
        other = seen.setdefault(key, reader.number)
        if value and other != reader.number:
            shown = value.partition("|")[0]
            detail = {"row": reader.number, "column": column, "value": shown, "other": other}
            yield problem("repeated", reader.table.place, **detail)


def _unit(row: _Reader) -> tuple[Entry, tuple[str, ...]]:
    level = row.cell("nivel")
    _check_slots(row)
    entry = Entry(
        id=_id(row),
        name=row.name(),
        aliases=_aliases(row),
        types=row.several("tipo", _types(), "unknown_type"),
        level=row.one_of("nivel", LEVELS, level, "unknown_level") if level else None,
    )
    return entry, (f"id={entry.id}", f"nombre={fold(entry.name)}|{row.cell('tipo')}" if entry.name else "nombre=")


def _check_slots(row: _Reader) -> None:
    """Complain of slots that nobody can fill in, and of aliases that have others than the name."""
    wanted = slots_of(row.cell(NAME_COLUMN))
    for slot in wanted:
        if slot not in SLOTS:
            row.complain("unknown_slot", NAME_COLUMN, value=slot, known=", ".join(SLOTS))
    if {PLACE, NUMBER} <= {*wanted} or len({*wanted}) < len(wanted):
        row.complain("repeated_slot", NAME_COLUMN, value=row.cell(NAME_COLUMN))
    for alias in _aliases(row):
        if {*slots_of(alias)} != {*wanted}:
            row.complain("other_slots", "alias", value=alias)


def _indicator(row: _Reader, owners: Mapping[str, str]) -> tuple[Entry, tuple[str, ...]]:
    kind = row.cell("clase")
    entry = Entry(
        id=_id(row),
        name=row.name(),
        aliases=_aliases(row),
        kind=row.one_of("clase", KINDS, kind, "unknown_kind") if kind else None,
        units=frozenset(_owners(row, owners)),
    )
    return entry, (f"id={entry.id}", f"nombre={fold(entry.name)}|{row.cell('unidad')}" if entry.name else "nombre=")


def _owners(row: _Reader, owners: Mapping[str, str]) -> Iterator[str]:
    for part in parts(row.cell("unidad")):
        owner = owners.get(part) or owners.get(fold(part))
        if owner is None:
            row.complain("unknown_unit", "unidad", value=part)
        else:
            yield owner


def _institution(row: _Reader) -> tuple[tuple[Institution, tuple[str, ...]], tuple[str, ...]]:
    types = row.several("tipo", _types(), "unknown_type")
    province = find_province(row.cell("provincia"))
    canton = find_canton(row.cell("canton"), province)
    for column, found in (("provincia", province), ("canton", canton)):
        if row.cell(column) and found is None:
            row.complain(f"unknown_{column}", column, value=row.cell(column))
    ruc = read_ruc(row.cell("ruc"))
    if ruc.problem:
        row.complain(ruc.problem, "ruc", value=row.cell("ruc"))
    institution = Institution(
        ruc=ruc.value, name=row.name(), type=next(iter(types), None), province=province, canton=canton
    )
    return (institution, _aliases(row)), (f"ruc={ruc.value or ''}",)


@cache
def _types() -> Mapping[str, str]:
    return {code: code for code in institution_types()}


def _id(row: _Reader) -> str:
    return row.cell("id") or fold(row.cell(NAME_COLUMN)).replace(" ", "-")


def _aliases(row: _Reader) -> tuple[str, ...]:
    return tuple(clean(alias) for alias in parts(row.cell("alias")))
