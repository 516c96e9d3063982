"""Who may use the app, and who came in, for administrators to look at; ``lotaip usuarios`` changes accounts."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ..store.views import Access, Account
from .access import GuardedRoute
from .lists import for_people
from .pages import page, store_of

LINES = 200


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One line of the audit."""

    access: Access
    at: str
    """For people."""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """What the page of accounts shows."""

    accounts: tuple[Account, ...]
    audit: tuple[AccessLine, ...]


def routes() -> list[BaseRoute]:
    """Return the route of the accounts."""
    return [GuardedRoute("/cuentas", people, "administrator")]


def people(request: Request) -> Response:
    """Show the accounts and the last lines of the audit."""
    accounts = store_of(request).accounts
    audit = tuple(AccessLine(access, for_people(access.at)) for access in accounts.audit(LINES))
    return page(request, "cuentas.html.j2", PeoplePage(accounts.all(), audit))
