"""Typos in known words, and words that only look like typos."""

import pytest

from pipeline.targets.spelling import spelt


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("diceimbre", "diciembre"),
        ("maxmio", "maximo"),
        ("millnes", "millones"),
        ("quiinentas", "quinientas"),
        ("minuttos", "minutos"),
        ("porcentage", "porcentaje"),
        ("mensales", "mensuales"),
    ],
)
def test_one_letter_may_be_missing_too_many_or_swapped(key: str, word: str) -> None:
    assert spelt(key) == word


@pytest.mark.parametrize("key", ["minutas", "personas", "manuales", "mismo", "medio", "cuatro", "mayores", "plantas"])
def test_another_word_stays_what_it_is(key: str) -> None:
    assert spelt(key) == key
