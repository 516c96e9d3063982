"""The catalogue: search, other ways to write an entry, two entries that are one, new entries."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from plantillas import message

from ..store import StoreError
from .action_forms import Form
from .outcomes import Outcome, failed
from .catalogue_view import TABLES, catalogue_page
from .pages import form_handler, is_fragment, render, reviewer_of, store_of

TOPIC = "paginas"
MOST_HITS = 50


def show_catalogue(request: Request) -> Response:
    """Show what a search finds, or the first entries of all."""
    return _show(request, request.query_params.get("buscar", ""), Outcome())


@form_handler
def add_entry(request: Request, form: Form) -> Response:
    """Add an entry, and show what is like it."""
    name, by = form.get("name", ""), reviewer_of(request)
    table = next((table for table in TABLES if table == form.get("table")), TABLES[0])
    outcome = _done(lambda: store_of(request).add_entry(name, by, table), "entry_added", name=name)
    return _show(request, name, outcome)


@form_handler
def add_alias(request: Request, form: Form) -> Response:
    """Add another way to write an entry."""
    entry, alias, by = form.get("entry", ""), form.get("alias", ""), reviewer_of(request)
    outcome = _done(lambda: store_of(request).add_alias(entry, alias, by), "alias_added", alias=alias)
    return _show(request, form.get("buscar", ""), outcome)


@form_handler
def merge_entries(request: Request, form: Form) -> Response:
    """Make two entries one."""
    kept, gone, by = form.get("kept", ""), form.get("gone", ""), reviewer_of(request)
    outcome = _done(lambda: store_of(request).merge_entries(kept, gone, by), "entries_merged")
    return _show(request, form.get("buscar", ""), outcome)


def _done(deed: Callable[[], object], says: str, **names: str) -> Outcome:
    try:
        deed()
    except StoreError as error:
        return failed(error)
    return Outcome(says=message(TOPIC, says, **names))


def _show(request: Request, search: str, outcome: Outcome) -> Response:
    store = store_of(request)
    hits = store.search_catalogue(search, MOST_HITS)
    page = catalogue_page(search, hits, store.catalogue())
    template = "catalogo_fichas.html.j2" if is_fragment(request) else "catalogo.html.j2"
    return render(request, template, status=outcome.status, view=page, outcome=outcome)


ROUTES = (
    Route("/catalogo", show_catalogue),
    Route("/catalogo/entradas", add_entry, methods=["POST"]),
    Route("/catalogo/alias", add_alias, methods=["POST"]),
    Route("/catalogo/fusiones", merge_entries, methods=["POST"]),
)
