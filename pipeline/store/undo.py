"""Undo and redo: steps backwards and forwards again, each an entry of the log itself.

A reviewer undoes the last own step that is not undone yet, and redoes the one undone last; whoever does something new
has nothing to redo. A step is undone as a whole, and only while every record is still as the step left it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, exists, select, update

from ..decisions.worksheet import RowChange
from .decisions import Author, MatrixOf, OpenDocument, finish, keep_changes, open_documents
from .errors import StepError
from .journal import (
    ACTION,
    DONE,
    REDO,
    UNDO,
    UNDONE,
    add_entry,
    begin_step,
    entries_of_document,
    entries_of_step,
)
from .tables import log, steps
from .views import Entry


class _Way(NamedTuple):
    """Backwards or forwards."""

    kind: str
    state: str
    """Of the steps that can be taken this way."""
    result: str
    """Their state afterwards."""
    nothing: str
    overtaken: str


BACK = _Way(UNDO, DONE, UNDONE, "nothing_to_undo", "overtaken_undo")
FORTH = _Way(REDO, UNDONE, DONE, "nothing_to_redo", "overtaken_redo")

CheckCatalogue = Callable[[Connection], None]
"""Raises where the changes of the catalogue that hold no longer fit together."""


def undo(
    connection: Connection, author: Author, document: int | None, matrix_of: MatrixOf, check: CheckCatalogue
) -> tuple[Entry, ...]:
    """Undo the reviewer's last step, of those about ``document`` where that is given."""
    return _take(connection, BACK, author, document, matrix_of, check)


def redo(
    connection: Connection, author: Author, document: int | None, matrix_of: MatrixOf, check: CheckCatalogue
) -> tuple[Entry, ...]:
    """Redo the step that the reviewer undid last."""
    return _take(connection, FORTH, author, document, matrix_of, check)


def _take(
    connection: Connection,
    way: _Way,
    author: Author,
    document: int | None,
    matrix_of: MatrixOf,
    check: CheckCatalogue,
) -> tuple[Entry, ...]:
    step = _find_step(connection, way, author.by, document)
    entries = entries_of_step(connection, step)
    touched = sorted({entry.document for entry in entries if entry.document is not None})
    opened = open_documents(connection, touched, matrix_of)
    own = begin_step(connection, author.by, way.kind)
    _mark(connection, step, way, own)
    ordered = entries[::-1] if way is BACK else entries
    taken = tuple(_take_entry(connection, way, entry, author, own, opened) for entry in ordered)
    finish(connection, opened.values())
    if any(entry.document is None for entry in entries):
        check(connection)
    return taken


def _find_step(connection: Connection, way: _Way, by: str, document: int | None) -> int:
    """Return the last step that can be taken this way."""
    last = steps.c.id if way is BACK else steps.c.undone_by
    found = select(steps.c.id).where(steps.c.reviewer == by, steps.c.kind == ACTION, steps.c.state == way.state)
    if document is not None:
        found = found.where(exists().where(log.c.step == steps.c.id, log.c.document_id == document))
    step = connection.execute(found.order_by(last.desc()).limit(1)).scalar_one_or_none()
    if step is None:
        raise StepError(way.nothing)
    return int(step)


def _mark(connection: Connection, step: int, way: _Way, own: int) -> None:
    values: dict[str, object] = {"state": way.result}
    if way is BACK:
        values["undone_by"] = own
    marked = update(steps).where(steps.c.id == step, steps.c.state == way.state).values(values)
    if not connection.execute(marked).rowcount:
        raise StepError(way.nothing)  # the reviewer took it in another window, before the documents were locked


def _take_entry(
    connection: Connection, way: _Way, entry: Entry, author: Author, own: int, opened: dict[int, OpenDocument]
) -> Entry:
    changes = [change.inverse for change in entry.changes] if way is BACK else list(entry.changes)
    one = opened[entry.document] if entry.document is not None else None
    if one:
        _check_untouched(connection, way, one, changes, entry)
    new = add_entry(
        connection,
        step=own,
        document=entry.document,
        kind=way.kind,
        by=author.by,
        at=author.at,
        reason=author.reason,
        changes=changes,
        of_step=entry.step,
    )
    if one:
        keep_changes(one, new)
    return new


def _check_untouched(
    connection: Connection, way: _Way, opened: OpenDocument, changes: Sequence[RowChange], entry: Entry
) -> None:
    overtaken = {change.record for change in changes if opened.sheet.find(change.record) != change.before}
    if overtaken:
        raise StepError(way.overtaken, by=_last_author(connection, opened.id, overtaken) or entry.by)


def _last_author(connection: Connection, document: int, records: set[str]) -> str | None:
    entries = reversed(entries_of_document(connection, document))
    return next((entry.by for entry in entries if records & {change.record for change in entry.changes}), None)
