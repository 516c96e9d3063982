"""A doubtful field as people get it: as an item of the queue, and as a question of a sheet."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue.entries import Catalogue
from ..decisions.doubt_sheet import Question
from ..decisions.reviewed import machine_field
from ..decisions.worksheet import Row, Value
from ..model import Field, Match, Matrix
from .candidates import candidates_of
from .errors import UnknownError
from .views import Alike, DocumentView, FieldKey, QueueItem


@dataclass(frozen=True, slots=True)
class OpenField:
    """A field of a document, with what the machine says of its text where that still stands as it was read."""

    key: FieldKey
    view: DocumentView
    matrix: Matrix
    row: Row
    value: Value
    machine: Field | None

    @property
    def match(self) -> Match | None:
        """What the catalogue says of the machine's text."""
        return self.machine.match if self.machine else None

    @property
    def confidence(self) -> float | None:
        return self.machine.confidence if self.machine else None

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.machine.reasons if self.machine else ()


def find_open_field(view: DocumentView, key: FieldKey) -> OpenField:
    """Return a field of a document; raise :class:`UnknownError` where there is none."""
    row = view.worksheet.find(key.record)
    value = row.values[key.field] if row else None
    if view.matrix is None or row is None or value is None:
        raise UnknownError("no_document", id=key.document)
    machine = None if value.recut else machine_field(view.matrix, value)
    return OpenField(key, view, view.matrix, row, value, machine)


def to_queue_item(asked: OpenField, alike: Alike, catalogue: Catalogue) -> QueueItem:
    """Return what the queue shows of a field; ``alike`` is where else its text stands."""
    key = asked.key
    return QueueItem(
        key=key,
        view=asked.view,
        text=asked.value.text,
        confidence=asked.confidence,
        reasons=asked.reasons,
        candidates=candidates_of(asked.matrix, asked.row, key.field, asked.match, catalogue),
        spans=asked.value.spans,
        alike=alike,
        context={name: other.text for name, other in asked.row.present.items() if name != key.field},
    )


def to_question(asked: OpenField, alike: int) -> Question:
    """Return what a sheet asks of a field."""
    view, match = asked.view, asked.match
    named = ((match.name, match.score), (match.runner_up, match.runner_up_score)) if match else ()
    texts = {name: other.text for name, other in asked.row.present.items()}
    return Question(
        *asked.key,
        version=view.version,
        text=asked.value.text,
        name=view.name,
        alike=alike,
        confidence=asked.confidence,
        reasons=(*asked.reasons, *(match.evidence if match else ())),
        candidates=tuple((name, score or 0.0) for name, score in named if name),
        institution=view.institution or "",
        period=view.period or "",
        unit=texts.get("unit", ""),
        indicator=texts.get("indicator", ""),
    )
