"""The history as its page shows it."""

from pathlib import Path

import pytest

from pipeline.decisions.actions import Accept, Delete, Edit
from pipeline.review.history_view import HistoryPage, history_page, when
from pipeline.store import Store, open_store
from tests.review_matrices import matrix


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(None, tmp_path)
    store.add_batch([("a.pdf", b"a")], "ana")
    document = store.claim("w")
    assert document
    store.save_result(document.id, matrix("Archivo? | Custodiar | % de actas? | 90%", "Obras | x | y | z"), 1.0)
    return store


def history(store: Store, record: str | None = None) -> HistoryPage:
    return history_page(store.document(1), store.history(1, record), record, None)


def test_the_newest_comes_first_with_who_when_what_and_why(store: Store) -> None:
    store.decide(1, Accept(record="m0", field="unit"), "ana", at="2024-03-05T10:32:00-05:00")
    store.decide(1, Edit(record="m0", field="indicator", text="% de acta"), "luis", reason="así dice la resolución")
    last, first = history(store).entries
    assert (first.who, first.what, first.when) == ("ana", "Aceptó", "5 de marzo de 2024, 10:32")
    assert (last.who, last.what, last.reason) == ("luis", "Corrigió el texto", "así dice la resolución")
    (change,) = last.changes
    assert change.what == "Indicador del registro 1"
    assert change.parts == (("same", "% de"), ("gone", "actas"), ("new", "acta"))
    assert change.said == "Es otro texto"


def test_undo_says_what_it_undid_and_the_undone_says_that_it_is(store: Store) -> None:
    store.decide(1, Accept(record="m0", field="unit"), "ana")
    store.undo("ana")
    undo, accept = history(store).entries
    assert undo.what == "Deshizo: aceptó"
    assert accept.undone
    assert accept.undone.startswith("Ya no vale: lo deshizo ana el ")
    assert undo.undone is None


def test_what_was_redone_holds_again(store: Store) -> None:
    store.decide(1, Accept(record="m0", field="unit"), "ana")
    store.undo("ana")
    store.redo("ana")
    assert [entry.undone for entry in history(store).entries] == [None, None, None]
    assert history(store).entries[0].what == "Rehizo: aceptó"


def test_a_record_that_is_gone_keeps_its_history(store: Store) -> None:
    store.decide(1, Delete(record="m1"), "ana")
    page = history(store, "m1")
    assert page.number is None
    assert page.entries[0].changes[0].what == "Unidad de un registro que ya no está"


def test_a_day_alone_is_a_time_too() -> None:
    assert when("2024-03-05") == "5 de marzo de 2024"
