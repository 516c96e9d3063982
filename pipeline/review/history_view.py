"""The history of a document as its page shows it: who did what, when and why, and what was undone since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from plantillas import message

from ..decisions.worksheet import RecordId, Row, RowChange, Value, Worksheet
from ..model import FIELD_NAMES, FieldName
from ..store.views import DocumentView, Entry
from .word_changes import Change, word_changes

TOPIC = "paginas"
DATE_LENGTH = len("AAAA-MM-DD")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of one field: its words, and what was said of it."""

    what: str
    parts: tuple[Change, ...]
    said: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the log."""

    time: str
    when: str
    who: str
    what: str
    kind: str
    undone: str | None
    """Who undid it and when, if it does not hold any more."""
    changes: tuple[FieldChange, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What the page of a history shows, the newest entry first."""

    document: int
    name: str
    title: str
    field: FieldName | None
    number: int | None
    """Place of the record that is asked about, from 1; None where it is gone."""
    entries: tuple[HistoryEntry, ...]


def history_page(
    view: DocumentView, log: Sequence[Entry], record: RecordId | None, field: FieldName | None
) -> HistoryPage:
    """Return the history of a document, or of one record or field of it; ``log`` is in order."""
    numbers = {row.id: number for number, row in enumerate(view.worksheet.rows, 1)}
    return HistoryPage(
        document=view.id,
        name=view.name,
        title=view.institution or view.name,
        field=field,
        number=numbers.get(record or ""),
        entries=history_entries(log, view.worksheet, field),
    )


def history_entries(log: Sequence[Entry], worksheet: Worksheet, field: FieldName | None) -> tuple[HistoryEntry, ...]:
    """Return the entries of ``log``, oldest first as it is, as the page shows them."""
    numbers = {row.id: number for number, row in enumerate(worksheet.rows, 1)}
    kinds = {entry.step: entry.kind for entry in log}
    undone = _undone(log)
    return tuple(
        HistoryEntry(
            time=entry.at,
            when=when(entry.at),
            who=entry.by,
            what=_deed(entry, kinds),
            kind=entry.kind,
            undone=_taken_back(undone.get(entry.step)),
            changes=tuple(change for row in entry.changes for change in _changes(row, numbers, field)),
            reason=entry.reason,
        )
        for entry in reversed(log)
    )


def _deed(entry: Entry, kinds: Mapping[int, str]) -> str:
    if entry.of_step is None:
        return message(TOPIC, f"did_{entry.kind}")
    return message(TOPIC, f"did_{entry.kind}", what=message(TOPIC, f"did_{kinds[entry.of_step]}").lower())


def _taken_back(entry: Entry | None) -> str | None:
    return message(TOPIC, "undone", who=entry.by, when=when(entry.at)) if entry else None


def _undone(log: Iterable[Entry]) -> Mapping[int, Entry]:
    """Return the entry that took each step back, of the steps that do not hold."""
    undone: dict[int, Entry] = {}
    for entry in log:
        if entry.of_step is not None and entry.kind == "undo":
            undone[entry.of_step] = entry
        elif entry.of_step is not None:
            undone.pop(entry.of_step, None)
    return undone


def when(time: str) -> str:
    """Return "2024-03-05T10:32:00-05:00" as people write it, and "2024-03-05" without a time of day."""
    moment = datetime.fromisoformat(time)
    month = message("informe", f"month_{moment.month:02}")
    day = message(TOPIC, "day", day=moment.day, month=month, year=moment.year)
    return day if len(time) == DATE_LENGTH else message(TOPIC, "when", day=day, time=f"{moment:%H:%M}")


def _changes(change: RowChange, numbers: Mapping[RecordId, int], only: FieldName | None) -> Iterator[FieldChange]:
    for name in FIELD_NAMES if only is None else (only,):
        before, after = _value(change.before, name), _value(change.after, name)
        if before != after:
            parts = word_changes(before.text if before else "", after.text if after else "")
            yield FieldChange(_place(name, numbers.get(change.record)), parts, said(after))


def _place(name: FieldName, number: int | None) -> str:
    field = message("informe", f"field_{name}")
    return message(TOPIC, "of_record", field=field, number=number) if number else message(TOPIC, "of_gone", field=field)


def _value(row: Row | None, name: FieldName) -> Value | None:
    return row.values[name] if row else None


def said(value: Value | None) -> str | None:
    """Return in words what people decided on a value; None where nobody did."""
    if value is None or value.judgement is None:
        return None
    if value.entry_name:
        return message(TOPIC, "said_entry", name=value.entry_name)
    return message(TOPIC, f"said_{value.judgement}")
