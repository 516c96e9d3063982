"""What forms ask for: actions on documents, undo and redo; the answer is for the page that the form is on."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ..store.views import FieldKey
from .access import GuardedRoute, reviewer_of
from .documents import answer
from .outcomes import FINE, act, field_of, new_record, read_field, read_key, read_number, take_back, texts_of
from .pages import store_of, with_form
from .queue import show_again, show_following

QUEUE = "cola"
"""What the forms of the queue say of their page."""


def routes() -> list[BaseRoute]:
    """Return the routes of what forms ask for."""
    return [
        GuardedRoute("/documentos/{id:int}/acciones", with_form(change), "reviewer", methods=["POST"]),
        GuardedRoute("/deshacer", with_form(undo), "reviewer", methods=["POST"]),
        GuardedRoute("/rehacer", with_form(redo), "reviewer", methods=["POST"]),
    ]


def change(request: Request, form: FormData) -> Response:
    """Do what a form asks for on a document."""
    document, asked = request.path_params["id"], texts_of(form)
    outcome = act(store_of(request), document, asked, reviewer_of(request))
    typed = None if outcome.status == FINE else asked.get("text")
    if asked.get("view") != QUEUE:
        record = new_record(outcome.entries) or asked.get("record", "")
        shown = read_field(asked, "shown" if "shown" in asked else "field")
        return answer(request, FieldKey(document, record, shown), outcome, read_number(asked.get("version")), typed)
    after = read_key(asked.get("after"))
    if outcome.status == FINE:
        return show_following(request, after, outcome)
    return show_again(request, FieldKey(document, asked.get("record", ""), read_field(asked)), after, outcome, typed)


def undo(request: Request, form: FormData) -> Response:
    """Undo the reviewer's last step."""
    return _take_back(request, form, forth=False)


def redo(request: Request, form: FormData) -> Response:
    """Redo the step that was undone last."""
    return _take_back(request, form, forth=True)


def _take_back(request: Request, form: FormData, *, forth: bool) -> Response:
    """Answer with the field that is as it was; where nothing was done, with what was shown before."""
    asked = texts_of(form)
    outcome = take_back(store_of(request), asked, reviewer_of(request), forth=forth)
    key, document = field_of(outcome.entries) or read_key(asked.get("here")), read_number(asked.get("document"))
    if document is None:
        return show_again(request, key, read_key(asked.get("after")), outcome)
    shown = key if key and key.document == document else FieldKey(document, "", "unit")
    return answer(request, shown, outcome, read_number(asked.get("version")))
