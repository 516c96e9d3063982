"""The base that a command works on: the one that is named, the environment's, or the user's own file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from plantillas import message

from .usage import UsageProblemError

if TYPE_CHECKING:
    from ..store import Store

TOPIC = "base"
VARIABLE = "LOTAIP_BASE"
FILE_VARIABLE = "LOTAIP_BASE_FILE"
"""A file whose first line is the URL, as containers get secrets: environments can be read by more people."""


def url_of(base: str | None) -> str | None:
    """Return the URL of a PostgreSQL, None for the file in the folder of data."""
    return base or os.environ.get(VARIABLE) or _in_file(os.environ.get(FILE_VARIABLE))


def _in_file(path: str | None) -> str | None:
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").partition("\n")[0].strip() or None
    except OSError as error:
        raise UsageProblemError(message(TOPIC, "url_file", path=path, cause=error.strerror)) from error


@contextmanager
def opened_store(base: str | None, folder: Path | None) -> Iterator[Store]:
    """Give the store of a command; what it refuses is a sentence on the standard error."""
    from ..store import StoreError, open_store

    try:
        store = open_store(url_of(base), folder)
        try:
            yield store
        finally:
            store.close()
    except StoreError as error:
        raise UsageProblemError(str(error)) from error
