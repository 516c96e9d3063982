"""The data set of Numeral 1.3: a row of five cells for each record, and the draft of Numeral 1.1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from ..model import FIELD_NAMES, FieldName, Matrix, Record
from .cells import absence_in, cell, is_bare_number, settled_text, target_cell
from .template import template


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of the data set, in the order of the portal's columns."""

    unit: str
    objective: str
    indicator: str
    target: str
    link: str

    @property
    def cells(self) -> tuple[str, ...]:
        return astuple(self)


def data_rows(records: Sequence[Record], link: str | None) -> list[DataRow]:
    """Return a row for each record, none with an empty cell; without records one that says ``NO APLICA``.

    Without ``link`` each row keeps the one that it was published with.
    """
    rows = [_row(record, link) for record in records]
    nothing = template().absences["not_applicable"]
    return rows or [DataRow(nothing, nothing, nothing, nothing, cell(link or ""))]


def missing_cells(records: Sequence[Record]) -> dict[str, int]:
    """Return by field how many records have nothing printed there: what a person should confirm before uploading."""
    texts = {
        name: [settled_text(getattr(record, name)) for record in records]
        for name in ("unit", "mission", "indicator", "target")
    }
    counts = {name: sum(absence_in(text) == "not_available" for text in some) for name, some in texts.items()}
    return {name: count for name, count in counts.items() if count}


def bare_targets(rows: Sequence[DataRow]) -> list[int]:
    """Return the numbers (from 1) of the rows whose target is a figure without a unit."""
    return [number for number, row in enumerate(rows, 1) if is_bare_number(row.target)]


def structure_rows(matrix: Matrix) -> list[tuple[str, str, str]]:
    """Return the draft of Numeral 1.1: each unit once with the level of its process, where one is printed."""
    levels = template().levels
    nothing = template().absences["not_available"]
    units: dict[str, str] = {}
    for record in matrix.records:
        level = levels.get(record.process_level or "") or cell(record.process_level_printed or "")
        units.setdefault(cell(settled_text(record.unit)), level)
    institution = cell(matrix.institution or nothing)
    return [(institution, unit, level) for unit, level in units.items()]


def published_text(record: Record, name: FieldName) -> str:
    """Return a field as the portal's cell holds it, so that a document and its published month can be compared."""
    text = settled_text(getattr(record, name))
    return target_cell(text, record.parsed_target) if name == "target" else cell(text)


def link_of(record: Record) -> str | None:
    """Return the link that a published row has."""
    return record.extra.get(template().columns[-1])


def _row(record: Record, link: str | None) -> DataRow:
    unit, mission, indicator, target = (published_text(record, name) for name in FIELD_NAMES)
    return DataRow(unit, mission, indicator, target, cell(link or link_of(record) or ""))


def absences_in(rows: Sequence[DataRow]) -> Iterator[str]:
    """Yield the kinds of absence that the cells of ``rows`` hold, each once, for the notes of the dictionary."""
    held = {text for row in rows for text in row.cells}
    yield from (kind for kind, words in template().absences.items() if words in held)
