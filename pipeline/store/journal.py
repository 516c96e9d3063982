"""The log of what people did, and the steps in it that can be undone: lines are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row as Result, func, insert, select, update

from ..decisions.actions import FieldAction, RowAction, read_action
from ..decisions.catalogue_changes import CatalogueChange, read_catalogue_change
from ..decisions.worksheet import RecordId, RowChange
from ..model import FieldName
from .tables import log, steps
from .views import Entry

CATALOGUE = "catalogue_"
"""Begins the kinds of changes of the catalogue."""
ACTION, UNDO, REDO = "action", "undo", "redo"
DONE, UNDONE, DROPPED = "done", "undone", "dropped"

_CHANGES: TypeAdapter[tuple[RowChange, ...]] = TypeAdapter(tuple[RowChange, ...])


def begin_step(connection: Connection, by: str, kind: str = ACTION) -> int:
    """Begin a step of a reviewer; one that does something new can no longer redo what was undone before."""
    if kind == ACTION:
        redoable = (steps.c.reviewer == by, steps.c.kind == ACTION, steps.c.state == UNDONE)
        connection.execute(update(steps).where(*redoable).values(state=DROPPED))
    new = insert(steps).values(reviewer=by, kind=kind, state=DONE).returning(steps.c.id)
    identifier: int = connection.execute(new).scalar_one()
    return identifier


def add_entry(
    connection: Connection,
    *,
    step: int,
    document: int | None,
    kind: str,
    by: str,
    at: str,
    reason: str = "",
    action: FieldAction | RowAction | CatalogueChange | None = None,
    changes: Sequence[RowChange] = (),
    of_step: int | None = None,
) -> Entry:
    """Add a line to the log."""
    values = {
        "step": step,
        "document_id": document,
        "kind": kind,
        "reviewer": by,
        "time": at,
        "reason": reason,
        "action": action.model_dump_json() if action else None,
        "changes": _CHANGES.dump_json(tuple(changes), exclude_defaults=True).decode(),
        "of_step": of_step,
    }
    sequence = connection.execute(insert(log).values(values).returning(log.c.sequence)).scalar_one()
    return Entry(sequence, step, document, kind, by, at, reason, action, tuple(changes), of_step)


def entries_of_document(connection: Connection, document: int, after: int = 0) -> tuple[Entry, ...]:
    """Return what was done to a document, after the line ``after``, in order."""
    found = select(log).where(log.c.document_id == document, log.c.sequence > after).order_by(log.c.sequence)
    return tuple(_entry(row) for row in connection.execute(found))


def last_sequence(connection: Connection) -> int:
    """Return the number of the last line; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(log.c.sequence), 0))).scalar_one())


def entries_of_step(connection: Connection, step: int) -> tuple[Entry, ...]:
    """Return what was done in one step, in order."""
    found = select(log).where(log.c.step == step).order_by(log.c.sequence)
    return tuple(_entry(row) for row in connection.execute(found))


def catalogue_entries(connection: Connection) -> tuple[Entry, ...]:
    """Return the changes of the catalogue that hold, in order."""
    found = (
        select(log)
        .join_from(log, steps)
        .where(log.c.document_id.is_(None), log.c.kind.startswith(CATALOGUE), steps.c.state == DONE)
        .order_by(log.c.sequence)
    )
    return tuple(_entry(row) for row in connection.execute(found))


def concerns(entry: Entry, record: RecordId | None, name: FieldName | None) -> bool:
    """Tell whether an entry changed a record, or one field of it."""
    changes = [change for change in entry.changes if record is None or change.record == record]
    if name is None:
        return bool(changes) or record is None
    return any(_value(change.before, name) != _value(change.after, name) for change in changes)


def _value(row: Any, name: FieldName) -> object:
    return row.values[name] if row else None


def _entry(row: Result[Any]) -> Entry:
    return Entry(
        sequence=row.sequence,
        step=row.step,
        document=row.document_id,
        kind=row.kind,
        by=row.reviewer,
        at=row.time,
        reason=row.reason,
        action=_action(row.kind, row.action),
        changes=_CHANGES.validate_json(row.changes),
        of_step=row.of_step,
    )


def _action(kind: str, text: str | None) -> FieldAction | RowAction | CatalogueChange | None:
    if text is None:
        return None
    return read_catalogue_change(text) if kind.startswith(CATALOGUE) else read_action(text)
