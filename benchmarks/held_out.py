"""Labelled dumps that training does not see, to measure what is to be expected of an institution that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .accuracy import TRUTH
from .confidence_data import load_labelled

FOLDS = 3
"""One of so many institutions is held out."""


def hold_out(folders: Iterable[Path]) -> frozenset[Path]:
    """Return the dumps of every third institution; a dump that prints none belongs to the one whose missions it has."""
    items = load_labelled(folders)
    held = set(sorted({item.institution for item in items})[::FOLDS])
    return frozenset(item.path for item in items if item.institution in held)


def link(path: Path, folder: Path) -> None:
    """Put a dump with its truth into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for some in (path, path.with_suffix(TRUTH)):
        place = folder / some.name
        place.unlink(missing_ok=True)
        place.symlink_to(some.resolve())
