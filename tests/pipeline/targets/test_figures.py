"""Figures with the marks that officials print."""

from decimal import Decimal

import pytest

from pipeline.targets.figures import read_figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90", 90),
        ("92.5", "92.5"),
        ("92,50", "92.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1.200", 1200),
        ("2,800", 2800),
        ("1 200 000", 1200000),
        ("250.000,00", 250000),
        ("1,250,000.75", "1250000.75"),
        ("310500.75", "310500.75"),
        ("4'380.000", 4380000),
        ("1'250.000,50", "1250000.5"),
        ("½", "0.5"),
        ("1 ¾", "1.75"),
    ],
)
def test_marks_are_understood(text: str, value: object) -> None:
    number = read_figures(text)
    assert number.value == Decimal(str(value))
    assert number.doubts == ()


def test_one_mark_before_three_figures_may_be_either() -> None:
    assert read_figures("1.200").if_decimal == Decimal("1.2")
    assert read_figures("1.200.000").if_decimal is None


@pytest.mark.parametrize(("text", "doubt"), [("12.5.2", "marks"), ("1200.500.000", "marks"), ("-5", "negative")])
def test_what_is_odd_is_said(text: str, doubt: str) -> None:
    assert doubt in read_figures(text).doubts
