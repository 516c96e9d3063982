from pipeline.catalogue.entries import Entry
from pipeline.matching.candidates import CANDIDATES, Index, index_of
from pipeline.matching.features import read_name


def candidates(printed, *known):
    [forms] = Index([Entry(id=name, name=name) for name in known]).candidates([read_name(printed)])
    return [form.text for form in forms]


def test_names_that_share_a_word_are_found_however_long_the_rest():
    known = ("Gestión de Riesgos", "Bodega")
    assert candidates("Riesgos, Reasentamientos y Albergues Temporales", *known) == ["Gestión de Riesgos"]


def test_names_with_a_typo_are_found_by_their_letters():
    assert candidates("Fiscalisasion", "Fiscalización", "Bodega") == ["Fiscalización"]


def test_numbers_tell_many_alike_apart():
    known = [f"Coordinación Zonal {number}" for number in range(1, 5 * CANDIDATES)]
    assert candidates("Zonal 19", *known)[0] == "Coordinación Zonal 19"


def test_an_index_is_built_once():
    entries = (Entry(id="a", name="Alcaldía"),)
    assert index_of(entries) is index_of(entries)
