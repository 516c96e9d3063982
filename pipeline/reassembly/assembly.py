"""Cells to records: missions to units, indicators to units, targets to indicators, by order and by meaning.

Each is one alignment of two sequences, solved by dynamic programming: whatever has no partner stays alone and
shifts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .alignment import Pairs, match_in_order
from .cells import Cell
from .groups import Meaning, Row, UnitGroup
from .indicators import assign_indicators
from .passes import merge_passes
from .settings import AssemblySettings
from .targets import are_shared, assign_targets, give_to_units, share_targets


def assemble(cells: Sequence[Cell], settings: AssemblySettings) -> tuple[list[UnitGroup], list[Cell]]:
    """Return the units with their rows, in order, and the cells that belong to none."""
    meaning = Meaning(cells)
    cells = merge_passes(list(cells), meaning, settings)
    by_role = {role: [cell for cell in cells if cell.role == role] for role in "NUMIT"}
    groups = pair_units(by_role["U"], by_role["M"], cells, meaning, settings, len(by_role["N"]))
    owners = assign_indicators(by_role["I"], groups, cells, meaning, settings)
    rows = [Row(indicator) for indicator in by_role["I"]]
    shared = are_shared(rows, by_role["T"], groups, settings)
    leftover = [] if shared else assign_targets(rows, by_role["T"], owners, groups, meaning, cells, settings)
    if not groups and rows:
        groups = [UnitGroup(None, None)]
        owners = [0] * len(rows)
    for row, owner in zip(rows, owners, strict=True):
        groups[owner].rows.append(row)
    if shared:
        leftover = give_to_units(groups, by_role["T"], meaning, settings)
    share_targets(groups, settings)
    assign_numbers(by_role["N"], groups, cells)
    return groups, leftover


def pair_units(
    units: list[Cell],
    missions: list[Cell],
    cells: Sequence[Cell],
    meaning: Meaning,
    settings: AssemblySettings,
    numbers: int,
) -> list[UnitGroup]:
    """Put missions together with their units, by the order of both and by printed numbers."""
    rank = {id(cell): at for at, cell in enumerate(cells)}
    ordinals = _ordinals(cells) if numbers == len(missions) else {}
    scores = np.empty((len(units), len(missions)))
    for i, unit in enumerate(units):
        for j, mission in enumerate(missions):
            distance = _cells_between(unit, mission, rank)
            scores[i, j] = (
                settings.pair
                + settings.pair_meaning * meaning.shared(unit.stems, mission.stems)
                - min(settings.pair_distance * distance, settings.pair_distance_most)
                + settings.own_number * (ordinals.get(id(unit)) == j)
            )
    groups: list[UnitGroup] = []
    for u, m in _units_and_missions(scores, settings):
        is_near = u is not None and m is not None and not _cells_between(units[u], missions[m], rank)
        groups.append(
            UnitGroup(units[u] if u is not None else None, missions[m] if m is not None else None, is_near=is_near)
        )
    return groups


def _ordinals(cells: Sequence[Cell]) -> dict[int, int]:
    """Return the place, from 0, of each unit that has its number just before it."""
    numbers = sorted(
        int(cell.text.rstrip(".")) for cell in cells if cell.role == "N" and cell.text.rstrip(".").isdecimal()
    )
    place = {number: at for at, number in enumerate(numbers)}
    return {
        id(unit): place[int(number.text.rstrip("."))]
        for number, unit in pairwise(cells)
        if number.role == "N" and unit.role == "U" and number.text.rstrip(".").isdecimal()
    }


def _units_and_missions(scores: np.ndarray, settings: AssemblySettings) -> Pairs:
    """Return the pairs in the order of the missions, a unit without one after the unit before it."""
    jumps = (settings.unit_skip, settings.unit_jump_back)
    pairs = match_in_order(scores.T, settings.mission_alone, settings.unit_alone, jumps, settings.loose_most)
    missions = sorted((mission, unit) for mission, unit in pairs if mission is not None)
    ordered: Pairs = [(unit, mission) for mission, unit in missions]
    for mission, unit in pairs:
        if mission is None:
            before = (
                next((at for at, pair in enumerate(ordered) if pair[0] == unit - 1), len(ordered) - 1) if unit else -1
            )
            ordered.insert(before + 1, (unit, None))
    return ordered


def _cells_between(one: Cell, other: Cell, rank: dict[int, int]) -> int:
    """Count the cells that begin between two; none when one lies within the other."""
    if one.start < other.end and other.start < one.end:
        return 0
    return max(abs(rank[id(one)] - rank[id(other)]) - 1, 0)


def assign_numbers(numbers: list[Cell], groups: list[UnitGroup], cells: Sequence[Cell]) -> None:
    """Give each printed number to its unit: in order where there are as many, else to the name just after it."""
    if len(numbers) == len(groups):
        for number, group in zip(numbers, groups, strict=True):
            group.number = number
        return
    group_of = {id(group.unit): group for group in groups if group.unit}
    for number, unit in pairwise(cells):
        if number.role == "N" and id(unit) in group_of:
            group_of[id(unit)].number = number
