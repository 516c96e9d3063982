"""What the assembly makes: units with their missions and rows; and how much two cells share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from .cells import Cell


@dataclass(slots=True)
class Row:
    """One indicator and its target."""

    indicator: Cell | None
    target: Cell | None = None
    reason: str = "target_by_order"
    """How the target was found: a key of the reasons."""
    rival: Cell | None = None
    """Another row's target that fits nearly as well."""


class Rivals(NamedTuple):
    """What fits a unit's mission, and its name, nearly as well as what was taken."""

    unit: Cell | None = None
    mission: Cell | None = None


NO_RIVALS = Rivals()


@dataclass(slots=True)
class UnitGroup:
    """A unit with its mission and its rows."""

    unit: Cell | None
    mission: Cell | None
    number: Cell | None = None
    is_near: bool = False
    """Unit and mission stand in one place of the text."""
    likelihood: float = 1.0
    """How likely unit and mission belong together."""
    rivals: Rivals = NO_RIVALS
    rows: list[Row] = field(default_factory=list)

    @property
    def anchors(self) -> list[int]:
        return [cell.start for cell in (self.unit, self.mission) if cell]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*(cell.stems for cell in (self.unit, self.mission) if cell))


class Meaning:
    """How much two texts of one document share, rare words counting more."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        counts = Counter(stem for cell in cells for stem in cell.stems)
        self._weight = {stem: log(1 + len(cells) / count) for stem, count in counts.items()}
        self._sums: dict[frozenset[str], float] = {}

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the weight of the common words as a share of the lighter text's, 0 to 1."""
        if one.isdisjoint(other):
            return 0.0
        common = self._sum(one & other)
        return common / max(min(self._sum(one), self._sum(other)), 1e-9)

    def _sum(self, some: frozenset[str]) -> float:
        if some not in self._sums:
            self._sums[some] = sum(self._weight.get(stem, 0.0) for stem in sorted(some))
        return self._sums[some]
