"""What tells who an official is stays out; everything else stays."""

from __future__ import annotations

from pipeline.contacts import without_contacts
from pipeline.exports import to_json
from pipeline.model import Decision, DecisionKey, Finding, Footer, Matrix
from plantillas import message
from tests.model_builder import matrix_of, record_of

KEY = DecisionKey(institution="", field="unit", text="archivo")


def personal() -> Matrix:
    record = record_of("Archivo", "Escriba a ana.perez@example.gob.ec", "Actas", "12 actas")
    assert record.unit is not None
    decision = Decision(key=KEY, judgement="accept", reviewer="Luis Mora", time="2025-01-31", comment="con Ana Pérez")
    record = record.model_copy(
        update={
            "unit": record.unit.model_copy(update={"decision": decision}),
            "extra": {"Responsable": "Ana Pérez", "Correo electrónico": "ana.perez@example.gob.ec", "Avance": "40 %"},
        }
    )
    text = message("hallazgos", "PHONE_FORMAT", text="0999 Ana Pérez")
    return matrix_of(record).model_copy(
        update={
            "footer": Footer(updated="2025-01-31", responsible="Ana Pérez", email="ana.perez@example.gob.ec"),
            "findings": (Finding(code="PHONE_FORMAT", severity="warning", message=text),),
        }
    )


def test_no_person_is_left() -> None:
    text = to_json(without_contacts(personal()))
    assert [word for word in ("Ana", "ana.perez", "Luis", "Mora", "0999") if word in text] == []


def test_everything_else_is_left() -> None:
    before, after = personal(), without_contacts(personal())
    assert after.footer.updated == before.footer.updated
    assert after.records[0].extra == {"Avance": "40 %"}
    assert after.records[0].indicator == before.records[0].indicator
    assert [finding.code for finding in after.findings] == ["PHONE_FORMAT"]
    bare = matrix_of(record_of("Alcaldía", "Dirigir", "Actas", "12 actas"))
    assert without_contacts(bare) == bare
