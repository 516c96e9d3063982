"""The first page: dropping documents, and the list of those that are here."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .pages import page
from .settings import ReviewSettings


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the first page shows."""


def routes(_settings: ReviewSettings) -> list[BaseRoute]:
    """Return the routes of the first page."""
    return [Route("/", home)]


def home(request: Request) -> Response:
    """Show the first page."""
    return page(request, "inicio.html.j2", HomePage())
