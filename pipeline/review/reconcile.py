"""``/reconcile``: what :mod:`pipeline.reconciliation` knows, for OpenRefine and other programs.

It changes nothing, so that it may be asked from other sites; who has no session brings a key in the path, for clients
of the API know nothing else. Without a key only pages of this machine may read the answers in a browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from plantillas import message

from ..catalogue.entries import Entry
from ..reconciliation import (
    TOPIC,
    QueryError,
    answer,
    describe,
    find_entry,
    manifest,
    read_queries,
    suggestion,
)
from .access import KEY, GuardedRoute
from .outcomes import read_number
from .pages import page, settings_of, store_of, with_form
from .security import PREVIEW, RECONCILE_PATH, host_name
from .settings import LOCAL_NAMES

DOCUMENTATION = "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"
SUGGESTED = 10
MOST_SUGGESTED = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """What the small page of an entry shows."""

    entry: Entry | None
    about: str


def routes() -> list[BaseRoute]:
    """Return the routes of the service, each also with a key in its path."""
    return [route for start in (RECONCILE_PATH, f"{RECONCILE_PATH}/{{{KEY}}}") for route in _routes(start)]


def _routes(start: str) -> list[BaseRoute]:
    return [
        GuardedRoute(f"{start}/suggest/entity", suggest, "reader", for_programs=True),
        GuardedRoute(f"{start}{PREVIEW}", preview, "reader", for_programs=True),
        GuardedRoute(start, ask, "reader", for_programs=True),
        GuardedRoute(start, with_form(ask_by_form), "reader", methods=["POST"], for_programs=True),
    ]


def ask(request: Request) -> Response:
    """Answer queries; without any, with what the service is."""
    queries = request.query_params.get("queries")
    if queries is None:
        return _json(request, manifest(_address(request), DOCUMENTATION))
    return _answer(request, queries)


def ask_by_form(request: Request, form: FormData) -> Response:
    """Answer queries that are too long for an address."""
    return _answer(request, str(form.get("queries", "")))


def suggest(request: Request) -> Response:
    """Answer with entries whose names are like what somebody begins to write."""
    asked, store = request.query_params, store_of(request)
    start, limit = (read_number(asked.get(name)) for name in ("cursor", "limit"))
    start, limit = min(start or 0, MOST_SUGGESTED), min(limit or SUGGESTED, MOST_SUGGESTED)
    catalogue = store.catalogue()
    hits = store.search_catalogue(asked.get("prefix", ""), start + limit)[start:]
    found = [known for hit in hits if (known := find_entry(hit.entry, catalogue))]
    return _json(request, {"result": [suggestion(*known) for known in found]})


def preview(request: Request) -> Response:
    """Show an entry on a page so small that it fits into another program."""
    found = find_entry(request.query_params.get("id", ""), store_of(request).catalogue())
    context = Preview(found[0] if found else None, describe(found[0]) if found else message(TOPIC, "preview_missing"))
    return page(request, "ficha_vista.html.j2", context, HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)


def _answer(request: Request, queries: str) -> Response:
    try:
        return _json(request, answer(read_queries(queries), store_of(request).catalogue()))
    except QueryError as error:
        return _json(request, {"error": str(error)}, HTTPStatus.BAD_REQUEST)


def _json(request: Request, content: object, status: HTTPStatus = HTTPStatus.OK) -> Response:
    origin = request.headers.get("origin", "")
    allowed = "*" if KEY in request.path_params else origin
    is_near = host_name(origin.partition("//")[2]) in LOCAL_NAMES
    headers = {"Access-Control-Allow-Origin": allowed, "Vary": "Origin"} if allowed == "*" or is_near else {}
    return JSONResponse(content, status, headers)


def _address(request: Request) -> str:
    """Return where the service is, as its clients reach it."""
    key = request.path_params.get(KEY)
    base = settings_of(request).public or str(request.base_url).rstrip("/")
    return f"{base}{RECONCILE_PATH}" + (f"/{key}" if key else "")
