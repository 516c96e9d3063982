"""The first page: where documents are dropped, what is left to do, and the list of all documents."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ..store.views import STATES, DocumentState
from .access import GuardedRoute
from .lists import BatchLine, DocumentLine, batch_line, document_lines
from .pages import page, settings_of, store_of
from .settings import UploadLimits

BATCHES = 8
NEWEST = 10
"""Documents on the first page."""
PAGE = 50
"""Documents on one page of the list."""
SEARCH_LENGTH = 200


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the first page shows."""

    to_review: int
    """Fields that wait for a person, over all documents."""
    total: int
    """Documents."""
    documents: tuple[DocumentLine, ...]
    """The newest ones."""
    batches: tuple[BatchLine, ...]
    """The newest ones."""
    limits: UploadLimits


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """What the list of documents shows."""

    search: str
    state: str
    documents: tuple[DocumentLine, ...]
    total: int
    """Documents that were found."""
    number: int
    """Of this page of the list, from 1."""
    last: int
    query: str
    """What was asked for, to be kept in links to other pages of the list."""


def routes() -> list[BaseRoute]:
    """Return the routes of the first page and of the list."""
    return [GuardedRoute("/", home, "reader"), GuardedRoute("/documentos", documents, "reader")]


def home(request: Request) -> Response:
    """Show the first page."""
    store = store_of(request)
    rows, total = store.documents(limit=NEWEST)
    context = HomePage(
        to_review=store.queue_size(),
        total=total,
        documents=document_lines(rows, store),
        batches=tuple(batch_line(batch) for batch in store.batches(BATCHES)),
        limits=settings_of(request).uploads,
    )
    return page(request, "inicio.html.j2", context)


def documents(request: Request) -> Response:
    """Show the documents that are searched for, page by page."""
    store = store_of(request)
    asked = request.query_params
    search, state = asked.get("buscar", "")[:SEARCH_LENGTH].strip(), _state(asked.get("estado", ""))
    number = _number(asked.get("pagina", ""))
    rows, total = store.documents(search, state, (number - 1) * PAGE, PAGE)
    query = urlencode({"buscar": search, "estado": state or ""})
    last = max(math.ceil(total / PAGE), 1)
    context = DocumentsPage(search, state or "", document_lines(rows, store), total, number, last, query)
    return page(request, "documentos.html.j2", context)


def _state(text: str) -> DocumentState | None:
    return next((state for state in STATES if state == text), None)


def _number(text: str) -> int:
    """Return the number of a page of the list; the first one for what is none."""
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
