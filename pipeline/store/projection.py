"""What follows from the worksheets, kept beside them so that the queue and the lists are look-ups.

``fields`` has each field with whether it waits for a person; ``doubts`` has each question once, however many fields
wait for its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from ..decisions.reviewed import (
    decision_on,
    digest_of,
    keys_of_row,
    machine_field,
    reviewed_matrix,
    value_needs_review,
)
from ..decisions.worksheet import RecordId, Row, RowChange, Worksheet
from ..model import Matrix, Status
from ..normalise import fold
from .documents import pack_row
from .engine import insert_or
from .tables import documents, doubts, fields, records

PORTION = 500
"""Values in one statement: bases take a limited number."""
UNSEEN = "\0"
"""A sign that PostgreSQL does not take."""


def write_rows(
    connection: Connection, document: int, matrix: Matrix, changes: Sequence[RowChange], sequence: int
) -> set[str]:
    """Write the rows of a document that changed with the log entry ``sequence``, and their fields.

    Returns the digests of the questions whose fields changed: :func:`refresh_doubts` must be told of them, of all that
    a transaction changed at once.
    """
    changed = [change.record for change in changes]
    touched = _digests_of(connection, document, changed)
    for table in (fields, records):
        connection.execute(delete(table).where(table.c.document_id == document, table.c.record.in_(changed)))
    rows = [change.after for change in changes if change.after]
    if rows:
        new = [{"document_id": document, "record": r.id, "row": pack_row(r), "sequence": sequence} for r in rows]
        connection.execute(insert(records), new)
    projected = [field for row in rows for field in project_row(document, matrix, row, sequence)]
    if projected:
        connection.execute(insert(fields), projected)
    return {*touched, *(field["digest"] for field in projected)}


def _digests_of(connection: Connection, document: int, changed: Sequence[RecordId]) -> set[str]:
    found = select(fields.c.digest).where(fields.c.document_id == document, fields.c.record.in_(changed))
    return set(connection.execute(found).scalars())


def project_row(document: int, matrix: Matrix, row: Row, sequence: int) -> Iterator[dict[str, Any]]:
    """Yield what ``fields`` holds of a row."""
    keys = keys_of_row(matrix, row)
    for name, value in row.present.items():
        machine = machine_field(matrix, value)
        decision = decision_on(matrix, value, keys[name])
        trusted = machine is not None and not value.recut and not value.is_reopened
        yield {
            "document_id": document,
            "record": row.id,
            "field": name,
            "digest": digest_of(keys[name]),
            "text": value.text.replace(UNSEEN, ""),
            "confidence": (machine.confidence or 0.0) if machine and trusted else 0.0,
            "needs_review": value_needs_review(matrix, value),
            "decision": decision.model_dump_json() if decision else None,
            "sequence": sequence,
        }


def refresh_doubts(connection: Connection, digests: Iterable[str]) -> None:
    """Count anew how many fields wait for each of the questions ``digests``.

    They are locked before they are counted, in one order: who counts next sees what this transaction did.
    """
    ordered = sorted(digests)
    for portion in (ordered[start : start + PORTION] for start in range(0, len(ordered), PORTION)):
        unknown = [{"digest": digest, "priority": 0, "confidence": 0.0} for digest in portion]
        connection.execute(
            insert_or(connection, doubts).values(unknown).on_conflict_do_nothing(index_elements=[doubts.c.digest])
        )
        some = doubts.c.digest.in_(portion)
        connection.execute(select(doubts.c.digest).where(some).order_by(doubts.c.digest).with_for_update())
        waiting = (fields.c.digest == doubts.c.digest, fields.c.needs_review)
        count = select(-func.count()).where(*waiting).scalar_subquery()
        least = select(func.coalesce(func.min(fields.c.confidence), 0.0)).where(*waiting).scalar_subquery()
        connection.execute(update(doubts).where(some).values(priority=count, confidence=least))


def write_totals(connection: Connection, document: int, matrix: Matrix, sheet: Worksheet, sequence: int) -> None:
    """Write what lists show of a document."""
    waiting = select(func.count()).where(fields.c.document_id == document, fields.c.needs_review)
    to_review: int = connection.execute(waiting).scalar_one()
    values = {
        "to_review": to_review,
        "records": len(sheet.rows),
        "status": _status(matrix, sheet, to_review),
        "version": sequence,
    }
    connection.execute(update(documents).where(documents.c.id == document).values(values))


def _status(matrix: Matrix, sheet: Worksheet, to_review: int) -> Status:
    return "needs_review" if to_review else reviewed_matrix(matrix, sheet).status


def search_text(name: str, matrix: Matrix) -> str:
    """Return what a document is found by."""
    return fold(" ".join(part for part in (name, matrix.institution, matrix.period) if part)).replace(UNSEEN, "")
