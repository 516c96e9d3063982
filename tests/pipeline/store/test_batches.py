"""Batches: known content is linked, what waits can be cancelled, and names are never paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.store import Store, UnknownError
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

JUNE = matrix("Archivo? | Custodiar | % de actas | 90%")


def test_a_batch_tells_how_far_it_is(store: Store) -> None:
    batch = store.add_batch([("a.pdf", b"uno"), ("b.pdf", b"dos"), ("c.pdf", b"tres")], "ana")
    first, second = (store.claim("converter"), store.claim("another"))
    assert first
    assert second
    store.save_result(first.id, JUNE, 1.5)
    store.save_failure(second.id, "ENCRYPTED", "«b.pdf» está cifrado.")
    view = store.batch(batch)
    assert (view.state, view.total, view.finished) == ("running", 3, 2)
    assert [(row.name, row.state, row.to_review, row.error) for row in view.documents] == [
        ("a.pdf", "done", 1, None),
        ("b.pdf", "failed", 0, "«b.pdf» está cifrado."),
        ("c.pdf", "queued", 0, None),
    ]
    assert store.batches()[0].counts == view.counts


def test_known_content_is_linked_under_its_new_name_and_not_converted_again(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    batch = store.add_batch([("otro nombre.pdf", store.content_path(document))], "luis")
    assert store.claim("converter") is None
    (row,) = store.batch(batch).documents
    assert (row.id, row.name, row.state) == (document, "otro nombre.pdf", "done")
    assert store.document(document).name == "a.pdf"


def test_the_same_content_twice_in_a_batch_is_one_document(store: Store) -> None:
    batch = store.add_batch([("a.pdf", b"uno"), ("b.pdf", b"uno")], "ana")
    assert len({row.id for row in store.batch(batch).documents}) == 1


def test_what_failed_is_tried_again_when_it_is_dropped_again(store: Store) -> None:
    store.add_batch([("a.pdf", b"uno")], "ana")
    first = store.claim("converter")
    assert first
    store.save_failure(first.id, "TIMEOUT", "Tardó demasiado.")
    assert store.claim("converter") is None
    store.add_batch([("a.pdf", b"uno")], "ana")
    again = store.claim("converter")
    assert again
    assert (again.id, again.attempt) == (first.id, 1)


def test_cancelling_takes_out_what_waits_for_this_batch_alone(store: Store) -> None:
    batch = store.add_batch([("a.pdf", b"uno"), ("b.pdf", b"dos"), ("c.pdf", b"tres")], "ana")
    other = store.add_batch([("c.pdf", b"tres")], "luis")
    store.claim("converter")
    store.cancel_batch(batch)
    assert [row.state for row in store.batch(batch).documents] == ["running", "cancelled", "queued"]
    assert (store.batch(batch).state, store.batch(other).state) == ("cancelled", "running")


def test_a_name_is_never_a_path(store: Store, tmp_path: Path) -> None:
    batch = store.add_batch([("../../etc/passwd", b"uno"), ("/a\x00b", b"dos"), ("", b"tres")], "ana")
    for row in store.batch(batch).documents:
        path = store.content_path(row.id)
        assert path.is_file()
        assert path == tmp_path / "documentos" / row.sha256[:2] / row.sha256


def test_a_batch_that_does_not_exist_is_said(store: Store) -> None:
    for call in (store.batch, store.cancel_batch):
        with pytest.raises(UnknownError, match="No existe el lote 9"):
            call(9)
