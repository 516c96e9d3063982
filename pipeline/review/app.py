"""The app: its routes, what guards them, and the pages for what goes wrong."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from ..batch.outputs import DiskFullError
from ..store import BusyError, ConflictError, StepError, Store, StoreError, UnknownError
from . import (
    batches,
    catalogue,
    decide,
    documents,
    doubt_sheets,
    downloads,
    history,
    home,
    openapi,
    operation,
    page_images,
    people,
    portal,
    queue,
    reconcile,
    sign_in,
    uploads,
)
from .access import GuardedRoute, NotAllowedError, NotSignedInError
from .page_images import PageImages
from .pages import FOLDER, RefusedError, error_page, prepare_pages, words_of_accounts
from .request_log import Counts, RequestLog
from .security import HEADERS, guards
from .settings import ReviewSettings

SHIPPED = frozenset({".css", ".js", ".svg", ".txt"})
"""Endings of the files that browsers get; the templates lie beside them."""
GARBAGE = (20_000, 20, 100)
"""After so many new objects Python looks through the newest for garbage, after so many looks through older ones."""
SUBJECTS = (
    *(home, uploads, batches, documents, page_images, downloads, portal, queue, decide, history, catalogue),
    *(sign_in, people, reconcile, doubt_sheets, operation, openapi),
)
"""Modules that each have the routes of one subject."""
STATUSES: dict[type[StoreError], HTTPStatus] = {
    UnknownError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    StepError: HTTPStatus.CONFLICT,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What is said in HTTP of what the store says; of the classes that fit, the first one."""


def create_app(store: Store, settings: ReviewSettings) -> Starlette:
    """Return the app that works on ``store``; several processes may each have one of their own."""
    counts = Counts()
    app = Starlette(
        routes=_guarded(routes()),
        middleware=[Middleware(RequestLog, counts=counts, is_written=settings.is_logged), *guards(settings)],
        exception_handlers={
            HTTPException: _refused,
            StoreError: _not_done,
            NotAllowedError: _not_allowed,
            NotSignedInError: _not_signed_in,
            DiskFullError: _disk_full,
            ClientDisconnect: _gone,
            Exception: _failed,
        },
        lifespan=_close_at_the_end,
    )
    app.router.redirect_slashes = False  # it would make an address of what the request says of its host
    app.state.store = store
    app.state.settings = settings
    app.state.counts = counts
    app.state.page_images = PageImages(settings.folder, settings.images)
    app.state.drawing = asyncio.Semaphore()
    return app


def warm_up(app: Starlette) -> None:
    """Load what the first questions need, in the order in which people come to need it."""
    prepare_pages()
    app.state.store.warm_up()
    app.state.page_images.warm_up()
    _look_seldom_for_garbage()


def _look_seldom_for_garbage() -> None:
    """Have Python look through what was made since for objects in circles, now and then; hardly any are.

    Looking through the catalogue and the language model as well takes a third of a second, in which nobody is
    answered, and who was about to write keeps the base to himself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def routes() -> list[BaseRoute]:
    """Return all routes; those of one subject stand in its module."""
    return [
        *(route for subject in SUBJECTS for route in subject.routes()),
        Mount("/estaticos", Assets(directory=Path(str(files("plantillas").joinpath(FOLDER)))), name="estaticos"),
    ]


def _guarded(found: list[BaseRoute]) -> list[BaseRoute]:
    """Return the routes; raise ``TypeError`` where one does not say whom it lets in (styles and scripts: everybody)."""
    for route in found:
        if not isinstance(route, GuardedRoute) and not (isinstance(route, Mount) and isinstance(route.app, Assets)):
            raise TypeError(f"{getattr(route, 'path', route)} lets in anybody: it must be a GuardedRoute")
    return found


@asynccontextmanager
async def _close_at_the_end(app: Starlette) -> AsyncIterator[None]:
    yield
    app.state.page_images.close()
    app.state.store.close()


class ShortNumber(IntegerConvertor):
    """A number in a path that every base can hold; a longer one leads nowhere."""

    regex = "[0-9]{1,9}"


register_url_convertor("int", ShortNumber())


class Assets(StaticFiles):
    """Styles and scripts, and nothing else of their folder."""

    def lookup_path(self, path: str) -> tuple[str, object]:  # type: ignore[override]
        """Return where a file is; nowhere for what is no style or script."""
        return super().lookup_path(path) if PurePosixPath(path).suffix in SHIPPED else ("", None)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    response = error_page(request, status, error.detail if isinstance(error, RefusedError) else "")
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def _not_done(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    return error_page(request, status, str(error))


def _not_allowed(request: Request, _error: Exception) -> Response:
    return error_page(request, HTTPStatus.FORBIDDEN, words_of_accounts("not_allowed"))


def _not_signed_in(request: Request, _error: Exception) -> Response:
    return error_page(request, HTTPStatus.UNAUTHORIZED, words_of_accounts("not_signed_in"))


def _gone(_request: Request, _error: Exception) -> Response:
    """Answer somebody who went away while sending: nobody reads it, and it is no failure of the program."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


def _disk_full(request: Request, _error: Exception) -> Response:
    return error_page(request, HTTPStatus.INSUFFICIENT_STORAGE)


def _failed(request: Request, _error: Exception) -> Response:
    """Say that the program failed; what happened stands in the server's log, never on the page."""
    response = error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)
    response.headers.update(HEADERS)  # this answer is given outside of the middlewares
    return response
