import pytest

from pipeline.matching.features import are_confusable, read_name, stem


@pytest.mark.parametrize(
    ("text", "prefix", "words"),
    [
        ("Dirección de Gestión Financiera", "direccion", ("financiera",)),
        ("Dir. de TT.HH.", "direccion", ("talento", "humano")),
        ("OO.PP.", None, ("obras", "publicas")),
        ("TICs", None, ("tecnologias", "informacion", "comunicacion")),
        ("Unidad", None, ("unidad",)),
        ("Comisión de Vialidad", None, ("comision", "vialidad")),
    ],
)
def test_a_name_is_a_weak_word_and_distinctive_words(text, prefix, words):
    name = read_name(text)
    assert (name.prefix, name.words) == (prefix, words)


def test_numbers_stand_apart():
    assert read_name("Coordinación Zonal 3").numbers == {"3"}
    assert read_name("Vocal II").numbers == read_name("Vocal 02").numbers == {"2"}
    assert read_name("Delegación - Circuito 24C").numbers == {"24c"}


def test_words_that_the_layout_broke_or_glued_are_mended():
    vocabulary = {"planificacion", "ordenamiento", "territorial"}
    name = read_name("Planifi cacion y ordenamientoterritorial", vocabulary)
    assert name.words == ("planificacion", "ordenamiento", "territorial")
    assert name.mended == ("planificacion", "ordenamiento", "territorial")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("financiera", "financieros"),
        ("inscripcion", "inscripciones"),
        ("tecnico", "tecnicas"),
        ("registrador", "registradora"),
    ],
)
def test_gender_and_number_do_not_count(word, other):
    assert stem(word) == stem(other)


def test_concejo_is_no_typo_of_consejo():
    assert are_confusable("concejo", "consejos")
    assert not are_confusable("tesoreria", "tesorera")
