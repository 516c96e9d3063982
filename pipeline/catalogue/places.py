"""The provinces and cantons of Ecuador, by any of their usual names: ``data/provinces.csv`` and ``data/cantons.csv``.

Codes are those of the national statistics office, as text; a canton without one is newer than the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..normalise import fold
from .files import Row, parts, rows_of_csv


@dataclass(frozen=True, slots=True)
class Canton:
    """A canton and the province that it belongs to."""

    code: str | None
    """Four digits, the province's two in front."""
    name: str
    province: str


def find_province(text: str) -> str | None:
    """Return the name of the province that ``text`` is."""
    return _provinces().get(fold(text))


def find_canton(text: str, province: str | None = None) -> str | None:
    """Return the name of the canton that ``text`` is; ``None`` too where several provinces have one of that name."""
    canton = _only(_cantons().get(fold(text), ()), province)
    return canton.name if canton else None


def province_of(canton: str) -> str | None:
    """Return the province of a canton, where only one has a canton of that name."""
    found = _only(_cantons().get(fold(canton), ()), None)
    return found.province if found else None


@cache
def provinces() -> tuple[str, ...]:
    """Return the names of all provinces."""
    return tuple(row["nombre"] for row in _rows("provinces.csv"))


@cache
def cantons() -> tuple[Canton, ...]:
    """Return all cantons."""
    return tuple(Canton(row["codigo"] or None, row["nombre"], row["provincia"]) for row in _rows("cantons.csv"))


@cache
def place_names() -> Mapping[str, str]:
    """Return the names of all provinces and cantons by their folded forms, whichever of several places that is."""
    named = {form: cantons[0].name for form, cantons in _cantons().items()}
    return {**named, **_provinces()}


def _only(found: tuple[Canton, ...], province: str | None) -> Canton | None:
    left = [canton for canton in found if province in (None, canton.province)]
    return left[0] if len(left) == 1 else None


@cache
def _provinces() -> Mapping[str, str]:
    return {
        fold(form): row["nombre"] for row in _rows("provinces.csv") for form in (row["nombre"], *parts(row["alias"]))
    }


@cache
def _cantons() -> Mapping[str, tuple[Canton, ...]]:
    found: dict[str, list[Canton]] = defaultdict(list)
    for row, canton in zip(_rows("cantons.csv"), cantons(), strict=True):
        for form in dict.fromkeys(map(fold, (canton.name, *parts(row["alias"])))):
            found[form].append(canton)
    return {form: tuple(those) for form, those in found.items()}


def _rows(name: str) -> list[Row]:
    return rows_of_csv(files("pipeline").joinpath("data", name).read_text(encoding="utf-8"))
