"""The converters' side: a document goes to one of them at a time, and back into the queue where that one died."""

from __future__ import annotations

from time import time

from sqlalchemy import Connection, insert, or_, select, update

from plantillas import message

from ..decisions.worksheet import worksheet_of
from ..model import Matrix
from .documents import find_document, pack_matrix
from .errors import TOPIC
from .projection import ChangedRow, Totals, refresh_doubts, search_text, write_rows, write_totals
from .tables import documents, machine_outputs
from .views import QueuedDocument

LEASE_SECONDS = 60.0
"""A converter that gives no sign of life for so long has died."""
MOST_ATTEMPTS = 3
"""A document that so many converters died of is not tried again."""
GAVE_UP = "WORKER_CRASHED"
"""Code of such a document, the one that batches give it, too."""


def claim(connection: Connection, worker: str, now: float | None = None) -> QueuedDocument | None:
    """Give the next document to ``worker``: one that waits, or one whose converter died; None where there is none.

    What the worker itself had is taken for left behind: it asks again only after a new start.
    """
    now = time() if now is None else now
    left = documents.c.state.in_(["running"]) & or_(documents.c.lease < now, documents.c.worker == worker)
    while True:
        found = (
            select(documents.c.id, documents.c.name, documents.c.sha256, documents.c.attempts)
            .where(or_(documents.c.state == "queued", left))
            .order_by(documents.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = connection.execute(found).one_or_none()
        if row is None:
            return None
        if row.attempts < MOST_ATTEMPTS:
            break
        save_failure(connection, row.id, GAVE_UP, message(TOPIC, "gave_up", attempts=row.attempts))
    attempt = row.attempts + 1
    values = {"state": "running", "worker": worker, "lease": now + LEASE_SECONDS, "attempts": attempt}
    connection.execute(update(documents).where(documents.c.id == row.id).values(values))
    return QueuedDocument(row.id, row.name, row.sha256, attempt)


def heartbeat(connection: Connection, worker: str, now: float | None = None) -> None:
    """Tell that ``worker`` lives and still has its document."""
    now = time() if now is None else now
    own = update(documents).where(documents.c.state == "running", documents.c.worker == worker)
    connection.execute(own.values(lease=now + LEASE_SECONDS))


def release(connection: Connection, worker: str) -> None:
    """Put what ``worker`` was converting back into the queue, as if it had not been begun."""
    own = update(documents).where(documents.c.state == "running", documents.c.worker == worker)
    back = {"state": "queued", "worker": None, "lease": None, "attempts": documents.c.attempts - 1}
    connection.execute(own.values(back))


def save_result(connection: Connection, document: int, matrix: Matrix, seconds: float) -> None:
    """Keep what the machine read; of two converters that had the same document the first one counts."""
    known = find_document(connection, document, lock=True)
    if known.state == "done":
        return
    connection.execute(insert(machine_outputs).values(document_id=document, matrix=pack_matrix(matrix)))
    sheet = worksheet_of(matrix)
    rows = [ChangedRow(document, matrix, row.id, row, sequence=0) for row in sheet.rows]
    refresh_doubts(connection, write_rows(connection, rows))
    write_totals(connection, [Totals(document, matrix, sheet, sequence=0)])
    values = {
        "state": "done",
        "worker": None,
        "lease": None,
        "institution": matrix.institution,
        "period": matrix.period,
        "search": search_text(known.name, matrix),
        "pages": matrix.source.pages,
        "seconds": seconds,
        "error": None,
        "error_code": None,
    }
    connection.execute(update(documents).where(documents.c.id == document).values(values))


def save_failure(connection: Connection, document: int, code: str, sentence: str) -> None:
    """Keep why a document could not be converted."""
    values = {"state": "failed", "worker": None, "lease": None, "error_code": code, "error": sentence}
    unfinished = documents.c.state != "done"
    connection.execute(update(documents).where(documents.c.id == document, unfinished).values(values))
