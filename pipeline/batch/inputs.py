"""Which documents are meant: files, folders, globs, ZIPs, addresses and lists of them become inputs."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ..portal.names import SUFFIXES, is_neighbour, is_table
from .outputs import STATE_FOLDER
from .remote import expand_address, is_address

DOCUMENT_SUFFIXES = frozenset({".pdf", ".txt"}) | SUFFIXES
ARCHIVE_SUFFIX = ".zip"
STANDARD_INPUT = "-"
SYSTEMS = (".", "~$")
"""What the names of files begin with that are the system's (``._x.pdf``), or Excel's while a workbook is open."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document and where its content is: a file, a member of a ZIP, or an address."""

    path: Path
    """As people know it; of a member, the ZIP and its name in there."""
    archive: Path | None = None
    member: str = ""
    address: str | None = None
    is_outside: bool = False
    """Whether it is a link that leads out of the folder in which it was found: nobody named what it leads to."""

    @property
    def label(self) -> str:
        """The path as it is shown; an address keeps its slashes."""
        return self.address or str(self.path)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents of a run, each once, in the order in which they were named."""

    documents: tuple[Input, ...]
    without_documents: tuple[str, ...] = ()
    """Folders, globs and ZIPs in which there was nothing to convert."""
    unreadable_folders: tuple[str, ...] = ()
    """Folders that the system does not show: what they hold is unknown, which is not the same as nothing."""

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(document.path for document in self.documents)


def find_inputs(arguments: Sequence[str]) -> Inputs:
    """Return the documents that ``arguments`` name; ``-`` stands for the lines of the standard input.

    A file is taken as it is, whatever its name, also one that is missing: that is for the reader to say.
    Of folders (with what is below them), globs and ZIPs only the names of documents are taken, in order.
    Globs are expanded here too, because not every shell does it.
    """
    found: dict[str, Input] = {}
    without: list[str] = []
    unreadable: list[str] = []
    for argument in _with_standard_input(arguments):
        documents = list(_expand(argument, unreadable))
        for document in documents:
            found.setdefault(identity(document), document)
        if not documents:
            without.append(argument)
    return Inputs(tuple(found.values()), tuple(without), tuple(unreadable))


def identity(document: Input) -> str:
    """Return what tells whether two inputs are the same place."""
    return document.address or os.path.normcase(os.path.abspath(document.path))


def _with_standard_input(arguments: Iterable[str]) -> Iterator[str]:
    for argument in arguments:
        if argument == STANDARD_INPUT:
            yield from filter(None, (line.rstrip("\r\n") for line in sys.stdin))
        else:
            yield argument


def _expand(argument: str, unreadable: list[str]) -> Iterator[Input]:
    if is_address(argument):
        yield from (_at(address) for address in expand_address(argument, is_document))
        return
    argument = os.path.expanduser(argument)
    if os.path.isdir(argument):
        yield from _documents_below(argument, unreadable)
    elif os.path.lexists(argument) or not glob.has_magic(argument):
        yield from _members(Path(argument)) if _is_archive(argument) else [Input(Path(argument))]
    else:
        yield from _matches(argument, unreadable)


def _at(address: str) -> Input:
    return Input(Path(address), address=address)


def _matches(pattern: str, unreadable: list[str]) -> Iterator[Input]:
    for match in sorted(glob.glob(pattern, recursive=True)):
        if os.path.isdir(match):
            yield from _documents_below(match, unreadable)
        else:
            yield from _documents_at(Path(match))


def _documents_below(folder: str, unreadable: list[str]) -> Iterator[Input]:
    """Walk in the order of names; links to folders are not followed, so that a loop of them does no harm.

    Tables in a folder of results are results.
    """
    inside = os.path.join(os.path.realpath(folder), "")
    for root, folders, names in os.walk(folder, onerror=lambda error: unreadable.append(error.filename)):
        has_results = STATE_FOLDER in folders
        folders[:] = sorted(name for name in folders if name != STATE_FOLDER)
        for name in sorted(names):
            path = Path(root, name)
            if path.is_symlink() and not os.path.realpath(path).startswith(inside):
                yield from (replace(document, is_outside=True) for document in _documents_at(path, opens=False))
            elif not (has_results and is_table(name)):
                yield from _documents_at(path)


def _documents_at(path: Path, opens: bool = True) -> Iterator[Input]:
    """Yield what a path in a folder is, with ``opens`` also what a ZIP there has inside."""
    if is_document(str(path)) or (not opens and _is_archive(str(path))):
        yield Input(path)
    elif _is_archive(str(path)):
        yield from _members(path)


def _members(archive: Path) -> Iterator[Input]:
    """Yield the documents in a ZIP; one that cannot be opened, or has none, is an input itself, to be refused."""
    try:
        with ZipFile(archive) as opened:
            names = sorted({info.filename for info in opened.infolist() if not info.is_dir()})
    except (OSError, BadZipFile, ValueError, NotImplementedError):
        names = []
    if not any(map(is_document, names)):
        yield Input(archive)
        return
    yield from (Input(archive / name.lstrip("/"), archive, name) for name in names if is_document(name))


def is_document(path: str) -> bool:
    """Whether the name is a document's; what stands beside a published table to explain it is none."""
    return _has_suffix(path, DOCUMENT_SUFFIXES) and not is_neighbour(path)


def _is_archive(path: str) -> bool:
    return _has_suffix(path, {ARCHIVE_SUFFIX}) and not os.path.isdir(path)


def _has_suffix(path: str, suffixes: Iterable[str]) -> bool:
    name = os.path.basename(path)
    return not name.startswith(SYSTEMS) and os.path.splitext(name)[1].casefold() in suffixes
