"""Parsed targets as people read them."""

import pytest

from pipeline.target_words import comparator_word, describe, doubt_words, figure
from pipeline.targets import parse_target


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (90.0, "90"),
        (92.5, "92,5"),
        (4380000.0, "4380000"),
        (0.1 * 3, "0,3"),
        (None, ""),
    ],
)
def test_figures_are_spanish(value: float | None, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    ("text", "indicator", "expected"),
    [
        ("al menos 12 informes", "Informes", "al menos 12 informes"),
        ("80-90%", "Porcentaje de obras", "80 a 90 %"),
        ("30 visitas al mes", "Visitas", "30 visitas por mes"),
        ("100% hasta el 31/12/2020", "Porcentaje de obras", "100 %; plazo: 2020-12-31"),
        ("40% hasta junio, 90% hasta julio", "Porcentaje", "90 %; etapas: 40 en junio, 90 en julio"),
        ("10% respecto a 2019", "Porcentaje", "10 %; comparado: respecto a 2019"),
        ("NO APLICA", "Informes", "no aplica"),
        ("registro obtenido", "Registro", ""),
    ],
)
def test_a_target_in_one_line(text: str, indicator: str, expected: str) -> None:
    assert describe(parse_target(text, indicator=indicator)) == expected


def test_doubts_and_comparators_are_words() -> None:
    target = parse_target("100% 1 de 1", indicator="Porcentaje de obras")
    assert doubt_words(target) == ("se apartó un pie de página («1 de 2»)",)
    assert comparator_word(target) == "igual a"
    assert comparator_word(parse_target("NO APLICA")) == ""
