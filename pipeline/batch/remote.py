"""Documents at an address: whatever fsspec reaches (``https://``, ``s3://``, ``sftp://`` … with their extras)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from extractores.errors import DocumentError, TooLargeError
from extractores.settings import ReadLimits
from plantillas import message

from .outputs import DiskFullError, noticing_full_disk

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
"""At least two letters before the colon: ``C:\\`` is a folder."""
LARGEST = ReadLimits().bytes
"""Bytes of a document: more are not copied."""
EXTRAS = {"http": "https", "https": "https", "s3": "s3", "sftp": "sftp", "ssh": "sftp"}
"""Which extra of ours brings what fsspec needs for a scheme."""
PIECE = 1_000_000
"""Bytes that are fetched at once."""


class NotFetchedError(DocumentError):
    """An address that does not give its content; ``detail`` has ``cause``."""

    code = "NOT_FETCHED"


def is_address(argument: str) -> bool:
    """Whether ``argument`` names a place for fsspec and not a path."""
    return ADDRESS.match(argument) is not None


def expand_address(address: str, is_document: Callable[[str], bool]) -> list[str]:
    """Return the addresses of the documents that a folder or a pattern there has; else ``address`` itself.

    What cannot be listed is taken as it stands: fetching it says what is wrong.
    """
    if is_document(address) and "*" not in address:
        return [address]
    try:
        system, path = _connect(address)
        if "*" in path:
            found = system.glob(path)
        elif system.isdir(path):
            found = system.find(path)
        else:
            return [address]
        return [system.unstrip_protocol(name) for name in sorted(found) if is_document(name)]
    except Exception:  # each of fsspec's engines raises errors of its own
        return [address]


def fetch(address: str, target: Path) -> None:
    """Write what ``address`` gives to ``target``; raise ``NotFetchedError`` or ``TooLargeError``."""
    try:
        system, path = _connect(address)
        with system.open(path, "rb") as source, noticing_full_disk(target.parent), target.open("wb") as file:
            copy_limited(source, file, target.name)
    except (DocumentError, DiskFullError):
        raise
    except ImportError as error:
        extra = EXTRAS.get(address.partition(":")[0].casefold(), "")
        raise NotFetchedError(target.name, cause=message("ordenes", "missing_extra", extra=extra)) from error
    except Exception as error:
        from .failures import short_cause

        raise NotFetchedError(target.name, cause=short_cause(error)) from error


def copy_limited(source: IO[bytes], file: IO[bytes], name: str) -> None:
    """Copy one stream to another; raise ``TooLargeError`` where there is more than any document may have."""
    copied = 0
    while piece := source.read(PIECE):
        copied += len(piece)
        if copied > LARGEST:
            raise TooLargeError(name, limit=LARGEST)
        file.write(piece)


def _connect(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    system, path = url_to_fs(address)
    return system, path
