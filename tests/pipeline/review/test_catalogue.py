"""The catalogue, without a browser."""

from pipeline.store import Store
from tests.review_app import Browser


def test_a_search_finds_names_and_other_forms(browser: Browser) -> None:
    text = browser.get("/catalogo?buscar=talento+humano").text
    assert "<h3>Talento Humano</h3>" in text
    assert text.startswith("<!DOCTYPE html>")


def test_a_search_of_the_page_itself_gets_only_what_was_found(browser: Browser) -> None:
    text = browser.get("/catalogo?buscar=xyzzy", headers={"hx-request": "true"}).text
    assert "<html" not in text
    assert "Ninguna ficha se parece" in text


def test_entries_are_added_named_otherwise_and_made_one(browser: Browser, store: Store) -> None:
    for name in ("Unidad de Drones", "Jefatura de Drones"):
        assert browser.submit("/catalogo/entradas", name=name, table="unit").status_code == 200
    one, other = (hit.entry for hit in store.search_catalogue("drones", 2))
    browser.submit("/catalogo/alias", entry=one, alias="Vuelos no tripulados")
    browser.submit("/catalogo/fusiones", kept=one, gone=other)
    (hit,) = store.search_catalogue("drones", 1)
    assert {"Vuelos no tripulados"} <= set(hit.aliases)
    assert len({hit.name, *hit.aliases}) == 3


def test_what_the_catalogue_does_not_take_is_said(browser: Browser) -> None:
    assert browser.submit("/catalogo/entradas", name=" ").status_code == 422
    answer = browser.submit("/catalogo/alias", entry="no-existe", alias="x")
    assert answer.status_code == 422
    assert "no-existe" in answer.text
