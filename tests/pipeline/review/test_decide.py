"""What forms do, and what is answered, without a browser."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from pipeline.decisions.actions import Edit
from pipeline.store import Store, open_store
from pipeline.store.engine import FILE_NAME
from tests.review_app import Browser, add_converted, app_settings, browsing
from tests.review_matrices import matrix

TWO = matrix("Archivo? | Custodiar | % de actas? | 90%", "Obras | Construir | Vías | 3 km")
FIELD = {"record": "m0", "field": "indicator"}


@pytest.fixture
def document(store: Store) -> int:
    return add_converted(store, TWO)[0]


def text_of(store: Store, document: int, record: str = "m0") -> str:
    row = store.document(document).worksheet.find(record)
    assert row
    value = row.values["indicator"]
    return value.text if value else ""


def test_a_decision_is_kept_under_the_name_of_who_took_it(browser: Browser, store: Store, document: int) -> None:
    answer = browser.submit(f"/documentos/{document}/acciones", kind="edit", text="Actas", reason="así es", **FIELD)
    assert answer.status_code == 200
    (entry,) = store.history(document)
    assert (entry.by, entry.kind, entry.reason) == ("ana", "edit", "así es")
    assert "Texto guardado." in answer.text


def test_a_field_that_somebody_changed_is_not_written_over(browser: Browser, store: Store, document: int) -> None:
    seen = store.document(document).version
    store.decide(document, Edit(text="Lo de Luis", **FIELD), "luis")
    form = {"kind": "edit", "text": "Lo de Ana", "version": str(seen), **FIELD}
    for view in ("documento", "cola"):
        answer = browser.submit(f"/documentos/{document}/acciones", view=view, **form)
        assert answer.status_code == 409
        assert answer.text.count("Lo de Luis") >= 1
        assert ">Lo de Ana</textarea>" in answer.text
    assert text_of(store, document) == "Lo de Luis"


def test_a_form_that_does_not_say_what_was_seen_writes_over_nothing(
    browser: Browser, store: Store, document: int
) -> None:
    store.decide(document, Edit(text="Lo de Luis", **FIELD), "luis")
    answer = browser.submit(f"/documentos/{document}/acciones", kind="edit", text="Lo de Ana", **FIELD)
    assert (answer.status_code, text_of(store, document)) == (409, "Lo de Luis")


def test_a_base_that_is_locked_is_told_and_what_was_typed_is_kept(tmp_path: Path, empty_base: Path) -> None:
    shutil.copy(empty_base, tmp_path)
    store = open_store(folder=tmp_path, busy_seconds=0.1)
    with browsing(store, app_settings(tmp_path)) as browser:
        [document] = add_converted(store, TWO)
        browser.token()
        with sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            for view in ("documento", "cola"):
                form = {"kind": "edit", "text": "Lo de Ana", "view": view, "version": "0", **FIELD}
                answer = browser.submit(f"/documentos/{document}/acciones", **form)
                assert answer.status_code == 503
                assert "no se cambió nada; inténtelo otra vez" in answer.text
                assert ">Lo de Ana</textarea>" in answer.text
            for path, status in (("/cola", 503), ("/", 200), (f"/documentos/{document}", 200), ("/salud", 200)):
                assert browser.get(path).status_code == status
            assert browser.submit("/deshacer").status_code == 503
            assert browser.upload(("a.pdf", b"%PDF-a")).status_code == 503
            other.execute("ROLLBACK")
        assert store.history(document) == ()
        answer = browser.submit(f"/documentos/{document}/acciones", kind="edit", text="Lo de Ana", **FIELD)
        assert (answer.status_code, text_of(store, document)) == (200, "Lo de Ana")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"kind": "no"}, "no se entiende"),
        ({"kind": "split", "record": "m0"}, "algo propio"),
        ({"choose": "no-existe", **FIELD}, "ya no está en el catálogo"),
        ({"kind": "accept", "record": "m9", "field": "unit"}, "ya no existe"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    browser: Browser, store: Store, document: int, form: dict[str, str], sentence: str
) -> None:
    for view in ("documento", "cola"):
        answer = browser.submit(f"/documentos/{document}/acciones", view=view, **form)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert store.history(document) == ()


def test_numbers_that_are_none_are_no_reason_to_fail(browser: Browser, document: int) -> None:
    for number in ("", "x", "-1", "²", "9" * 40):
        form = {"kind": "accept", "version": number, **FIELD}
        assert browser.submit(f"/documentos/{document}/acciones", **form).status_code in (200, 409)
        assert browser.submit("/deshacer", document=number, here=f"{number}/m0/unit").status_code < 500


def test_undo_and_redo_show_the_field_that_they_are_about(browser: Browser, store: Store, document: int) -> None:
    store.decide(document, Edit(record="m0", field="mission", text="Guardar"), "ana")
    for path, text in (("/deshacer", "Custodiar"), ("/rehacer", "Guardar")):
        answer = browser.submit(path, document=str(document))
        assert f'value="{document}/m0/mission"' in answer.text
        assert f">{text}</textarea>" in answer.text
    assert browser.submit("/rehacer").status_code == 422


def test_all_that_wait_for_the_same_answer_get_it(browser: Browser, store: Store) -> None:
    add_converted(store, TWO, matrix("Archivo? | Custodiar | x | y", name="b.pdf"))
    form = {"kind": "accept", "record": "m0", "field": "unit", "alike": "1"}
    assert "Se aplicó a 2 campos." in browser.submit("/documentos/1/acciones", **form).text
    assert store.queue_size() == 1
