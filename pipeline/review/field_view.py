"""One field of a document in full: what it says, how it was read, what may be done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantillas import message

from ..decisions.reviewed import machine_field
from ..decisions.worksheet import RecordId, Row, Value
from ..matching.match import ACCEPT
from ..model import FIELD_NAMES, FieldName, Match
from ..store.views import Alike, Candidate, DocumentView, QueueItem
from .document_view import State, is_about_catalogue, state_of
from .history_view import said, when

TOPIC = "paginas"
IN_CATALOGUE: tuple[FieldName, ...] = ("unit", "indicator")
"""Fields that the catalogue has entries for."""
NOBODY = Alike(0, 0)


@dataclass(frozen=True, slots=True)
class FieldSheet:
    """What the sheet of a field shows."""

    document: int
    record: RecordId
    number: int
    """Place of the record in its document, from 1."""
    field: FieldName
    state: State
    text: str
    printed: str
    """What is printed; empty where a person added the value."""
    decision: str | None
    """Who decided what, as a sentence."""
    confidence: float | None
    is_about_catalogue: bool
    """Whether the text is sure, and the doubt is which entry of the catalogue it means."""
    reasons: tuple[str, ...]
    proposal: str | None
    """The catalogue's entry that "it is right" confirms, where that is the question."""
    doubtful_score: float | None
    """How like that entry is, where it is so little that confirming it takes two keys."""
    candidates: tuple[Candidate, ...]
    alike: Alike
    texts: dict[FieldName, str]
    """The texts of the whole record; empty where there is none."""
    following: RecordId | None
    """The record below."""

    @property
    def has_catalogue(self) -> bool:
        return self.field in IN_CATALOGUE

    @property
    def alike_words(self) -> str:
        """How many other fields wait for the same answer, in words."""
        if self.alike.fields == 1:
            return message(TOPIC, "alike_one")
        key = "alike_in_one" if self.alike.documents == 1 else "alike_in_several"
        return message(TOPIC, key, fields=self.alike.fields, documents=self.alike.documents)

    @property
    def likely_goal(self) -> FieldName:
        """The field that a fragment most likely belongs to: the next one."""
        return FIELD_NAMES[min(FIELD_NAMES.index(self.field) + 1, len(FIELD_NAMES) - 1)]


def field_sheet(view: DocumentView, record: RecordId, field: FieldName, item: QueueItem | None) -> FieldSheet | None:
    """Return the sheet of a field, None where its record is gone; ``item`` is what the queue says of it."""
    rows = view.worksheet.rows
    place = next((place for place, row in enumerate(rows) if row.id == record), None)
    if place is None or view.matrix is None:
        return None
    value = rows[place].values[field]
    read = machine_field(view.matrix, value) if value else None
    return FieldSheet(
        document=view.id,
        record=record,
        number=place + 1,
        field=field,
        state=state_of(view.matrix, value),
        text=value.text if value else "",
        printed=value.printed if value else "",
        decision=_decision(value),
        confidence=item.confidence if item else None,
        is_about_catalogue=read is not None and is_about_catalogue(read),
        reasons=item.reasons if item else (),
        proposal=_proposal(read.match if read else None),
        doubtful_score=_doubtful_score(read.match if read else None),
        candidates=item.candidates if item else (),
        alike=item.alike if item else NOBODY,
        texts=_texts(rows[place]),
        following=_following(rows, place),
    )


def _proposal(match: Match | None) -> str | None:
    return match.name if match and match.verdict == "review" else None


def _doubtful_score(match: Match | None) -> float | None:
    return match.score if match and _proposal(match) and match.score < ACCEPT else None


def _decision(value: Value | None) -> str | None:
    words = said(value)
    if value is None or words is None:
        return None
    return message(TOPIC, "saved_by", said=words, who=value.reviewer, when=when(value.time or ""))


def _texts(row: Row) -> dict[FieldName, str]:
    return {name: value.text if (value := row.values[name]) else "" for name in FIELD_NAMES}


def _following(rows: Sequence[Row], place: int) -> RecordId | None:
    return rows[place + 1].id if place + 1 < len(rows) else None
