"""Contact data of officials, left out where a matrix goes to many: names, addresses, telephones, and who reviewed.

They are public by law on the page of their institution; gathered by the thousand they are another thing (LOPDP).
"""

from __future__ import annotations

import re
from typing import Any

from plantillas import message

from .model import Decision, Field, Finding, Footer, Matrix, Record
from .normalise import fold

PERSONAL = ("responsible", "email", "phone")
"""Lines of the footer that are about a person."""
QUOTING = frozenset({"EMAIL_FORMAT", "PHONE_FORMAT"})
"""Codes of findings whose sentences repeat such a line."""
COLUMNS = ("responsable", "correo", "email", "e-mail", "telefono", "celular", "extension")
"""What the headings of further columns begin with that hold persons."""
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")


def without_contacts(matrix: Matrix) -> Matrix:
    """Return ``matrix`` without what tells who the officials are; everything else is as it was."""
    return matrix.model_copy(
        update={
            "footer": without_persons(matrix.footer),
            "records": tuple(map(_record, matrix.records)),
            "findings": tuple(map(_finding, matrix.findings)),
            "institution": _text(matrix.institution) if matrix.institution else None,
        }
    )


def without_persons(footer: Footer) -> Footer:
    """Return a footer without the lines about a person."""
    return footer.model_copy(update=dict.fromkeys(PERSONAL))


def _record(record: Record) -> Record:
    fields = {name: _field(field) for name, field in record.printed_fields.items()}
    extra = {name: _text(text) for name, text in record.extra.items() if not fold(name).startswith(COLUMNS)}
    changes: dict[str, Any] = {name: field for name, field in fields.items() if field != getattr(record, name)}
    if extra != record.extra:
        changes["extra"] = extra
    return record.model_copy(update=changes) if changes else record


def _field(field: Field) -> Field:
    changes: dict[str, Any] = {}
    if "@" in field.text:
        changes |= {"text": _text(field.text), "normalised": _text(field.normalised)}
    if field.decision is not None:
        changes["decision"] = _decision(field.decision)
    return field.model_copy(update=changes) if changes else field


def _decision(decision: Decision) -> Decision:
    value = _text(decision.value) if decision.value else decision.value
    return decision.model_copy(update={"reviewer": "", "comment": None, "value": value})


def _finding(finding: Finding) -> Finding:
    if finding.code in QUOTING:
        return finding.model_copy(update={"message": message("hallazgos", f"{finding.code}_without_contact")})
    text = _text(finding.message)
    return finding if text == finding.message else finding.model_copy(update={"message": text})


def _text(text: str) -> str:
    return EMAIL.sub(message("hallazgos", "left_out"), text)
