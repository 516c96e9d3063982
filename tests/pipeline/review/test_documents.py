"""The page of a document and its answers, without a browser."""

import re

from pipeline.decisions.actions import Delete, Edit
from pipeline.store import Store
from tests.review_app import Browser, add_converted
from tests.review_matrices import matrix

TWO = matrix("Archivo | Custodiar | % de actas? | 90%", "Obras | Construir | Vías | 3 km")


def rows(text: str) -> list[str]:
    return re.findall(r'<tr id="r-(\w+)"', text)


def test_the_page_has_every_record_and_says_where_each_field_stands(browser: Browser, store: Store) -> None:
    (document,) = add_converted(store, TWO)
    text = browser.get(f"/documentos/{document}").text
    assert rows(text) == ["m0", "m1"]
    assert text.count('data-state="doubtful"') == 1
    assert 'data-places="1:3,1,10,10"' in text


def test_what_a_document_says_is_text_and_nothing_else(browser: Browser, store: Store) -> None:
    (document,) = add_converted(store, matrix('<script>alert(1)</script> | "x" onclick=y | <b> | {{ 7 * 7 }}'))
    for path in ("", "/campos/m0/unit", "/historial"):
        text = browser.get(f"/documentos/{document}{path}").text
        assert "<script>alert" not in text
        assert "<b>" not in text
        assert "49" not in re.findall(r'class="read">([^<]*)', text)


def test_a_field_comes_with_what_others_changed_since(browser: Browser, store: Store) -> None:
    (document,) = add_converted(store, TWO)
    seen = store.document(document).version
    store.decide(document, Edit(record="m1", field="unit", text="Obras Públicas"), "luis")
    field = f"/documentos/{document}/campos/m0/unit"
    assert rows(browser.get(f"{field}?version={seen}").text) == ["m1"]
    assert rows(browser.get(f"{field}?version={store.document(document).version}").text) == []


def test_when_records_went_the_whole_table_comes(browser: Browser, store: Store) -> None:
    (document,) = add_converted(store, TWO)
    store.decide(document, Delete(record="m1"), "luis")
    text = browser.get(f"/documentos/{document}/campos/m0/unit?version=0").text
    assert 'id="registros" hx-swap-oob="innerHTML"' in text
    assert rows(text) == ["m0"]


def test_the_sheet_of_a_record_that_is_gone_is_empty(browser: Browser, store: Store) -> None:
    (document,) = add_converted(store, TWO)
    answer = browser.get(f"/documentos/{document}/campos/m9/unit")
    assert answer.status_code == 200
    assert "<textarea" not in answer.text


def test_a_document_that_is_no_matrix_can_be_looked_at(browser: Browser, store: Store) -> None:
    (document,) = add_converted(store, matrix())
    assert "no tiene registros" in browser.get(f"/documentos/{document}").text


def test_a_document_that_does_not_exist_is_said_to(browser: Browser) -> None:
    assert browser.get("/documentos/99").status_code == 404
    assert browser.get("/documentos/99/campos/m0/unit").status_code == 404
    assert browser.get("/documentos/99/historial").status_code == 404
