"""Cells that say that there is nothing: a closed list, and only the whole cell counts ("NAPA MENDOZA" is a name)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from .normalise import fold

Absence = Literal["missing", "not_available", "not_applicable"]

_AROUND = " .,;:-_*'\"()[]/·•"
"""Signs that say nothing at the ends of a cell, nor as the whole of it."""


@dataclass(frozen=True, slots=True)
class _Wordings:
    prescribed: dict[str, Absence]
    other: dict[str, Absence]


@lru_cache(maxsize=16384)
def read_absence(text: str) -> Absence | None:
    """Return what kind of nothing the cell ``text`` says, ``None`` where it says something.

    After the wording that the rules prescribe, a reason may follow: it is still an absence, unless it gives figures.
    """
    key = fold(text).strip(_AROUND).replace(" / ", "/")
    if not key:
        return "missing"
    wordings = _wordings()
    found = wordings.other.get(key) or wordings.prescribed.get(key)
    if found or any(character.isdigit() for character in key):
        return found
    return next((kind for start, kind in wordings.prescribed.items() if _starts(key, start)), None)


@lru_cache(maxsize=16384)
def is_prescribed(text: str) -> bool:
    """Tell whether an absence is worded as the rules prescribe."""
    key = fold(text).strip(_AROUND)
    return any(key == wording or _starts(key, wording) for wording in _wordings().prescribed)


def _starts(key: str, wording: str) -> bool:
    return key.startswith(wording) and not key[len(wording)].isalnum()


@cache
def _wordings() -> _Wordings:
    data = tomllib.loads(files(__package__).joinpath("data", "absence.toml").read_text(encoding="utf-8"))
    return _Wordings(_by_wording(data["prescribed"]), _by_wording(data["other"]))


def _by_wording(kinds: dict[Absence, list[str]]) -> dict[str, Absence]:
    return {wording: kind for kind, wordings in kinds.items() for wording in wordings}
