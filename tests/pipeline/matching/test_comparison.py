import pytest

from pipeline.catalogue.entries import Entry
from pipeline.matching.comparison import Form, compare
from pipeline.matching.features import read_name


def comparison(printed, known, kind=None, own=()):
    form = Form(Entry(id="e", name=known, kind=kind), known, read_name(known), is_alias=False)
    return compare(read_name(printed, set(form.name.words)), form, set(form.name.stems), set(own))


def test_the_same_name_is_the_same():
    found = comparison("DIRECCION DE OBRAS PUBLICAS", "Dirección de Obras Públicas")
    assert (found.score, found.is_same, found.vetoes) == (1.0, True, ())


@pytest.mark.parametrize(
    ("printed", "known", "reason"),
    [
        ("Dirección Administrativa Financiera", "Dirección Financiera", "«administrativa» no está"),
        ("Dirección Financiera", "Dirección Administrativa Financiera", "falta «administrativa»"),
        ("Coordinación Zonal 3", "Coordinación Zonal 4", "los números no coinciden: «3» y «4»"),
        ("Concejo Cantonal", "Consejo Cantonal", "«concejo» y «consejo» se parecen"),
        ("Formación", "Formulación", "«formacion» y «formulacion» se parecen"),
        ("Prevensión de Riesgos", "Prevención de Riegos", "«riesgos» y «riegos» se parecen"),
    ],
)
def test_what_makes_two_units_of_one_likeness_is_a_veto(printed, known, reason):
    found = comparison(printed, known)
    assert any(veto.text.startswith(reason) for veto in found.vetoes)


def test_a_typo_costs_little_and_is_told():
    found = comparison("Taento Humano", "Talento Humano")
    assert [reason.text for reason in found.differences] == ["«taento» parece una errata de «talento»"]
    assert 0.9 < found.score < 1
    assert not found.is_same


def test_the_word_in_front_costs_little():
    assert comparison("Unidad de Rentas", "Jefatura de Rentas").score == pytest.approx(0.97)
    assert comparison("Rentas", "Jefatura de Rentas").score == pytest.approx(0.99)
    [reason] = comparison("Direcion de Rentas", "Dirección de Rentas").differences
    assert reason.text == "«direcion» parece una errata de «direccion»"


def test_the_word_in_front_of_a_mere_level_is_all_there_is():
    assert comparison("Dirección Técnica", "Unidad Técnica").vetoes
    assert comparison("Gerencia General", "Dirección General").vetoes


def test_a_governing_body_s_name_takes_no_word_in_front():
    form = Form(Entry(id="p", name="Prefectura", level="gobernante"), "Prefectura", read_name("Prefectura"), False)
    assert compare(read_name("Coordinación de Prefectura"), form, {"prefectur"}, ()).vetoes
    assert not compare(read_name("Prefectura"), form, {"prefectur"}, ()).vetoes


def test_the_institution_s_own_words_may_stand_besides():
    assert comparison("Secretaría General de Girón", "Secretaría General").vetoes
    assert not comparison("Secretaría General de Girón", "Secretaría General", own=["giron"]).vetoes


@pytest.mark.parametrize(
    ("printed", "known", "agrees"),
    [
        ("% de trámites atendidos", "Porcentaje de trámites atendidos", True),
        ("Nro. de informes", "Número de informes", True),
        ("Cantidad de trámites atendidos", "Porcentaje de trámites atendidos", False),
        ("Trámites atendidos", "Porcentaje de trámites atendidos", False),
        ("Número de avance físico", "Avance físico", False),
        ("Porcentaje de avance físico", "Avance físico", True),
    ],
)
def test_indicators_must_count_the_same(printed, known, agrees):
    assert (not comparison(printed, known, kind="porcentaje" if "avance" in printed else None).vetoes) == agrees
