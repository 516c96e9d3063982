"""Health, figures and the log of requests."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.review import operation
from pipeline.store import BusyError, Store
from tests.review_app import Browser, add_converted, app_settings, browsing
from tests.review_matrices import matrix

LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? -?[0-9.e+]+')


def test_health_is_for_programs(browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert browser.get("/salud").json() == {"estado": "bien"}
    monkeypatch.setattr(operation, "LEAST_FREE", 1 << 80)
    assert browser.get("/salud").json() == {"estado": "poco_disco"}

    def fail() -> int:
        raise BusyError("busy")

    monkeypatch.setattr(store, "queue_size", fail)
    answer = browser.get("/salud")
    assert (answer.status_code, answer.json()) == (503, {"estado": "sin_base"})


def test_figures_are_as_prometheus_reads_them(browser: Browser, store: Store) -> None:
    add_converted(store, matrix("Archivo? | Custodiar | % de actas? | 90%"))
    browser.get("/no-existe")
    browser.get("/documentos/1")
    answer = browser.get("/metricas")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert [line for line in lines if not line.startswith("# ") and not LINE.fullmatch(line)] == []
    assert {'lotaip_documents{state="done"} 1', "lotaip_fields_waiting 2", "lotaip_log_entries_total 0"} <= set(lines)
    assert 'method="GET",route="/documentos/{id:int}",status="200"} 1' in answer.text
    assert 'le="+Inf"} 2' in answer.text


def test_programs_bring_a_key(store: Store, tmp_path: Path) -> None:
    for name, role in (("Eva", "administrator"), ("Luis", "reviewer")):
        store.accounts.add(name, role, "x")  # type: ignore[arg-type]
    with browsing(store, app_settings(tmp_path)) as browser:
        for name, status in (("Eva", 200), ("Luis", 403)):
            key = store.accounts.give_key(name, 60.0)
            assert browser.get("/metricas", headers={"authorization": f"Bearer {key}"}).status_code == status
        assert browser.get("/metricas", headers={"authorization": "Bearer inventada"}).status_code == 401


def test_each_request_is_a_line_without_secrets(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.accounts.add("Eva", "reader", "x")
    key = store.accounts.give_key("Eva", 60.0)
    with browsing(store, app_settings(tmp_path, is_logged=True)) as browser:
        browser.get(f"/reconcile/{key}?queries=x")
        browser.get("/nada?clave=secreto")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["metodo"], first["ruta"], first["estado"], first["quien"]) == ("GET", "/reconcile/{key}", 400, "Eva")
    assert (second["estado"], second["ruta"]) == (404, "")
    assert key not in str(first)
    assert "secreto" not in str(second)
    assert first["timestamp"]


def test_where_it_is_not_wanted_nothing_is_written(browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    browser.get("/")
    assert capsys.readouterr().err == ""
