"""Signing in and out, one's own password, and the name of whoever works without accounts."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from ..store.accounts import EntryLimits
from .access import SESSION_SECONDS, SIGN_IN, GuardedRoute, address_of_browser, visitor_of
from .pages import RefusedError, page, settings_of, store_of, with_form, words_of_accounts as words
from .passwords import hash_password, is_outdated, is_right, what_is_wrong
from .reviewer import A_YEAR, COOKIE, local_path, tidy_name

UNKNOWN, TOO_MANY = HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the page to sign in shows."""

    name: str
    back: str
    """Path of the page that is gone on with."""
    refused: str | None
    exists: bool
    """Whether there is any account."""


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """What the page to change one's password shows."""

    refused: str | None
    done: bool


def routes() -> list[BaseRoute]:
    """Return the routes of signing in and out."""
    return [
        GuardedRoute(SIGN_IN, show_sign_in, None),
        GuardedRoute(SIGN_IN, with_form(sign_in), None, methods=["POST"]),
        GuardedRoute("/salir", with_form(sign_out), "reader", methods=["POST"]),
        GuardedRoute("/clave", show_password, "reader"),
        GuardedRoute("/clave", with_form(change_password), "reader", methods=["POST"]),
        GuardedRoute("/revisor", with_form(name_reviewer), "reader", methods=["POST"]),
    ]


def show_sign_in(request: Request) -> Response:
    """Show the page to sign in."""
    return _sign_in_page(request, "", request.query_params.get("volver", "/"))


def sign_in(request: Request, form: FormData) -> Response:
    """Begin a session, if name and password are right."""
    name, password, back = (str(form.get(field, "")) for field in ("nombre", "clave", "volver"))
    accounts, address = store_of(request).accounts, address_of_browser(request)
    if not accounts.may_try(name, address, EntryLimits()):
        return _sign_in_page(request, name, back, words("too_many_attempts"), TOO_MANY)
    account = accounts.find(name)
    if not is_right(password, account.password if account else None) or account is None:
        return _sign_in_page(request, name, back, words("wrong_password"), UNKNOWN)
    if is_outdated(account.password):
        accounts.renew_hash(name, hash_password(password))
    settings, answer = settings_of(request), RedirectResponse(local_path(back), HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        settings.session_cookie,
        accounts.enter(name, address, SESSION_SECONDS),
        max_age=int(SESSION_SECONDS),
        secure=settings.is_secure,
        httponly=True,
        samesite="lax",
    )
    return answer


def sign_out(request: Request, _form: FormData) -> Response:
    """End the session."""
    settings, visitor = settings_of(request), visitor_of(request)
    if visitor and visitor.has_account:
        token = request.cookies.get(settings.session_cookie, "")
        store_of(request).accounts.leave(token, visitor.name, address_of_browser(request))
    answer = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    answer.delete_cookie(settings.session_cookie, secure=settings.is_secure, httponly=True, samesite="lax")
    return answer


def show_password(request: Request) -> Response:
    """Show the page to change one's password."""
    _own_name(request)
    return page(request, "clave.html.j2", PasswordPage(None, done=False))


def change_password(request: Request, form: FormData) -> Response:
    """Change the visitor's own password; their other sessions end."""
    name = _own_name(request)
    before, after, again = (str(form.get(field, "")) for field in ("anterior", "nueva", "repetida"))
    refused = _why_not(request, name, before, after, again)
    if not refused:
        token = request.cookies.get(settings_of(request).session_cookie, "")
        store_of(request).accounts.set_password(name, hash_password(after), name, keep=token)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return page(request, "clave.html.j2", PasswordPage(refused, done=not refused), status)


def _why_not(request: Request, name: str, before: str, after: str, again: str) -> str | None:
    accounts = store_of(request).accounts
    if not accounts.may_try(name, address_of_browser(request), EntryLimits()):
        return words("too_many_attempts")
    account = accounts.find(name)
    if not is_right(before, account.password if account else None):
        return words("wrong_password")
    return words("not_the_same") if after != again else what_is_wrong(after, name)


def name_reviewer(request: Request, form: FormData) -> Response:
    """Keep the name that a reviewer gave in this browser, and go back to the page they came from."""
    visitor = visitor_of(request)
    if visitor and visitor.has_account:
        raise RefusedError(HTTPStatus.FORBIDDEN)
    answer = RedirectResponse(local_path(str(form.get("volver", "/"))), HTTPStatus.SEE_OTHER)
    name = quote(tidy_name(str(form.get("nombre", ""))))
    answer.set_cookie(COOKIE, name, max_age=A_YEAR, httponly=True, samesite="lax")
    return answer


def _own_name(request: Request) -> str:
    """Return the name of the visitor's account; without accounts there is no password to change."""
    visitor = visitor_of(request)
    if visitor is None or not visitor.has_account:
        raise RefusedError(HTTPStatus.NOT_FOUND)
    return visitor.name


def _sign_in_page(
    request: Request, name: str, back: str, refused: str | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    context = SignInPage(tidy_name(name), local_path(back), refused, store_of(request).accounts.exist())
    return page(request, "entrar.html.j2", context, status)
