"""The queue: one doubtful field after the other."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ..store import UnknownError
from ..store.views import FieldKey, QueueItem
from .access import GuardedRoute, reviewer_of
from .outcomes import Outcome, read_field, read_key
from .pages import page, store_of
from .paper import sheets_of
from .queue_view import QueueField, queue_field

FRAGMENT, PAGE = "cola_campo.html.j2", "cola.html.j2"


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What the queue shows."""

    item: QueueField | None
    """The field in hand; None where nothing is left."""
    left: int
    """Fields that wait, in all documents."""
    after: str
    """The field that was skipped last, as :func:`outcomes.read_key` reads it: the queue goes on behind it."""
    outcome: Outcome
    yours: str | None
    """What the reviewer wrote that is not kept yet."""


def routes() -> list[BaseRoute]:
    """Return the routes of the queue."""
    return [
        GuardedRoute("/cola", show_queue, "reviewer"),
        GuardedRoute("/cola/siguiente", show_next, "reviewer"),
        GuardedRoute("/cola/{id:int}/{record}/{field}", show_field, "reviewer"),
    ]


def show_queue(request: Request) -> Response:
    """Show the most useful question."""
    return _show(request, PAGE, _next(request, None), None)


def show_next(request: Request) -> Response:
    """Answer with the question behind the one that is skipped, as a fragment."""
    after = read_key(request.query_params.get("after"))
    return _show(request, FRAGMENT, _next(request, after), after)


def show_field(request: Request) -> Response:
    """Show a certain field as the queue does."""
    parts = request.path_params
    item = store_of(request).queue_item(parts["id"], parts["record"], read_field(parts))
    return _show(request, PAGE, item, None)


def show_again(
    request: Request, key: FieldKey | None, after: FieldKey | None, outcome: Outcome, typed: str | None = None
) -> Response:
    """Answer with a certain field, or where it is gone with the next one; ``typed`` is not kept yet."""
    try:
        item = store_of(request).queue_item(*key) if key else None
    except UnknownError:
        item = None
    return _show(request, FRAGMENT, item or _next(request, after), after, outcome, typed)


def show_following(request: Request, after: FieldKey | None, outcome: Outcome) -> Response:
    """Answer with the next field after one was settled; ``after`` is the last that was skipped."""
    return _show(request, FRAGMENT, _next(request, after), after, outcome)


def _next(request: Request, after: FieldKey | None) -> QueueItem | None:
    return store_of(request).next_doubtful(reviewer_of(request), after, skip_alike=True)


def _show(
    request: Request,
    template: str,
    item: QueueItem | None,
    after: FieldKey | None,
    outcome: Outcome | None = None,
    typed: str | None = None,
) -> Response:
    outcome = outcome or Outcome()
    shown = queue_field(item, sheets_of(request, item.view)) if item else None
    left, skipped = store_of(request).queue_size(), "/".join(map(str, after)) if after else ""
    context = QueuePage(shown, left, skipped, outcome, typed)
    return page(request, template, context, outcome.status)
