"""Matrices as values, for the tests of what is made of them: four texts make a record."""

from __future__ import annotations

from pipeline.model import Field, Matrix, Place, Record, Source
from pipeline.targets import parse_targets

HERE = Place(page=1, bbox=(0.0, 0.0, 10.0, 10.0))


def record_of(unit: str = "", mission: str = "", indicator: str = "", target: str = "") -> Record:
    """Return a record of printed texts; an empty one is a field that is not there."""
    unit_field, mission_field, indicator_field, target_field = map(_field, (unit, mission, indicator, target))
    record = Record(unit=unit_field, mission=mission_field, indicator=indicator_field, target=target_field)
    return parse_targets((record,))[0]


def matrix_of(*records: Record) -> Matrix:
    """Return a matrix that says nothing but its records."""
    source = Source(name="matriz.pdf", sha256="0" * 64, media_type="application/pdf", pages=1, reader="pdfium")
    return Matrix(source=source, status="ok", literal="a4", records=records)


def _field(text: str) -> Field | None:
    return Field(text=text, normalised=text, confidence=1.0, spans=(HERE,)) if text else None
