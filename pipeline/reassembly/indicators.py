"""Indicators to units: in order, near those named just before or after, and by meaning."""

from __future__ import annotations

from collections.abc import Sequence

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


def assign_indicators(
    indicators: list[Cell], groups: list[UnitGroup], cells: Sequence[Cell], meaning: Meaning, settings: AssemblySettings
) -> list[int]:
    """Return the group of each indicator: in order, near those named just before it, and by meaning."""
    if not groups:
        return [0] * len(indicators)
    ranges = named_before(indicators, groups, cells)
    stems = [group.stems for group in groups]
    size, infinite = len(groups), IMPOSSIBLE
    back: list[dict[tuple[int, int], tuple[int, int]]] = []
    # State: group k holds its n-th indicator (n from 1, the last class open).
    table = np.full((size, MOST_COUNTED), infinite)
    for at, indicator in enumerate(indicators):
        low, high, ahead = ranges[at]
        new = np.full((size, MOST_COUNTED), infinite)
        moves: dict[tuple[int, int], tuple[int, int]] = {}
        for k in range(max(low - WINDOW, 0), min(ahead + WINDOW + 1, size)):
            outside = settings.outside_range * max(low - k, k - ahead, 0)
            outside += settings.ahead * max(min(k, ahead) - high, 0)
            gain = settings.own_meaning * meaning.shared(indicator.stems, stems[k]) - outside
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
    return _trace(table, back, settings.no_indicator)


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
