"""The history of a document, a record or a field."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ..model import FIELD_NAMES
from .access import GuardedRoute
from .history_view import history_page
from .pages import page, store_of


def routes() -> list[BaseRoute]:
    """Return the routes of histories."""
    return [GuardedRoute("/documentos/{id:int}/historial", show_history, "reader")]


def show_history(request: Request) -> Response:
    """Show who did what to a document; ``registro`` and ``campo`` ask for one record or field."""
    store, asked = store_of(request), request.query_params
    view = store.document(request.path_params["id"])
    record = asked.get("registro") or None
    field = next((name for name in FIELD_NAMES if name == asked.get("campo")), None)
    shown = history_page(view, store.history(view.id, record, field), record, field)
    return page(request, "historial.html.j2", shown)
