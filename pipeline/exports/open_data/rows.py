"""Matrices as the rows of the three tables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from plantillas.marks import STAND_IN

from ...absence import read_absence
from ...context.dates import parse_date
from ...model import FIELD_NAMES, Field, Finding, Matrix, Place, Record
from ...normalise import fold
from .columns import Row, TableName, Value

ID_LENGTH = 16
"""Hexadecimal digits of an identifier: 64 bits, no clash among billions."""
HALVES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no file can hold."""


def tables_of(matrices: Iterable[Matrix]) -> dict[TableName, list[Row]]:
    """Return the rows of all three tables; a document that is given twice is there once."""
    tables: dict[TableName, list[Row]] = {"registros": [], "publicaciones": [], "hallazgos": []}
    seen: set[str] = set()
    for matrix in matrices:
        key = publication_id(matrix)
        if key not in seen:
            seen.add(key)
            tables["publicaciones"].append(_publication(matrix, key))
            tables["registros"] += (_record(matrix, record, key, at) for at, record in enumerate(matrix.records, 1))
            tables["hallazgos"] += (_finding(finding, key, at) for at, finding in enumerate(matrix.findings, 1))
    return {name: [dict(_written(row)) for row in rows] for name, rows in tables.items()}


def publication_id(matrix: Matrix) -> str:
    """Return what tells a publication: the same file may be published for several months."""
    return _digest(matrix.source.sha256, matrix.institution, matrix.period)


def goal_id(matrix: Matrix, record: Record) -> str:
    """Return what a goal keeps from month to month: institution, unit and indicator, however they are spelt."""
    known = matrix.known_institution
    texts = (field.text if field else "" for field in (record.unit, record.indicator))
    unit, indicator = ("" if read_absence(text) else fold(text) for text in texts)
    return _digest((known.ruc if known else None) or fold(matrix.institution or ""), unit, indicator)


def _digest(*parts: str | None) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:ID_LENGTH]


def _whose(matrix: Matrix) -> Row:
    known = matrix.known_institution
    return {"institution": matrix.institution, "ruc": known.ruc if known else None, "period": matrix.period}


def _publication(matrix: Matrix, key: str) -> Row:
    known, footer, source = matrix.known_institution, matrix.footer, matrix.source
    return {
        "publication_id": key,
        **_whose(matrix),
        "institution_type": known.type if known else None,
        "province": known.province if known else None,
        "canton": known.canton if known else None,
        "literal": matrix.literal,
        "status": matrix.status,
        "source_name": source.name,
        "source_sha256": source.sha256,
        "media_type": source.media_type,
        "pages": source.pages,
        "records": len(matrix.records),
        "findings": len(matrix.findings),
        "updated": parse_date(footer.updated) if footer.updated else None,
        "periodicity": footer.periodicity,
        "holder_unit": footer.holder_unit,
        "responsible": footer.responsible,
        "email": footer.email,
        "phone": footer.phone,
    }


def _record(matrix: Matrix, record: Record, key: str, number: int) -> Row:
    row: Row = {
        "record_id": record_id(key, number),
        "goal_id": goal_id(matrix, record),
        "publication_id": key,
        **_whose(matrix),
        "number": record.number,
        "level": record.process_level,
        "level_printed": record.process_level_printed,
    }
    for name in FIELD_NAMES:
        row |= _field(name, getattr(record, name))
    extra = json.dumps(record.extra, ensure_ascii=False) if record.extra else None
    places = [place for field in record.printed_fields.values() for place in field.spans]
    return {**row, **_target(record), "extra": extra, "needs_review": record.needs_review, **_place(places)}


def record_id(publication: str, number: int) -> str:
    """Return the identifier of a record: its publication and its place in it, from 1."""
    return f"{publication}-{number:04}"


def _field(name: str, field: Field | None) -> Row:
    match = field.match if field else None
    row: Row = {
        name: field.text if field else None,
        f"{name}_decided": field.decision.value if field and field.decision else None,
        f"{name}_confidence": field.confidence if field else None,
    }
    if name in ("unit", "indicator"):
        row |= {
            f"{name}_entry": match.entry if match else None,
            f"{name}_entry_name": match.name if match else None,
            f"{name}_verdict": match.verdict if match else None,
        }
    return row


def _target(record: Record) -> Row:
    parsed = record.parsed_target
    names = ("kind", "comparator", "value", "value_max", "unit", "per", "period", "deadline", "baseline")
    row: Row = {f"target_{name}": getattr(parsed, name) if parsed else None for name in names}
    return {**row, "target_flags": " ".join(parsed.flags) if parsed and parsed.flags else None}


def _finding(finding: Finding, key: str, number: int) -> Row:
    return {
        "finding_id": f"{key}-h{number:04}",
        "publication_id": key,
        "record_id": None if finding.record is None else record_id(key, finding.record + 1),
        "field": finding.field,
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        **_place([finding.span] if finding.span else []),
    }


def _place(places: list[Place]) -> Row:
    first = min(places, key=lambda place: (place.page, place.lines or (0, 0), place.bbox[1]), default=None)
    return {"page": first.page if first else None, "line": first.lines[0] if first and first.lines else None}


def _written(row: Row) -> Iterator[tuple[str, Value]]:
    """Yield values as UTF-8 can hold them; everything else that a text has stays."""
    for name, value in row.items():
        yield name, (HALVES.sub(STAND_IN, value) or None) if isinstance(value, str) else value
