"""A batch on its page: how far it is, as events; and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import httpx
import pytest

from pipeline.review import batches
from pipeline.store import Store
from tests.review_app import Browser
from tests.review_matrices import matrix

ROWS = "Archivo | Custodiar | % de actas? | 90%"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LOOK_SECONDS", 0.02)


def events(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and data of each event of a stream."""
    for block in re.split(r"(?:\r\n){2}", text):
        lines = [line.partition(": ") for line in block.split("\r\n")]
        kind = next((value for name, _, value in lines if name == "event"), None)
        if kind:
            yield kind, "\n".join(value for name, _, value in lines if name == "data")


def convert_next(store: Store, name: str) -> None:
    document = store.claim("x")
    assert document is not None
    store.save_result(document.id, matrix(ROWS, name=name), 0.1)


def test_the_page_lists_its_documents_in_their_order(browser: Browser, store: Store) -> None:
    page = browser.upload(("b.pdf", b"b"), ("a.pdf", b"a")).text
    assert page.index("b.pdf") < page.index("a.pdf")
    assert "0 de 2 documentos" in page
    assert page.count("En espera") == 2
    assert 'data-progress="/lotes/1/avance"' in page


def test_events_tell_each_change_and_then_the_end(browser: Browser, store: Store) -> None:
    browser.upload(("a.pdf", b"a"), ("b.pdf", b"b"), ("c.pdf", b"c"))

    def convert() -> None:
        convert_next(store, "a.pdf")
        sleep(0.2)
        store.claim("x")
        sleep(0.2)
        store.save_failure(2, "DAMAGED", "«b.pdf» está dañado.")
        convert_next(store, "c.pdf")

    converter = Thread(target=convert)
    converter.start()
    response = browser.get("/lotes/1/avance")
    converter.join()
    assert response.headers["content-type"].startswith("text/event-stream")
    found = list(events(response.text))
    rows = [(data.split('"')[1], data) for kind, data in found if kind == "fila"]
    totals = [int(re.findall(r'<progress value="(\d+)" max="3"', data)[0]) for kind, data in found if kind == "resumen"]
    assert totals == sorted(totals)
    assert totals[-1] == 3
    last = dict(rows)
    assert "Por revisar" in last["fila-0"]
    assert "«b.pdf» está dañado." in last["fila-1"]
    assert "Convirtiendo" in "".join(data for place, data in rows if place == "fila-1")
    assert "Por revisar" in last["fila-2"]
    assert found[-1] == ("fin", "")


def test_of_a_batch_that_is_done_everything_is_told_at_once(browser: Browser, store: Store) -> None:
    browser.upload(("a.pdf", b"a"))
    convert_next(store, "a.pdf")
    assert [kind for kind, _ in events(browser.get("/lotes/1/avance").text)] == ["fila", "resumen", "fin"]
    assert "data-progress" not in browser.get("/lotes/1").text


def test_what_is_sent_is_a_row_of_the_page(browser: Browser, store: Store) -> None:
    browser.upload(("a.pdf", b"a"), ("<b>.pdf", b"b"))
    convert_next(store, "a.pdf")
    store.cancel_batch(1)
    page = re.sub(r"\s+", "", browser.get("/lotes/1").text)
    for kind, data in events(browser.get("/lotes/1/avance").text):
        if kind == "fila":
            assert re.sub(r"\s+", "", data) in page


def test_a_batch_that_was_converted_before_is_done(browser: Browser, store: Store) -> None:
    browser.upload(("a.pdf", b"a"))
    convert_next(store, "a.pdf")
    browser.upload(("otro nombre.pdf", b"a"))
    assert store.claim("x") is None
    page = browser.get("/lotes/2").text
    assert "1 de 1 documento" in page
    assert "otro nombre.pdf" in page


def test_cancelling_takes_back_what_waits(browser: Browser, store: Store) -> None:
    browser.upload(("a.pdf", b"a"), ("b.pdf", b"b"))
    store.claim("x")
    page = browser.submit("/lotes/1/cancelar")
    assert page.url.path == "/lotes/1"
    assert "Convirtiendo" in page.text
    assert "Cancelado" in page.text
    assert "Cancelar lo que falta" not in page.text
    assert store.claim("y") is None


def test_a_cancelled_batch_goes_on_until_what_runs_is_done(browser: Browser, store: Store) -> None:
    browser.upload(("a.pdf", b"a"), ("b.pdf", b"b"))
    running = store.claim("x")
    assert running is not None
    browser.submit("/lotes/1/cancelar")

    def finish() -> None:
        sleep(0.2)
        store.save_result(running.id, matrix(ROWS), 0.1)

    converter = Thread(target=finish)
    converter.start()
    found = list(events(browser.get("/lotes/1/avance").text))
    converter.join()
    assert "Por revisar" in next(data for kind, data in reversed(found) if kind == "fila")
    assert found[-1][0] == "fin"


def test_a_batch_that_does_not_exist_has_no_events(browser: Browser) -> None:
    assert browser.get("/lotes/7/avance").status_code == 404
    assert browser.submit("/lotes/7/cancelar").status_code == 404


def test_nothing_is_kept_by_browsers_that_changes(browser: Browser, store: Store, tmp_path: Path) -> None:
    response: httpx.Response = browser.upload(("a.pdf", b"a"))
    assert response.headers["cache-control"] == "no-cache"
