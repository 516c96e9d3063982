"""Documents and batches as lists show them: a state in words, why something failed, and whether there is more to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from plantillas import message

from ..batch.outcomes import reason_of
from ..store import Store
from ..store.views import BatchView, DocumentRow
from .pages import sentence

SIGNS = {"queued": "…", "running": "▸", "cancelled": "–"}
"""What stands beside a state that is none of a matrix: states are never told by colour alone."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document in a list."""

    row: DocumentRow
    state: str
    """Class of the badge: a state of the conversion, or once that is done the status of the matrix."""
    label: str
    sign: str
    reason: str | None
    """Why there is nothing to review, a sentence."""
    link: str | None
    """Where the document is worked on."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch in a list."""

    batch: BatchView
    at: str
    """When it was dropped, for people."""


def document_line(row: DocumentRow, store: Store) -> DocumentLine:
    """Return a document as lists show it."""
    if row.state != "done":
        state = row.state
        label, sign = _words_of_state(state)
        return DocumentLine(row, state, label, sign, row.error if state == "failed" else None, None)
    status = row.status or "ok"
    label, sign = message("informe", f"status_{status}"), message("informe", f"sign_{status}")
    link = f"/documentos/{row.id}"
    return DocumentLine(row, status, label, sign, _why_failed(row, store) if status == "failed" else None, link)


def document_lines(rows: Iterable[DocumentRow], store: Store) -> tuple[DocumentLine, ...]:
    """Return documents as lists show them."""
    return tuple(document_line(row, store) for row in rows)


def batch_line(batch: BatchView) -> BatchLine:
    """Return a batch as lists show it."""
    return BatchLine(batch, for_people(batch.at))


def for_people(time: str) -> str:
    """Return a time in ISO 8601 as people write it."""
    parsed = datetime.fromisoformat(time)
    month = message("informe", f"month_{parsed.month:02}")
    return sentence("time", day=parsed.day, month=month, year=parsed.year, time=f"{parsed:%H:%M}")


def _words_of_state(state: str) -> tuple[str, str]:
    if state == "failed":
        return message("informe", "status_failed"), message("informe", "sign_failed")
    return sentence(f"state_{state}"), SIGNS[state]


def _why_failed(row: DocumentRow, store: Store) -> str | None:
    """Return what keeps a document that was read from giving records: its worst finding."""
    matrix = store.document(row.id).matrix
    return reason_of(row.name, matrix, 0)[1] if matrix else None
