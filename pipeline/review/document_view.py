"""A document as its page shows it: its sheets of paper, and a cell for every field that says where and how sure it is.

Pure: a matrix and a worksheet come in, values for the templates ``documento``, ``registros`` and ``ficha`` go out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from plantillas import message

from ..decisions.reviewed import machine_field, value_needs_review
from ..decisions.worksheet import RecordId, Row, Value, Worksheet
from ..model import FIELD_NAMES, Field, FieldName, Matrix, Place, is_sure
from .sheets import Sheet

State = Literal["sure", "doubtful", "decided", "empty"]
"""How a field is: nobody need look, somebody must, somebody did, or there is none."""
CHUNK = 25
"""Rows that a browser lays out together once they come into view."""
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One field in the table of records."""

    record: RecordId
    name: FieldName
    text: str
    state: State
    confidence: float | None
    is_about_catalogue: bool
    """Whether the text is sure, and the doubt is which entry of the catalogue it means."""
    places: str
    """``page:x0,top,x1,bottom`` in points, one for each piece, with a space between."""
    repeated: bool
    """The very same piece of paper as in the row above: a merged cell."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in the table; ``number`` is its place, from 1."""

    id: RecordId
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that are laid out together; the first ones of a process level carry its title."""

    title: str | None
    rows: tuple[RecordRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the page of one document shows."""

    id: int
    name: str
    title: str
    period: str | None
    page_count: int
    sheets: tuple[Sheet, ...]
    sections: tuple[Section, ...]
    rows: tuple[RecordRow, ...]
    to_review: int
    """Fields that somebody must look at."""


def document_page(document: int, matrix: Matrix, worksheet: Worksheet, sheets: Sequence[Sheet]) -> DocumentPage:
    """Return a document as its page shows it."""
    rows = record_rows(matrix, worksheet)
    return DocumentPage(
        id=document,
        name=matrix.source.name,
        title=matrix.institution or matrix.source.name,
        period=matrix.period,
        page_count=len(sheets),
        sheets=tuple(sheets),
        sections=tuple(_sections(worksheet.rows, rows)),
        rows=rows,
        to_review=sum(cell.state == "doubtful" for row in rows for cell in row.cells),
    )


def record_rows(matrix: Matrix, worksheet: Worksheet) -> tuple[RecordRow, ...]:
    """Return the rows of the table, numbered from 1."""
    rows = worksheet.rows
    return tuple(
        RecordRow(row.id, number, tuple(_cells(matrix, row, above)))
        for number, (row, above) in enumerate(zip(rows, (None, *rows), strict=False), 1)
    )


def state_of(matrix: Matrix, value: Value | None) -> State:
    """Return how a field is."""
    if value is None:
        return "empty"
    if value_needs_review(matrix, value):
        return "doubtful"
    return "decided" if value.judgement else "sure"


def is_about_catalogue(field: Field) -> bool:
    """Tell whether the text of a field is sure, so that a doubt can only be about the catalogue's entry."""
    return is_sure(field.confidence, field.evidence.way if field.evidence else None)


def _cells(matrix: Matrix, row: Row, above: Row | None) -> Iterator[Cell]:
    for name in FIELD_NAMES:
        value, before = row.values[name], above.values[name] if above else None
        field = machine_field(matrix, value) if value else None
        yield Cell(
            record=row.id,
            name=name,
            text=value.text if value else "",
            state=state_of(matrix, value),
            confidence=field.confidence if field else None,
            is_about_catalogue=field is not None and is_about_catalogue(field),
            places=" ".join(map(_place, value.spans)) if value else "",
            repeated=value is not None and before is not None and _piece(value) == _piece(before) != ("", ()),
        )


def _piece(value: Value) -> tuple[str, tuple[Place, ...]]:
    return value.text, value.spans


def _place(place: Place) -> str:
    return f"{place.page}:{','.join(f'{round(number, DECIMALS):g}' for number in place.bbox)}"


def _sections(rows: Iterable[Row], shown: Iterable[RecordRow]) -> Iterator[Section]:
    for title, members in groupby(zip(rows, shown, strict=True), key=lambda pair: _level(pair[0])):
        group = [row for _, row in members]
        for start in range(0, len(group), CHUNK):
            yield Section(None if start else title, tuple(group[start : start + CHUNK]))


def _level(row: Row) -> str | None:
    if row.process_level_printed or not row.process_level:
        return row.process_level_printed
    return message("informe", f"level_{row.process_level}")
