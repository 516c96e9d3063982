"""What officers take away: every format with the decisions applied, the original, and a batch as one ZIP."""

from __future__ import annotations

import io
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute

from ..batch.outputs import name_outputs, safe_name
from ..batch.task import ENDINGS, FORMATS, render
from ..contacts import without_contacts
from ..store import Store
from ..store.views import DocumentRow
from .access import GuardedRoute
from .pages import RefusedError, sentence, store_of

MEDIA_TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "revision": "text/csv; charset=utf-8",
}
CONTACTS = "contactos"
"""What asks for the contact data of officials in the ZIP of a batch."""
ANY_BYTES = "application/octet-stream"
"""Of originals: what they say they are is theirs, and no browser shall show it."""
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of all members, the first that a ZIP can tell: the same decisions give the same bytes."""


def routes() -> list[BaseRoute]:
    """Return the routes of downloads."""
    return [
        GuardedRoute("/documentos/{document:int}/descargar/{format:str}", download, "reader"),
        GuardedRoute("/documentos/{document:int}/original", original, "reader"),
        GuardedRoute("/lotes/{batch:int}/descargar", download_batch, "reader"),
    ]


def download(request: Request) -> Response:
    """Answer with a document in one format, as reviewed."""
    format_name = request.path_params["format"]
    if format_name not in FORMATS:
        raise RefusedError(HTTPStatus.NOT_FOUND)
    store = store_of(request)
    document = request.path_params["document"]
    matrix = store.reviewed(document)
    name = f"{safe_name(Path(store.document(document).name).stem)}.{_ending(format_name)}"
    return Response(render(matrix, format_name), media_type=MEDIA_TYPES[format_name], headers=attachment(name))


def original(request: Request) -> Response:
    """Answer with a document as it came, to be kept and not to be shown."""
    store, document = store_of(request), request.path_params["document"]
    name = store.document(document).name
    return FileResponse(store.content_path(document), media_type=ANY_BYTES, headers=attachment(safe_name(name)))


def download_batch(request: Request) -> Response:
    """Answer with all that a batch gave, sent document by document; with contacts where they are asked for."""
    store = store_of(request)
    batch = store.batch(request.path_params["batch"])
    rows = [row for row in {row.id: row for row in batch.documents}.values() if row.state == "done"]
    if not rows:
        raise RefusedError(HTTPStatus.CONFLICT, sentence("nothing_to_download"))
    name = sentence("batch_file", number=batch.id)
    files = zip_of(rows, store, with_contacts=CONTACTS in request.query_params)
    return StreamingResponse(files, media_type="application/zip", headers=attachment(f"{name}.zip"))


def zip_of(rows: list[DocumentRow], store: Store, *, with_contacts: bool = False) -> Iterator[bytes]:
    """Yield a ZIP with every format of every document, as it is made: one document at a time is in memory.

    What goes out by the dozen goes out without the contact data of officials.
    """
    names = name_outputs([Path(safe_name(row.name)) for row in rows])
    written = _Pieces()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for row, name in zip(rows, names, strict=True):
            matrix = store.reviewed(row.id) if with_contacts else without_contacts(store.reviewed(row.id))
            for format_name in FORMATS:
                member = ZipInfo(f"{name}.{_ending(format_name)}", OLDEST)
                member.compress_type = ZIP_DEFLATED
                archive.writestr(member, render(matrix, format_name))
                yield written.take()
    yield written.take()


def attachment(name: str) -> dict[str, str]:
    """Return the header that has a browser keep an answer as a file of that name."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"}


def _ending(format_name: str) -> str:
    return ENDINGS.get(format_name, format_name)


class _Pieces(io.RawIOBase):
    """A file that can only be written to, and gives away what was written since the last time."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._parts.append(piece)
        return len(piece)

    def take(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)
