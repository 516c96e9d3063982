"""What is dropped on the first page becomes a batch: files, and the documents inside of ZIPs.

The names of files are shown and nothing else: on the disk they have numbers, then the hash of their content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, is_zipfile

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from extractores.errors import DocumentError

from ..batch.failures import describe
from ..batch.inputs import ARCHIVE_SUFFIX, Input, find_inputs
from ..batch.outputs import noticing_full_disk
from ..batch.spool import Spool
from ..normalise import fold
from .access import GuardedRoute, reviewer_of
from .multipart import MEGABYTE, Upload, receive_form
from .opening import Opener
from .pages import RefusedError, sentence, settings_of, store_of
from .security import UPLOAD_PATH
from .settings import UploadLimits

FOLDER = "subidas"
"""Below the app's folder: what is coming in."""
LONGEST_NAME = 200
PASSWORD_FIELD = "clave"
"""Of the form: what opens its documents. It is used while they come in, and neither kept nor logged."""
SMALL_BYTES = 1_000_000
"""A ZIP that unpacks to no more is no bomb, however well it was packed."""
TOO_LARGE, UNUSABLE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY


def routes() -> list[BaseRoute]:
    """Return the route to which files are sent."""
    return [GuardedRoute(UPLOAD_PATH, add_batch, "reviewer", methods=["POST"])]


async def add_batch(request: Request) -> Response:
    """Take files, keep them as a batch and show it."""
    settings = settings_of(request)
    place = settings.folder / FOLDER
    with noticing_full_disk(place):
        place.mkdir(parents=True, exist_ok=True)
        folder = TemporaryDirectory(dir=place)
    with folder as name:
        content_type = request.headers.get("content-type", "")
        uploads, password = await receive_form(
            request.stream(), content_type, Path(name), settings.uploads, PASSWORD_FIELD
        )
        batch = await run_in_threadpool(_keep, request, uploads, Path(name), password)
    return RedirectResponse(f"{UPLOAD_PATH}/{batch}", HTTPStatus.SEE_OTHER)


def clear_uploads(folder: Path) -> None:
    """Remove what a server that was killed had begun to take; ``folder`` is the app's."""
    rmtree(folder / FOLDER, ignore_errors=True)


def _keep(request: Request, uploads: Sequence[Upload], folder: Path, password: str) -> int:
    limits = settings_of(request).uploads
    documents = find_documents(uploads, limits)
    with noticing_full_disk(folder), Spool(folder / "copias") as spool:
        brought = _bring(documents, spool)
        if not password:
            return store_of(request).add_batch(brought, reviewer_of(request))
        with Opener(password, folder) as opener:
            opened = ((name, opener.open(file)) for name, file in brought)
            return store_of(request).add_batch(opened, reviewer_of(request))


def find_documents(uploads: Sequence[Upload], limits: UploadLimits) -> list[tuple[str, Input]]:
    """Return the documents that came, those in ZIPs one by one, each with the name to show.

    Raises ``RefusedError`` where there is none, where there are too many, and for ZIPs that unpack to too much.
    """
    found = [document for upload in uploads for document in _documents_of(upload, limits)]
    if not found:
        raise RefusedError(UNUSABLE, sentence("nothing_uploaded"))
    if len(found) > limits.files:
        raise RefusedError(TOO_LARGE, sentence("too_many_files", limit=limits.files))
    return found


def shown_name(name: str) -> str:
    """Return the name of a file as it is shown: without folders, on one line, not too long."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character if character.isprintable() else " " for character in last)
    return " ".join(printable.split())[-LONGEST_NAME:] or sentence("unnamed")


def _documents_of(upload: Upload, limits: UploadLimits) -> Iterator[tuple[str, Input]]:
    if not fold(upload.name).endswith(ARCHIVE_SUFFIX):
        yield shown_name(upload.name), Input(upload.path)
        return
    archive = upload.path.rename(upload.path.with_suffix(ARCHIVE_SUFFIX))
    name = shown_name(upload.name)
    _refuse_bombs(archive, name, limits)
    members = find_inputs([str(archive)]).documents
    if not any(member.archive for member in members) and is_zipfile(archive):
        raise RefusedError(UNUSABLE, sentence("empty_zip", name=name))
    for member in members:
        yield (shown_name(member.member) if member.archive else name), member


def _refuse_bombs(archive: Path, name: str, limits: UploadLimits) -> None:
    """Refuse a ZIP by what it says of itself: no member gives more bytes than it says."""
    try:
        with ZipFile(archive) as opened:
            members = opened.infolist()
    except (OSError, BadZipFile, ValueError, NotImplementedError):
        return  # it becomes a document that cannot be read
    packed, unpacked = sum(info.compress_size for info in members), sum(info.file_size for info in members)
    if len(members) > 10 * limits.files:
        raise RefusedError(TOO_LARGE, sentence("too_many_files", limit=limits.files))
    if unpacked > limits.batch_bytes or unpacked > max(limits.ratio * packed, SMALL_BYTES):
        raise RefusedError(TOO_LARGE, sentence("zip_bomb", name=name, size=unpacked // MEGABYTE))


def _bring(documents: Sequence[tuple[str, Input]], spool: Spool) -> Iterator[tuple[str, Path]]:
    """Yield names with files, one unpacked at a time; what cannot be unpacked spoils the whole ZIP."""
    for name, document in documents:
        try:
            file = spool.bring(document)
        except DocumentError as error:
            raise RefusedError(UNUSABLE, describe(error, name)) from error
        yield name, file
        spool.drop(file)
