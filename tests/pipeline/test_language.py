"""What words say: lists, forms and stems."""

from __future__ import annotations

import pytest

from pipeline.language import bare, is_connector, is_infinitive, lexicon, lists_of, stems
from pipeline.normalise import fold


@pytest.mark.parametrize("word", ["Administrar", "ejercer,", "Dirigir", "velarse"])
def test_infinitives(word: str) -> None:
    assert is_infinitive(word)


@pytest.mark.parametrize("word", ["Dirección", "90%", "de", "trámites"])
def test_other_words_are_no_infinitives(word: str) -> None:
    assert not is_infinitive(word)


def test_a_phrase_may_end_with_a_comma_but_not_with_a_connector() -> None:
    assert is_connector("de")
    assert not is_connector("de,")
    assert not is_connector("gestión")


def test_lists_are_found_in_any_case_and_accent() -> None:
    assert "indicator_heads" in lists_of("Número")
    assert "unit_heads" in lists_of("DIRECCIÓN")
    assert "bands" in lists_of("GOBERNANTES")


def test_stems_join_the_forms_of_a_word() -> None:
    assert stems("Familias reasentadas") & stems("Gestión de Reasentamientos") == {"rease"}
    assert stems("de la y por 12") == frozenset()


def test_bare_words() -> None:
    assert bare("(Gestión),") == "gestion"


def test_the_lexicon_is_written_folded() -> None:
    for name, words in lexicon().items():
        assert words, name
        assert all(word == fold(word) or not word.isalpha() for word in words), name
