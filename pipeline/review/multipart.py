"""Forms that bring files: written to the disk as they come, so that memory does not grow with them.

Starlette's own reader keeps a megabyte of each file in memory and each file open; a batch has a thousand of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, TYPE_CHECKING

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from ..batch.outputs import noticing_full_disk
from .pages import RefusedError, sentence
from .settings import UploadLimits

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FORM = b"multipart/form-data"
MEGABYTE = 1_000_000
OTHER_PARTS = 200
"""Parts of a form beside the files that it may bring."""
LONGEST_TOKEN = 1_000
"""Bytes of a field that is read."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came: the name that its owner gave it, and where its content is."""

    name: str
    path: Path


def is_multipart(content_type: str) -> bool:
    """Whether a form of this type may bring files."""
    return parse_options_header(content_type)[0] == FORM


async def receive_files(
    stream: AsyncIterator[bytes], content_type: str, folder: Path, limits: UploadLimits
) -> list[Upload]:
    """Return what :func:`receive_form` does without the field."""
    return (await receive_form(stream, content_type, folder, limits, ""))[0]


async def receive_form(
    stream: AsyncIterator[bytes], content_type: str, folder: Path, limits: UploadLimits, field: str
) -> tuple[list[Upload], str]:
    """Write the files of a form into ``folder`` and return them with the value of ``field``, which is not written.

    Other fields and empty choices are left out.
    Raises ``RefusedError`` for what is too large or too many or cannot be understood, ``DiskFullError`` where there
    is no room, and whatever the stream raises.
    """
    files = _Files(folder, limits, field)
    parser = _parser(content_type, files)
    try:
        async for chunk in stream:
            await run_in_threadpool(parser.write, chunk)
    except FormParserError as error:
        raise RefusedError(HTTPStatus.BAD_REQUEST) from error
    finally:
        files.end()
    if not files.is_complete:
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    return files.uploads, files.value.decode("utf-8", "replace")


async def read_first_field(receive: Receive, content_type: str, name: str) -> tuple[str, Receive]:
    """Return the value of the first field of a form, and a ``receive`` that begins anew.

    Empty where the first field has another name. Raises ``HTTPException`` where the form cannot be understood.
    """
    first = _FirstField(name)
    parser = _parser(content_type, first)
    messages: list[Message] = []
    try:
        while not first.is_complete and (not messages or messages[-1].get("more_body")):
            messages.append(await receive())
            parser.write(messages[-1].get("body", b""))
    except FormParserError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error

    async def receive_anew() -> Message:
        return messages.pop(0) if messages else await receive()

    return first.value.decode("utf-8", "replace"), receive_anew


class _Parts:
    """What the parser calls as it recognises the parts of a form; each part's headers become ``options``."""

    def __init__(self) -> None:
        self.is_complete = False
        self.options: dict[bytes, bytes] = {}
        self._name, self._value = b"", b""

    def begin(self) -> None:
        """Begin a part."""

    def write(self, data: bytes) -> None:
        """Take content of the part."""

    def end(self) -> None:
        """End the part."""

    def callbacks(self) -> MultipartCallbacks:
        """Return the methods by the names that the parser has for them."""
        return {
            "on_part_begin": self._clear,
            "on_header_field": self._add_to_name,
            "on_header_value": self._add_to_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self.begin,
            "on_part_data": lambda data, start, end: self.write(data[start:end]),
            "on_part_end": self.end,
            "on_end": self._complete,
        }

    def _clear(self) -> None:
        self.options, self._name, self._value = {}, b"", b""

    def _add_to_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._name.lower() == b"content-disposition":
            self.options = parse_options_header(self._value)[1]
        self._name, self._value = b"", b""

    def _complete(self) -> None:
        self.is_complete = True


class _Files(_Parts):
    """Writes the parts that are files into a folder, by number, and keeps the value of one field."""

    def __init__(self, folder: Path, limits: UploadLimits, field: str) -> None:
        super().__init__()
        self.uploads: list[Upload] = []
        self.value = b""
        self._wanted = field.encode() or None
        self._folder, self._limits = folder, limits
        self._file: IO[bytes] | None = None
        self._size = self._parts = 0

    def begin(self) -> None:
        self._parts += 1
        if self._parts > self._limits.files + OTHER_PARTS:
            raise _too_much("too_many_files", limit=self._limits.files)
        name = self.options.get(b"filename", b"").decode("utf-8", "replace")
        if not name:
            return
        if len(self.uploads) >= self._limits.files:
            raise _too_much("too_many_files", limit=self._limits.files)
        self._size = 0
        self.uploads.append(Upload(name, self._folder / str(len(self.uploads) + 1)))
        with noticing_full_disk(self._folder):
            self._file = self.uploads[-1].path.open("wb")

    def write(self, data: bytes) -> None:
        if not self._file:
            if self.options.get(b"name") == self._wanted and b"filename" not in self.options:
                self.value = (self.value + data)[:LONGEST_TOKEN]
            return
        self._size += len(data)
        if self._size > self._limits.file_bytes:
            limit = self._limits.file_bytes // MEGABYTE
            raise _too_much("file_too_large", name=self.uploads[-1].name, limit=limit)
        with noticing_full_disk(self._folder):
            self._file.write(data)

    def end(self) -> None:
        """Close the file that is being written, if one is."""
        file, self._file = self._file, None
        if file:
            with noticing_full_disk(self._folder):
                file.close()


class _FirstField(_Parts):
    """Takes the first part where it is a field of a certain name, and not long."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.value = b""
        self._wanted = name.encode()

    def begin(self) -> None:
        if self.options.get(b"name") != self._wanted or b"filename" in self.options:
            self.is_complete = True

    def write(self, data: bytes) -> None:
        if not self.is_complete:
            self.value += data
        if len(self.value) > LONGEST_TOKEN:
            raise HTTPException(HTTPStatus.BAD_REQUEST)

    def end(self) -> None:
        self.is_complete = True


def _parser(content_type: str, parts: _Parts) -> MultipartParser:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != FORM or not boundary:
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    try:
        return MultipartParser(boundary, parts.callbacks())
    except FormParserError as error:
        raise RefusedError(HTTPStatus.BAD_REQUEST) from error


def _too_much(key: str, **values: object) -> RefusedError:
    return RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence(key, **values))
