"""The words of numbers and units, from ``data/quantities.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..model import TargetKind

_FORM = re.compile(r"\w+|\S")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, of time or of money."""

    name: str
    kind: TargetKind


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What ``data/quantities.toml`` says; words are folded."""

    spelling: Mapping[str, str]
    letters: frozenset[str]
    """Words of numbers."""
    scales: Mapping[str, int]
    halves: frozenset[str]
    shares: Mapping[str, int]
    ordinals: frozenset[str]
    units: Mapping[str, Unit]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of numbers and units."""
    data = tomllib.loads(files("pipeline").joinpath("data", "quantities.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        spelling=data["spelling"],
        letters=frozenset((*data["letters"]["words"], *data["spelling"])),
        scales=data["scales"],
        halves=frozenset(data["halves"]["words"]),
        shares=data["shares"],
        ordinals=frozenset(data["ordinals"]["words"]),
        units={_form(form): Unit(unit["name"], unit["kind"]) for unit in data["units"] for form in unit["forms"]},
    )


def _form(printed: str) -> str:
    """Return a unit's printed form as its tokens: "l/s" is three."""
    return " ".join(_FORM.findall(printed))
