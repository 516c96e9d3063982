"""What results depend on beside the document: the program, the catalogue, the decisions of reviewers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import extractores
import plantillas

PARTS = (Path(__file__).parent, *(Path(package.__path__[0]) for package in (extractores, plantillas)))
NOT_READ = {".pyc"}


def basis(references: Iterable[Path | None] = ()) -> str:
    """Return a digest of the program and of the files of ``references``: catalogue, decisions."""
    digest = hashlib.sha256(program().encode())
    for path in references:
        digest.update(_digest_of_files(path) if path else b"-")
    return digest.hexdigest()


@cache
def program() -> str:
    """Return a digest of this program: its code, its data and sentences, and the versions of what it is built on.

    A number of a version would not do: an expert who corrects a heading in ``pipeline/data`` wants new results.
    """
    digest = hashlib.sha256()
    for part in PARTS:
        digest.update(_digest_of_files(part))
    for requirement in sorted(requires("lotaip") or ()):
        digest.update(f"{requirement} {_installed(requirement)}\n".encode())
    return digest.hexdigest()


def _digest_of_files(place: Path) -> bytes:
    """Return a digest of a file, or of all files of a folder with their names."""
    digest = hashlib.sha256()
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if path.suffix not in NOT_READ and path.is_file():
            digest.update(path.relative_to(place).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def _installed(requirement: str) -> str:
    name = requirement.partition(";")[0].translate(str.maketrans("<>=~![", "      ")).split()[0]
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
