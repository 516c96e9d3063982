"""Documents from the store to the store: whatever one of them does, the next is converted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from pipeline.batch.conversion import Conversion, Task
from pipeline.batch.executors import Limits
from pipeline.catalogue.entries import Catalogue
from pipeline.decisions.actions import Accept
from pipeline.model import Matrix
from pipeline.review import converter as module
from pipeline.review.converter import Converter, convert_until
from pipeline.store import Store
from pipeline.store.errors import BusyError
from pipeline.store.views import DocumentRow
from tests.batch_fakes import convert_fake
from tests.traps import matrix_pdf

PATIENCE = 10.0
"""Seconds after which what never ends is ended; on a busy machine a process needs some for what takes none."""


@dataclass(frozen=True)
class Fake:
    """Converts documents that say themselves what becomes of them."""

    catalogue: Catalogue

    def __call__(self, task: Task) -> Matrix:
        return convert_fake(task.path)


def converter(store: Store, stop: Event | None = None, limits: Limits | None = None) -> Converter:
    return Converter(store, stop or Event(), limits or Limits(), make_work=Fake)


@contextmanager
def running(*converters: Converter) -> Iterator[None]:
    """Have converters run in threads, as in their process."""
    stop = converters[0].stop
    thread = Thread(target=convert_until, args=(stop, converters))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def add(store: Store, *contents: str) -> int:
    return store.add_batch([(f"{n}.txt", content.encode()) for n, content in enumerate(contents)], "ana")


def wait_until(condition: Callable[[], bool], seconds: float = 180.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def finished(store: Store, batch: int = 1) -> tuple[DocumentRow, ...]:
    """Return the documents of a batch once nothing more happens to them."""
    wait_until(lambda: store.batch(batch).finished == store.batch(batch).total)
    return store.batch(batch).documents


@pytest.mark.slow
def test_documents_that_crash_hang_or_fail_stop_no_other(store: Store) -> None:
    add(store, "uno", "muere", "cifrado", "no termina", "error", "come memoria", "", "dudoso", "ilegible", "literal b2")
    with running(converter(store, limits=Limits(seconds=PATIENCE))):
        rows = finished(store)
    assert [row.error_code or row.status for row in rows] == [
        *("ok", "WORKER_CRASHED", "ENCRYPTED", "TIMEOUT", "UNEXPECTED", "OUT_OF_MEMORY", "EMPTY_FILE"),
        *("needs_review", "failed", "not_a_matrix"),
    ]
    said = {row.error_code: row.error for row in rows if row.error}
    assert "súbalo otra vez con ella" in str(said["ENCRYPTED"])
    assert f"«3.txt» no terminó en {PATIENCE:.0f} segundos" in str(said["TIMEOUT"])
    assert "ZeroDivisionError" in str(said["UNEXPECTED"])
    assert all("--" not in sentence for sentence in said.values()), "nobody has a command line here"


def test_the_same_content_is_converted_once(store: Store) -> None:
    add(store, "uno", "uno")
    add(store, "uno")
    worker = converter(store)
    assert worker.convert_next()
    assert not worker.convert_next()
    worker.close()
    assert {row.id for batch in (1, 2) for row in store.batch(batch).documents} == {1}
    assert store.batch(2).state == "done"


def test_several_convert_at_once_and_none_twice(store: Store) -> None:
    add(store, *(f"doc {n}" for n in range(20)))
    stop = Event()
    with running(converter(store, stop), converter(store, stop)):
        rows = finished(store)
    assert {row.state for row in rows} == {"done"}


def test_a_name_is_that_of_the_upload(store: Store, samples: Path) -> None:
    store.add_batch([("Matriz de enero.txt", samples / "matriz_gad_provincial.txt")], "ana")
    task = Task(store.content_path(1), "Matriz de enero.txt", {})
    assert Conversion(store.catalogue())(task).source.name == "Matriz de enero.txt"


def test_what_the_portal_publishes_is_converted_too(store: Store) -> None:
    content = "Unidad;Objetivos;Indicador;Meta cuantificable\nAlcaldía;Dirigir;Actas;12 actas\n".encode("cp1252")
    store.add_batch([("Conjunto de datos.csv", content)], "ana")
    task = Task(store.content_path(1), "Conjunto de datos.csv", {})
    (record,) = Conversion(store.catalogue())(task).records
    assert record.target is not None
    assert record.target.text == "12 actas"


@pytest.mark.slow
def test_decisions_and_entries_of_the_catalogue_hold_for_what_comes_next(store: Store, samples: Path) -> None:
    text = (samples / "matriz_gad_provincial.txt").read_bytes()
    store.add_batch([("enero.txt", text)], "ana")
    worker = Converter(store, Event())
    worker.convert_next()
    item = store.next_doubtful("ana")
    assert item is not None
    store.decide(1, Accept(record=item.record, field=item.field), "ana")
    store.add_entry("Dirección de Cosas Nuevas", "ana")
    store.add_batch([("febrero.txt", text + b"\n")], "ana")
    worker.convert_next()
    worker.close()
    before, after = store.batch(1).documents[0], store.batch(2).documents[0]
    assert after.state == "done"
    assert after.to_review == before.to_review
    assert {field.key.text for field in store.memory().values()}


def test_a_converter_that_ends_gives_back_what_it_had(store: Store) -> None:
    add(store, "no termina")
    with running(converter(store)):
        wait_until(lambda: store.batch(1).counts["running"] == 1)
        time.sleep(0.2)
    assert store.batch(1).counts["queued"] == 1
    claimed = store.claim("otro")
    assert claimed is not None
    assert claimed.attempt == 1, "it was not the document's fault"


def test_a_store_that_is_busy_is_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.01)
    save, refusals = store.save_result, [BusyError("busy"), BusyError("busy")]

    def sometimes_busy(document: int, matrix: Matrix, seconds: float) -> None:
        if refusals:
            raise refusals.pop()
        save(document, matrix, seconds)

    monkeypatch.setattr(store, "save_result", sometimes_busy)
    add(store, "uno")
    with running(converter(store)):
        assert finished(store)[0].state == "done"


def test_a_store_that_cannot_be_reached_ends_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.01)
    claim, refusals = store.claim, [OSError("away")] * 3

    def sometimes_away(worker: str) -> object:
        if refusals:
            raise refusals.pop()
        return claim(worker)

    monkeypatch.setattr(store, "claim", sometimes_away)
    add(store, "uno")
    with running(converter(store)):
        assert finished(store)[0].state == "done"
    assert "conversor: OSError: away" in capsys.readouterr().err


def test_it_says_that_it_lives_while_it_converts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.05)
    beats: list[str] = []
    monkeypatch.setattr(store, "heartbeat", beats.append)
    add(store, "no termina")
    worker = converter(store, limits=Limits(seconds=1.0))
    worker.convert_next()
    worker.close()
    assert beats.count(worker.name) > 3


def test_no_two_converters_have_one_name(store: Store) -> None:
    assert converter(store).name != converter(store).name


def test_a_document_may_be_read_without_the_pages_that_ended_its_reader(store: Store) -> None:
    store.add_batch([("Matriz.pdf", matrix_pdf("Alcaldía", "Tesorería"))], "ana")
    task = Task(store.content_path(1), "Matriz.pdf", {})
    conversion = Conversion(store.catalogue())
    matrix = conversion(conversion.without(task, {2: "WORKER_CRASHED"}))
    assert (len(matrix.records), matrix.status) == (1, "needs_review")
    assert "TIMEOUT_PARTIAL" in {finding.code for finding in matrix.findings}
