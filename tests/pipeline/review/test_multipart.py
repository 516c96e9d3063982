"""Forms with files, piece by piece as a network brings them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message

from pipeline.review.multipart import Upload, is_multipart, read_first_field, receive_files
from pipeline.review.settings import UploadLimits

TYPE = "multipart/form-data; boundary=corte"


def form(*parts: tuple[str, bytes]) -> bytes:
    """Return a form; a part is what stands in its header after the name, and its content."""
    heads = [
        (f'--corte\r\nContent-Disposition: form-data; name="{head}\r\n\r\n'.encode(), body) for head, body in parts
    ]
    return b"".join(head + body + b"\r\n" for head, body in heads) + b"--corte--\r\n"


FORM = form(('csrftoken"', b"abc"), ('f"; filename="a.pdf"', b"%PDF\r\n--cort"), ('f"; filename=""', b""), ('n"', b"x"))


async def pieces(content: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
def test_files_are_the_same_however_they_are_cut(tmp_path: Path, size: int) -> None:
    uploads = asyncio.run(receive_files(pieces(FORM, size), TYPE, tmp_path, UploadLimits()))
    assert uploads == [Upload("a.pdf", tmp_path / "1")]
    assert uploads[0].path.read_bytes() == b"%PDF\r\n--cort"
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


def test_it_is_refused_as_soon_as_it_is_too_much(tmp_path: Path) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        yield form(('f"; filename="a.pdf"', b""))[: -len(b"\r\n--corte--\r\n")]
        while True:
            taken += 1
            yield bytes(1000)

    with pytest.raises(HTTPException):
        asyncio.run(receive_files(endless(), TYPE, tmp_path, UploadLimits(file_bytes=10_000)))
    assert taken == 11


@pytest.mark.parametrize("content", [b"", b"--corte", FORM[:-8], b"texto", b"--corte\r\n\xff\xff: x\r\n"])
def test_what_is_not_a_whole_form_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(HTTPException) as error:
        asyncio.run(receive_files(pieces(content, 5), TYPE, tmp_path, UploadLimits()))
    assert error.value.status_code == 400


def first_field(content: bytes, size: int, name: str = "csrftoken") -> tuple[str, bytes]:
    """Return the first field, and what can be read afterwards."""
    cut = [content[start : start + size] for start in range(0, len(content), size)]
    messages: list[Message] = [{"type": "http.request", "body": piece, "more_body": True} for piece in cut]
    messages[-1]["more_body"] = False

    async def receive() -> Message:
        return messages.pop(0)

    async def read() -> tuple[str, bytes]:
        value, anew = await read_first_field(receive, TYPE, name)
        again = b""
        while True:
            message = await anew()
            again += message["body"]
            if not message["more_body"]:
                return value, again

    return asyncio.run(read())


@pytest.mark.parametrize("size", [1, 3, 50, 10_000])
def test_the_first_field_is_read_and_everything_can_be_read_again(size: int) -> None:
    assert first_field(FORM, size) == ("abc", FORM)


def test_only_the_first_field_counts() -> None:
    late = form(('f"; filename="a.pdf"', b"x"), ('csrftoken"', b"abc"))
    assert first_field(late, 10) == ("", late)
    as_file = form(('csrftoken"; filename="a"', b"abc"))
    assert first_field(as_file, 10) == ("", as_file)


def test_a_first_field_that_never_ends_is_refused() -> None:
    with pytest.raises(HTTPException):
        first_field(form(('csrftoken"', b"a" * 100_000)), 500)


def test_what_brings_files() -> None:
    assert is_multipart(TYPE)
    assert is_multipart("Multipart/Form-Data;boundary=x")
    assert not is_multipart("application/x-www-form-urlencoded")
    assert not is_multipart("")
