"""What became of a document, as its entry in the list of the batch."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from plantillas import message

from .batch_report import BatchEntry
from .failures import code_of, describe, failure_sentence
from .model import Finding, Matrix
from .outputs import printable

LONGEST_HASHED = 200_000_000
"""Bytes: a larger file that failed is not read once more only to name its content."""

_WEIGHT = {"error": 2, "warning": 1, "info": 0}


def converted_entry(path: Path, matrix: Matrix, seconds: float) -> BatchEntry:
    """Return the entry of a document that was read."""
    to_review = sum(record.needs_review for record in matrix.records)
    code, sentence = _reason(_name(path), matrix, to_review)
    return BatchEntry(
        name=_name(path),
        path=printable(path),
        sha256=matrix.source.sha256,
        outcome=matrix.status,
        code=code,
        message=sentence,
        seconds=round(seconds, 3),
        pages=matrix.source.pages,
        records=len(matrix.records),
        to_review=to_review,
        institution=matrix.institution,
        period=matrix.period,
    )


def failed_entry(path: Path, error: Exception, seconds: float) -> BatchEntry:
    """Return the entry of a document that could not be read."""
    return _failure(path, code_of(error), describe(error, _name(path)), seconds)


def crashed_entry(path: Path) -> BatchEntry:
    """Return the entry of a document whose process died."""
    return _failure(path, "WORKER_CRASHED", failure_sentence("WORKER_CRASHED", _name(path)), 0.0)


def unwritten_entry(entry: BatchEntry, cause: str) -> BatchEntry:
    """Return ``entry`` as failed because its results could not be written."""
    sentence = failure_sentence("NOT_WRITTEN", entry.name, cause=cause)
    return entry.model_copy(update={"outcome": "failed", "code": "NOT_WRITTEN", "message": sentence})


def _failure(path: Path, code: str, sentence: str, seconds: float) -> BatchEntry:
    return BatchEntry(
        name=_name(path),
        path=printable(path),
        sha256=_hash_of(path),
        outcome="failed",
        code=code,
        message=sentence,
        seconds=round(seconds, 3),
    )


def _reason(name: str, matrix: Matrix, to_review: int) -> tuple[str | None, str | None]:
    """Return code and sentence for everything that is not simply well."""
    if matrix.status == "ok":
        return None, None
    if matrix.status == "failed":
        return _worst(name, matrix.findings)
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


def _hash_of(path: Path) -> str | None:
    """Return the SHA-256 of a regular file; a pipe would never end, and what cannot be read has none."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LONGEST_HASHED:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _name(path: Path) -> str:
    return printable(Path(path.name))
