"""What was asked and how it went: counted for ``/metricas`` and, where that is wanted, a line of JSON each."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from time import perf_counter

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..json_line import json_line

SEEN = "lotaip.seen"
"""Entry of a request's scope: what is found out about it on the way."""
BOUNDS = (0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0)
"""Seconds."""
FAILED = 500


@dataclass
class Seen:
    """What was found out about one request."""

    route: str = ""
    """As it is declared: with names for what differs, so that neither keys nor numbers of documents are in it."""
    who: str = ""


@dataclass
class Counts:
    """What one process answered since it began; several threads may ask."""

    requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    """By method, route and status."""
    within: Counter[float] = field(default_factory=Counter)
    """Answers that took no longer than each of ``BOUNDS``."""
    total: int = 0
    seconds: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self.requests[method, route, status] += 1
            self.total += 1
            self.seconds += seconds
            self.within.update(bound for bound in BOUNDS if seconds <= bound)


class RequestLog:
    """Counts every answer; writes a line about it to the standard error where ``is_written``."""

    def __init__(self, app: ASGIApp, counts: Counts, is_written: bool) -> None:
        self._app, self._counts = app, counts
        self._log = structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            processors=[
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.processors.JSONRenderer(serializer=json_line),
            ],
        )
        self._is_written = is_written

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen, status, began = Seen(), FAILED, perf_counter()

        async def send_counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app({**scope, SEEN: seen}, receive, send_counted)
        finally:
            self._tell(scope, seen, status, perf_counter() - began)

    def _tell(self, scope: Scope, seen: Seen, status: int, seconds: float) -> None:
        self._counts.add(scope["method"], seen.route, status, seconds)
        if not self._is_written:
            return
        client = Request(scope).client
        facts = {"metodo": scope["method"], "ruta": seen.route, "estado": status, "quien": seen.who}
        with suppress(OSError):  # a pipe that nobody reads stops no answer
            self._log.msg(
                "petición", **facts, milisegundos=round(seconds * 1000, 1), desde=client.host if client else ""
            )


def note(scope: Scope, route: str, who: str) -> None:
    """Keep what a route found out about its request."""
    if SEEN in scope:
        scope[SEEN].route, scope[SEEN].who = route, who
