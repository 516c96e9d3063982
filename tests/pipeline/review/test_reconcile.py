"""``/reconcile`` as OpenRefine asks it: manifest, batches by form and by address, suggestions, previews, keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import Store
from tests.reconciliation_schemas import MANIFEST, RESULT_BATCH, SUGGEST_ENTITIES, fits
from tests.review_app import Browser, app_settings, browsing

OPENREFINE = "http://127.0.0.1:3333"
BATCH = {
    "q0": {"query": "Dirección de Talento Humano", "type": "unidad", "limit": 3},
    "q1": {
        "query": "Dirección Financiera",
        "type": "unidad",
        "properties": [{"p": "tipo", "pid": "tipo", "v": "municipio"}],
    },
}
"""As OpenRefine writes it, which also sends ``p``."""


def post(browser: Browser, address: str = "/reconcile", **more: Any) -> Any:
    """Ask as OpenRefine's server does: a plain form without cookies, token or origin."""
    browser.cookies.clear()
    return browser.post(address, data={"queries": json.dumps(BATCH)}, **more)


def test_the_manifest_leads_to_the_rest(browser: Browser) -> None:
    said = browser.get("/reconcile", headers={"origin": OPENREFINE})
    assert fits(said.json(), MANIFEST)
    assert said.headers["access-control-allow-origin"] == OPENREFINE
    service = said.json()["suggest"]["entity"]
    found = browser.get(service["service_url"] + service["service_path"], params={"prefix": "talento hu"})
    assert fits(found.json(), SUGGEST_ENTITIES)
    first = found.json()["result"][0]
    assert "Talento Humano" in first["name"]
    shown = browser.get(said.json()["preview"]["url"].replace("{{id}}", first["id"]))
    assert first["name"] in shown.text
    assert "X-Frame-Options" not in shown.headers


def test_a_batch_by_form_and_one_by_address_get_the_same_answer(browser: Browser) -> None:
    by_form = post(browser)
    by_address = browser.get("/reconcile", params={"queries": json.dumps(BATCH)})
    assert by_form.json() == by_address.json()
    assert fits(by_form.json(), RESULT_BATCH)
    assert by_form.json().keys() == BATCH.keys()
    assert by_form.json()["q0"]["result"][0]["match"]


def test_what_reviewers_added_is_found(browser: Browser, store: Store) -> None:
    store.add_entry("Dirección de Cometas", "ana")
    found = browser.get("/reconcile", params={"queries": '{"q0": {"query": "direccion de cometas"}}'}).json()
    assert found["q0"]["result"][0]["name"] == "Dirección de Cometas"


@pytest.mark.parametrize("queries", ["", "{", "[1]", '{"q0": {"query": 1}}'])
def test_what_is_no_batch_is_told(browser: Browser, queries: str) -> None:
    for answer in (
        browser.get("/reconcile", params={"queries": queries}),
        browser.post("/reconcile", data={"queries": queries}),
    ):
        assert answer.status_code == 400
        assert answer.json()["error"]


def test_suggestions_can_be_leafed_through(browser: Browser) -> None:
    def ids(**asked: str) -> list[str]:
        return [one["id"] for one in browser.get("/reconcile/suggest/entity", params=asked).json()["result"]]

    both = ids(prefix="dirección", limit="6")
    assert ids(prefix="dirección", limit="3") + ids(prefix="dirección", limit="3", cursor="3") == both
    assert ids(prefix="dirección", limit="x", cursor="-1")


def test_an_entry_that_is_gone_has_no_preview(browser: Browser) -> None:
    assert browser.get("/reconcile/preview?id=<script>").status_code == 404


@pytest.mark.parametrize("origin", ["https://otro.example", "null", "http://localhost.otro.example"])
def test_pages_of_strangers_do_not_read_the_answers(browser: Browser, origin: str) -> None:
    assert "access-control-allow-origin" not in post(browser, headers={"origin": origin}).headers


def test_with_accounts_a_key_is_needed_and_enough(store: Store, tmp_path: Path) -> None:
    store.accounts.add("Eva", "reader", "x")
    key = store.accounts.give_key("Eva", 60.0)
    settings = app_settings(tmp_path, public="https://a.example", hosts=frozenset({"a.example", "localhost"}))
    with browsing(store, settings) as browser:
        assert post(browser).status_code == 401
        assert post(browser, "/reconcile/inventada").status_code == 401
        answer = post(browser, f"/reconcile/{key}", headers={"origin": "https://refine.example"})
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        said = browser.get(f"/reconcile/{key}").json()
        assert said["preview"]["url"] == f"https://a.example/reconcile/{key}/preview?id={{{{id}}}}"
        assert browser.get("/", headers={"authorization": f"Bearer {key}"}, follow_redirects=False).status_code == 303
        store.accounts.remove("Eva")
        assert post(browser, f"/reconcile/{key}").status_code == 401
