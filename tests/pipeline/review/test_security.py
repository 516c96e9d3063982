"""Strangers stay outside, and nothing inline ever runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from starlette.routing import BaseRoute, Mount, Route

from pipeline.review.app import routes
from pipeline.review.security import FORM_BYTES, HEADERS, headers_of, host_name, is_of_programs
from tests.review_app import HOST, Browser, add_converted, app_settings, browsing, store_in
from tests.review_matrices import matrix

SAMPLES = {"int": "1", "str": "json", "path": "estilo.css"}
"""What stands in a path for each kind of parameter."""
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def paths(found: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route of the app: a route that is added later is tested, too."""
    for route in found:
        if isinstance(route, Mount):
            yield "GET", f"{route.path}/icono.svg"
        elif isinstance(route, Route):
            path = re.sub(r"{\w+(?::(\w+))?}", lambda kind: SAMPLES[kind[1] or "str"], route.path)
            yield from ((method, path) for method in sorted(route.methods or ()))


ALL = sorted(set(paths(routes())))
PAGES = [path for method, path in ALL if method == "GET"]
CHANGES = [path for method, path in ALL if method in UNSAFE and not is_of_programs(path)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser of an app with one document, whose text tries to run; what is asked here changes nothing."""
    folder = tmp_path_factory.mktemp("app")
    with store_in(folder) as store, browsing(store, app_settings(folder)) as browser:
        add_converted(store, matrix('<script>alert(1)</script>? | <img src=x onerror=alert(1)> | "><b> | 90%'))
        yield browser


class Inline(HTMLParser):
    """Finds what a policy without ``unsafe-inline`` refuses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._in_script = tag == "script" and "src" not in named
        handlers = [name for name in named if name.startswith(("on", "hx-on")) or name == "style"]
        addresses = [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        schemes = [address for address in addresses if re.match(r"(?i)\s*(javascript|data|https?|//)", address)]
        self.found += [f"{tag} {name}" for name in (*handlers, *schemes)] + [tag for tag in [tag] if tag == "style"]
        if self._in_script:
            self.found.append("script")


def test_there_are_routes_to_test() -> None:
    assert {"/", "/lotes/1/avance", "/documentos/1/original", "/salud"} <= set(PAGES)
    assert {"/lotes", "/revisor", "/lotes/1/cancelar"} <= set(CHANGES)


@pytest.mark.parametrize(("method", "path"), ALL)
def test_every_answer_carries_the_policy(filled: Browser, method: str, path: str) -> None:
    response = filled.request(method, path, headers={"x-csrftoken": filled.token()})
    assert response.status_code < 500
    expected = {**dict.fromkeys(HEADERS), **headers_of(path)}
    assert {name: response.headers.get(name) for name in HEADERS} == expected
    assert "cache-control" in response.headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_anything_inline(filled: Browser, path: str) -> None:
    response = filled.get(path)
    if response.headers.get("content-type", "").startswith("text/html") and "attachment" not in str(response.headers):
        assert Inline(response.text).found == []
        assert "<script>alert" not in response.text


def test_what_is_inline_is_noticed() -> None:
    assert Inline('<a onclick="x()"></a><p style="x"></p><script>x()</script><a href="javascript:x"></a>').found
    assert not Inline('<script src="/x.js"></script><a href="/x">').found


def test_only_previews_may_stand_within_pages_of_others() -> None:
    framed = {path for _, path in ALL if headers_of(path) != HEADERS}
    assert framed == {"/reconcile/preview", "/reconcile/json/preview"}
    assert "unsafe" not in headers_of("/reconcile/preview")["Content-Security-Policy"]
    assert headers_of("/documentos/preview") == headers_of("/reconciled/preview") == HEADERS


def test_the_policy_allows_nothing_inline() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("values", [{}, {"csrftoken": "otro"}], ids=["missing", "wrong"])
def test_a_change_without_the_token_is_refused(filled: Browser, path: str, values: dict[str, str]) -> None:
    filled.token()
    response = filled.post(path, data=values)
    assert response.status_code == 403
    assert "No permitido" in response.text


@pytest.mark.parametrize("path", CHANGES)
def test_nor_is_one_let_through_that_brings_no_cookie_at_all(filled: Browser, path: str) -> None:
    filled.cookies.clear()
    assert filled.post(path, data={"a": "b"}).status_code == 403


def test_files_without_the_token_are_refused(browser: Browser) -> None:
    browser.token()
    for fields in ({}, {"csrftoken": "otro"}, {"otro": browser.token()}):
        response = browser.post("/lotes", data=fields, files={"archivos": ("a.pdf", b"%PDF-")})
        assert response.status_code == 403


def test_a_token_of_another_server_is_worth_nothing(browser: Browser) -> None:
    browser.cookies.set("csrftoken", "ImFiY2RlZiI.invented")
    assert browser.post("/revisor", data={"csrftoken": "ImFiY2RlZiI.invented"}).status_code == 403


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("origin", ["https://otro.example", "null", "http://localhost:1234", "https://localhost"])
def test_a_change_from_another_site_is_refused(filled: Browser, path: str, origin: str) -> None:
    headers = {"origin": origin, "x-csrftoken": filled.token()}
    assert filled.post(path, headers=headers).status_code == 403


def test_so_is_one_that_the_browser_calls_foreign(browser: Browser) -> None:
    headers = {"sec-fetch-site": "cross-site", "x-csrftoken": browser.token()}
    assert browser.post("/revisor", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "host", ["otro.example", "localhost.otro.example", "127.0.0.1.otro.example", "", "[::1", "a b"]
)
@pytest.mark.parametrize("path", ["/", "/salud", "/estaticos/icono.svg"])
def test_another_host_is_refused(filled: Browser, host: str, path: str) -> None:
    assert filled.get(path, headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:80", "[::1]:8765", "LOCALHOST"])
def test_the_names_of_this_machine_are_not(filled: Browser, host: str) -> None:
    assert filled.get("/salud", headers={"host": host}).status_code == 200


def test_the_name_in_a_host_header() -> None:
    assert [host_name(host) for host in ("a:1", "[::1]:2", "", "[::1")] == ["a", "::1", "", ""]


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "multipart/form-data"},
        {"content-type": "multipart/form-data; boundary="},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "multipart/form-data; boundary=" + "x" * 500},
        {"content-type": "application/x-www-form-urlencoded; charset=\xff"},
        {"content-type": "application/json"},
        {"content-type": ""},
        {"x-csrftoken": "ñ"},
        {"cookie": 'csrftoken="\\377'},
    ],
    ids=str,
)
def test_a_malformed_form_is_refused_and_never_an_error_of_the_program(
    browser: Browser, headers: dict[str, str]
) -> None:
    browser.token()
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    for path in ("/lotes", "/revisor"):
        response = browser.post(path, headers=encoded, content=b"\xff--x\r\nabc")
        assert response.status_code in (400, 403)
        assert "<h1>" in response.text


def test_a_form_that_says_it_is_too_long_is_refused(browser: Browser) -> None:
    response = browser.submit("/revisor", nombre="x" * FORM_BYTES)
    assert response.status_code == 413
    assert "supera el límite" in response.text


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_so_is_one_that_does_not_say_it(browser: Browser, content_type: str) -> None:
    begin = b"" if "urlencoded" in content_type else b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'

    def pieces() -> Iterator[bytes]:
        yield begin
        for _ in range(FORM_BYTES // 1000 + 1):
            yield b"a" * 1000

    for headers in ({}, {"x-csrftoken": browser.token()}):
        response = browser.post("/revisor", headers={"content-type": content_type, **headers}, content=pieces())
        assert response.status_code in (400, 413)


@pytest.mark.parametrize("length", ["-1", "x", "1e9", "²"])
def test_a_length_that_is_no_number_is_no_error_of_the_program(browser: Browser, length: str) -> None:
    headers = [("content-length", length.encode("utf-8")), ("x-csrftoken", browser.token())]
    assert browser.post("/revisor", headers=headers).status_code < 500


def test_the_token_is_only_for_this_site(browser: Browser) -> None:
    cookie = browser.get("/").headers["set-cookie"]
    assert "SameSite=Lax" in cookie
    assert HOST not in cookie
