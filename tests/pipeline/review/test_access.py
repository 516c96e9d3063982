"""Every route takes a role and nothing is open by oversight: each cell of routes × roles is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Mount

from pipeline.review.access import GuardedRoute
from pipeline.review.app import create_app, routes
from pipeline.review.passwords import hash_password
from pipeline.store import Store
from pipeline.store.views import ROLES, Role
from tests.review_app import Browser, add_converted, app_settings, browsing, store_in
from tests.review_matrices import matrix

SAMPLES = {"int": "1", "str": "json", "path": "estilo.css"}
"""What stands in a path for each kind of parameter."""
OUTSIDE = "outside"
PASSWORD = "una frase que nadie adivina"
ALLOWED: dict[str, tuple[Role | None, set[str]]] = {
    # Written anew, so that a role that is changed by mistake is noticed.
    "everybody": (None, {"GET /entrar", "POST /entrar", "GET /salud"}),
    "readers": (
        "reader",
        {
            *("GET /", "GET /documentos", "GET /catalogo", "GET /lotes/1", "GET /lotes/1/avance"),
            *("GET /documentos/1", "GET /documentos/1/campos/json/json", "GET /documentos/1/historial"),
            *("GET /documentos/1/portal", "GET /documentos/1/portal.zip", "GET /openapi.json"),
            *("GET /documentos/1/paginas/1.webp", "GET /documentos/1/original", "GET /lotes/1/descargar"),
            *(f"{method} /reconcile{key}" for method in ("GET", "POST") for key in ("", "/json")),
            *(f"GET /reconcile{key}/{what}" for what in ("preview", "suggest/entity") for key in ("", "/json")),
            *("GET /documentos/1/descargar/json", "POST /salir", "GET /clave", "POST /clave", "POST /revisor"),
        },
    ),
    "reviewers": (
        "reviewer",
        {
            *("GET /cola", "GET /cola/siguiente", "GET /cola/1/json/json", "POST /lotes", "POST /lotes/1/cancelar"),
            *("GET /dudas", "POST /dudas", "GET /dudas/descargar/json"),
            *("POST /documentos/1/acciones", "POST /deshacer", "POST /rehacer"),
            *("POST /catalogo/entradas", "POST /catalogo/alias"),
        },
    ),
    "administrators": ("administrator", {"POST /catalogo/fusiones", "GET /cuentas", "GET /metricas"}),
}


def requests_of(found: list[BaseRoute]) -> Iterator[tuple[str, str, GuardedRoute]]:
    """Yield method and path of every route, and the route."""
    for route in found:
        if isinstance(route, GuardedRoute):
            path = re.sub(r"{\w+(?::(\w+))?}", lambda kind: SAMPLES[kind[1] or "str"], route.path)
            yield from ((method, path, route) for method in sorted((route.methods or set()) - {"HEAD"}))


CELLS = [
    (visitor, method, path, route.role)
    for method, path, route in requests_of(routes())
    for visitor in (OUTSIDE, *ROLES)
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Browser]]:
    """Return browsers of one app: of somebody outside, and of somebody of each role."""
    folder = tmp_path_factory.mktemp("app")
    with store_in(folder) as store, browsing(store, app_settings(folder)) as outside:
        add_converted(store, matrix("Archivo? | Custodiar | % de actas? | 90%"))
        kept = hash_password(PASSWORD)
        browsers = {OUTSIDE: outside}
        for role in ROLES:
            store.accounts.add(role, role, kept)
            browsers[role] = Browser(outside.app, base_url=outside.base_url, raise_server_exceptions=False)
        yield browsers


def signed_in(office: dict[str, Browser], store: Store, visitor: str) -> Browser:
    browser = office[visitor]
    if visitor != OUTSIDE:
        browser.cookies.set("sesion", store.accounts.enter(visitor, "", 60.0))
    return browser


def test_every_route_says_whom_it_lets_in() -> None:
    others = [route for route in routes() if not isinstance(route, GuardedRoute)]
    assert [route.path for route in others if isinstance(route, Mount)] == ["/estaticos"]
    assert len(others) == 1


def test_a_route_that_does_not_is_refused(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.routing import Route

    monkeypatch.setattr("pipeline.review.app.routes", lambda: [Route("/abierta", lambda request: None)])
    with pytest.raises(TypeError, match="/abierta"):
        create_app(store, app_settings(tmp_path))


def test_the_roles_are_those_that_were_agreed() -> None:
    found = {(f"{method} {path}", route.role) for method, path, route in requests_of(routes())}
    assert found == {(request, role) for role, allowed in ALLOWED.values() for request in allowed}


@pytest.mark.parametrize(("visitor", "method", "path", "role"), CELLS, ids=lambda cell: str(cell))
def test_each_cell(office: dict[str, Browser], visitor: str, method: str, path: str, role: Role | None) -> None:
    browser = signed_in(office, office[OUTSIDE].app.state.store, visitor)
    browser.get("/entrar")
    headers = {"x-csrftoken": browser.cookies["csrftoken"]} if method != "GET" else {}
    answer = browser.request(method, path, headers=headers, follow_redirects=False)
    is_in = visitor != OUTSIDE
    if role is None or (is_in and ROLES.index(visitor) >= ROLES.index(role)):  # type: ignore[arg-type]
        assert "Su cuenta no permite" not in answer.text
        assert "/entrar?" not in answer.headers.get("location", "")
        assert answer.status_code not in (401, 500) or path == "/entrar"
    elif is_in:
        assert answer.status_code == 403
        assert "Su cuenta no permite hacer esto" in answer.text
    elif method == "GET" and not path.startswith(("/reconcile", "/metricas", "/openapi.json")):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/entrar?volver=%2F")
    else:
        assert answer.status_code == 401
        assert "no se guardó nada" in answer.text


def test_scripts_are_not_led_to_another_page_so_that_nothing_typed_is_lost(office: dict[str, Browser]) -> None:
    answer = office[OUTSIDE].get("/cola/siguiente", headers={"hx-request": "true"}, follow_redirects=False)
    assert answer.status_code == 401


@pytest.mark.parametrize("token", ["", "x", "ñ", "a" * 5000])
def test_an_invented_session_lets_nobody_in(office: dict[str, Browser], token: str) -> None:
    answer = office[OUTSIDE].get("/documentos", headers={"cookie": f"sesion={token}".encode()}, follow_redirects=False)
    assert answer.status_code == 303


def test_readers_see_no_button_that_they_may_not_press(office: dict[str, Browser]) -> None:
    store = office[OUTSIDE].app.state.store
    reader, reviewer = (signed_in(office, store, role) for role in ("reader", "reviewer"))
    for path in ("/", "/documentos/1", "/documentos/1/campos/m0/unit", "/catalogo", "/lotes/1"):
        forms = [re.findall(r'(?:hx-post|action)="([^"]+)"', browser.get(path).text) for browser in (reader, reviewer)]
        mine = [form for form in forms[0] if form not in ("/salir", "/documentos", "/catalogo")]
        assert mine == []
        assert len(forms[1]) >= len(forms[0])
    assert 'href="/cola"' not in reader.get("/").text


def test_without_accounts_whoever_sits_here_may_do_everything(browser: Browser, store: Store) -> None:
    assert browser.get("/cuentas").status_code == 200
    store.accounts.add("Eva", "administrator", "x")
    assert browser.get("/cuentas", follow_redirects=False).status_code == 303


def test_a_session_of_another_base_locks_nobody_out_where_there_are_no_accounts(browser: Browser) -> None:
    browser.cookies.set("sesion", "de-otra-base")
    assert browser.get("/documentos").status_code == 200


def test_behind_a_proxy_nobody_is_let_in_before_there_are_accounts(store: Store, tmp_path: Path) -> None:
    with browsing(store, app_settings(tmp_path, public="https://a.example")) as browser:
        assert browser.get("/", follow_redirects=False).status_code == 303
        assert "Todavía no hay cuentas" in browser.get("/entrar").text
