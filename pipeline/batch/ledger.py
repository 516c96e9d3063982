"""What is done, in the output folder: for each result its key and files, so that a run goes on where one ended.

The key is a digest of all that the files depend on (content, name, program, catalogue …). A line is added, and is on
the disk, once the files that it names are; a run that ends puts the lines in order. One run at a time may write.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from .outputs import STATE_FOLDER, noticing_full_disk, remove_parts, write_aside
from .spool import hash_of


class FolderInUseError(Exception):
    """Another run writes into the folder."""


@dataclass(frozen=True, slots=True)
class Done:
    """One result."""

    key: str
    output_name: str
    files: dict[str, str]
    """Name of each written file to the SHA-256 of its content."""
    entry: dict[str, object]
    """The entry in the list, as JSON; without the path, which may be another in the next run."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file the line of a result is: the results of a long run are not held in memory."""

    key: str
    start: int
    length: int


class Ledger:
    """The results in one folder; a context that locks it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / STATE_FOLDER / "hechos.jsonl"
        self._by_name: dict[str, _Place] = {}
        self._by_key: dict[str, _Place] = {}

    def __enter__(self) -> Ledger:
        """Lock the folder and read what is done; raise ``FolderInUseError`` or ``DiskFullError``."""
        with noticing_full_disk(self._folder):
            self._path.parent.mkdir(exist_ok=True)
            self._lock = _lock(self._path.parent / "cerrojo")
        remove_parts(self._folder)
        remove_parts(self._path.parent)
        self._file = self._path.open("a+b", buffering=0)
        self._read()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._put_in_order()
        finally:
            self._file.close()
            self._lock.close()

    def find(self, key: str) -> Done | None:
        """Return the result of ``key`` where its files are as they were written."""
        place = self._by_key.get(key)
        if place is None:
            return None
        done = Done(**json.loads(self._line(place)))
        return done if all(hash_of(self._folder / name) == digest for name, digest in done.files.items()) else None

    def add(self, key: str, output_name: str, contents: Mapping[str, bytes], entry: dict[str, object]) -> None:
        """Keep a result whose files, by name, are written; raise ``DiskFullError``."""
        files = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
        line = _to_line(Done(key, output_name, files, entry))
        with noticing_full_disk(self._folder):
            start = self._file.seek(0, os.SEEK_END)
            self._file.write(line)
            os.fsync(self._file.fileno())
        self._take(output_name, _Place(key, start, len(line)))

    def _take(self, output_name: str, place: _Place) -> None:
        """A name has the files of one result: a new one takes the place of the old."""
        before = self._by_name.get(output_name)
        if before:
            self._by_key.pop(before.key, None)
        self._by_name[output_name] = self._by_key[place.key] = place

    def _read(self) -> None:
        """Take every line; one that was torn by a sudden end counts for nothing."""
        start, line = 0, b"\n"
        with self._path.open("rb") as lines:
            for line in lines:
                with suppress(ValueError, TypeError):
                    if not line.endswith(b"\n"):
                        break
                    done = Done(**json.loads(line))
                    self._take(done.output_name, _Place(done.key, start, len(line)))
                start += len(line)
        if not line.endswith(b"\n"):
            self._file.write(b"\n")

    def _line(self, place: _Place) -> bytes:
        self._file.seek(place.start)
        return self._file.read(place.length)

    def _put_in_order(self) -> None:
        write_aside(self._path, b"".join(self._line(self._by_name[name]) for name in sorted(self._by_name)))


def _to_line(done: Done) -> bytes:
    return json.dumps(asdict(done), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _lock(path: Path) -> IO[bytes]:
    """Return the open lock; the system lets it go when the process ends, however it does."""
    file = path.open("ab")
    try:
        _lock_file(file)
    except OSError as error:
        file.close()
        raise FolderInUseError from error
    return file


def _lock_file(file: IO[bytes]) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
