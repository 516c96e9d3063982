"""Texts as tokens in which numbers are numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.targets.quantities import find_unit, tokenize


def numbers(text: str) -> list[Decimal]:
    return [token.number.value for token in tokenize(text) if token.number]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("noventa y cinco por ciento", [95]),
        ("CIEN POR CIENTO", [100]),
        ("ciento por ciento", [100]),
        ("veintidos talleres", [22]),
        ("VEINTIÚN MIL", [21000]),
        ("60 mil folios", [60000]),
        ("1,5 millones", [1500000]),
        ("dos docenas", [24]),
        ("media hora", [Decimal("0.5")]),
        ("cuatro (4)", [4, 4]),
        ("8km", [8]),
        ("USD1.000", [1000]),
        ("primer semestre", []),
        ("III trimestre", []),
        ("2do trimestre", []),
        ("hasta el 31/12/2020", []),
        ("modalidad media", []),
    ],
)
def test_numbers_in_figures_and_in_letters(text: str, values: list[object]) -> None:
    assert numbers(text) == values


@pytest.mark.parametrize(("text", "value"), [("l00%", 100), ("1.1OO", 1100), ("9O %", 90), ("9o%", 90)])
def test_letters_in_the_place_of_figures_are_put_right_and_said(text: str, value: int) -> None:
    (number,) = (token.number for token in tokenize(text) if token.number)
    assert number.value == value
    assert number.doubts == ("misread",)


@pytest.mark.parametrize("text", ["OIl", "Ilo", "100l", "1ro", "B1"])
def test_letters_elsewhere_stay(text: str) -> None:
    assert all(token.number is None or not token.number.doubts for token in tokenize(text))


def test_tokens_keep_what_is_printed() -> None:
    assert [token.text for token in tokenize("95 % de Trámites")] == ["95", "%", "de", "Trámites"]


def test_a_year_is_told_from_a_number() -> None:
    assert [token.tag for token in tokenize("2.020 2020")] == ["number", "year"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("metros lineales", "m"),
        ("l/s", "l/s"),
        ("Km.", "km"),
        ("dias", "días"),
        ("m²", "m²"),
        ("casas", None),
    ],
)
def test_units_by_all_their_names(text: str, name: str | None) -> None:
    found = find_unit(tokenize(text), 0)
    assert (found[0].name if found else None) == name
