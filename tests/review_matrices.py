"""Small matrices to review: what the machine is not sure of is written with a question mark at its end."""

from __future__ import annotations

import hashlib

from pipeline.model import FIELD_NAMES, Evidence, Field, FieldName, Match, Matrix, Place, Record, Source

INSTITUTION = "GAD Municipal de Río Claro"
SURE, UNSURE = 0.999, 0.4
FINANCE = Match(
    entry="financiero",
    name="Financiero",
    score=0.8,
    evidence=("falta «técnica»",),
    runner_up="Tesorería",
    runner_up_score=0.4,
    verdict="review",
)
"""What the catalogue says of a doubtful unit."""


def field(text: str, name: FieldName = "indicator", row: int = 0) -> Field:
    """Return a field; ``text`` ends with a question mark where it is doubtful."""
    printed = text.removesuffix("?")
    doubtful = printed != text
    return Field(
        text=printed,
        normalised=printed,
        confidence=UNSURE if doubtful else SURE,
        reasons=("motivo",) if doubtful else (),
        spans=(Place(page=1, bbox=(float(FIELD_NAMES.index(name)), float(row), 10.0, 10.0)),),
        evidence=Evidence(way="table", layout=1.0, traits=()),
        match=FINANCE if doubtful and name == "unit" else None,
    )


def matrix(*rows: str, institution: str | None = INSTITUTION, name: str = "a.pdf") -> Matrix:
    """Return a matrix; each row is its four fields between bars: ``"Archivo | Custodiar | % de actas? | 90%"``."""
    records = tuple(_record(row, index) for index, row in enumerate(rows))
    doubtful = any(record.needs_review for record in records)
    sha256 = hashlib.sha256(f"{name}{rows}".encode()).hexdigest()
    return Matrix(
        source=Source(name=name, sha256=sha256, media_type="application/pdf", pages=1, reader="x"),
        status="needs_review" if doubtful else "ok",
        literal="a4",
        institution=institution,
        period="2021-06",
        records=records,
    )


def _record(row: str, index: int) -> Record:
    texts = [text.strip() for text in row.split("|")]
    fields = {name: field(text, name, index) for name, text in zip(FIELD_NAMES, texts, strict=True) if text}
    return Record(number=str(index + 1), process_level="gobernante", **fields)
