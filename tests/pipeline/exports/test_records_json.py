"""The JSON contract: its shape, its way back and its schema."""

import json

import jsonschema
import pytest
from pydantic import ValidationError

from pipeline.exports import from_json, json_schema, to_json
from pipeline.model import Field, Finding, Match, Matrix, Place, Record, Source

PLACE = Place(page=1, bbox=(10.5, 20.25, 90, 31), lines=(3, 4), columns=(1, 18))
MATRIX = Matrix(
    source=Source(name="año.txt", sha256="a" * 64, media_type="text/plain", pages=1, reader="utf-8"),
    status="needs_review",
    literal="a4",
    period="2021-06",
    records=(
        Record(
            number="11",
            process_level="gobernante",
            unit=Field(
                text="Direcciòn  Financiera",
                normalised="Direcciòn Financiera",
                confidence=0.61,
                reasons=("el catálogo duda",),
                spans=(PLACE,),
                match=Match(entry="U-FIN", name="Dirección Financiera", score=0.9, evidence=(), verdict="review"),
            ),
            extra={"Zona": "4", "Avance": "40 %"},
        ),
    ),
    findings=(Finding(code="EMPTY_TARGET", severity="warning", message="Falta la meta.", record=0, span=PLACE),),
)


def test_the_shape_is_the_contract() -> None:
    document = json.loads(to_json(MATRIX))
    assert list(document) == [
        *("source", "status", "literal", "institution", "known_institution", "period", "records", "footer"),
        "findings",
    ]
    (record,) = document["records"]
    assert {"number", "process_level", "unit", "mission", "indicator", "target", "extra"} <= record.keys()
    assert list(record["unit"]) == ["text", "normalised", "confidence", "reasons", "spans", "match", "alternatives"]
    assert record["mission"] is None
    assert list(document["footer"]) == ["updated", "periodicity", "holder_unit", "responsible", "email", "phone"]


def test_the_way_back_gives_the_same_matrix_and_the_same_text() -> None:
    text = to_json(MATRIX)
    assert from_json(text) == MATRIX
    assert to_json(from_json("\ufeff" + text)) == text


def test_letters_are_written_as_themselves_and_further_columns_in_their_order() -> None:
    text = to_json(MATRIX)
    assert '"text": "Direcciòn  Financiera"' in text
    assert text.index('"Zona"') < text.index('"Avance"')


def test_what_is_written_keeps_to_the_schema() -> None:
    schema = json.loads(json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(to_json(MATRIX)), schema)


def test_the_schema_refuses_another_shape() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"records": []}, json.loads(json_schema()))


def test_reading_refuses_a_key_that_is_not_in_the_contract() -> None:
    with pytest.raises(ValidationError):
        from_json(to_json(MATRIX).replace('"status"', '"estado"'))
