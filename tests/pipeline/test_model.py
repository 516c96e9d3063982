"""When a field waits for a human eye."""

import pytest

from pipeline.model import Field, Match, Record, Verdict


def field(confidence: float, verdict: Verdict | None = None) -> Field:
    match = Match(entry="U-1", name="Alcaldía", score=0.9, evidence=(), verdict=verdict) if verdict else None
    return Field(text="Alcaldia", normalised="Alcaldia", confidence=confidence, reasons=(), spans=(), match=match)


@pytest.mark.parametrize(
    ("confidence", "verdict", "waits"),
    [
        (0.84, None, True),
        (0.85, None, False),
        (0.99, "accepted", False),
        (0.99, "none", False),
        (0.99, "review", True),
        (0.60, "accepted", True),
    ],
)
def test_a_field_waits_when_it_is_doubtful_or_its_match_is(
    confidence: float, verdict: Verdict | None, waits: bool
) -> None:
    assert field(confidence, verdict).needs_review is waits


def test_a_record_waits_with_any_of_its_fields() -> None:
    assert Record(unit=field(0.99), target=field(0.5)).needs_review
    assert not Record(unit=field(0.99)).needs_review
    assert not Record().needs_review


def test_printed_fields_come_in_the_order_of_the_columns() -> None:
    assert list(Record(target=field(1.0), unit=field(1.0)).printed_fields) == ["unit", "target"]
