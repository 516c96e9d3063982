"""The page of a batch: how far it is, what came of each document, and its progress as events.

Progress is read from the store, so that it does not matter which process of the server a browser is connected to.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from ..store.views import BatchView, DocumentRow
from .access import GuardedRoute
from .lists import BatchLine, DocumentLine, batch_line, document_line, document_lines
from .pages import page, render, store_of, with_form

LOOK_SECONDS = 0.5
"""Between two looks at the store."""
RETRY_MILLISECONDS = 2_000
"""After which a browser connects again when the server was gone."""


@dataclass(frozen=True, slots=True)
class BatchPage:
    """What the page of a batch shows."""

    line: BatchLine
    documents: tuple[DocumentLine, ...]
    """Empty where only the totals are shown."""
    to_review: int
    """Fields that wait for a person in this batch."""
    running: bool
    """Whether anything will still change."""


@dataclass(frozen=True, slots=True)
class RowPart:
    """One row of that page."""

    position: int
    """Place in the batch, from 0."""
    document: DocumentLine


def routes() -> list[BaseRoute]:
    """Return the routes of batches."""
    return [
        GuardedRoute("/lotes/{batch:int}", batch_page, "reader"),
        GuardedRoute("/lotes/{batch:int}/avance", progress, "reader"),
        GuardedRoute("/lotes/{batch:int}/cancelar", with_form(cancel), "reviewer", methods=["POST"]),
    ]


def batch_page(request: Request) -> Response:
    """Show a batch."""
    batch = _batch(request)
    return page(request, "lote.html.j2", _context(batch, document_lines(batch.documents, store_of(request))))


def cancel(request: Request, _form: FormData) -> Response:
    """Take what has not begun out of the queue."""
    batch = request.path_params["batch"]
    store_of(request).cancel_batch(batch)
    return RedirectResponse(f"/lotes/{batch}", HTTPStatus.SEE_OTHER)


async def progress(request: Request) -> Response:
    """Answer with a batch's progress as events, until there is no more."""
    await run_in_threadpool(_batch, request)  # one that does not exist has a page that says so
    return EventSourceResponse(_events(request))


async def _events(request: Request) -> AsyncIterator[ServerSentEvent]:
    """Yield ``fila`` for each row that changed and ``resumen`` for the totals, both as HTML, then ``fin``.

    What waits stands on the page already; of all else the first look tells, for it may have changed since.
    """
    shown: dict[int, DocumentRow] = {}
    before = ""
    while True:
        batch = await run_in_threadpool(_batch, request)
        for position, row in enumerate(batch.documents):
            if shown.get(position) != row and (position in shown or row.state != "queued"):
                html = await run_in_threadpool(_row, request, position, row)
                yield ServerSentEvent(html, event="fila", retry=RETRY_MILLISECONDS)
            shown[position] = row
        summary = await run_in_threadpool(render, request, "lote_resumen.html.j2", _context(batch))
        if summary != before:
            yield ServerSentEvent(summary, event="resumen")
        before = summary
        if batch.finished == batch.total:
            yield ServerSentEvent("", event="fin")
            return
        await asyncio.sleep(LOOK_SECONDS)


def _batch(request: Request) -> BatchView:
    return store_of(request).batch(request.path_params["batch"])


def _row(request: Request, position: int, row: DocumentRow) -> str:
    return render(request, "lote_fila.html.j2", RowPart(position, document_line(row, store_of(request))))


def _context(batch: BatchView, documents: tuple[DocumentLine, ...] = ()) -> BatchPage:
    return BatchPage(
        line=batch_line(batch),
        documents=documents,
        to_review=sum({row.id: row.to_review for row in batch.documents}.values()),
        running=batch.finished < batch.total,
    )
