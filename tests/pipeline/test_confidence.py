"""Doubts become a probability, and the heaviest of them its reasons; the unknown gets no number."""

import json
from importlib.resources import files
from math import exp
from typing import get_args

import pytest

from extractores.table import Evidence as TableEvidence
from pipeline.confidence import SUREST_SCAN, TRAIT, FieldModel, rate_records, read_model, shipped_model
from pipeline.doubts import Doubts
from pipeline.model import FIELD_NAMES, REVIEW_BELOW, REVIEW_TEXT_BELOW, TRAITS, Evidence, Field, Record, Way
from pipeline.reading import Reading
from plantillas.messages import message_keys

LEARNT = FieldModel(
    intercept=4.0,
    weights={"unfinished": 3.0, "no_cue": 1.0},
    limits={"unfinished": 1.0, "no_cue": 1.0},
)
LENIENT = FieldModel(LEARNT.intercept, LEARNT.weights, {**dict.fromkeys(Doubts.__slots__, 1.0), "trait:cut": 1.0})
NOTHING = Reading((), 1.0)


def with_unit(way: Way, recognition: float = 1.0, text: str = "Dirección Financiera", *traits: str) -> Record:
    evidence = Evidence(way=way, layout=1.0, traits=traits, recognition=recognition)
    return Record(unit=Field(text=text, normalised=text, spans=(), evidence=evidence))


def rated(text: str, *traits: str, way: Way = "table") -> Field:
    (record,) = rate_records([with_unit(way, 1.0, text, *traits)], NOTHING, {("table", "unit"): LENIENT})
    assert record.unit
    return record.unit


def test_a_field_without_doubts_is_as_sure_as_its_kind_is() -> None:
    assert LEARNT.confidence({}) == pytest.approx(1 / (1 + exp(-4)), abs=1e-4)


def test_a_doubt_lowers_the_odds_by_its_weight_and_is_a_reason() -> None:
    whole, cut = rated("Dirección Financiera"), rated("Dirección de")
    assert whole.confidence == pytest.approx(1 / (1 + exp(-4)), abs=1e-4)
    assert cut.confidence == pytest.approx(1 / (1 + exp(-1)), abs=1e-4)
    assert whole.reasons == ("leído de una tabla",)
    assert cut.reasons == ("leído de una tabla", "termina como si le faltara el final")


def test_the_gravest_reason_comes_first() -> None:
    reasons = rated("Recursos de").reasons
    assert [reason[:7] for reason in reasons[1:]] == ["termina", "no empi"]


@pytest.mark.parametrize("given", [{"unfinished": 1.5}, {"rival": 1.0}, {f"{TRAIT}packed": 1.0}])
def test_what_was_never_seen_gets_no_number(given: dict[str, float]) -> None:
    assert LEARNT.confidence(given) is None


def test_a_field_unlike_the_labelled_ones_is_not_evaluated_says_why_and_waits() -> None:
    field = rated("Dirección Financiera", "packed")
    assert field.confidence is None
    assert field.needs_review
    assert field.reasons[1:] == (
        "sin evaluar: el documento no se parece a los que se usaron para medir la confianza",
        "la celda reunía varios valores y se separó",
    )


def test_a_way_of_reading_that_was_never_labelled_is_not_evaluated() -> None:
    assert rated("Dirección Financiera", way="text_table").confidence is None


def test_a_scan_that_two_recognisers_read_alike_is_like_a_print_but_never_surer_than_was_measured() -> None:
    certain = FieldModel(9.0, {}, LENIENT.limits)
    assert rated("Dirección de", way="scanned").confidence == rated("Dirección de").confidence
    (record,) = rate_records([with_unit("scanned")], NOTHING, {("table", "unit"): certain})
    assert record.unit
    assert record.unit.confidence == SUREST_SCAN > REVIEW_BELOW


def test_a_scan_that_is_read_once_or_in_two_ways_waits_for_a_human_eye() -> None:
    for recognition in (0.99, 0.5):
        (record,) = rate_records([with_unit("scanned", recognition)], NOTHING)
        assert record.unit
        assert record.unit.confidence is None
        assert record.unit.needs_review
        assert any("compare las letras y las cifras con la página" in reason for reason in record.unit.reasons)


def test_every_doubt_and_every_trait_has_its_sentence() -> None:
    assert {*Doubts.__slots__, *TRAITS} <= message_keys("motivos_confianza")


def test_every_evidence_of_a_table_is_a_trait() -> None:
    assert {f"{side}_{evidence}" for side in ("columns", "rows") for evidence in get_args(TableEvidence)} <= {*TRAITS}


def test_the_shipped_model_knows_each_field_and_can_only_lower() -> None:
    model = shipped_model()
    assert {(way, name) for way in ("table", "assembled") for name in FIELD_NAMES} <= model.keys()
    for learnt in model.values():
        assert min(learnt.weights.values()) > 0
        assert learnt.weights.keys() <= learnt.limits.keys()
        known = {name.removeprefix(TRAIT) for name in learnt.limits}
        assert known <= {*Doubts.__slots__, *TRAITS}


def test_the_shipped_figures_hold_what_is_promised() -> None:
    text = files("pipeline").joinpath("data", "confidence.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert content["review_below"] == [REVIEW_BELOW, REVIEW_TEXT_BELOW]
    for kind, right in (("pdf", 0.999), ("pdf+dump", 0.995), ("dump", 0.985)):
        assert content["left_out"][kind]["accepted_right"] >= right
    for kind in ("pdf", "pdf+dump"):
        assert content["left_out"][kind]["accepted"] >= 0.85
    assert content["left_out"]["pdf+dump"]["ece"] <= 0.03
    assert read_model(text) == shipped_model()
