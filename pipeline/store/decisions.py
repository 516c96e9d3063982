"""Decisions on documents: applied, logged and projected in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from sqlalchemy import Connection, select

from ..decisions.actions import ActionError, FieldAction, RowAction, apply
from ..decisions.worksheet import Row, Worksheet, changed_rows, with_changes
from ..model import FieldName, Matrix
from .documents import load_worksheets, lock_documents
from .errors import ConflictError, StoreError, UnknownError
from .journal import add_entry, begin_step, concerns, entries_of_document
from .projection import ChangedRow, Totals, refresh_doubts, write_rows, write_totals
from .tables import fields
from .views import Alike, DocumentRow, Entry, FieldKey

MatrixOf = Callable[[Connection, int], Matrix]
"""Returns what the machine read of a document; the store remembers the last ones."""


class Author(NamedTuple):
    """Who decides, when and why."""

    by: str
    at: str
    reason: str = ""


@dataclass(slots=True)
class OpenDocument:
    """A document that is locked and being changed."""

    row: DocumentRow
    matrix: Matrix
    sheet: Worksheet
    version: int = 0
    """Sequence of the last log entry that changed it; 0 as long as none did."""
    changed: dict[str, ChangedRow] = field(default_factory=dict)
    """Rows that are to be written, by their identifiers; of several changes of one row the last."""

    @property
    def id(self) -> int:
        return self.row.id


def open_documents(connection: Connection, identifiers: Sequence[int], matrix_of: MatrixOf) -> dict[int, OpenDocument]:
    """Lock documents and return them as they are now; raise :class:`UnknownError` where one is not converted."""
    rows = lock_documents(connection, identifiers)
    sheets = load_worksheets(connection, identifiers)
    for identifier in identifiers:
        if identifier not in rows:
            raise UnknownError("no_document", id=identifier)
        if rows[identifier].state != "done":
            raise UnknownError("not_converted", id=identifier)
    return {
        identifier: OpenDocument(row, matrix_of(connection, identifier), sheets[identifier])
        for identifier, row in rows.items()
    }


def decide(
    connection: Connection,
    document: int,
    action: FieldAction | RowAction,
    author: Author,
    version: int | None,
    matrix_of: MatrixOf,
) -> Entry:
    """Apply one action to a document as a step of its own; ``version`` is what the reviewer saw."""
    opened = open_documents(connection, [document], matrix_of)[document]
    check_version(connection, opened, action, version, author)
    step = begin_step(connection, author.by)
    entry = _act(connection, opened, action, author, step)
    finish(connection, [opened])
    return entry


def decide_alike(
    connection: Connection,
    document: int,
    action: FieldAction,
    author: Author,
    version: int | None,
    matrix_of: MatrixOf,
) -> tuple[Entry, ...]:
    """Apply one action to a field and to all that wait for the same answer, as one step."""
    key = FieldKey(document, action.record, action.field)
    others = waiting_alike(connection, key)
    opened = open_documents(connection, sorted({document, *(other.document for other in others)}), matrix_of)
    check_version(connection, opened[document], action, version, author)
    # Somebody may have settled some of them before they were locked.
    others = [other for other in waiting_alike(connection, key) if other.document in opened]
    step = begin_step(connection, author.by)
    entries = []
    for place in sorted({key, *others}):
        own = action.model_copy(update={"record": place.record, "field": place.field})
        entries.append(_act(connection, opened[place.document], own, author, step))
    finish(connection, opened.values())
    return tuple(entries)


def _act(
    connection: Connection, opened: OpenDocument, action: FieldAction | RowAction, author: Author, step: int
) -> Entry:
    after = apply(opened.sheet, action, author.by, author.at, author.reason)
    changes = changed_rows(opened.sheet, after)
    if not changes:
        raise StoreError("unchanged")
    entry = add_entry(
        connection,
        step=step,
        document=opened.id,
        kind=action.kind,
        by=author.by,
        at=author.at,
        reason=author.reason,
        action=action,
        changes=changes,
    )
    keep_changes(opened, entry)
    return entry


def keep_changes(opened: OpenDocument, entry: Entry) -> None:
    """Note what a log entry changed; :func:`finish` writes it, of all entries of a step at once."""
    opened.sheet = with_changes(opened.sheet, entry.changes)
    opened.version = entry.sequence
    for change in entry.changes:
        row = ChangedRow(opened.id, opened.matrix, change.record, change.after, entry.sequence)
        opened.changed[change.record] = row


def finish(connection: Connection, opened: Iterable[OpenDocument]) -> None:
    """Write the rows that were changed, and what follows from them for the queue and the lists."""
    changed = [one for one in opened if one.version]
    refresh_doubts(connection, write_rows(connection, [row for one in changed for row in one.changed.values()]))
    write_totals(connection, [Totals(one.id, one.matrix, one.sheet, one.version) for one in changed])


def waiting_alike(connection: Connection, key: FieldKey) -> list[FieldKey]:
    """Return the other fields that wait for the same answer as ``key``."""
    digest = select(fields.c.digest).where(
        fields.c.document_id == key.document, fields.c.record == key.record, fields.c.field == key.field
    )
    alike = select(fields.c.document_id, fields.c.record, fields.c.field).where(
        fields.c.digest == digest.scalar_subquery(), fields.c.needs_review
    )
    return [found for row in connection.execute(alike) if (found := FieldKey(*row)) != key]


def count_alike(connection: Connection, key: FieldKey) -> Alike:
    """Return how many other fields wait for the same answer."""
    others = waiting_alike(connection, key)
    return Alike(len(others), len({other.document for other in others}))


def check_version(
    connection: Connection,
    opened: OpenDocument,
    action: FieldAction | RowAction,
    version: int | None,
    author: Author,
) -> None:
    """Raise :class:`ConflictError` where what ``action`` touches was changed after ``version``: a field, or records.

    Two reviewers at two fields of one record do not disturb each other.
    """
    if version is None or version >= opened.row.version:
        return
    later = entries_of_document(connection, opened.id, version)
    field = action.field if isinstance(action, get_args(FieldAction)) else None
    for record in _touched(action):
        last = next((entry for entry in reversed(later) if _disturbs(entry, record, field)), None)
        if last:
            raise _conflict(opened, action, record, last, author)


def _disturbs(entry: Entry, record: str, field: FieldName | None) -> bool:
    """Tell whether an entry changed a field of a record, or took the record away; without a field, any of it."""
    is_gone = any(change.record == record and change.after is None for change in entry.changes)
    return is_gone or concerns(entry, record, field)


def _touched(action: FieldAction | RowAction) -> list[str]:
    """Return the records that an action changes or takes away; those that it only adds cannot be in conflict."""
    named = [getattr(action, name, None) for name in ("record", "other", "to_record")]
    return [record for record in named if record]


def _conflict(
    opened: OpenDocument, action: FieldAction | RowAction, record: str, last: Entry, author: Author
) -> ConflictError:
    name = getattr(action, "field", None)
    theirs = opened.sheet.find(record)
    try:
        mine = apply(opened.sheet, action, author.by, author.at, author.reason).find(record)
    except ActionError:
        mine = None
    return ConflictError(
        record=record, field=name, mine=_said(mine, name), theirs=_said(theirs, name), by=last.by, at=last.at
    )


def _said(row: Row | None, name: str | None) -> str:
    """Return what a row says in one field, or in all of them."""
    if row is None:
        return ""
    values = [value for field, value in row.present.items() if name in (None, field)]
    return " · ".join(value.entry_name or value.text for value in values)
