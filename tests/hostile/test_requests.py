"""Requests that nobody wrote down: any route with any values, in any order; never 500, always the agreed headers.

``LOTAIP_FUZZ=20000`` asks that many times instead of some hundred.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from starlette.routing import Route

from pipeline.review.app import routes
from pipeline.review.security import HEADERS, headers_of
from plantillas.marks import show_marks
from tests.html_page import Page
from tests.payload_names import UPLOADED
from tests.payloads import SHORT
from tests.review_app import HOST, Browser, add_converted, app_settings, browsing, store_in
from tests.review_matrices import matrix

EXAMPLES = int(os.environ.get("LOTAIP_FUZZ", "250"))
SOURCES = Path(__file__).parents[2] / "pipeline" / "review"
PARAMETER = re.compile(r'(?:form|query_params|asked|values)(?:\.get\(|\[)"(\w+)"')
NAMES = sorted({name for file in SOURCES.glob("*.py") for name in PARAMETER.findall(file.read_text("utf-8"))})
KNOWN = (
    *(
        "m0",
        "m1",
        "m9",
        "unit",
        "target",
        "accept",
        "edit",
        "split",
        "merge",
        "move",
        "add",
        "delete",
        "new",
        "1",
        "0",
        "-1",
    ),
    *(
        "json",
        "csv",
        "xlsx",
        "html",
        "revision",
        "/",
        "//host.invalid",
        "1760000070001",
        "2019-08",
        "2019-08-31",
        "financiero",
    ),
    *('{"q0": {"query": "Archivo"}}', "{", "[]", "9" * 400, "1e400", "²", "\ud800"),
)
TYPES = frozenset(
    {
        *("text/html", "text/csv", "text/css", "text/javascript", "text/markdown", "text/plain", "text/event-stream"),
        *("application/json", "application/zip", "application/octet-stream", "application/javascript", "image/webp"),
        *("image/svg+xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
)
values = st.one_of(st.sampled_from(KNOWN), st.sampled_from(SHORT), st.sampled_from(UPLOADED), st.text(max_size=30))
numbers = st.sampled_from(["1", "1", "1", "2", "0", "99", "999999999", "9" * 30, "-1", "x"])
FOUND = sorted(
    {(method, route.path) for route in routes() if isinstance(route, Route) for method in route.methods or ()}
    | {("GET", "/estaticos/{path}"), ("GET", "/{path}")}
)


def filled(path: str) -> st.SearchStrategy[str]:
    """Return addresses of a route."""
    parts = re.split(r"({\w+(?::\w+)?})", path)
    some = [
        st.just(part) if not part.startswith("{") else numbers if ":int" in part else values.map(as_path)
        for part in parts
    ]
    return st.tuples(*some).map("".join)


def as_path(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")


def printable(some: dict[str, str]) -> dict[str, str]:
    return {name: value.encode("utf-8", "replace").decode() for name, value in some.items()}


fields = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), st.text(max_size=8)), values, max_size=6
)
requests = st.sampled_from(FOUND).flatmap(
    lambda one: st.fixed_dictionaries(
        {
            "method": st.sampled_from([one[0], one[0], one[0], "GET", "POST", "HEAD", "PUT", "OPTIONS"]),
            "path": filled(one[1]),
            "query": fields,
            "form": fields,
            "body": st.none() | st.binary(max_size=60),
            "headers": st.dictionaries(
                st.sampled_from(["hx-request", "accept", "range", "if-none-match", "content-type", "origin", "cookie"]),
                st.sampled_from(
                    ["true", "*/*", "bytes=0-5", "bytes=9-1", '"x"', "text/html", "application/json", HOST, "a=b"]
                ),
                max_size=2,
            ),
        }
    )
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("app")
    with store_in(folder) as store, browsing(store, app_settings(folder)) as opened:
        add_converted(store, matrix("Archivo? | Custodiar? | Actas? | 90%?", "Obras? | Construir | Vías? | 3 km"))
        yield opened


def ask(browser: Browser, request: dict[str, Any]) -> None:
    """Send one request and look at the answer."""
    headers = {"origin": HOST, "x-csrftoken": browser.token(), **request["headers"]}
    sent = {"content": request["body"]} if request["body"] is not None else {"data": printable(request["form"])}
    answer = browser.request(
        request["method"],
        request["path"],
        params=printable(request["query"]),
        headers=headers,
        follow_redirects=False,
        **(sent if request["method"] in ("POST", "PUT") else {}),
    )
    assert answer.status_code < 500
    assert {name: answer.headers.get(name) for name in HEADERS} == {
        **dict.fromkeys(HEADERS),
        **headers_of(answer.url.path),
    }
    assert re.match(r"/(?![/\\])", answer.headers.get("location", "/"))
    kind = answer.headers.get("content-type", "").partition(";")[0]
    assert kind in TYPES or not answer.content
    if kind == "application/json" and answer.content:
        json.loads(answer.content)
    if kind == "text/html" and "content-disposition" not in answer.headers:
        assert show_marks(answer.text) == answer.text
        assert Page(answer.text).other == []


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="LOTAIP_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(requests)
def test_no_request_breaks_the_app(browser: Browser, request: dict[str, Any]) -> None:
    ask(browser, request)


def test_the_names_of_parameters_are_found() -> None:
    assert {"record", "version", "buscar"} <= set(NAMES)
    assert len(FOUND) > 40
