"""Where results are written: names that never clash, and writing that never leaves half a file."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from plantillas.marks import HIDDEN, SPACING

INDEX = "index"
LIST = "lote"
"""The names of the files over the whole batch: no document may take them."""

LONGEST_NAME = 180
"""Bytes of a name without its format: file systems allow 255, and a name is lengthened while it is written."""

STATE_FOLDER = ".lotaip"
"""In a folder of results: what is done, its lock and the log."""

PART = ".lotaip-part"
"""What the name of a file ends in while it is written."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The system's words for a disk, a quota or a limit that is full."""

_FORBIDDEN = re.compile(rf'[\t\n<>:"/\\|?*{HIDDEN}{SPACING}]')
"""What some file system or other refuses in a name, and signs that nobody sees."""
_OPTION = re.compile("^-+")
_OF_WINDOWS = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)")
"""Names that are devices there, whatever their ending."""


class DiskFullError(OSError):
    """There is no room for what must be written: nothing more can be done before there is."""


def name_outputs(paths: Sequence[Path], taken: Iterable[Path] = ()) -> list[str]:
    """Return a name for the results of each of ``paths``, without folder and format.

    It is the stem where no other document has it. On a clash the extension goes into the name
    (``matriz.pdf``, ``matriz.txt``), then as many of the folders as are needed (``enero-matriz.pdf``),
    and a number at last. Names that differ by case only, or by how their accents are written, are the same to some
    file systems.
    ``taken`` are files that must not be written over.
    """
    stems = Counter(same_name(safe_name(path.stem)) for path in paths)
    used = {INDEX, LIST} | {same_name(path.stem) for path in taken}
    used |= {stem for stem, documents in stems.items() if documents > 1}
    names = []
    for path, shared in zip(paths, _shared_names(paths), strict=True):
        name = next(name for name in _candidates(path, shared) if same_name(name) not in used)
        used.add(same_name(name))
        names.append(name)
    return names


def write_aside(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and rename it, so that a reader sees the old file or the new one, whole.

    The content is on the disk before the name is; the name is once :func:`keep_names` has returned.
    Raises ``DiskFullError`` or another ``OSError``; then the old file is as it was, and nothing else is left.
    """
    part = path.with_name(f".{path.name}{PART}")
    try:
        with noticing_full_disk(path.parent), part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with noticing_full_disk(path.parent):
            os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def noticing_full_disk(folder: Path) -> Iterator[None]:
    """Turn what the system says when there is no room in ``folder`` into a ``DiskFullError``."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(error.errno, error.strerror, str(folder)) from error
        raise


def keep_names(folder: Path) -> None:
    """Have the names of the files in ``folder`` on the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_parts(folder: Path) -> None:
    """Remove what a run that was killed had begun to write."""
    for part in folder.glob(f".*{PART}"):
        part.unlink(missing_ok=True)


def batch_files(folder: Path) -> tuple[Path, Path, Path]:
    """Return the index and the lists over all documents of a run: for people, programs and spreadsheets."""
    return folder / f"{INDEX}.html", folder / f"{LIST}.json", folder / f"{LIST}.csv"


def printable(path: Path | str) -> str:
    """Return ``path`` as text that any file can hold: bytes that are no character become a question mark."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def safe_name(name: str) -> str:
    """Return ``name`` as every file system takes it, no option of any program, and not too long."""
    shortened = _FORBIDDEN.sub("_", name).encode("utf-8")[-LONGEST_NAME:].decode("utf-8", "ignore")
    plain = _OPTION.sub("_", shortened.strip()) or "_"
    return f"_{plain}" if _OF_WINDOWS.match(plain) else plain


def same_name(name: str) -> str:
    """Return what two names have in common that are the same to some file system."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _candidates(path: Path, shared: bool) -> Iterator[str]:
    if not shared:
        yield safe_name(path.stem)
        yield safe_name(path.name)
    folders = path.absolute().parts[1:-1]
    for depth in range(1, len(folders) + 1):
        yield safe_name("-".join((*folders[-depth:], path.name)))
    yield from (f"{number}-{safe_name(path.name)}" for number in count(2))


def _shared_names(paths: Sequence[Path]) -> list[bool]:
    """Return for each path whether its whole name, with extension, occurs again in another folder."""
    names = Counter(same_name(safe_name(path.name)) for path in paths)
    return [names[same_name(safe_name(path.name))] > 1 for path in paths]
