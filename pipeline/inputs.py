"""Which documents are meant: files, folders and globs become paths."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DOCUMENT_SUFFIXES = frozenset({".pdf", ".txt"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents of a run, each once, in the order in which they were named."""

    paths: tuple[Path, ...]
    without_documents: tuple[str, ...] = ()
    """Folders and globs in which there was nothing to convert."""
    unreadable_folders: tuple[str, ...] = ()
    """Folders that the system does not show: what they hold is unknown, which is not the same as nothing."""


def find_inputs(arguments: Sequence[str]) -> Inputs:
    """Return the documents that ``arguments`` name.

    A file is taken as it is, whatever its name, also one that is missing: that is for the reader to say.
    Of folders (with what is below them) and of globs only the names of documents are taken, in order.
    Globs are expanded here too, because not every shell does it.
    """
    found: dict[str, Path] = {}
    without: list[str] = []
    unreadable: list[str] = []
    for argument in arguments:
        paths = list(_expand(os.path.expanduser(argument), unreadable))
        for path in paths:
            found.setdefault(os.path.normcase(os.path.abspath(path)), path)
        if not paths:
            without.append(argument)
    return Inputs(tuple(found.values()), tuple(without), tuple(unreadable))


def _expand(argument: str, unreadable: list[str]) -> Iterator[Path]:
    if os.path.isdir(argument):
        yield from _documents_below(argument, unreadable)
    elif os.path.lexists(argument) or not glob.has_magic(argument):
        yield Path(argument)
    else:
        yield from _matches(argument, unreadable)


def _matches(pattern: str, unreadable: list[str]) -> Iterator[Path]:
    for match in sorted(glob.glob(pattern, recursive=True)):
        if os.path.isdir(match):
            yield from _documents_below(match, unreadable)
        elif _is_document(match):
            yield Path(match)


def _documents_below(folder: str, unreadable: list[str]) -> Iterator[Path]:
    """Walk in the order of names; links to folders are not followed, so that a loop of them does no harm."""
    for root, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(error.filename)):
        folders.sort()
        yield from (Path(root, name) for name in sorted(names) if _is_document(name))


def _is_document(path: str) -> bool:
    """Whether the name is a document's; names with a leading dot are the system's (``._x.pdf``)."""
    name = os.path.basename(path)
    return not name.startswith(".") and os.path.splitext(name)[1].casefold() in DOCUMENT_SUFFIXES
