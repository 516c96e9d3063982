"""Who is asking, and what they may: every route says the least role that it takes, and nothing is open otherwise.

Without accounts whoever sits at this machine may do everything. As soon as there is an account, or other machines
are let in, browsers have a session (a cookie) and programs a key; both are tokens that the store knows by their hash.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ..store import Store, StoreError
from ..store.views import ROLES, Account, Role
from .request_log import note
from .reviewer import named_here
from .settings import ReviewSettings

SIGN_IN = "/entrar"
SESSION_SECONDS = 12 * 3600.0
"""A working day, and no longer: nothing is written to prolong it."""
KEY_SECONDS = 365 * 24 * 3600.0
VISITOR = "lotaip.visitor"
"""Entry of a request's scope."""
BEARER = "bearer "
KEY = "key"
"""Parameter of paths that have a program's key in them."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking."""

    name: str
    """As it stands in the log beside what they decide."""
    role: Role
    has_account: bool

    def may(self, role: Role) -> bool:
        """Tell whether the visitor may do what takes ``role``."""
        return ROLES.index(self.role) >= ROLES.index(role)


class GuardedRoute(Route):
    """A route with the least role that it takes; None lets in everybody, also who is not known.

    ``for_programs`` lets in who brings a key instead of a session. The app takes no other kind of route.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        role: Role | None,
        *,
        methods: Sequence[str] = ("GET",),
        for_programs: bool = False,
    ) -> None:
        super().__init__(path, endpoint, methods=list(methods))
        self.role = role
        self.for_programs = for_programs

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, if it may be asked."""
        request = Request(scope)
        visitor = scope[VISITOR] = await run_in_threadpool(find_visitor, request, for_programs=self.for_programs)
        note(scope, self.path, visitor.name if visitor else "")
        if self.role is not None and visitor is None:
            if self.for_programs:
                raise NotSignedInError
            await _who_is_there(request)(scope, receive, send)
        elif self.role is not None and not visitor.may(self.role):
            raise NotAllowedError
        else:
            await super().handle(scope, receive, send)


class NotAllowedError(Exception):
    """The visitor's role is not enough."""


class NotSignedInError(Exception):
    """Nobody is known to ask, and the answer cannot be the page to sign in."""


def find_visitor(request: Request, *, for_programs: bool = False) -> Visitor | None:
    """Return who is asking, None where that is not known."""
    store: Store = request.app.state.store
    settings: ReviewSettings = request.app.state.settings
    if for_programs and (key := _key_of(request)) and (account := store.accounts.of_session(key, "program")):
        return _visitor(account)
    token = request.cookies.get(settings.session_cookie)
    if token and (account := store.accounts.of_session(token, "browser")):
        return _visitor(account)
    if settings.needs_accounts or store.accounts.exist():
        return None
    return Visitor(named_here(request) or settings.reviewer, "administrator", has_account=False)


def visitor_of(request: Request) -> Visitor | None:
    """Return who is asking, as it was found out for the route; on pages for what went wrong, now."""
    if VISITOR not in request.scope:
        request.scope[VISITOR] = None
        with suppress(StoreError, KeyError):  # pages that are made before the app is reached have no visitor
            request.scope[VISITOR] = find_visitor(request)
    visitor: Visitor | None = request.scope[VISITOR]
    return visitor


def reviewer_of(request: Request) -> str:
    """Return the reviewer's name, which stands in the log beside what they decide."""
    visitor = visitor_of(request)
    return visitor.name if visitor else ""


def address_of_browser(request: Request) -> str:
    """Return from where a request comes; behind a proxy that the server trusts, what that says."""
    return request.client.host if request.client else ""


def _visitor(account: Account) -> Visitor:
    return Visitor(account.name, account.role, has_account=True)


def _key_of(request: Request) -> str | None:
    given = request.headers.get("authorization", "")
    bearer = given[len(BEARER) :] if given.casefold().startswith(BEARER) else None
    return request.path_params.get(KEY) or bearer


def _who_is_there(request: Request) -> RedirectResponse:
    """Send a browser that opens a page to the page to sign in; refuse anything else, so that nothing typed is lost."""
    if request.method != "GET" or "hx-request" in request.headers:
        raise NotSignedInError
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?volver={quote(path, safe='')}", HTTPStatus.SEE_OTHER)
