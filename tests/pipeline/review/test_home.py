"""The first page and the list of documents."""

from __future__ import annotations

import pytest

from pipeline.review import home
from pipeline.store import Store
from tests.review_app import Browser, add_converted
from tests.review_matrices import matrix

DOUBTFUL = "Archivo | Custodiar | % de actas? | 90%"
SURE = "Archivo | Custodiar | % de actas | 90%"


def test_what_is_left_to_review_is_said_first(browser: Browser, store: Store) -> None:
    add_converted(store, matrix(DOUBTFUL, name="enero.pdf"))
    page = browser.get("/").text
    assert "1 dato por revisar" in page
    assert 'href="/cola"' in page
    assert 'href="/documentos/1"' in page
    assert "Por revisar" in page
    assert "junio de 2021" in page


def test_nothing_left_is_said_too(browser: Browser, store: Store) -> None:
    add_converted(store, matrix(SURE))
    assert "No queda nada por revisar" in browser.get("/").text


def test_a_document_that_could_not_be_read_says_why(browser: Browser, store: Store) -> None:
    store.add_batch([("roto.pdf", b"x")], "ana")
    store.claim("x")
    store.save_failure(1, "DAMAGED", "«roto.pdf» está dañado.")
    page = browser.get("/documentos").text
    assert "No se pudo leer" in page
    assert "«roto.pdf» está dañado." in page
    assert 'href="/documentos/1"' not in page


def test_one_without_records_says_the_worst_that_was_found(browser: Browser, store: Store) -> None:
    from pipeline.model import Finding

    finding = Finding(code="SCANNED_PAGE", severity="error", message="La página 1 es una imagen.")
    empty = matrix(name="foto.pdf").model_copy(update={"status": "failed", "findings": (finding,)})
    add_converted(store, empty)
    assert "«foto.pdf»: La página 1 es una imagen." in browser.get("/documentos").text


def test_documents_are_searched_for(browser: Browser, store: Store) -> None:
    add_converted(store, matrix(SURE, name="enero.pdf"), matrix(DOUBTFUL, name="febrero.pdf"))
    page = browser.get("/documentos", params={"buscar": "FEBRERO"}).text
    assert "febrero.pdf" in page
    assert "enero.pdf" not in page.replace("febrero.pdf", "")
    assert 'value="FEBRERO"' in page
    assert "Ningún documento coincide" in browser.get("/documentos", params={"buscar": "marzo"}).text


def test_and_filtered_by_state(browser: Browser, store: Store) -> None:
    store.add_batch([("espera.pdf", b"x")], "ana")
    assert "espera.pdf" in browser.get("/documentos?estado=queued").text
    assert "espera.pdf" not in browser.get("/documentos?estado=done").text
    assert "espera.pdf" in browser.get("/documentos?estado=nada").text


def test_a_long_list_has_pages(browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "PAGE", 2)
    store.add_batch([(f"doc{n}.pdf", bytes([n])) for n in range(5)], "ana")
    first = browser.get("/documentos?buscar=doc").text
    assert "Página 1 de 3" in first
    assert 'href="/documentos?buscar=doc&amp;estado=&amp;pagina=2"' in first
    assert "doc0.pdf" in browser.get("/documentos?pagina=3").text


@pytest.mark.parametrize(
    "asked", ["pagina=-1", "pagina=x", "pagina=99999999999", "pagina=²", "buscar=%00%ff", "estado="]
)
def test_what_makes_no_sense_is_no_error(browser: Browser, asked: str) -> None:
    assert browser.get(f"/documentos?{asked}").status_code == 200


def test_what_is_searched_for_is_only_shown(browser: Browser) -> None:
    page = browser.get("/documentos", params={"buscar": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
