import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.normalise import clean, fold, join_lines


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Direcciòn de  Participaciòn", "direccion de participacion"),
        ("DISEÑO", "diseno"),
        ("N° 3 – “Riego”", 'no 3 - "riego"'),
        ("Nº", "no"),
        ("oﬁ\u00adcina", "oficina"),
        (unicodedata.normalize("NFD", "Gestión"), "gestion"),
        ("m²", "m2"),
    ],
)
def test_fold_keeps_only_what_comparisons_need(text, key):
    assert fold(text) == key


@given(st.text())
def test_fold_and_clean_have_nothing_left_to_do_the_second_time(text):
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.text(), max_size=5))
def test_join_lines_loses_no_letter_and_no_figure(lines):
    def kept(text):
        plain = unicodedata.normalize("NFKC", text)
        return "".join(character for character in unicodedata.normalize("NFC", plain) if character.isalnum())

    assert kept(join_lines(lines)) == kept("\n".join(lines))


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        ("asegurar   el  cumplimiento", "asegurar el cumplimiento"),
        ("territorial parroquiales asitidos . Actualizacion", "territorial parroquiales asitidos. Actualizacion"),
        ("bailes,danzas ( ferias )", "bailes, danzas (ferias)"),
        ("“Plan” – 1\u00ba y 2ª fase, 5 m² (90 %)", '"Plan" - 1º y 2ª fase, 5 m² (90 %)'),
        ("0,95", "0,95"),
        ("5.400 m2", "5.400 m2"),
        ("10:30", "10:30"),
    ],
)
def test_clean_makes_spaces_quotes_and_punctuation_regular(printed, normalised):
    assert clean(printed) == normalised


def test_join_lines_undoes_the_page_and_keeps_the_typos():
    lines = ["La  Procuraduría\u00a0Síndica", "tiene como misión la eﬁca\u00ad", "cia jurídica de Paticipación"]
    assert join_lines(lines) == "La Procuraduría Síndica tiene como misión la eficacia jurídica de Paticipación"


def test_join_lines_composes_decomposed_letters():
    assert join_lines([unicodedata.normalize("NFD", "atención y señalización")]) == "atención y señalización"


def test_join_lines_keeps_the_quotes_and_dashes_that_were_printed():
    assert join_lines(["“Centro” –", "12 %"]) == "“Centro” – 12 %"


def test_no_lines_are_an_empty_text():
    assert join_lines([]) == ""


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\ufeff", "\x07", "\x00", "\U000e0041"])
def test_hidden_signs_stay_in_what_is_printed_and_in_no_copy(sign):
    printed = join_lines([f"Analis{sign}ta de", f"{sign}Rentas"])
    assert printed == f"Analis{sign}ta de {sign}Rentas"
    assert (clean(printed), fold(printed)) == ("Analista de Rentas", "analista de rentas")


def test_a_soft_hyphen_only_says_where_a_word_may_be_cut():
    assert join_lines(["Con\u00adse\u00adjos con\u00ad", "sul\u00adti\u00advos"]) == "Consejos consultivos"


@settings(deadline=None)
@given(st.lists(st.text("abñ -\u00ad\u2010\t.(", max_size=12), max_size=8))
def test_lines_are_joined_one_after_the_other(lines):
    from functools import reduce

    from extractores.hyphenation import join_at_line_end

    as_one = reduce(join_at_line_end, (" ".join(line.split()) for line in lines), "")
    assert join_lines([" ".join(line.split()) for line in lines]) == join_lines([as_one])
