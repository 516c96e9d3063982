"""Reviewers' changes of the catalogue, one after the other."""

from __future__ import annotations

import pytest

from pipeline.catalogue.entries import Catalogue, Entry
from pipeline.decisions.catalogue_changes import (
    AddAlias,
    AddEntry,
    CatalogueChange,
    CatalogueChangeError,
    MergeEntries,
    read_catalogue_change,
    with_catalogue_changes,
)

CATALOGUE = Catalogue(
    units=(Entry("fin", "Financiero", ("Finanzas",), frozenset({"municipio"})), Entry("tes", "Tesorería", ("Caja",))),
    indicators=(Entry("cobro", "% de cobro", units=frozenset({"tes"})), Entry("gasto", "% de gasto")),
)


def changed(*changes: CatalogueChange) -> Catalogue:
    return with_catalogue_changes(CATALOGUE, changes)


def test_an_entry_is_added_to_its_table() -> None:
    catalogue = changed(AddEntry(table="indicator", entry="x", name="% de multas"))
    assert [entry.id for entry in catalogue.indicators] == ["cobro", "gasto", "x"]
    assert catalogue.units == CATALOGUE.units


def test_the_same_name_may_belong_to_other_types_of_institution() -> None:
    catalogue = changed(AddEntry(table="unit", entry="x", name="Financiero", types=("universidad",)))
    assert len(catalogue.units) == 3


def test_an_entry_gets_another_name() -> None:
    assert changed(AddAlias(entry="fin", alias="Contabilidad")).units[0].aliases == ("Finanzas", "Contabilidad")


def test_a_merge_keeps_all_names_types_and_owners() -> None:
    catalogue = changed(MergeEntries(kept="fin", gone="tes"))
    (unit,) = catalogue.units
    assert (unit.id, unit.name, unit.aliases) == ("fin", "Financiero", ("Finanzas", "Tesorería", "Caja"))
    assert unit.types == frozenset(), "one of the two belonged to all"
    assert catalogue.indicators[0].units == {"fin"}
    assert catalogue.indicators[1].units == frozenset()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (AddEntry(table="unit", entry="x", name=""), "empty_name"),
        (AddEntry(table="unit", entry="x", name="TESORERIA"), "entry_taken"),
        (AddEntry(table="unit", entry="tes", name="Otra"), "entry_taken"),
        (AddAlias(entry="x", alias="Otra"), "no_entry"),
        (AddAlias(entry="fin", alias=""), "empty_name"),
        (AddAlias(entry="fin", alias="FINANZAS"), "alias_taken"),
        (MergeEntries(kept="fin", gone="fin"), "merge_same"),
        (MergeEntries(kept="fin", gone="cobro"), "merge_kinds"),
        (MergeEntries(kept="fin", gone="x"), "no_entry"),
    ],
)
def test_what_the_catalogue_does_not_take_is_refused(change: CatalogueChange, code: str) -> None:
    with pytest.raises(CatalogueChangeError) as caught:
        changed(change)
    assert caught.value.code == code


def test_a_change_comes_back_the_same_from_json() -> None:
    change = AddEntry(table="unit", entry="x", name="Faros", types=("municipio",))
    assert read_catalogue_change(change.model_dump_json()) == change
