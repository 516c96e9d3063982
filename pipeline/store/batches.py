"""Batches: what was dropped at once, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, select, text, update

from ..normalise import fold
from .documents import ROW_COLUMNS, document_row
from .engine import insert_or, is_sqlite
from .errors import UnknownError
from .tables import batch_documents, batches, documents
from .views import STATES, BatchState, BatchView, DocumentState


class NewDocument(NamedTuple):
    """A file whose content is kept."""

    name: str
    sha256: str
    size: int


def add_batch(connection: Connection, files: Sequence[NewDocument], by: str, at: str) -> int:
    """Add a batch and the documents that are new; those that failed or were cancelled before are queued again."""
    if not is_sqlite(connection):  # where two bring the same contents, one after the other
        connection.execute(text("LOCK TABLE batches IN EXCLUSIVE MODE"))
    added = insert(batches).values(reviewer=by, time=at).returning(batches.c.id)
    batch: int = connection.execute(added).scalar_one()
    rows = [
        {"batch_id": batch, "position": position, "document_id": _add_document(connection, file, at), "name": file.name}
        for position, file in enumerate(files)
    ]
    if rows:
        connection.execute(insert(batch_documents), rows)
    return batch


def _add_document(connection: Connection, file: NewDocument, at: str) -> int:
    new = insert_or(connection, documents).values(
        sha256=file.sha256, name=file.name, size=file.size, added=at, state="queued", search=fold(file.name)
    )
    connection.execute(new.on_conflict_do_nothing(index_elements=[documents.c.sha256]))
    of_content = documents.c.sha256 == file.sha256
    again = update(documents).where(of_content, documents.c.state.in_(["failed", "cancelled"]))
    connection.execute(again.values(state="queued", attempts=0, error=None, error_code=None))
    return int(connection.execute(select(documents.c.id).where(of_content)).scalar_one())


def batch(connection: Connection, identifier: int) -> BatchView:
    """Return a batch with its documents."""
    found = connection.execute(select(batches).where(batches.c.id == identifier)).one_or_none()
    if found is None:
        raise UnknownError("no_batch", id=identifier)
    members = (
        select(*ROW_COLUMNS, batch_documents.c.name.label("given"))
        .join_from(batch_documents, documents)
        .where(batch_documents.c.batch_id == identifier)
        .order_by(batch_documents.c.position)
    )
    rows = tuple(document_row(row, name=row.given) for row in connection.execute(members))
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    return BatchView(found.id, found.reviewer, found.time, _state(found, counts), counts, rows)


def newest_batches(connection: Connection, limit: int) -> tuple[BatchView, ...]:
    """Return the newest batches, without their documents."""
    found = connection.execute(select(batches).order_by(batches.c.id.desc()).limit(limit)).all()
    counts = _counts(connection, [row.id for row in found])
    return tuple(
        BatchView(row.id, row.reviewer, row.time, _state(row, counts[row.id]), counts[row.id], ()) for row in found
    )


def _counts(connection: Connection, ids: Iterable[int]) -> dict[int, dict[DocumentState, int]]:
    counts: dict[int, dict[DocumentState, int]] = {batch: dict.fromkeys(STATES, 0) for batch in ids}
    found = (
        select(batch_documents.c.batch_id, documents.c.state, func.count())
        .join_from(batch_documents, documents)
        .where(batch_documents.c.batch_id.in_(counts))
        .group_by(batch_documents.c.batch_id, documents.c.state)
    )
    for batch, state, count in connection.execute(found):
        counts[batch][state] = count
    return counts


def _state(row: Row[Any], counts: dict[DocumentState, int]) -> BatchState:
    if row.cancelled:
        return "cancelled"
    return "running" if counts["queued"] or counts["running"] else "done"


def cancel_batch(connection: Connection, identifier: int) -> None:
    """Take what is not begun out of the queue, unless another batch waits for it, too; what runs is finished."""
    changed = connection.execute(update(batches).where(batches.c.id == identifier).values(cancelled=True))
    if not changed.rowcount:
        raise UnknownError("no_batch", id=identifier)
    others = (
        select(batch_documents.c.document_id)
        .join_from(batch_documents, batches)
        .where(batches.c.cancelled.is_(False), batch_documents.c.batch_id != identifier)
    )
    own = select(batch_documents.c.document_id).where(batch_documents.c.batch_id == identifier)
    waiting = update(documents).where(
        documents.c.state == "queued", documents.c.id.in_(own), documents.c.id.not_in(others)
    )
    connection.execute(waiting.values(state="cancelled"))
