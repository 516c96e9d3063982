"""What became of a text, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Change = tuple[Literal["same", "gone", "new"], str]


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """Return the stretches of words that stayed, went and came, in reading order."""
    return tuple(_changes(before.split(), after.split()))


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    for what, i0, i1, j0, j1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", " ".join(old[i0:i1])
            continue
        if i1 > i0:
            yield "gone", " ".join(old[i0:i1])
        if j1 > j0:
            yield "new", " ".join(new[j0:j1])
