"""The catalogue: search, other ways to write an entry, two entries that are one, new entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from plantillas import message

from ..store import StoreError
from .access import GuardedRoute, reviewer_of
from .catalogue_view import TABLES, CataloguePage, catalogue_page
from .outcomes import Outcome, failed, texts_of
from .pages import page, store_of, with_form

TOPIC = "paginas"
MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class CatalogueContext:
    """What the page of the catalogue is made of."""

    view: CataloguePage
    outcome: Outcome


def routes() -> list[BaseRoute]:
    """Return the routes of the catalogue."""
    return [
        GuardedRoute("/catalogo", show_catalogue, "reader"),
        GuardedRoute("/catalogo/entradas", with_form(add_entry), "reviewer", methods=["POST"]),
        GuardedRoute("/catalogo/alias", with_form(add_alias), "reviewer", methods=["POST"]),
        GuardedRoute("/catalogo/fusiones", with_form(merge_entries), "administrator", methods=["POST"]),
    ]


def show_catalogue(request: Request) -> Response:
    """Show what a search finds, or the first entries of all."""
    return _show(request, request.query_params.get("buscar", ""), Outcome())


def add_entry(request: Request, form: FormData) -> Response:
    """Add an entry, and show what is like it."""
    asked, by = texts_of(form), reviewer_of(request)
    name, table = asked.get("name", ""), next((table for table in TABLES if table == asked.get("table")), TABLES[0])
    outcome = _done(lambda: store_of(request).add_entry(name, by, table), "entry_added", name=name)
    return _show(request, name, outcome)


def add_alias(request: Request, form: FormData) -> Response:
    """Add another way to write an entry."""
    asked, by = texts_of(form), reviewer_of(request)
    entry, alias = asked.get("entry", ""), asked.get("alias", "")
    outcome = _done(lambda: store_of(request).add_alias(entry, alias, by), "alias_added", alias=alias)
    return _show(request, asked.get("buscar", ""), outcome)


def merge_entries(request: Request, form: FormData) -> Response:
    """Make two entries one."""
    asked, by = texts_of(form), reviewer_of(request)
    kept, gone = asked.get("kept", ""), asked.get("gone", "")
    outcome = _done(lambda: store_of(request).merge_entries(kept, gone, by), "entries_merged")
    return _show(request, asked.get("buscar", ""), outcome)


def _done(deed: Callable[[], object], says: str, **names: str) -> Outcome:
    try:
        deed()
    except StoreError as error:
        return failed(error)
    return Outcome(says=message(TOPIC, says, **names))


def _show(request: Request, search: str, outcome: Outcome) -> Response:
    store = store_of(request)
    hits = store.search_catalogue(search, MOST_HITS)
    shown = catalogue_page(search, hits, store.catalogue())
    template = "catalogo_fichas.html.j2" if "hx-request" in request.headers else "catalogo.html.j2"
    return page(request, template, CatalogueContext(shown, outcome), outcome.status)
