"""Words to runs: what is set on one base line without a wide gap, the atoms of a page without ruling lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from .geometry import BBox, Word, box_around

SAME_BASE = 0.25
"""Base lines nearer than this, in heights of the type, are one."""
_BY_BASE, _BY_LEFT = itemgetter(4, 1), itemgetter(1)
"""Sort keys, by the places of a word's sides among its fields: base line and left side, left side."""
BESIDE = 0.3
"""Runs that share this much of their height stand beside each other."""


class Run(NamedTuple):
    """Words on one base line with no wide gap between them."""

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def bbox(self) -> BBox:
        return BBox(self.x0, self.top, self.x1, self.bottom)


def make_run(words: Sequence[Word]) -> Run:
    return Run(tuple(words), *box_around(words))


def find_levels(words: Iterable[Word], unit: float) -> list[list[Word]]:
    """Return the words of each base line, from the top down, each line from left to right."""
    levels: list[list[Word]] = []
    start = 0.0
    for word in sorted(words, key=_BY_BASE):
        if levels and word.bottom - start <= SAME_BASE * unit:
            levels[-1].append(word)
        else:
            levels.append([word])
            start = word.bottom
    return [sorted(level, key=_BY_LEFT) for level in levels]


def find_runs(levels: Iterable[Sequence[Word]], gap: float) -> list[list[Run]]:
    """Cut each base line into runs where words are further apart than ``gap`` points."""
    return [_cut(level, gap) for level in levels]


def _cut(level: Sequence[Word], gap: float) -> list[Run]:
    groups: list[list[Word]] = []
    end = 0.0
    for word in level:
        if groups and word.x0 - end <= gap:
            groups[-1].append(word)
            end = max(end, word.x1)
        else:
            groups.append([word])
            end = word.x1
    return [make_run(group) for group in groups]


def alone(runs: Sequence[Run]) -> list[bool]:
    """Tell for each run, sorted by top, whether no other stands beside it."""
    is_alone = [True] * len(runs)
    for index, run in enumerate(runs):
        for other in range(index + 1, len(runs)):
            below = runs[other]
            if below.top >= run.bottom:
                break
            overlap = min(run.bottom, below.bottom) - max(run.top, below.top)
            if overlap >= BESIDE * min(run.bottom - run.top, below.bottom - below.top):
                is_alone[index] = is_alone[other] = False
    return is_alone
