"""Invented programmes: institutions, their units, missions, indicators and targets, with the usual typos."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .phrases import BANDS, CLAUSES, GENERIC, INSTITUTIONS, PREFIXES, PURPOSES, THEMES, TYPOS, Theme

TYPO_SHARE = 0.25
"""Share of texts that get a typo where they can."""
MERGED_TARGET_SHARE = 0.35
"""Share of indicators that share the target of the one before, where the layout merges targets."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator with its target."""

    indicator: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit with what it shall reach."""

    number: str
    name: str
    mission: str | None
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Units below one band."""

    band: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """What one institution publishes for one month."""

    institution: str
    year: int
    month: int
    groups: tuple[Group, ...]

    @property
    def units(self) -> list[Unit]:
        return [unit for group in self.groups for unit in group.units]


@dataclass(frozen=True, slots=True)
class Taste:
    """What a layout asks of the content."""

    units: int = 7
    goals: tuple[int, int] = (1, 4)
    """Fewest and most indicators of a unit."""
    long_missions: bool = False
    missing_missions: bool = False
    capitals: bool = False
    """All in capitals without accents."""
    merged_targets: bool = False
    short: bool = False
    """Short indicators and targets only, of one line in most layouts."""


def invent(seed: str, taste: Taste) -> Programme:
    """Return a programme; the same seed and taste give the same one."""
    rng = random.Random(seed)
    themes = rng.sample(THEMES, taste.units)
    units = [_unit(rng, number, theme, taste) for number, theme in enumerate(themes, start=1)]
    bands = BANDS[: max(1, min(len(BANDS), len(units) // 2))]
    cuts = [round(len(units) * i / len(bands)) for i in range(len(bands) + 1)]
    groups = tuple(Group(band, tuple(units[a:b])) for band, a, b in zip(bands, cuts, cuts[1:], strict=False))
    programme = Programme(rng.choice(INSTITUTIONS), rng.randint(2016, 2022), rng.randint(1, 12), groups)
    return _in_capitals(programme) if taste.capitals else programme


def _unit(rng: random.Random, number: int, theme: Theme, taste: Taste) -> Unit:
    goals = rng.sample([*theme.goals, *GENERIC], min(rng.randint(*taste.goals), len(theme.goals) + len(GENERIC)))
    if taste.short:
        goals = sorted(goals, key=lambda goal: len(goal[0]))
    drawn = [Goal(_mistyped(rng, indicator), _target(rng, target)) for indicator, target in goals]
    for index in range(1, len(drawn) if taste.merged_targets else 0):
        if rng.random() < MERGED_TARGET_SHARE:
            drawn[index] = replace(drawn[index], target=drawn[index - 1].target)
    has_mission = not (taste.missing_missions and rng.random() < 0.4)
    mission = _mission(rng, theme, taste.long_missions) if has_mission else None
    return Unit(str(number), f"{rng.choice(PREFIXES)} {theme.name}", mission, tuple(drawn))


def _mission(rng: random.Random, theme: Theme, is_long: bool) -> str:
    clauses = rng.sample(CLAUSES, 8 if is_long else rng.randint(0, 2))
    return _mistyped(rng, ", ".join([f"{theme.mission}", *clauses]) + f", {rng.choice(PURPOSES)}.")


def _target(rng: random.Random, pattern: str) -> str:
    figures = {
        "n": str(rng.randint(2, 48)),
        "p": str(rng.choice([60, 75, 80, 85, 90, 95, 98, 100])),
        "k": f"{rng.randint(1, 9)}.{rng.randint(0, 9)}00",
        "d": f"0,{rng.randint(61, 99)}",
    }
    return pattern.format(**figures)


def _mistyped(rng: random.Random, text: str) -> str:
    usable = [(right, wrong) for right, wrong in TYPOS if right in text]
    if not usable or rng.random() > TYPO_SHARE:
        return text
    return text.replace(*rng.choice(usable), 1)


def _in_capitals(programme: Programme) -> Programme:
    groups = tuple(Group(group.band, tuple(_shouted(unit) for unit in group.units)) for group in programme.groups)
    return replace(programme, institution=plain_capitals(programme.institution), groups=groups)


def without_missions(programme: Programme) -> Programme:
    """Return ``programme`` as a layout shows it that has no place for missions."""
    groups = tuple(
        replace(group, units=tuple(replace(unit, mission=None) for unit in group.units)) for group in programme.groups
    )
    return replace(programme, groups=groups)


def _shouted(unit: Unit) -> Unit:
    goals = tuple(Goal(plain_capitals(g.indicator), plain_capitals(g.target or "") or None) for g in unit.goals)
    return Unit(unit.number, plain_capitals(unit.name), plain_capitals(unit.mission or "") or None, goals)


def plain_capitals(text: str) -> str:
    """Return ``text`` in capitals without accents, as many a matrix is typed (Ñ stays)."""
    return "".join(char if char == "Ñ" else _without_accent(char) for char in text.upper())


def _without_accent(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


def truth_records(programmes: Sequence[Programme]) -> list[dict[str, str | None]]:
    """Return the records of programmes as a truth file lists them."""
    return [
        {
            "number": unit.number,
            "group": group.band,
            "unit": unit.name,
            "mission": unit.mission,
            "indicator": goal.indicator,
            "target": goal.target,
        }
        for programme in programmes
        for group in programme.groups
        for unit in group.units
        for goal in unit.goals
    ]
