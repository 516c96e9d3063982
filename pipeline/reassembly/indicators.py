"""Indicators to units: in order, near those named just before or after, and by meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .cells import Cell
from .groups import Meaning, UnitGroup
from .settings import AssemblySettings

MOST_COUNTED = 8
"""Indicators of one unit that are counted; further ones are alike."""
WINDOW = 3
"""Units outside the named ones that an indicator may still belong to."""
MOST_SKIPPED = 12
"""Units in a row that may stay without an indicator."""
IMPOSSIBLE = -1e9
NAMING_WORDS = 2
"""A unit's name must have so many words of meaning to be recognised in an indicator."""


class Stems(NamedTuple):
    """What is said of a unit."""

    all: frozenset[str]
    """In its name and mission."""
    name: frozenset[str]


def assign_indicators(
    indicators: list[Cell], groups: list[UnitGroup], cells: Sequence[Cell], meaning: Meaning, settings: AssemblySettings
) -> list[int]:
    """Return the group of each indicator: in order, near those named just before it, and by meaning."""
    if not groups:
        return [0] * len(indicators)
    ranges = named_before(indicators, groups, cells)
    stems = [Stems(group.stems, group.unit.stems if group.unit else frozenset()) for group in groups]
    size, infinite = len(groups), IMPOSSIBLE
    back: list[dict[tuple[int, int], tuple[int, int]]] = []
    # State: group k holds its n-th indicator (n from 1, the last class open).
    table = np.full((size, MOST_COUNTED), infinite)
    for at, indicator in enumerate(indicators):
        low, _, ahead = ranges[at]
        new = np.full((size, MOST_COUNTED), infinite)
        moves: dict[tuple[int, int], tuple[int, int]] = {}
        for k in range(max(low - WINDOW, 0), min(ahead + WINDOW + 1, size)):
            gain = _gain(indicator, k, ranges[at], stems, meaning, settings)
            for n in range(MOST_COUNTED):
                if n > 0:
                    previous = max((table[k, m], m) for m in ((n - 1, n) if n == MOST_COUNTED - 1 else (n - 1,)))
                    score, source = previous[0] - settings.crowded * (n >= 2), (k, previous[1])
                elif at == 0:
                    score, source = -settings.no_indicator * k, (-1, -1)
                else:
                    score, source = _best_before(table, k, settings.no_indicator)
                if score > infinite / 2 and score + gain > new[k, n]:
                    new[k, n] = score + gain
                    moves[k, n] = source
        table = new
        back.append(moves)
    owners = _trace(table, back, settings.no_indicator)
    return exchange(owners, indicators, ranges, stems, meaning, settings)


def exchange(
    owners: list[int],
    indicators: Sequence[Cell],
    ranges: Sequence[tuple[int, int, int]],
    stems: Sequence[Stems],
    meaning: Meaning,
    settings: AssemblySettings,
) -> list[int]:
    """Leave the order where meaning pays for it: give one or two indicators at a time to better owners."""
    if len(indicators) > settings.exchanged_most:
        return owners
    price = _Price(indicators, ranges, stems, meaning, settings)
    best = price.of(owners)
    while True:
        better = max(((price.of(changed), changed) for changed in _changes(owners, len(stems))), default=(best, owners))
        if better[0] <= best + settings.least_gain:
            return owners
        best, owners = better


def _changes(owners: list[int], size: int) -> Iterator[list[int]]:
    """Yield what comes of giving one indicator, or two near each other, to other units nearby."""
    moves = [(i, k) for i, owner in enumerate(owners) for k in _nearby(owner, size)]
    for i, k in moves:
        changed = [*owners[:i], k, *owners[i + 1 :]]
        yield changed
        for j in range(i + 1, min(i + WINDOW + 1, len(owners))):
            for other in _nearby(owners[j], size):
                yield [*changed[:j], other, *changed[j + 1 :]]


def _nearby(owner: int, size: int) -> list[int]:
    return [k for k in range(max(owner - WINDOW, 0), min(owner + WINDOW + 1, size)) if k != owner]


class _Price:
    """What a whole division of the indicators among the units is worth."""

    def __init__(
        self,
        indicators: Sequence[Cell],
        ranges: Sequence[tuple[int, int, int]],
        stems: Sequence[Stems],
        meaning: Meaning,
        settings: AssemblySettings,
    ) -> None:
        self._settings = settings
        self._size = len(stems)
        self._gains = [
            [_gain(indicator, k, ranges[at], stems, meaning, settings) for k in range(self._size)]
            for at, indicator in enumerate(indicators)
        ]

    def of(self, owners: Sequence[int]) -> float:
        counts = Counter(owners)
        crowded = sum(max(count - 2, 0) for count in counts.values())
        inversions = sum(later < earlier for earlier, later in pairwise(owners))
        return (
            sum(gains[owner] for gains, owner in zip(self._gains, owners, strict=True))
            - self._settings.no_indicator * (self._size - len(counts))
            - self._settings.crowded * crowded
            - self._settings.out_of_order * inversions
        )


def _gain(
    indicator: Cell,
    k: int,
    range_: tuple[int, int, int],
    stems: Sequence[Stems],
    meaning: Meaning,
    settings: AssemblySettings,
) -> float:
    """Return what an indicator is worth in group ``k``: what they share, less its distance from where it stands."""
    low, high, ahead = range_
    outside = settings.outside_range * max(low - k, k - ahead, 0) + settings.ahead * max(min(k, ahead) - high, 0)
    names_unit = len(stems[k].name) >= NAMING_WORDS and stems[k].name <= indicator.stems
    return (
        settings.own_meaning * meaning.shared(indicator.stems, stems[k].all)
        + settings.names_unit * names_unit
        - outside
    )


def _best_before(table: np.ndarray, k: int, skip_cost: float) -> tuple[float, tuple[int, int]]:
    best, source = IMPOSSIBLE, (-1, -1)
    for before in range(max(k - MOST_SKIPPED, 0), k):
        n = int(table[before].argmax())
        score = table[before, n] - skip_cost * (k - before - 1)
        if score > best:
            best, source = score, (before, n)
    return best, source


def _trace(table: np.ndarray, back: list[dict[tuple[int, int], tuple[int, int]]], skip_cost: float) -> list[int]:
    if not back:
        return []
    tail = table.max(axis=1) - skip_cost * np.arange(len(table) - 1, -1, -1)
    k = int(tail.argmax())
    state = (k, int(table[k].argmax()))
    owners = []
    for moves in reversed(back):
        owners.append(state[0])
        state = moves.get(state, state)
    return owners[::-1]


def named_before(indicators: list[Cell], groups: list[UnitGroup], cells: Sequence[Cell]) -> list[tuple[int, int, int]]:
    """Return for each indicator the first and last group named just before it, and the last named just after it.

    What is named in one go are the units and missions between which no indicator stands: a row, or a block of rows.
    """
    group_of = {id(cell): k for k, group in enumerate(groups) for cell in (group.mission or group.unit,) if cell}
    runs: list[tuple[int, int]] = []
    run_of: dict[int, int] = {}
    in_run = False
    for cell in cells:
        group = group_of.get(id(cell)) if cell.role in "UM" else None
        if group is not None:
            runs[-1:] = [(min(runs[-1][0], group), max(runs[-1][1], group))] if in_run else [*runs[-1:], (group, group)]
            in_run = True
        elif cell.role in "IT":
            in_run = False
            run_of[id(cell)] = len(runs) - 1
    ranges = []
    for indicator in indicators:
        run = run_of[id(indicator)]
        low, high = runs[run] if run >= 0 else (0, 0)
        following = runs[run + 1][1] if run + 1 < len(runs) else high
        ranges.append((low, high, max(high, following)))
    return ranges
