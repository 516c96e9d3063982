"""Confidences beside outcomes."""

import pytest

from pipeline.evaluation.reliability import measure
from pipeline.evaluation.scoring import JudgedField


def field(confidence: float | None, is_right: bool, is_accepted: bool = True) -> JudgedField:
    return JudgedField(0, "unit", confidence, is_accepted, is_right)


def test_a_band_says_what_was_promised_and_what_came() -> None:
    figures = measure([field(0.92, True), field(0.98, True), field(0.15, False), field(0.15, True)])
    low, high = figures.bands
    assert (low.low, low.high, low.fields, low.right) == (0.1, 0.2, 2, 0.5)
    assert (high.fields, high.confidence, high.right) == (2, pytest.approx(0.95), 1.0)
    assert figures.ece == pytest.approx((0.35 + 0.05) / 2)
    assert figures.brier == pytest.approx((0.08**2 + 0.02**2 + 0.15**2 + 0.85**2) / 4)


def test_certainty_belongs_to_the_last_band() -> None:
    (band,) = measure([field(1.0, True)]).bands
    assert (band.low, band.high) == (0.9, 1.0)


def test_coverage_ends_where_precision_does() -> None:
    figures = measure([*[field(0.9, True)] * 99, field(0.9, False), field(0.8, False)])
    assert figures.coverage == pytest.approx(100 / 101)
    assert figures.threshold == 0.9


def test_fields_of_one_confidence_are_covered_together_or_not_at_all() -> None:
    assert measure([field(0.9, True), field(0.9, False)]).coverage == 0.0


def test_what_was_not_evaluated_counts_as_not_accepted() -> None:
    figures = measure([field(0.9, True), field(None, False, is_accepted=False)])
    assert (figures.fields, figures.evaluated, figures.accepted, figures.accepted_right) == (2, 1, 0.5, 1.0)


def test_no_field_gives_no_figures() -> None:
    figures = measure([])
    assert (figures.bands, figures.ece, figures.coverage, figures.threshold) == ((), 0.0, 0.0, None)
