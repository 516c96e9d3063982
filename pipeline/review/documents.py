"""The page of a document: its paper, its records, the sheet of a field, and what is done to them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ..store import Store, UnknownError
from ..store.views import DocumentView, FieldKey, QueueItem
from .access import GuardedRoute
from .document_view import DocumentPage, RecordRow, document_page, record_rows
from .field_view import FieldSheet, field_sheet
from .outcomes import Outcome, read_field, read_number, touched
from .pages import page, store_of
from .paper import sheets_of


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What the page of a document is made of."""

    view: DocumentPage
    version: int
    """Of the document; what comes back with every form, to see whether somebody was faster."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page of a document gets when something was done, or a field was chosen."""

    view: DocumentPage
    sheet: FieldSheet | None
    """Of the field in hand; None where its record is gone."""
    rows: tuple[RecordRow, ...]
    """Those that are to be shown anew."""
    is_rebuilt: bool
    """Whether records came or went, so that the whole table is."""
    version: int
    outcome: Outcome
    yours: str | None
    """What the reviewer wrote that is not kept yet."""


def routes() -> list[BaseRoute]:
    """Return the routes of documents."""
    return [
        GuardedRoute("/documentos/{id:int}", show_document, "reader"),
        GuardedRoute("/documentos/{id:int}/campos/{record}/{field}", show_field, "reader"),
    ]


def show_document(request: Request) -> Response:
    """Show a document with its pages and records."""
    view = converted(store_of(request), request.path_params["id"])
    assert view.matrix
    shown = document_page(view.id, view.matrix, view.worksheet, sheets_of(request, view))
    return page(request, "documento.html.j2", DocumentContext(shown, view.version))


def show_field(request: Request) -> Response:
    """Answer with the sheet of a field, and with the rows that others changed since the page was made."""
    parts = request.path_params
    key = FieldKey(parts["id"], parts["record"], read_field(parts))
    return answer(request, key, Outcome(), read_number(request.query_params.get("version")))


def answer(request: Request, key: FieldKey, outcome: Outcome, seen: int | None, typed: str | None = None) -> Response:
    """Answer with the sheet of a field and with all that changed on the page since the version ``seen``.

    ``typed`` is what a reviewer wrote that is not kept yet.
    """
    store = store_of(request)
    view = converted(store, key.document)
    rows, is_rebuilt = _changed_rows(store, view, seen)
    assert view.matrix
    shown = document_page(view.id, view.matrix, view.worksheet, ())
    sheet = field_sheet(view, key.record, key.field, _item(store, view, key))
    context = Answer(shown, sheet, rows, is_rebuilt, view.version, outcome, typed)
    return page(request, "respuesta.html.j2", context, outcome.status)


def _changed_rows(store: Store, view: DocumentView, seen: int | None) -> tuple[tuple[RecordRow, ...], bool]:
    """Return the rows to show anew: what was changed and what stands below it, for it may repeat what is above."""
    if seen is None or seen >= view.version or view.matrix is None:
        return (), False
    records, is_rebuilt = touched(store.history(view.id), seen)
    rows = record_rows(view.matrix, view.worksheet)
    below = {row.id for above, row in pairwise(rows) if above.id in records}
    return tuple(row for row in rows if row.id in records | below), is_rebuilt


def _item(store: Store, view: DocumentView, key: FieldKey) -> QueueItem | None:
    """Return what the queue says of a field, None where there is no value."""
    row = view.worksheet.find(key.record)
    return store.queue_item(*key) if row and row.values[key.field] else None


def converted(store: Store, document: int) -> DocumentView:
    """Return a document that has records to show; raise :class:`UnknownError`."""
    view = store.document(document)
    if view.matrix is None:
        raise UnknownError("not_converted", id=document)
    return view
