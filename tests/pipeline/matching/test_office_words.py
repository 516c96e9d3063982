import pytest

from pipeline.matching.features import spell_out
from pipeline.matching.office_words import Matters, listed_matters, read_office_words
from pipeline.normalise import fold

MATTERS = Matters(["Salud", "Nutrición", "Gestión de Riesgos", "Riesgos", "Niñez y Adolescencia"])


def read(text):
    return read_office_words(spell_out(text, ())[0], MATTERS)


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("de NUTRICION", ["Nutrición"]),
        ("de Salud y Nutrición", ["Salud", "y", "Nutrición"]),
        ("de Gestión de Riesgos", ["Gestión de Riesgos"]),
        ("de Niñez y Adolescencia", ["Niñez y Adolescencia"]),
    ],
)
def test_matters_are_known_by_their_words(text, matters):
    found = read(text)
    assert (found.matters, found.unknown) == (matters, [])


def test_two_matters_that_nothing_joins_are_another_name():
    assert read("de Salud Nutrición").unknown == ["nutricion"]


@pytest.mark.parametrize("text", ["de Gestión por Riesgos", "de Gestión, Riesgos", "de Niñez, Adolescencia"])
def test_another_word_between_or_none_makes_another_matter(text):
    assert read(text).unknown


def test_a_typo_is_mended_but_no_spanish_word_is_one():
    assert read("de Nutrcion").typos == [("nutrcion", "nutricion")]
    assert read("de Riegos").unknown == ["riegos"]
    assert read("de Nutriciones").unknown == ["nutriciones"]
    assert read("de Sutrición").unknown == ["sutricion"], "typists get the first letter right"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("N° 24", ["N° 24"]),
        ("No.24", ["N° 24"]),
        ("024", ["024"]),
        ("IV", ["IV"]),
        ("09D01", ["09D01"]),
        ("- Circuito 37E", ["- Circuito 37E"]),
        ("Zona N° 3", ["- Zona 3"]),
        ("- CIRCUITO 09d01c02", ["- Circuito 09D01C02"]),
        ("del Guayas", ["del Guayas"]),
        ("con sede en el cantón LA MANA", ["con sede en el cantón La Maná"]),
        ("07D01 CHILLA EL GUABO PASAJE", ["07D01", "Chilla", "- El Guabo", "- Pasaje"]),
        ("Girón a Santa Isabel", ["Girón", "a Santa Isabel"]),
        ("Guayaquil Norte", ["Guayaquil", "- Norte"]),
    ],
)
def test_places_are_written_as_they_should_and_figures_as_they_are(text, where):
    found = read(text)
    assert (found.where, found.unknown, found.malformed) == (where, [], [])


@pytest.mark.parametrize(
    "text",
    [
        "N° 1O4",
        "Circuito 37O",
        "Circuito 37 E",
        "Circuito 37-E",
        "24.5",
        "N° 24-25",
        "Circuito 3 7E",
        "N° 12345",
        "24 y 25",
    ],
)
def test_figures_and_codes_that_may_be_others_are_doubtful(text):
    found = read(text)
    assert found.malformed or found.unknown


@pytest.mark.parametrize("text", ["de Tumbaco", "cantón Guayaqil", "provincia al de Loja"])
def test_places_that_no_list_has_are_unknown(text):
    assert read(text).unknown


def test_no_two_listed_matters_are_the_same():
    folded = [fold(matter) for matter in listed_matters()]
    assert sorted({matter for matter in folded if folded.count(matter) > 1}) == []
