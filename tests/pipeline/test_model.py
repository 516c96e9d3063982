"""When a field waits for a human eye."""

import pytest

from pipeline.model import (
    REVIEW_BELOW,
    REVIEW_TEXT_BELOW,
    Decision,
    DecisionKey,
    Evidence,
    Field,
    Match,
    Record,
    Verdict,
)


def field(confidence: float | None, verdict: Verdict | None = None) -> Field:
    match = Match(entry="U-1", name="Alcaldía", score=0.9, evidence=(), verdict=verdict) if verdict else None
    return Field(text="Alcaldia", normalised="Alcaldia", confidence=confidence, reasons=(), spans=(), match=match)


@pytest.mark.parametrize(
    ("confidence", "verdict", "waits"),
    [
        (REVIEW_BELOW - 0.0001, None, True),
        (REVIEW_BELOW, None, False),
        (None, None, True),
        (0.99, "accepted", False),
        (0.99, "none", True),
        (0.99, "review", True),
        (0.60, "accepted", True),
    ],
)
def test_a_field_waits_when_it_is_doubtful_or_its_match_is(
    confidence: float | None, verdict: Verdict | None, waits: bool
) -> None:
    assert field(confidence, verdict).needs_review is waits


def test_more_is_asked_of_what_was_read_from_a_text() -> None:
    between = field((REVIEW_BELOW + REVIEW_TEXT_BELOW) / 2)
    evidence = Evidence(way="assembled", layout=1.0, traits=())
    assert not between.needs_review
    assert between.model_copy(update={"evidence": evidence}).needs_review


def test_what_a_reviewer_decided_waits_no_more() -> None:
    key = DecisionKey(institution="", field="unit", text="alcaldia")
    decision = Decision(key=key, judgement="accept", reviewer="Ana", time="2021-07-05")
    assert not field(0.2, "review").model_copy(update={"decision": decision}).needs_review


def test_a_record_waits_with_any_of_its_fields() -> None:
    assert Record(unit=field(0.99), target=field(0.5)).needs_review
    assert not Record(unit=field(0.99)).needs_review
    assert not Record().needs_review


def test_printed_fields_come_in_the_order_of_the_columns() -> None:
    assert list(Record(target=field(1.0), unit=field(1.0)).printed_fields) == ["unit", "target"]
