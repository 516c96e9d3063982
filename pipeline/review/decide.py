"""What forms ask for: actions on documents, undo and redo; the answer is for the page that the form is on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..store.views import FieldKey
from .action_forms import Form
from .documents import answer
from .outcomes import FINE, Outcome, act, field_of, new_record, read_field, read_key, read_number, take_back
from .pages import form_handler, reviewer_of, store_of
from .queue import show_again, show_following

QUEUE = "cola"


@form_handler
def change(request: Request, form: Form) -> Response:
    """Do what a form asks for on a document."""
    document = request.path_params["id"]
    outcome = act(store_of(request), document, form, reviewer_of(request))
    typed = None if outcome.status == FINE else form.get("text")
    if form.get("view") != QUEUE:
        record = new_record(outcome.entries) or form.get("record", "")
        shown = read_field(form, "shown" if "shown" in form else "field")
        return answer(request, FieldKey(document, record, shown), outcome, read_number(form.get("version")), typed)
    after = read_key(form.get("after"))
    if outcome.status == FINE:
        return show_following(request, after, outcome)
    return show_again(request, FieldKey(document, form.get("record", ""), read_field(form)), after, outcome, typed)


@form_handler
def undo(request: Request, form: Form) -> Response:
    """Undo the reviewer's last step."""
    return _taken_back(request, form, take_back(store_of(request), form, reviewer_of(request)))


@form_handler
def redo(request: Request, form: Form) -> Response:
    """Redo the step that was undone last."""
    return _taken_back(request, form, take_back(store_of(request), form, reviewer_of(request), forth=True))


def _taken_back(request: Request, form: Form, outcome: Outcome) -> Response:
    """Answer with the field that is as it was; where nothing was done, with what was shown before."""
    key = field_of(outcome.entries) or read_key(form.get("here"))
    document = read_number(form.get("document"))
    if document is None:
        return show_again(request, key, read_key(form.get("after")), outcome)
    shown = key if key and key.document == document else FieldKey(document, "", "unit")
    return answer(request, shown, outcome, read_number(form.get("version")))


ROUTES = (
    Route("/documentos/{id:int}/acciones", change, methods=["POST"]),
    Route("/deshacer", undo, methods=["POST"]),
    Route("/rehacer", redo, methods=["POST"]),
)
