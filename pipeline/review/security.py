"""What keeps strangers out: which host is meant, which site is asking, the token of forms, and what pages may load.

The middlewares from the outside in: headers of every answer, host and origin, the length of what is sent, the token.
They answer with pages of their own, for at that point no handler is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from asgi_csrf import asgi_csrf
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .multipart import is_multipart, read_first_field
from .pages import error_page
from .settings import ReviewSettings

POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect", "font")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing that is not ours, and nothing inline: what a document says can never run."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Of every answer."""
CACHING = ("Cache-Control", "no-cache")
"""Of answers that do not say otherwise: what a colleague decided must not be hidden by an old copy."""
FORM_BYTES = 1_000_000
"""Of a request beside the files that it brings."""
UPLOAD_PATH, SHEET_PATH = "/lotes", "/dudas"
"""Where files are brought: documents, and sheets that were filled in."""
SHEET_BYTES = 20_000_000
RECONCILE_PATH, PREVIEW = "/reconcile", "/preview"
"""What other programs ask, with forms that change nothing; and below it the page that they show within theirs."""
TOKEN_FIELD, TOKEN_HEADER = "csrftoken", "x-csrftoken"
"""Where the token is: in a form, and of what scripts send."""
REACHED, HEADERS_AS_SENT = "lotaip.reached", "lotaip.headers"
"""Entries of a request's scope: whether it was let through to the app, and what it said before it was looked at."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


class SecureHeaders:
    """Gives every answer the headers of ``HEADERS``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(headers_of(scope["path"]))
                headers.setdefault(*CACHING)
            await send(message)

        await self._app(scope, receive, send_secured)


class Doorkeeper:
    """Refuses requests for another host (DNS rebinding), and changes that a page of another site asks for."""

    def __init__(self, app: ASGIApp, hosts: Container[str], public: str) -> None:
        self._app = app
        self._hosts = hosts
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if host_name(headers.get("host", "")) not in self._hosts:
            await error_page(Request(scope), HTTPStatus.BAD_REQUEST)(scope, receive, send)
        elif _changes_something(scope) and not _comes_from_us(headers, scope["scheme"], self._public):
            await error_page(Request(scope), HTTPStatus.FORBIDDEN)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class BodyLimit:
    """Refuses requests that are longer than their path allows, whatever they say of their length."""

    def __init__(self, app: ASGIApp, most_bytes: Callable[[str], int]) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, received = self._most_bytes(scope["path"]), 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        if _announced(scope) > most:
            await error_page(Request(scope), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(scope, receive, send)
        else:
            await self._app(scope, receive_limited, send)


class FormTokens:
    """Refuses changes without the token that only our own pages know (``asgi_csrf``).

    Of a form that brings files the token is the first field; it is read here, as ``asgi_csrf`` cannot with the
    present python-multipart, and handed on as the header in which scripts send it.
    """

    def __init__(self, app: ASGIApp, secret: str, is_secure: bool) -> None:
        async def reached(scope: Scope, receive: Receive, send: Send) -> None:
            headers = scope.pop(HEADERS_AS_SENT)
            scope[REACHED].append(True)
            await app({**scope, "headers": headers}, receive, send)

        async def refuse(scope: Scope, send: Send, _reason: object) -> None:
            await error_page(Request(scope), HTTPStatus.FORBIDDEN)(scope, _nothing, send)

        # SameSite=Strict would lose the token of people who come by a link in a message.
        self._next = app
        self._app = asgi_csrf(
            reached,
            signing_secret=secret,
            always_protect=_Everywhere(),
            cookie_secure=is_secure,
            send_csrf_failed=refuse,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one that is so malformed that its token cannot be looked for is refused, too."""
        if scope["type"] != "http" or is_of_programs(scope["path"]):
            await self._next(scope, receive, send)
            return
        reached: list[bool] = []
        try:
            scope = {**scope, REACHED: reached, HEADERS_AS_SENT: scope["headers"]}
            scope, receive = await _with_token_as_header(scope, receive)
            await self._app(scope, receive, send)
        except Exception as error:  # assertions about messages, texts that cannot be compared …
            if reached:
                raise
            status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
            await error_page(Request(scope), status)(scope, receive, send)


async def _with_token_as_header(scope: Scope, receive: Receive) -> tuple[Scope, Receive]:
    """Return a request with files as one whose token stands in a header; any other one as it is."""
    headers = Headers(scope=scope)
    content_type = headers.get("content-type", "")
    if scope["method"] in READING or TOKEN_HEADER in headers or not is_multipart(content_type):
        return scope, receive
    token, receive = await read_first_field(receive, content_type, TOKEN_FIELD)
    shown = [(name, value) for name, value in scope["headers"] if name != b"content-type"]
    return {**scope, "headers": [*shown, (TOKEN_HEADER.encode(), token.encode("ascii", "replace"))]}, receive


class _Everywhere:
    """All paths: without it a request without any cookie would be let through."""

    def __contains__(self, _path: object) -> bool:
        return True


def host_name(host: str) -> str:
    """Return the name in a Host header, without port and brackets; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def headers_of(path: str) -> Mapping[str, str]:
    """Return the headers of every answer at ``path``; a preview may stand within the pages of other programs."""
    if not (is_of_programs(path) and path.endswith(PREVIEW)):
        return HEADERS
    framed = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"}
    return framed | {
        "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def is_of_programs(path: str) -> bool:
    """Tell whether other programs are answered at ``path``."""
    return path == RECONCILE_PATH or path.startswith(f"{RECONCILE_PATH}/")


def _changes_something(scope: Scope) -> bool:
    return scope["method"] not in READING and not is_of_programs(scope["path"])


def guards(settings: ReviewSettings) -> list[Middleware]:
    """Return the middlewares from the outside in."""

    def most_bytes(path: str) -> int:
        files = {UPLOAD_PATH: settings.uploads.batch_bytes, SHEET_PATH: SHEET_BYTES}
        return FORM_BYTES + files.get(path, 0)

    return [
        Middleware(SecureHeaders),
        Middleware(Doorkeeper, hosts=settings.hosts, public=settings.public),
        Middleware(BodyLimit, most_bytes=most_bytes),
        Middleware(FormTokens, secret=settings.secret, is_secure=settings.is_secure),
    ]


def _comes_from_us(headers: Headers, scheme: str, public: str) -> bool:
    """Whether a browser says that a page of ours asks; programs that are no browsers say nothing."""
    origin = headers.get("origin")
    if origin is not None:
        return origin in (f"{scheme}://{headers['host']}", public)
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def _announced(scope: Scope) -> int:
    """Return the length that a request gives itself; 0 for none, and for what is no number."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else 0
