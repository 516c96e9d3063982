"""Undo and redo: each reviewer's own steps, as a whole, and never over the work of others."""

from __future__ import annotations

import pytest

from pipeline.decisions.actions import Accept, Delete, Edit, Merge, Reject
from pipeline.store import StepError, Store
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

JUNE = matrix("Archivo? | Custodiar | % de actas | 90%", "Archivo? | Custodiar | % de copias? | 80%")
JULY = matrix("Archivo? | Custodiar | % de oficios | 70%", name="julio.pdf")


def test_undo_brings_back_what_was_there_and_redo_what_was_done(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    before = store.document(document).worksheet
    store.decide(document, Merge(record="m0", other="m1"), "ana")
    after = store.document(document).worksheet
    store.undo("ana")
    assert store.document(document).worksheet == before
    store.redo("ana")
    assert store.document(document).worksheet == after
    assert [entry.kind for entry in store.history(document)] == ["merge", "undo", "redo"]


def test_steps_go_back_one_after_the_other_and_forth_again(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    sheets = [store.document(document).worksheet]
    for text in ("91%", "92%", "93%"):
        store.decide(document, Edit(record="m0", field="target", text=text), "ana")
        sheets.append(store.document(document).worksheet)
    for sheet in sheets[-2::-1]:
        store.undo("ana")
        assert store.document(document).worksheet == sheet
    for sheet in sheets[1:]:
        store.redo("ana")
        assert store.document(document).worksheet == sheet
    with pytest.raises(StepError, match="No hay nada que rehacer"):
        store.redo("ana")


def test_a_bulk_step_is_undone_as_a_whole(store: Store) -> None:
    june, july = convert_into(store, JUNE, JULY)
    store.decide_alike(june, Reject(record="m0", field="unit"), "ana")
    assert len(store.undo("ana", document=july)) == 3
    assert store.queue_size() == 4


def test_everybody_undoes_only_the_own_steps(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    store.decide(document, Accept(record="m1", field="unit"), "luis")
    (entry,) = store.undo("ana")
    assert entry.changes[0].record == "m0"
    with pytest.raises(StepError, match="No hay nada que deshacer"):
        store.undo("ana")


def test_what_others_built_on_is_not_undone(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Edit(record="m0", field="target", text="91%"), "ana")
    store.decide(document, Edit(record="m0", field="target", text="92%"), "luis")
    with pytest.raises(StepError, match="luis cambió después el mismo registro"):
        store.undo("ana")
    assert len(store.history(document)) == 2
    store.undo("luis")
    store.undo("ana")
    assert store.reviewed(document) == JUNE


def test_what_others_changed_in_the_meantime_is_not_redone(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Edit(record="m0", field="target", text="91%"), "ana")
    store.undo("ana")
    store.decide(document, Delete(record="m0"), "luis")
    with pytest.raises(StepError, match="No se puede rehacer: luis"):
        store.redo("ana")


def test_whoever_does_something_new_has_nothing_to_redo(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    store.undo("ana")
    store.decide(document, Accept(record="m1", field="unit"), "ana")
    with pytest.raises(StepError, match="No hay nada que rehacer"):
        store.redo("ana")


def test_undo_within_one_document_leaves_the_others_alone(store: Store) -> None:
    june, july = convert_into(store, JUNE, JULY)
    store.decide(june, Accept(record="m0", field="unit"), "ana")
    store.decide(july, Accept(record="m0", field="unit"), "ana")
    (entry,) = store.undo("ana", document=june)
    assert entry.document == june
    (entry,) = store.redo("ana")
    assert entry.document == june


def test_the_catalogue_is_undone_in_its_turn(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    store.add_entry("Unidad de Faros", "ana")
    store.undo("ana")
    assert [hit.name for hit in store.search_catalogue("Faros")][:1] != ["Unidad de Faros"]
    assert len(store.history(document)) == 1
    store.redo("ana")
    assert [hit.name for hit in store.search_catalogue("Faros")][:1] == ["Unidad de Faros"]
