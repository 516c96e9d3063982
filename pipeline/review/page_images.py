"""Images of pages: drawn in a process of their own, kept on the disk within bounds.

What PDFium draws comes from strangers, so it never runs in the web process: a page that crashes it, never ends or
asks for too much memory is a page without an image.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ..batch.executors import Crash, Limits
from ..batch.executors.worker_process import WorkerProcess
from .access import GuardedRoute
from .page_drawing import Asked, Drawer, Drawing, Nothing, Sheets
from .pages import RefusedError, sentence, store_of
from .settings import ImageLimits

if TYPE_CHECKING:
    from extractores import Page

PDF = "application/pdf"
WEBP = "image/webp"
FOLDER = "imagenes"
ENDING = ".webp"
REMEMBERED = 256
"""Documents whose sheets are kept in memory."""
KEPT_BY_BROWSERS = "private, max-age=31536000, immutable"
"""What a document's number means never changes."""


class PageImages:
    """The images of one web process; several share a folder."""

    def __init__(self, folder: Path, limits: ImageLimits) -> None:
        self._cache = ImageCache(folder / FOLDER, limits.cache_bytes)
        self._limits = limits
        work = Limits.fixed(limits.seconds, limits.megabytes)
        self._drawer = _DrawingProcess(WorkerProcess(Drawer(), work))
        # Nobody waits for a picture, or for a new process, to learn how large a page is.
        self._measurer = _DrawingProcess(WorkerProcess(Drawer(), replace(work, alone=False)))
        self._lock = Lock()
        self._sheets: OrderedDict[str, tuple[Page, ...]] = OrderedDict()

    def warm_up(self) -> None:
        """Start the processes: a second that nobody shall wait for."""
        for drawer in (self._measurer, self._drawer):
            with drawer.one_at_a_time:
                drawer.process.run(Nothing())

    def find(self, sha256: str, number: int, width: int) -> bytes | None:
        """Return an image that is kept, None where there is none."""
        return self._cache.find(self._name(sha256, number, width))

    def draw(self, path: Path, sha256: str, number: int, width: int) -> bytes | None:
        """Return the image of a page as WebP, at least ``width`` dots across; None where there can be none."""
        with self._drawer.one_at_a_time:
            if kept := self.find(sha256, number, width):  # another request was faster
                return kept
            outcome = self._drawer.process.run(Drawing(path, number, self._rounded(width), self._limits.pixels))
        if not isinstance(outcome, bytes):
            return None
        self._cache.keep(self._name(sha256, number, width), outcome)
        return outcome

    def sheets(self, path: Path, sha256: str) -> tuple[Page, ...]:
        """Return the pages of a document: of a PDF their sizes only, of a text all that is on them.

        Empty where it cannot be read.
        """
        if (known := self._known_sheets(sha256)) is not None:
            return known
        with self._measurer.one_at_a_time:
            if (known := self._known_sheets(sha256)) is not None:  # another request was faster
                return known
            outcome = self._measurer.process.run(Sheets(path))
        if isinstance(outcome, Crash):
            return ()
        sheets = outcome if isinstance(outcome, tuple) else ()
        with self._lock:
            self._sheets[sha256] = sheets
            while len(self._sheets) > REMEMBERED:
                self._sheets.popitem(last=False)
        return sheets

    def _known_sheets(self, sha256: str) -> tuple[Page, ...] | None:
        with self._lock:
            if sha256 not in self._sheets:
                return None
            self._sheets.move_to_end(sha256)
            return self._sheets[sha256]

    def cached_bytes(self) -> int:
        """Return how much is kept."""
        return self._cache.bytes_kept()

    def close(self) -> None:
        """End the processes."""
        self._drawer.process.close()
        self._measurer.process.close()

    def _rounded(self, width: int) -> int:
        return next((known for known in self._limits.widths if known >= width), self._limits.widths[-1])

    def _name(self, sha256: str, number: int, width: int) -> str:
        return f"{sha256}-{number}-{self._rounded(width)}{ENDING}"


@dataclass(frozen=True, slots=True)
class _DrawingProcess:
    """A process for what strangers made, which does one thing after the other."""

    process: WorkerProcess[Asked, bytes | tuple[Page, ...] | None]
    one_at_a_time: Lock = field(default_factory=Lock)


class ImageCache:
    """A folder of files that together never have more than ``most_bytes``; who was not asked for longest goes first."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def find(self, name: str) -> bytes | None:
        """Return what is kept under ``name``."""
        path = self._folder / name
        with suppress(OSError):
            content = path.read_bytes()
            os.utime(path)
            return content
        return None

    def keep(self, name: str, content: bytes) -> None:
        """Keep a content if there is room for it; a full disk is no reason not to show it."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._make_room(len(content)):
                self._write(self._folder / name, content)

    def bytes_kept(self) -> int:
        """Return how much all files have together."""
        return sum(facts.st_size for _, facts in self._files()) if self._folder.is_dir() else 0

    def _make_room(self, needed: int) -> bool:
        """Remove the oldest files until ``needed`` bytes fit; other processes may be doing the same."""
        files = sorted(self._files(), key=lambda found: found[1].st_mtime)
        total = sum(facts.st_size for _, facts in files)
        for path, facts in files:
            if total + needed <= self._most_bytes:
                break
            path.unlink(missing_ok=True)
            total -= facts.st_size
        return total + needed <= self._most_bytes

    def _files(self) -> Sequence[tuple[Path, os.stat_result]]:
        found = []
        for entry in os.scandir(self._folder):
            with suppress(FileNotFoundError):
                found.append((Path(entry.path), entry.stat()))
        return found

    def _write(self, path: Path, content: bytes) -> None:
        with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
            try:
                file.write(content)
                file.close()
                os.replace(file.name, path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise


def routes() -> list[BaseRoute]:
    """Return the route of the images."""
    return [GuardedRoute("/documentos/{document:int}/paginas/{number:int}.webp", page_image, "reader")]


async def page_image(request: Request) -> Response:
    """Answer with the image of a page; ``ancho`` asks for so many dots across."""
    images: PageImages = request.app.state.page_images
    document, number = request.path_params["document"], request.path_params["number"]
    width = _asked_width(request)
    view = await run_in_threadpool(store_of(request).document, document)
    if view.matrix is None or view.matrix.source.media_type != PDF or not 1 <= number <= view.matrix.source.pages:
        raise RefusedError(HTTPStatus.NOT_FOUND, sentence("no_image"))
    content = await run_in_threadpool(images.find, view.sha256, number, width)
    if content is None:
        path = store_of(request).path_of(view.sha256)
        async with request.app.state.drawing:  # those that wait for their turn hold no thread
            content = await run_in_threadpool(images.draw, path, view.sha256, number, width)
    if content is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, sentence("no_image"))
    return Response(content, media_type=WEBP, headers={"Cache-Control": KEPT_BY_BROWSERS})


def _asked_width(request: Request) -> int:
    asked = request.query_params.get("ancho", "")
    return min(int(asked), 10_000) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
