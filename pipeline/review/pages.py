"""What the handlers of pages share: the store, who is asking, forms, and answers made from templates.

What a template of ``plantillas/revision`` may use beside its context: ``t`` (a sentence of ``mensajes/revision.toml``),
``word`` (one of another topic), ``asset`` (the address of a style or script), ``csrf_token``, ``visitor`` (None where
nobody is known to ask), ``may`` (whether the visitor has a role), ``path`` (of the request), and the filters of
:mod:`pipeline.render`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from functools import cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from plantillas import message
from plantillas.marks import show_marks
from plantillas.messages import message_keys

from ..render import Engine, make_engine
from .access import visitor_of
from .settings import ReviewSettings

if TYPE_CHECKING:
    from ..store import Store
    from ..store.views import Role

TOPIC, ACCOUNTS = "revision", "cuentas"
FOLDER = "revision"
MOST_FIELDS = 200
"""Fields of a form; those of files are counted apart."""

Handler = Callable[[Request], Awaitable[Response]]


def sentence(key: str, **values: object) -> str:
    """Return one of the app's sentences."""
    return message(TOPIC, key, **values)


def words_of_accounts(key: str, **values: object) -> str:
    """Return one of the sentences about accounts."""
    return message(ACCOUNTS, key, **values)


def store_of(request: Request) -> Store:
    """Return the store that the app works on."""
    store: Store = request.app.state.store
    return store


def settings_of(request: Request) -> ReviewSettings:
    """Return what the app was told when it started."""
    settings: ReviewSettings = request.app.state.settings
    return settings


def with_form(work: Callable[[Request, FormData], Response], max_files: int = 0) -> Handler:
    """Return a handler that reads the form of a request and does ``work`` in a thread."""

    async def handle(request: Request) -> Response:
        async with request.form(max_files=max_files, max_fields=MOST_FIELDS) as form:
            return await run_in_threadpool(work, request, form)

    handle.__name__ = work.__name__
    return handle


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What the page of an error shows."""

    status: int
    title: str
    reason: str
    """What happened, and what to do."""


def page(request: Request, template: str, context: Any, status: int = HTTPStatus.OK) -> HTMLResponse:
    """Return the page that ``template`` makes of a context: a dataclass, whose fields are the names it may use."""
    return HTMLResponse(render(request, template, context), status)


def render(request: Request, template: str, context: Any) -> str:
    """Return what :func:`page` does, as text."""
    named = {field.name: getattr(context, field.name) for field in fields(context)}
    token: Callable[[], str] | None = request.scope.get("csrftoken")
    visitor = visitor_of(request)
    shared = {
        "csrf_token": token() if token else "",
        "path": request.url.path,
        "visitor": visitor,
        "may": visitor.may if visitor else _nothing,
    }
    return show_marks(_engine().get_template(f"{FOLDER}/{template}").render(shared | named))


def prepare_pages() -> None:
    """Compile the templates, so that the first who ask need not wait for it."""
    engine = _engine()
    for name in engine.list_templates(extensions=["j2"]):
        if name.startswith(f"{FOLDER}/"):
            engine.get_template(name)


def error_page(request: Request, status: int, reason: str = "") -> HTMLResponse:
    """Return the page that says in Spanish what went wrong and what to do; ``reason`` where more is known."""
    key = f"error_{status:d}" if f"error_{status:d}" in message_keys(TOPIC) else "error_other"
    context = ErrorPage(int(status), sentence(f"{key}_title"), reason or sentence(key))
    return page(request, "error.html.j2", context, status)


class RefusedError(HTTPException):
    """A request that cannot be served; the text is the Spanish sentence that its page shows."""

    def __init__(self, status: HTTPStatus, reason: str = "") -> None:
        super().__init__(status, reason)


def _nothing(_role: Role) -> bool:
    """Say what somebody may do who is not known."""
    return False


@cache
def _engine() -> Engine:
    engine = make_engine(autoescape=True)
    engine.globals |= {"t": sentence, "word": message, "asset": partial("/estaticos/{}".format)}
    return engine
