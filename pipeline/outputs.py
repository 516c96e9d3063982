"""Where results are written: names that never clash, and writing that never leaves half a file."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

INDEX = "index"
LIST = "lote"
"""The two files over the whole batch: no document may take their names."""

LONGEST_NAME = 180
"""Bytes of a name without its format: file systems allow 255, and a name is lengthened while it is written."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')
"""What some file system or other refuses in a name, and half characters of undecodable names."""


def name_outputs(paths: Sequence[Path], taken: Iterable[Path] = ()) -> list[str]:
    """Return a name for the results of each of ``paths``, without folder and format.

    It is the stem where no other document has it. On a clash the extension goes into the name
    (``matriz.pdf``, ``matriz.txt``), then as many of the folders as are needed (``enero-matriz.pdf``),
    and a number at last. Names that differ by case only are the same to some file systems.
    ``taken`` are files that must not be written over.
    """
    stems = Counter(_safe(path.stem).casefold() for path in paths)
    used = {INDEX, LIST} | {path.stem.casefold() for path in taken}
    used |= {stem for stem, documents in stems.items() if documents > 1}
    names = []
    for path, shared in zip(paths, _shared_names(paths), strict=True):
        name = next(name for name in _candidates(path, shared) if name.casefold() not in used)
        used.add(name.casefold())
        names.append(name)
    return names


def write_aside(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and rename it, so that a reader sees the old file or the new one, whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def batch_files(folder: Path) -> tuple[Path, Path]:
    """Return the index and the list over all documents of a run."""
    return folder / f"{INDEX}.html", folder / f"{LIST}.json"


def printable(path: Path) -> str:
    """Return ``path`` as text that any file can hold: bytes that are no character become a question mark."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _candidates(path: Path, shared: bool) -> Iterator[str]:
    if not shared:
        yield _safe(path.stem)
        yield _safe(path.name)
    folders = path.absolute().parts[1:-1]
    for depth in range(1, len(folders) + 1):
        yield _safe("-".join((*folders[-depth:], path.name)))
    yield from (f"{number}-{_safe(path.name)}" for number in count(2))


def _shared_names(paths: Sequence[Path]) -> list[bool]:
    """Return for each path whether its whole name, with extension, occurs again in another folder."""
    names = Counter(_safe(path.name).casefold() for path in paths)
    return [names[_safe(path.name).casefold()] > 1 for path in paths]


def _safe(name: str) -> str:
    shortened = _FORBIDDEN.sub("_", name).encode("utf-8")[-LONGEST_NAME:].decode("utf-8", "ignore")
    return shortened.strip() or "_"
