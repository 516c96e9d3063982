"""The columns of the three tables: their names, their types, and what each of them says (in ``datos_abiertos.toml``).

==================  ===========================================================================================
``registros``       one row for each pair of unit and indicator of a publication
``publicaciones``   one row for each document: whose, of which month, from which file
``hallazgos``       one row for each thing that somebody should look at
==================  ===========================================================================================

What is printed, what the catalogue says, what the program read and what a reviewer decided stand in columns apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from plantillas import message

from ...model import FIELD_NAMES, Comparator, ProcessLevel, Severity, Status, TargetKind, Verdict

TOPIC = "datos_abiertos"
ColumnType = Literal["string", "number", "integer", "boolean", "date", "yearmonth"]
Value: TypeAlias = str | float | int | bool | date | None
Row: TypeAlias = dict[str, Value]
TableName = Literal["registros", "publicaciones", "hallazgos"]
TABLES: tuple[TableName, ...] = get_args(TableName)


@dataclass(frozen=True, slots=True)
class Column:
    """One column; types are those of Table Schema."""

    name: str
    type: ColumnType = "string"
    required: bool = False
    unique: bool = False
    among: tuple[str, ...] = ()
    """The only values there are."""
    pattern: str | None = None
    refers_to: TableName | None = None
    """The table whose column of the same name it names."""

    @property
    def title(self) -> str:
        """Its heading for people."""
        return message(TOPIC, f"title_{self.name}")

    @property
    def description(self) -> str:
        """What it says, in one sentence."""
        return message(TOPIC, f"about_{self.name}")


_KEY = Column("publication_id", required=True, refers_to="publicaciones")
_WHOSE = (
    Column("institution"),
    Column("ruc", pattern="[0-9]{13}"),
    Column("period", "yearmonth"),
)
_OF_FIELD = {
    name: (
        Column(name),
        Column(f"{name}_decided"),
        Column(f"{name}_confidence", "number"),
    )
    for name in FIELD_NAMES
}
_OF_CATALOGUE = {
    name: (
        Column(f"{name}_entry"),
        Column(f"{name}_entry_name"),
        Column(f"{name}_verdict", among=get_args(Verdict)),
    )
    for name in ("unit", "indicator")
}
_OF_TARGET = (
    Column("target_kind", among=get_args(TargetKind)),
    Column("target_comparator", among=get_args(Comparator)),
    Column("target_value", "number"),
    Column("target_value_max", "number"),
    *(Column(f"target_{name}") for name in ("unit", "per", "period", "deadline", "baseline", "flags")),
)
_PLACE = (Column("page", "integer"), Column("line", "integer"))
CONTACTS = ("responsible", "email", "phone")
"""Columns of the publications that are there only when they are asked for."""

COLUMNS: dict[TableName, tuple[Column, ...]] = {
    "registros": (
        Column("record_id", required=True, unique=True),
        Column("goal_id", required=True),
        _KEY,
        *_WHOSE,
        Column("number"),
        Column("level", among=get_args(ProcessLevel)),
        Column("level_printed"),
        *(*_OF_FIELD["unit"], *_OF_CATALOGUE["unit"]),
        *_OF_FIELD["mission"],
        *(*_OF_FIELD["indicator"], *_OF_CATALOGUE["indicator"]),
        *(*_OF_FIELD["target"], *_OF_TARGET),
        Column("extra"),
        Column("needs_review", "boolean", required=True),
        *_PLACE,
    ),
    "publicaciones": (
        Column("publication_id", required=True, unique=True),
        *_WHOSE,
        *(Column(name) for name in ("institution_type", "province", "canton", "literal")),
        Column("status", required=True, among=get_args(Status)),
        Column("source_name", required=True),
        Column("source_sha256", required=True, pattern="[0-9a-f]{64}"),
        Column("media_type", required=True),
        Column("pages", "integer", required=True),
        Column("records", "integer", required=True),
        Column("findings", "integer", required=True),
        Column("updated", "date"),
        *(Column(name) for name in ("periodicity", "holder_unit", *CONTACTS)),
    ),
    "hallazgos": (
        Column("finding_id", required=True, unique=True),
        _KEY,
        Column("record_id", refers_to="registros"),
        Column("field"),
        Column("severity", required=True, among=get_args(Severity)),
        Column("code", required=True),
        Column("message", required=True),
        *_PLACE,
    ),
}


def columns_of(table: TableName, *, with_contacts: bool) -> tuple[Column, ...]:
    """Return the columns of a table."""
    return tuple(column for column in COLUMNS[table] if with_contacts or column.name not in CONTACTS)
