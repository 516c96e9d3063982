"""Programmes in many wordings, put together at random from the parts in ``wording.toml``: they teach word roles.

The sentences need make no sense; what counts is that no model can know them by heart.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .content import Goal, Group, Programme, Taste, Unit, plain_capitals
from .phrases import BANDS, TYPOS

SHARE_OF_NOUNS = 0.5
"""Of the indicators that no measure announces: "Agua no contabilizada" beside "Informes entregados"."""
PARTS = Path(__file__).with_name("wording.toml")


@cache
def parts() -> dict[str, tuple[str, ...]]:
    """Return the parts by name."""
    lists = tomllib.loads(PARTS.read_text(encoding="utf-8"))
    return {name: tuple(part.strip() for part in text.replace("\n", " ").split("|")) for name, text in lists.items()}


def invent_wording(seed: str, taste: Taste) -> Programme:
    """Return a programme of random wording; the same seed and taste give the same one."""
    return Writer(random.Random(seed), taste).programme()


class Writer:
    """One institution's habits: how it writes names, missions, indicators and targets."""

    def __init__(self, rng: random.Random, taste: Taste) -> None:
        self.rng = rng
        self.taste = taste
        self.numbered = rng.choice([0.0, 0.0, 0.1, 0.8])
        """Share of units told apart by a number or a place."""
        self.names_in_capitals = rng.random() < 0.3
        self.announces = rng.choice([0.3, 0.6, 0.9])
        """Share of indicators that begin with a measure."""
        self.full_stop = rng.choice([0.0, 0.8, 1.0, 1.0])
        self.target_stop = rng.choice([0.0, 0.0, 0.0, 0.5])
        self.mistyped = rng.choice([0.0, 0.1, 0.3])
        self.longest = rng.choice([1, 2, 3])
        """Most complements of a mission."""
        self.other_openings = rng.choice([0.0, 0.0, 0.1, 0.4])
        self.missing = rng.choice([0.0, 0.0, 0.1, 0.2])
        """Share of cells left empty."""

    def programme(self) -> Programme:
        units = tuple(self.unit(number) for number in range(1, self.taste.units + 1))
        bands = BANDS[: max(1, min(len(BANDS), len(units) // 2))]
        cuts = [round(len(units) * i / len(bands)) for i in range(len(bands) + 1)]
        groups = tuple(Group(band, units[a:b]) for band, a, b in zip(bands, cuts, cuts[1:], strict=False))
        institution = f"{self.pick('institutions')} {self.pick('places')}".upper()
        return Programme(institution, self.rng.randint(2014, 2024), self.rng.randint(1, 12), groups)

    def text_of(self, role: str) -> str:
        """Return a new name, mission, indicator or target, by the letter of its role."""
        if role == "U":
            return self.name()
        if role == "M":
            return self.mission()
        goal = self.goal()
        return goal.indicator if role == "I" else self.target(self.pick("things"))

    def pick(self, name: str) -> str:
        return self.rng.choice(parts()[name])

    def unit(self, number: int) -> Unit:
        goals = tuple(self.goal() for _ in range(self.rng.randint(*self.taste.goals)))
        has_mission = not (self.taste.missing_missions and self.rng.random() < 0.3)
        name = self.name()
        unit = Unit(str(number), name, self.mission() if has_mission else None, goals)
        return self.shouted(unit) if self.taste.capitals else unit

    def shouted(self, unit: Unit) -> Unit:
        goals = tuple(
            Goal(plain_capitals(goal.indicator), goal.target and plain_capitals(goal.target)) for goal in unit.goals
        )
        return Unit(unit.number, plain_capitals(unit.name), unit.mission and plain_capitals(unit.mission), goals)

    def name(self) -> str:
        if self.rng.random() < 0.3:
            name = self.pick("unit_names")
        else:
            fields = self.rng.sample(parts()["fields"], self.rng.choice([1, 1, 1, 2, 2, 3]))
            name = _listed(fields)
            if self.rng.random() < 0.7:
                name = f"{self.pick('unit_heads')} {name}"
        if self.rng.random() < self.numbered:
            name += " " + self.pick("name_tails").replace("{n}", str(self.rng.randint(1, 60)))
        return self.typed(name.upper() if self.names_in_capitals else name)

    def mission(self) -> str:
        verbs = self.rng.sample(parts()["infinitives"], self.rng.choice([1, 1, 2, 2, 3, 4]))
        clauses = [_listed(verbs, e_before_i=True), self.pick("objects")]
        clauses += self.rng.sample(parts()["complements"], self.rng.randint(0, self.longest))
        if self.rng.random() < 0.3:
            clauses[-1] += "," if self.rng.random() < 0.7 else ";"
            clauses += [self.pick("infinitives"), self.pick("objects"), self.pick("complements")]
        if self.taste.long_missions:
            clauses += self.rng.sample(parts()["complements"], 5)
        text = ""
        for clause in clauses:
            comma = text and text[-1] not in ",;" and self.rng.random() < 0.3
            text += f"{',' if comma else ''} {clause}" if text else clause
        text = text[0].upper() + text[1:]
        if self.rng.random() < self.other_openings:
            text = f"{self.pick('mission_openings')} {text[0].lower()}{text[1:]}"
        return self.typed(text + ("." if self.rng.random() < self.full_stop else ""))

    def goal(self) -> Goal:
        thing = self.pick("things")
        indicator = self.indicator(thing)
        for _ in range(self.rng.choice([0, 0, 0, 1, 1, 2]) if not self.taste.short else 0):
            indicator += f" {self.pick('indicator_tails')}"
        indicator = indicator[0].upper() + indicator[1:]
        target = None if self.rng.random() < self.missing else self.target(thing)
        return Goal(self.typed(indicator), target)

    def indicator(self, thing: str) -> str:
        if self.rng.random() < self.announces:
            return f"{self.pick('measures')} {thing} {self.pick('participles')}"
        if self.rng.random() < SHARE_OF_NOUNS:
            return f"{self.pick('nouns')} {self.pick('noun_tails')}".replace("{x}", thing)
        return f"{thing} {self.pick('participles')}"

    def target(self, thing: str) -> str:
        pattern = self.pick("targets").replace("{tail}", self.pick("target_tails"))
        pattern = pattern.replace("{done}", self.pick("participles"))
        while "{n}" in pattern:
            pattern = pattern.replace("{n}", str(self.rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 48])), 1)
        target = pattern.format(
            x=thing,
            p=self.rng.choice([5, 20, 50, 70, 75, 80, 85, 90, 95, 98, 100, 100, 100]),
            k=f"{self.rng.randint(1, 99)}.{self.rng.randint(0, 9)}00",
            d=f"0,{self.rng.randint(5, 99)}",
        )
        return self.typed(target + ("." if self.rng.random() < self.target_stop else ""))

    def typed(self, text: str) -> str:
        """Return ``text`` as somebody typed it who makes mistakes."""
        if self.rng.random() > self.mistyped:
            return text
        words = text.split(" ")
        at = self.rng.randrange(len(words))
        words[at] = self.mistype(words[at])
        return " ".join(words)

    def mistype(self, word: str) -> str:
        usable = [(right, wrong) for right, wrong in TYPOS if right in word]
        if usable:
            return word.replace(*self.rng.choice(usable), 1)
        at = self.rng.randrange(len(word))
        return word[:at] + word[at + 1 :] if len(word) > 4 and word[at].isalpha() else word


def _listed(some: Sequence[str], *, e_before_i: bool = False) -> str:
    if len(some) == 1:
        return some[0]
    conjunction = "e" if e_before_i and some[-1].startswith("i") else "y"
    return f"{', '.join(some[:-1])} {conjunction} {some[-1]}"
