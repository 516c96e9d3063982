"""Documents that are no files yet: members of ZIPs and what lies at an address, copied aside to be read."""

from __future__ import annotations

import hashlib
import stat
import zlib
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from zipfile import BadZipFile, ZipFile

from extractores.errors import DamagedError, EncryptedError, NotRegularFileError, UnreadableFileError

from .inputs import Input
from .outputs import DiskFullError, noticing_full_disk, safe_name
from .remote import copy_limited, fetch

LONGEST_HASHED = 200_000_000
"""Bytes: a larger file is refused anyway, and not read only to name its content."""
ENCRYPTED_FLAG = 1
"""Bit of a ZIP member's flags."""


class Spool:
    """A folder for copies that goes away with the run, or with the next one where the run was killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = 0

    def __enter__(self) -> Spool:
        rmtree(self._folder, ignore_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        rmtree(self._folder, ignore_errors=True)

    def bring(self, document: Input) -> Path:
        """Return a file with the content of ``document``; raise a ``DocumentError`` where there is none."""
        if document.is_outside:
            raise NotRegularFileError(document.path.name)
        if document.address is None and document.archive is None:
            return document.path
        self._copies += 1
        folder = self._folder / str(self._copies)
        with noticing_full_disk(self._folder):
            folder.mkdir(parents=True)
        target = folder / safe_name(document.path.name)
        if document.address:
            fetch(document.address, target)
        elif document.archive:
            _unpack(document.archive, document.member, target)
        return target

    def drop(self, file: Path) -> None:
        """Remove a copy that was brought; other files stay."""
        if file.parent.parent == self._folder:
            file.unlink(missing_ok=True)
            file.parent.rmdir()


def hash_of(path: Path) -> str | None:
    """Return the SHA-256 of a regular file; a pipe would never end, and what cannot be read has none."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LONGEST_HASHED:
            return None
        return _hash(path, facts.st_size, facts.st_mtime_ns, facts.st_ino)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=100_000)
def _hash(path: Path, _size: int, _modified: int, _inode: int) -> str:
    """Read a file again only when it is another one: a watched folder is looked through after each change."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(archive: Path, member: str, target: Path) -> None:
    try:
        with ZipFile(archive) as opened:
            info = opened.getinfo(member)
            if info.flag_bits & ENCRYPTED_FLAG:
                raise EncryptedError(target.name)
            with opened.open(info) as source, noticing_full_disk(target.parent), target.open("wb") as file:
                copy_limited(source, file, target.name)
    except (BadZipFile, KeyError, EOFError, zlib.error, NotImplementedError, ValueError) as error:
        raise DamagedError(target.name) from error
    except DiskFullError:
        raise
    except OSError as error:
        raise UnreadableFileError(target.name) from error
