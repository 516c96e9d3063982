from pipeline.catalogue.checks import find_ambiguous
from pipeline.catalogue.entries import Entry, load_catalogue


def test_two_units_of_one_institution_that_no_name_tells_apart():
    units = [
        Entry(id="a", name="Obras Públicas", types=frozenset(["municipio"])),
        Entry(id="b", name="Infraestructura", aliases=("Obra Pública",)),
        Entry(id="c", name="Obras Públicas", types=frozenset(["universidad"])),
    ]
    [first, second] = find_ambiguous(units)
    assert (first.form, first.unit, first.other, first.other_unit) == ("Obra Pública", "b", "Obras Públicas", "c")
    assert (second.unit, second.other_unit, second.type) == ("a", "b", "municipio")


def test_the_built_in_catalogue_is_unambiguous():
    assert find_ambiguous(load_catalogue().units) == []
