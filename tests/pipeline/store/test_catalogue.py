"""Reviewers' changes of the catalogue: each in the log, and refused where the catalogue does not take it."""

from __future__ import annotations

import pytest

from pipeline.store import Store, StoreError


def first_hit(store: Store, text: str) -> str:
    return store.search_catalogue(text)[0].entry


def added(store: Store, name: str) -> str:
    entry = store.add_entry(name, "ana").action
    return getattr(entry, "entry", "")


def test_a_new_entry_is_found_at_once(store: Store) -> None:
    faros = added(store, "Unidad de Faros")
    assert first_hit(store, "faros") == faros
    assert any(entry.id == faros for entry in store.catalogue().units)


def test_an_entry_is_found_by_its_alias(store: Store) -> None:
    faros = added(store, "Unidad de Faros")
    store.add_alias(faros, "Señalización Marítima", "ana")
    assert first_hit(store, "senalizacion maritima") == faros


def test_of_two_entries_one_stays_with_the_names_of_both(store: Store) -> None:
    kept, gone = added(store, "Unidad de Faros"), added(store, "Dirección de Boyas")
    store.merge_entries(kept, gone, "ana")
    units = {entry.id: entry for entry in store.catalogue().units}
    assert gone not in units
    assert "Dirección de Boyas" in units[kept].aliases


def test_each_change_is_in_the_log_with_its_kind(store: Store) -> None:
    entry = store.add_entry("Unidad de Faros", "ana", reason="resolución 12")
    assert (entry.kind, entry.by, entry.reason, entry.document) == ("catalogue_add", "ana", "resolución 12", None)


def test_what_the_catalogue_does_not_take_is_said(store: Store) -> None:
    faros = added(store, "Unidad de Faros")
    with pytest.raises(StoreError, match="Ya existe la ficha «Unidad de Faros»"):
        store.add_entry("UNIDAD DE FAROS", "luis")
    with pytest.raises(StoreError, match="ya es un nombre de la ficha"):
        store.add_alias(faros, "unidad de faros", "luis")
    with pytest.raises(StoreError, match="No existe la ficha «x»"):
        store.add_alias("x", "Boyas", "luis")
    with pytest.raises(StoreError, match="consigo misma"):
        store.merge_entries(faros, faros, "luis")
    with pytest.raises(StoreError, match="El nombre está vacío"):
        store.add_entry(" \x00", "luis")


def test_what_others_built_on_is_not_undone(store: Store) -> None:
    faros = added(store, "Unidad de Faros")
    store.add_alias(faros, "Boyas", "luis")
    with pytest.raises(StoreError, match="No existe la ficha"):
        store.undo("ana")
    assert first_hit(store, "Boyas") == faros
