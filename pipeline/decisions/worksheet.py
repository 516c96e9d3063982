"""What the records of a document are while people review them: a value that actions turn into another value.

The machine's records are the start (:func:`worksheet_of`) and are never altered: a value knows from which machine
field it came (``Value.origin``), and confidence, reasons, match and candidates are looked up there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field as Attribute

from ..model import FIELD_NAMES, Decision, Field, FieldName, Judgement, Match, Matrix, Place, ProcessLevel, Record

RecordId = str
"""``m0``, ``m1`` … for the machine's records in their order; those that reviewers add are named by who adds them."""
Rank = tuple[int, int]
"""Numerator and denominator of a place in the order of rows: between two there is always room for another."""

FIRST: Rank = (0, 1)
LAST: Rank = (1, 0)
"""The ends of the order, which no row has."""


class Frozen(BaseModel):
    """Base of the values of review: immutable, JSON and back."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Frozen):
    """A field of the machine's matrix."""

    record: int = Attribute(description="index into the matrix's records")
    field: FieldName


class Value(Frozen):
    """One value of a row as it is now."""

    printed: str = Attribute(description="what is printed here, as put together now; empty where a person added it")
    typed: str | None = Attribute(default=None, description="what a person wrote instead")
    spans: tuple[Place, ...] = ()
    origin: Origin | None = Attribute(default=None, description="the machine's field; null where a person typed it")
    recut: bool = Attribute(default=False, description="whether people moved its limits: not the machine's text")
    judgement: Judgement | None = None
    entry: str | None = Attribute(default=None, description="the entry that a person chose, where it is another")
    entry_name: str | None = None
    reviewer: str | None = Attribute(default=None, description="who judged it, or without a judgement reopened it")
    time: str | None = Attribute(default=None, description="when, in ISO 8601")
    comment: str | None = None

    @property
    def text(self) -> str:
        """The right text as far as is known: what a person wrote, else what is printed."""
        return self.printed if self.typed is None else self.typed

    @property
    def is_reopened(self) -> bool:
        """Whether a person wants it looked at again."""
        return self.judgement is None and self.reviewer is not None


class Row(Frozen):
    """One record as it is now."""

    id: RecordId
    rank: Rank
    machine: int | None = Attribute(default=None, description="the machine's record it was made from, by index")
    number: str | None = None
    process_level: ProcessLevel | None = None
    process_level_printed: str | None = None
    values: dict[FieldName, Value | None] = Attribute(description="all four fields, null where there is none")

    @property
    def present(self) -> dict[FieldName, Value]:
        """The fields that there are, in the order of ``FIELD_NAMES``."""
        return {name: value for name in FIELD_NAMES if (value := self.values[name]) is not None}

    def with_values(self, changes: Mapping[FieldName, Value | None]) -> Row:
        """Return the row with some of its values changed."""
        return self.model_copy(update={"values": {**self.values, **changes}})


class Worksheet(Frozen):
    """The records of one document as they are now, in their order."""

    rows: tuple[Row, ...] = ()

    def find(self, record: RecordId) -> Row | None:
        """Return the row of that identifier, None where there is none."""
        return next((row for row in self.rows if row.id == record), None)

    def rank_after(self, row: Row | None) -> Rank:
        """Return a place right behind ``row``, or before all others."""
        low = row.rank if row else FIRST
        high = next((other.rank for other in self.rows if _place(other.rank) > _place(low)), LAST)
        return low[0] + high[0], low[1] + high[1]


class RowChange(Frozen):
    """What became of one row: None before where it is new, None after where it is gone."""

    record: RecordId
    before: Row | None = None
    after: Row | None = None

    @property
    def inverse(self) -> RowChange:
        """The way back."""
        return RowChange(record=self.record, before=self.after, after=self.before)


def worksheet_of(matrix: Matrix) -> Worksheet:
    """Return the machine's records, with what was decided on them before."""
    return Worksheet(rows=tuple(_machine_row(index, record) for index, record in enumerate(matrix.records)))


def changed_rows(before: Worksheet, after: Worksheet) -> tuple[RowChange, ...]:
    """Return the rows that differ between two states, in the order of their identifiers."""
    old, new = ({row.id: row for row in sheet.rows} for sheet in (before, after))
    return tuple(
        RowChange(record=record, before=old.get(record), after=new.get(record))
        for record in sorted({*old, *new})
        if old.get(record) != new.get(record)
    )


def with_changes(sheet: Worksheet, changes: Iterable[RowChange]) -> Worksheet:
    """Return ``sheet`` after ``changes``; raise ``ValueError`` where a row is not what it was before them."""
    rows = {row.id: row for row in sheet.rows}
    for change in changes:
        if rows.pop(change.record, None) != change.before:
            raise ValueError(f"row {change.record} is not what it was before")
        if change.after:
            rows[change.record] = change.after
    return sorted_sheet(rows.values())


def sorted_sheet(rows: Iterable[Row]) -> Worksheet:
    """Return rows in their order; of two with one place that of the lesser identifier comes first."""
    return Worksheet(rows=tuple(sorted(rows, key=lambda row: (_place(row.rank), row.id))))


def _place(rank: Rank) -> Fraction:
    return Fraction(*rank)


def _machine_row(index: int, record: Record) -> Row:
    fields = record.printed_fields
    return Row(
        id=f"m{index}",
        rank=(index + 1, 1),
        machine=index,
        number=record.number,
        process_level=record.process_level,
        process_level_printed=record.process_level_printed,
        values={
            name: _machine_value(Origin(record=index, field=name), fields[name]) if name in fields else None
            for name in FIELD_NAMES
        },
    )


def _machine_value(origin: Origin, field: Field) -> Value:
    value = Value(printed=field.text, spans=field.spans, origin=origin)
    return value.model_copy(update=_remembered(field.decision, field.match)) if field.decision else value


def _remembered(decision: Decision, match: Match | None) -> dict[str, object]:
    """Return what an earlier decision says of a value: of another value either the entry or the text."""
    update: dict[str, object] = {
        "judgement": decision.judgement,
        "reviewer": decision.reviewer,
        "time": decision.time,
        "comment": decision.comment,
    }
    if decision.judgement == "other" and match and match.entry:
        return update | {"entry": match.entry, "entry_name": match.name}
    is_text = decision.value and decision.judgement in ("other", "new")
    return update | ({"typed": decision.value} if is_text else {})
