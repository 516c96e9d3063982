"""What became of a document, as its entry in the list of the batch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from plantillas import message

from ..model import Finding, Matrix
from ..normalise import fold
from ..reading_findings import PARTIAL
from .executors import Crash, Limits
from .failures import code_of, describe, failure_sentence
from .inputs import Input
from .manifest import Facts
from .outputs import printable
from .report import TOPIC as STATES, BatchEntry

_WEIGHT = {"error": 2, "warning": 1, "info": 0}


def converted_entry(document: Input, matrix: Matrix, facts: Facts) -> BatchEntry:
    """Return the entry of a document that was read; ``matrix`` is as printed, ``facts`` are the manifest's."""
    to_review = sum(record.needs_review for record in matrix.records)
    name = printable(document.path.name)
    code, sentence = reason_of(name, matrix, to_review)
    return BatchEntry(
        name=name,
        path=printable(document.label),
        sha256=matrix.source.sha256,
        outcome=matrix.status,
        code=code,
        message=sentence,
        pages=matrix.source.pages,
        records=len(matrix.records),
        to_review=to_review,
        institution=matrix.institution or facts.institution,
        period=matrix.period or facts.period,
        rows=_digest_of_rows(matrix),
        notes=tuple(_disagreements(matrix, facts)),
    )


def failed_entry(document: Input, error: Exception, sha256: str | None = None) -> BatchEntry:
    """Return the entry of a document that could not be read."""
    name = printable(document.path.name)
    return _failure(document, code_of(error), describe(error, name), sha256)


def crashed_entry(document: Input, crash: Crash[Any], sha256: str | None, limits: Limits) -> BatchEntry:
    """Return the entry of a document whose process was ended, or died."""
    if crash.cause == "UNEXPECTED" and crash.error:
        return failed_entry(document, crash.error, sha256)
    figures = {"seconds": round(crash.seconds or limits.seconds), "megabytes": limits.megabytes}
    sentence = failure_sentence(crash.cause, printable(document.path.name), **figures)
    return _failure(document, crash.cause, sentence, sha256)


def unwritten_entry(entry: BatchEntry, cause: str) -> BatchEntry:
    """Return ``entry`` as failed because its results could not be written."""
    sentence = failure_sentence("NOT_WRITTEN", entry.name, cause=cause)
    return entry.model_copy(update={"outcome": "failed", "code": "NOT_WRITTEN", "message": sentence})


def same_entry(document: Input, first: BatchEntry) -> BatchEntry:
    """Return the entry of a document with the very content of one that was converted."""
    note = message(STATES, "same_as", path=first.path)
    names = {"name": printable(document.path.name), "path": printable(document.label)}
    return first.model_copy(update={**names, "same_as": first.path, "notes": (note, *first.notes)})


def pending_entry(document: Input) -> BatchEntry:
    """Return the entry of a document that the run did not come to."""
    name = printable(document.path.name)
    sentence = message("ordenes", "pending", name=name)
    return BatchEntry(name=name, path=printable(document.label), outcome="pending", code="PENDING", message=sentence)


def _failure(document: Input, code: str, sentence: str, sha256: str | None) -> BatchEntry:
    return BatchEntry(
        name=printable(document.path.name),
        path=printable(document.label),
        sha256=sha256,
        outcome="failed",
        code=code,
        message=sentence,
    )


def reason_of(name: str, matrix: Matrix, to_review: int) -> tuple[str | None, str | None]:
    """Return code and sentence for everything that is not simply well."""
    if matrix.status == "ok":
        return None, None
    if matrix.status == "failed":
        return _worst(name, matrix.findings)
    if partial := next((finding for finding in matrix.findings if finding.code == PARTIAL), None):
        return partial.code, f"«{name}»: {partial.message}"
    if matrix.status == "needs_review":
        return "NEEDS_REVIEW", _review_sentence(name, len(matrix.records), to_review)
    if matrix.literal and matrix.literal != "a4":
        return "OTHER_LITERAL", message("ordenes", "not_a_matrix", name=name, literal=matrix.literal)
    return "NOT_A_MATRIX", message("ordenes", "not_a_matrix_unknown", name=name)


def _review_sentence(name: str, records: int, to_review: int) -> str:
    key = "needs_review" if to_review else "needs_review_document"
    return message("ordenes", key, name=name, count=to_review, records=records)


def _worst(name: str, findings: tuple[Finding, ...]) -> tuple[str, str]:
    if not findings:
        return "FAILED", failure_sentence("FAILED", name)
    worst = max(findings, key=lambda finding: _WEIGHT[finding.severity])
    return worst.code, f"«{name}»: {worst.message}"


def _digest_of_rows(matrix: Matrix) -> str | None:
    """Return a digest of what the records say; dates, places and confidences do not count."""
    if not matrix.records:
        return None
    rows = [
        [*((name, field.normalised) for name, field in record.printed_fields.items()), sorted(record.extra.items())]
        for record in matrix.records
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()


def _disagreements(matrix: Matrix, facts: Facts) -> Iterator[str]:
    """Yield what the manifest says otherwise than the document; what is printed stays."""
    if facts.period and matrix.period and facts.period != matrix.period:
        yield message(STATES, "manifest_period", expected=facts.period, printed=matrix.period)
    if facts.institution and matrix.institution and fold(facts.institution) != fold(matrix.institution):
        yield message(STATES, "manifest_institution", expected=facts.institution, printed=matrix.institution)
