"""What follows from the worksheets, kept beside them so that the queue and the lists are look-ups.

``fields`` has each field with whether it waits for a person; ``doubts`` has each question once, however many fields
wait for its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from ..decisions.reviewed import (
    decision_on,
    digest_of,
    keys_of_row,
    machine_field,
    reviewed_matrix,
    value_needs_review,
)
from ..decisions.worksheet import RecordId, Row, Worksheet
from ..model import Matrix, Status
from ..normalise import fold
from .documents import pack_row
from .engine import insert_or
from .tables import documents, doubts, fields, records

PORTION = 500
"""Values in one statement: bases take a limited number."""
UNSEEN = "\0"
"""A sign that PostgreSQL does not take."""


class ChangedRow(NamedTuple):
    """A row of a worksheet as it is after a change."""

    document: int
    matrix: Matrix
    record: RecordId
    row: Row | None
    """None where it is gone."""
    sequence: int
    """Of the log entry that made it so; 0 for the machine."""


def write_rows(connection: Connection, changes: Sequence[ChangedRow]) -> set[str]:
    """Write the rows that changed, of however many documents, and their fields: each row once.

    Returns the digests of the questions whose fields changed: :func:`refresh_doubts` must be told of them, of all that
    a transaction changed at once.
    """
    touched: set[str] = set()
    for portion in (changes[start : start + PORTION] for start in range(0, len(changes), PORTION)):
        touched |= _replace_rows(connection, portion)
    return touched


def _replace_rows(connection: Connection, changes: Sequence[ChangedRow]) -> set[str]:
    places = [(one.document, one.record) for one in changes]
    was = select(fields.c.digest).where(tuple_(fields.c.document_id, fields.c.record).in_(places))
    touched = set(connection.execute(was).scalars())
    for table in (fields, records):
        connection.execute(delete(table).where(tuple_(table.c.document_id, table.c.record).in_(places)))
    kept = [(one, one.row) for one in changes if one.row]
    if kept:
        new = [
            {"document_id": one.document, "record": row.id, "row": pack_row(row), "sequence": one.sequence}
            for one, row in kept
        ]
        connection.execute(insert(records), new)
    projected = [field for one, row in kept for field in project_row(one.document, one.matrix, row, one.sequence)]
    if projected:
        connection.execute(insert(fields), projected)
    return touched | {field["digest"] for field in projected}


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


class Totals(NamedTuple):
    """A document after a change."""

    document: int
    matrix: Matrix
    sheet: Worksheet
    sequence: int
    """Of the last log entry about it."""


def write_totals(connection: Connection, changed: Sequence[Totals]) -> None:
    """Write what lists show of documents."""
    for portion in (changed[start : start + PORTION] for start in range(0, len(changed), PORTION)):
        waiting = (
            select(fields.c.document_id, func.count().label("waiting"))
            .where(fields.c.document_id.in_([one.document for one in portion]), fields.c.needs_review)
            .group_by(fields.c.document_id)
        )
        found = {row.document_id: int(row.waiting) for row in connection.execute(waiting)}
        values = [
            {
                "of_document": one.document,
                "to_review": found.get(one.document, 0),
                "records": len(one.sheet.rows),
                "status": _status(one.matrix, one.sheet, found.get(one.document, 0)),
                "version": one.sequence,
            }
            for one in portion
        ]
        names = ("to_review", "records", "status", "version")
        written = update(documents).where(documents.c.id == bindparam("of_document"))
        connection.execute(written.values({name: bindparam(name) for name in names}), values)


def _status(matrix: Matrix, sheet: Worksheet, to_review: int) -> Status:
    return "needs_review" if to_review else reviewed_matrix(matrix, sheet).status


def search_text(name: str, matrix: Matrix) -> str:
    """Return what a document is found by."""
    return fold(" ".join(part for part in (name, matrix.institution, matrix.period) if part)).replace(UNSEEN, "")
