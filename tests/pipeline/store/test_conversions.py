"""Each document goes to one converter at a time, and back into the queue where that one died."""

from __future__ import annotations

import pytest

from pipeline.store import Store, conversions
from tests.review_matrices import matrix

JUNE = matrix("Archivo? | Custodiar | % de actas | 90%")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock that stands still until its one value is changed."""
    now = [1_000_000.0]
    monkeypatch.setattr(conversions, "time", lambda: now[0])
    return now


def test_documents_are_converted_in_the_order_in_which_they_came(store: Store) -> None:
    store.add_batch([("a.pdf", b"uno"), ("b.pdf", b"dos")], "ana")
    names = [claimed.name if (claimed := store.claim(worker)) else None for worker in ("one", "two", "three")]
    assert names == ["a.pdf", "b.pdf", None]


def test_what_a_dead_converter_had_goes_to_another_one(store: Store, clock: list[float]) -> None:
    store.add_batch([("a.pdf", b"uno")], "ana")
    store.claim("dead")
    assert store.claim("alive") is None
    clock[0] += conversions.LEASE_SECONDS + 1
    claimed = store.claim("alive")
    assert claimed
    assert claimed.attempt == 2


def test_a_converter_that_lives_keeps_its_document(store: Store, clock: list[float]) -> None:
    store.add_batch([("a.pdf", b"uno")], "ana")
    store.claim("slow")
    for _ in range(3):
        clock[0] += conversions.LEASE_SECONDS - 1
        store.heartbeat("slow")
        assert store.claim("other") is None


def test_a_converter_that_starts_anew_takes_up_what_it_had(store: Store) -> None:
    store.add_batch([("a.pdf", b"uno"), ("b.pdf", b"dos")], "ana")
    first = store.claim("converter")
    again = store.claim("converter")
    assert first
    assert again
    assert again.id == first.id


def test_what_a_converter_gives_back_is_as_if_it_had_not_been_begun(store: Store) -> None:
    store.add_batch([("a.pdf", b"uno")], "ana")
    store.claim("ending")
    store.release("ending")
    again = store.claim("next")
    assert again
    assert again.attempt == 1


def test_a_document_that_kills_its_converters_fails_in_the_end(store: Store) -> None:
    batch = store.add_batch([("a.pdf", b"uno"), ("b.pdf", b"dos")], "ana")
    names = [claimed.name if (claimed := store.claim("converter")) else None for _ in range(4)]
    assert names == ["a.pdf", "a.pdf", "a.pdf", "b.pdf"]
    (row, _) = store.batch(batch).documents
    assert (row.state, row.error_code) == ("failed", "WORKER_CRASHED")
    assert row.error == "El documento detuvo el programa 3 veces al convertirlo: ábralo para ver si está dañado."


def test_of_two_results_of_one_document_the_first_counts(store: Store) -> None:
    store.add_batch([("a.pdf", b"uno")], "ana")
    claimed = store.claim("slow")
    assert claimed
    store.save_result(claimed.id, JUNE, 0.1)
    store.save_result(claimed.id, matrix("Otra | cosa | % | 1%"), 9.0)
    store.save_failure(claimed.id, "TIMEOUT", "Tardó demasiado.")
    view = store.document(claimed.id)
    assert (view.matrix, view.state, view.row.seconds) == (JUNE, "done", 0.1)
