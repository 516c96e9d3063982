"""Figures with the marks that officials print."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

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


@given(st.integers(0, 10**15), st.sampled_from([".", ",", "'", " "]))
def test_marks_of_thousands_change_no_figure(value: int, mark: str) -> None:
    printed = f"{value:,}".replace(",", mark)
    assert read_figures(printed).value == value


@given(st.integers(1000, 10**12), st.integers(0, 99), st.sampled_from([".,", ",."]))
def test_cents_behind_thousands_are_cents(whole: int, cents: int, marks: str) -> None:
    thousands, decimal = marks
    printed = f"{whole:,}".replace(",", thousands) + f"{decimal}{cents:02}"
    assert read_figures(printed).value == Decimal(whole) + Decimal(cents) / 100
