"""Phrases of the data, found in a text."""

from __future__ import annotations

import pytest

from pipeline.targets.phrases import mark


def found(text: str, family: str) -> list[tuple[str, str]]:
    marked = mark(text)
    return [(phrase.name, marked.text(phrase)) for phrase in marked.of(family)]


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("no menos de 10", "before", [(">=", "no menos de")]),
        ("menos de 10", "before", [("<", "menos de")]),
        ("menor o igual al 42%", "before", [("<=", "menor o igual al")]),
        ("95% como mínimo", "after", [(">=", "como mínimo")]),
        ("hasta el 31 de octubre de 2020", "moments", [("", "31 de octubre de 2020")]),
        ("en el I trimestre del año 2020", "moments", [("", "I trimestre del año 2020")]),
        ("10% con relación al año 2021", "baseline", [("", "con relación al año 2021")]),
        ("2 sesiones mensuales", "frequency", [("mes", "mensuales")]),
        ("3 a la semana", "per", [("semana", "a la semana")]),
    ],
)
def test_the_longest_phrase_of_a_family_counts(text: str, family: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, family) == expected


@pytest.mark.parametrize(
    ("text", "family", "name"),
    [
        ("100% hasta diceimbre", "moments", ""),
        ("620 toneladas mensales", "frequency", "mes"),
        ("Maxmio 15 dias", "before", "<="),
        ("Porcenaje de obras", "indicator", "percent"),
    ],
)
def test_a_long_word_may_have_a_typo(text: str, family: str, name: str) -> None:
    assert [phrase.name for phrase in mark(text).of(family)] == [name]


@pytest.mark.parametrize("text", ["el mismo 5", "12 manuales", "5 supervisores", "3 mesas"])
def test_a_word_of_its_own_is_no_typo(text: str) -> None:
    assert mark(text).of("before", "after", "frequency", "per") == []


@pytest.mark.parametrize("sign", ["˚", "˙", "\u0301", "¨"])
def test_an_accent_that_stands_alone_is_a_sign_like_any_other(sign: str) -> None:
    tokens = mark(f"al menos 25 {sign} de agua").tokens
    assert [token.key for token in tokens] == ["al", "menos", "25", sign, "de", "agua"]
