"""The frame of the app: errors are pages in Spanish without traces, and only styles and scripts are files."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from pipeline.batch.outputs import DiskFullError
from pipeline.review.app import GARBAGE, Assets, create_app, warm_up
from pipeline.review.pages import _engine
from pipeline.review.security import HEADERS
from pipeline.store import BusyError, Store
from tests.review_app import HOST, Browser, app_settings


def test_the_first_page_is_in_spanish_and_says_who_reviews(browser: Browser) -> None:
    page = browser.get("/").text
    assert '<html lang="es-EC">' in page
    assert "Suelte archivos aquí" in page
    assert ">ana<" in page.replace("</span>ana", "<span>ana")


@pytest.mark.parametrize(
    "path", ["/nada", "/lotes/9", "/lotes/9/avance", "/lotes/9/descargar", "/documentos/9/original", "/documentos/x"]
)
def test_what_does_not_exist_has_a_page_that_says_so(browser: Browser, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 404
    assert "No existe" in response.text
    assert 'href="/"' in response.text


def test_the_page_says_what_does_not_exist(browser: Browser) -> None:
    assert "No existe el lote 9" in browser.get("/lotes/9").text


@pytest.mark.parametrize("number", ["9" * 30, "9223372036854775808"])
def test_a_number_that_no_base_can_hold_does_not_exist(browser: Browser, number: str) -> None:
    for path in (f"/lotes/{number}", f"/documentos/{number}/original", f"/documentos/{number}/paginas/1.webp"):
        assert browser.get(path).status_code == 404


def test_a_wrong_method_has_a_page_and_says_which_are_right(browser: Browser) -> None:
    response = browser.request("GET", "/revisor")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert "<h1>" in response.text


def failing(error: Exception) -> object:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (BusyError("busy"), 503, "Otras personas están guardando"),
        (DiskFullError(28, "full"), 507, "libere espacio"),
        (ZeroDivisionError("secreto"), 500, "El programa falló"),
    ],
)
def test_what_goes_wrong_is_told_without_traces(
    browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, says: str
) -> None:
    monkeypatch.setattr(store, "queue_size", failing(error))
    response = browser.get("/")
    assert response.status_code == status
    assert says in response.text
    assert "Traceback" not in response.text
    assert "ZeroDivision" not in response.text
    assert "secreto" not in response.text
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_only_styles_and_scripts_are_served(browser: Browser) -> None:
    assert browser.get("/estaticos/icono.svg").headers["content-type"] == "image/svg+xml"
    assert browser.get("/estaticos/js/upload.js").status_code == 200
    for name in ("base.html.j2", "../mensajes/revision.toml", "%2e%2e/estilo.css", "js", "", "nada.css", "x%00.css"):
        assert browser.get(f"/estaticos/{name}").status_code == 404


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "x.css"
    inside.mkdir()
    outside.write_text("x")
    assert Assets(directory=inside).lookup_path("../x.css")[1] is None
    assert Assets(directory=tmp_path).lookup_path("x.css")[1] is not None


@pytest.fixture
def garbage_as_before() -> Iterator[None]:
    """Have the process look for garbage as it did, once the test is over."""
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()


@pytest.mark.usefixtures("garbage_as_before")
def test_once_warm_nobody_waits_for_templates_or_garbage(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _engine.cache_clear()
    app = create_app(store, app_settings(tmp_path))
    warm_up(app)
    monkeypatch.setattr(Environment, "compile", failing(AssertionError("compiled while somebody waits")))
    with Browser(app, base_url=HOST) as browser:
        for path in ("/", "/cola", "/documentos", "/catalogo"):
            assert browser.get(path).status_code == 200
    assert gc.get_threshold() == GARBAGE
    assert gc.get_freeze_count() > 100_000, "what was loaded is looked through again and again"
