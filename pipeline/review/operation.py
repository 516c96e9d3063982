"""For who runs the server: whether it is well, and figures in the text format that Prometheus collects.

The format is a few lines of text, so no library writes it. Figures of the base are the same whichever process is
asked; those of requests are of the process that answers and say its number.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute

from ..store import StoreError
from .access import GuardedRoute
from .page_images import PageImages
from .pages import settings_of, store_of
from .request_log import BOUNDS, Counts

LEAST_FREE = 500_000_000
"""Bytes on the disk below which it is told that they run out."""
FORMAT = "text/plain; version=0.0.4; charset=utf-8"


def routes() -> list[BaseRoute]:
    """Return the routes of operation."""
    return [
        GuardedRoute("/salud", health, None),
        GuardedRoute("/metricas", metrics, "administrator", for_programs=True),
    ]


def health(request: Request) -> Response:
    """Say that the app answers and its store does, and whether the disk fills up."""
    try:
        store_of(request).queue_size()
    except StoreError:
        return JSONResponse({"estado": "sin_base"}, HTTPStatus.SERVICE_UNAVAILABLE)
    free = shutil.disk_usage(settings_of(request).folder).free
    return JSONResponse({"estado": "bien" if free >= LEAST_FREE else "poco_disco"})


def metrics(request: Request) -> Response:
    """Answer with the figures."""
    return PlainTextResponse("\n".join(_lines(request)) + "\n", media_type=FORMAT)


def _lines(request: Request) -> Iterator[str]:
    figures = store_of(request).figures()
    images: PageImages = request.app.state.page_images
    yield from _family("lotaip_documents", "gauge", "Documents by state.")
    for state, count in figures.documents.items():
        yield _sample("lotaip_documents", count, state=state)
    for name, kind, help_text, value in (
        ("lotaip_fields_waiting", "gauge", "Fields that wait for a person.", figures.waiting),
        ("lotaip_log_entries_total", "counter", "Lines of the log of decisions.", figures.entries),
        ("lotaip_sessions", "gauge", "Sessions of browsers and keys of programs that hold.", figures.sessions),
        ("lotaip_image_cache_bytes", "gauge", "Images of pages on the disk.", images.cached_bytes()),
        ("lotaip_disk_free_bytes", "gauge", "Room on the disk.", shutil.disk_usage(settings_of(request).folder).free),
    ):
        yield from _family(name, kind, help_text)
        yield _sample(name, value)
    yield from _of_requests(request.app.state.counts)


def _of_requests(counts: Counts) -> Iterator[str]:
    process = str(os.getpid())
    yield from _family("lotaip_requests_total", "counter", "Answers by method, route and status.")
    for (method, route, status), count in sorted(counts.requests.copy().items()):
        yield _sample("lotaip_requests_total", count, process=process, method=method, route=route, status=str(status))
    yield from _family("lotaip_request_seconds", "histogram", "How long answers took.")
    for bound in BOUNDS:
        yield _sample("lotaip_request_seconds_bucket", counts.within[bound], process=process, le=str(bound))
    yield _sample("lotaip_request_seconds_bucket", counts.total, process=process, le="+Inf")
    yield _sample("lotaip_request_seconds_sum", round(counts.seconds, 6), process=process)
    yield _sample("lotaip_request_seconds_count", counts.total, process=process)


def _family(name: str, kind: str, help_text: str) -> Iterator[str]:
    yield f"# HELP {name} {help_text}"
    yield f"# TYPE {name} {kind}"


def _sample(name: str, value: float, **labels: str) -> str:
    inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{inside}}} {value}" if inside else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
