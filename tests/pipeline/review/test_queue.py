"""The queue, without a browser."""

import re

from pipeline.store import Store
from tests.review_app import Browser, add_converted
from tests.review_matrices import matrix

THREE = matrix("Archivo? | Custodiar | % de actas? | 90%", "Obras | Construir | Vías? | 3 km")


def shown(text: str) -> str | None:
    found = re.search(r'id="lectura">([^<]*)', text)
    return found and found[1]


def test_the_first_question_is_shown_with_how_many_are_left(browser: Browser, store: Store) -> None:
    add_converted(store, THREE)
    text = browser.get("/cola").text
    assert shown(text)
    assert "Quedan 3 campos" in text


def test_after_an_answer_comes_another_question_and_at_last_none(browser: Browser, store: Store) -> None:
    add_converted(store, THREE)
    text, seen = browser.get("/cola").text, []
    while (reading := shown(text)) is not None:
        seen.append(reading)
        form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))
        text = browser.submit("/documentos/1/acciones", **(form | {"kind": "accept"})).text
    assert sorted(seen) == ["% de actas", "Archivo", "Vías"]
    assert "No queda nada por revisar" in text


def test_what_is_skipped_comes_again_when_the_queue_is_at_its_end(browser: Browser, store: Store) -> None:
    add_converted(store, THREE)
    text, seen = browser.get("/cola").text, []
    while (reading := shown(text)) is not None:
        seen.append(reading)
        skip = re.search(r'hx-get="(/cola/siguiente[^"]*)"', text)
        assert skip
        text = browser.get(skip[1]).text
    assert len(set(seen)) == len(seen) == 3
    assert "Llegó al final de la cola" in text
    assert shown(browser.get("/cola").text) == seen[0]


def test_a_certain_field_can_be_asked_for(browser: Browser, store: Store) -> None:
    add_converted(store, THREE)
    assert shown(browser.get("/cola/1/m1/target").text) == "3 km"
    assert browser.get("/cola/1/m9/target").status_code == 404
    assert browser.get("/cola/siguiente?after=no/es/nada").status_code == 200


def test_only_units_and_indicators_are_asked_for_entries(browser: Browser, store: Store) -> None:
    add_converted(store, THREE)
    has_new = {name: 'data-edits="nueva"' in browser.get(f"/cola/1/m0/{name}").text for name in ("unit", "target")}
    assert has_new == {"unit": True, "target": False}
