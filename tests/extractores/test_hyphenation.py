import pytest

from extractores.hyphenation import is_cut, join_at_line_end


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        ("brindar asis-", "tencia técnica", "brindar asistencia técnica"),
        ("CONCEJO MUNICI-", "PAL", "CONCEJO MUNICIPAL"),
        ("atención prehos-", "pitalaria", "atención prehospitalaria"),
        ("ejecu-", "cion del POA", "ejecucion del POA"),
        ("debe depar-", "tarse", "debe departarse"),
        ("ambiental-", "mente sostenible", "ambientalmente sostenible"),
        ("personal técnico-", "administrativo", "personal técnico-administrativo"),
        ("Secretaria-", "Tesorera", "Secretaria-Tesorera"),
        ("SECRETARIA-", "TESORERA", "SECRETARIA-TESORERA"),
        ("sistema SIG-", "Comercial", "sistema SIG-Comercial"),
        ("vía Quito-", "Guayaquil", "vía Quito-Guayaquil"),
        ("análisis físico-", "químicas", "análisis físico-químicas"),
        ("período 2015-", "2016", "período 2015-2016"),
        ("Secretaría -", "Tesorería", "Secretaría - Tesorería"),
        ("sin guion", "alguno", "sin guion alguno"),
    ],
)
def test_a_plain_hyphen_goes_only_where_the_word_was_cut(line, following, joined):
    assert join_at_line_end(line, following) == joined


@pytest.mark.parametrize("mark", ["\u00ad", "\u2010", "\ufffe"])
def test_a_mark_that_only_cuts_always_goes(mark):
    assert join_at_line_end(f"MOVI{mark}", "TERM EP") == "MOVITERM EP"


def test_empty_lines_add_nothing():
    assert join_at_line_end("", "uno") == "uno"
    assert join_at_line_end("uno-", "") == "uno-"


def test_the_hyphen_of_a_longer_compound_is_judged_by_its_neighbours():
    assert is_cut("físico-quími", "cas") is True
