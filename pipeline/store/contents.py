"""The contents of documents as files, named by what is in them: no name that anybody gave is ever a path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

FOLDER = "documentos"
PREFIX_LENGTH = 2
"""Letters of the hash that name the folder: a folder holds few enough files for any file system."""
CHUNK = 1 << 20
"""Bytes read at a time."""


def keep_content(content: bytes | Path, folder: Path) -> tuple[str, int]:
    """Keep a content below ``folder``; return its SHA-256 and its length in bytes.

    It is written aside, brought to the disk and renamed: under its name there is the whole of it, or nothing.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place, prefix=".", delete=False) as file:
        try:
            digest, size = _copy(content, file)
            target = content_path(digest, folder)
            if target.exists():
                os.unlink(file.name)
            else:
                target.parent.mkdir(exist_ok=True)
                os.replace(file.name, target)
                sync_folder(target.parent)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return digest, size


def content_path(sha256: str, folder: Path) -> Path:
    """Return where the content of that hash is kept."""
    return folder / FOLDER / sha256[:PREFIX_LENGTH] / sha256


def copy_content(source: Path, target: Path, sha256: str) -> int:
    """Copy a content that must have that hash and return its length; raise ``ValueError`` where it has another."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
        try:
            found, size = _copy(source, file)
            if found != sha256:
                raise ValueError(f"{source} is not what its name says")
            os.replace(file.name, target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return size


def hash_of(path: Path) -> tuple[str, int]:
    """Return SHA-256 and length of a file."""
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _copy(content: bytes | Path, file: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(content):
        digest.update(chunk)
        size += file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def sync_folder(folder: Path) -> None:
    """Bring the name to the disk, too, where the system can."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
