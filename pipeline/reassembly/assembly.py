"""Cells to records: missions to units, indicators to units, targets to indicators, by order and by meaning.

Each is solved as a whole, as an assignment or as an alignment of two sequences: whatever has no partner stays alone
and shifts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .alignment import Pairs, assign
from .cells import Cell
from .groups import Meaning, Rivals, Row, UnitGroup
from .indicators import Worth, assign_indicators
from .lines import WordSequence
from .pairing import Chances, pair_chances, repetition_agreement, shipped_pairs, unit_facts
from .passes import merge_passes
from .settings import AssemblySettings
from .targets import are_shared, assign_targets, give_to_units, share_targets


def assemble(
    cells: Sequence[Cell], sequence: WordSequence, settings: AssemblySettings
) -> tuple[list[UnitGroup], list[Cell]]:
    """Return the units with their rows, in order, and the cells that belong to none."""
    meaning = Meaning(cells)
    cells = merge_passes(list(cells), meaning, settings)
    by_role = {role: [cell for cell in cells if cell.role == role] for role in "NUMIT"}
    groups = pair_units(by_role["U"], by_role["M"], cells, sequence, settings)
    groups = join_sentences(groups, cells)
    worth = Worth(by_role["I"], groups, cells, sequence, meaning, settings)
    owners = assign_indicators(by_role["I"], worth, settings)
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
    return groups, [*leftover, *assign_numbers(by_role["N"], groups, cells)]


def pair_units(
    units: list[Cell], missions: list[Cell], cells: Sequence[Cell], sequence: WordSequence, settings: AssemblySettings
) -> list[UnitGroup]:
    """Put missions together with their units, in the order of the missions; what has no partner stays alone."""
    if not units or not missions:
        return [UnitGroup(unit, None) for unit in units] + [UnitGroup(None, mission) for mission in missions]
    chances = pair_chances(unit_facts(units, missions, cells, sequence), shipped_pairs())
    likelihoods = chances.of_units[:, :-1] + chances.of_missions[:-1]
    repetitions = repetition_agreement([unit.text for unit in units], [mission.text for mission in missions])
    scores = likelihoods + settings.repeated * repetitions
    partners = assign(scores, chances.of_units[:, -1], chances.of_missions[-1])
    rank = {id(cell): at for at, cell in enumerate(cells)}
    groups = []
    for u, m in _in_order(partners, len(missions)):
        group = UnitGroup(units[u] if u is not None else None, missions[m] if m is not None else None)
        if u is not None and m is not None:
            group.is_near = not _cells_between(units[u], missions[m], rank)
            group.likelihood = float(np.exp(likelihoods[u, m] / 2))
            group.rivals = _rivals(u, m, units, missions, chances, settings)
        groups.append(group)
    return groups


def join_sentences(groups: Sequence[UnitGroup], cells: Sequence[Cell]) -> list[UnitGroup]:
    """Give a mission without a unit to the one before it where only rows stand between: it is its next sentence."""
    rank = {id(cell): at for at, cell in enumerate(cells)}
    joined: list[UnitGroup] = []
    for group in groups:
        before = joined[-1].mission if joined and joined[-1].is_near else None
        if before and group.mission and not group.unit:
            between = cells[rank[id(before)] + 1 : rank[id(group.mission)]]
            if before.text.endswith(".") and all(cell.role in "IT" for cell in between):
                before.append(group.mission)
                continue
        joined.append(group)
    return joined


def _in_order(partners: Sequence[int | None], missions: int) -> Pairs:
    """Return pairs of unit and mission in the order of the missions, a unit without one after the unit before it."""
    unit_of = {mission: unit for unit, mission in enumerate(partners) if mission is not None}
    ordered: Pairs = [(unit_of.get(mission), mission) for mission in range(missions)]
    for unit, mission in enumerate(partners):
        if mission is None:
            before = next((at for at, pair in enumerate(ordered) if pair[0] == unit - 1), len(ordered) - 1)
            ordered.insert(before + 1 if unit else 0, (unit, None))
    return ordered


def _rivals(
    u: int, m: int, units: Sequence[Cell], missions: Sequence[Cell], chances: Chances, settings: AssemblySettings
) -> Rivals:
    """Return the unit and the mission that would be nearly as likely as the ones taken."""
    of_mission, of_unit = chances.of_missions[:-1, m].copy(), chances.of_units[u, :-1].copy()
    of_mission[u], of_unit[m] = -np.inf, -np.inf
    unit, mission = int(of_mission.argmax()), int(of_unit.argmax())
    least = np.log(settings.rival_likelihood)
    return Rivals(
        units[unit] if of_mission[unit] >= least else None, missions[mission] if of_unit[mission] >= least else None
    )


def _cells_between(one: Cell, other: Cell, rank: dict[int, int]) -> int:
    """Count the cells that begin between two; none when one lies within the other."""
    if one.start < other.end and other.start < one.end:
        return 0
    return max(abs(rank[id(one)] - rank[id(other)]) - 1, 0)


def assign_numbers(numbers: list[Cell], groups: list[UnitGroup], cells: Sequence[Cell]) -> list[Cell]:
    """Give each printed number to its unit: in order where there are as many, else to the name just after it.

    Return the numbers that are no unit's.
    """
    if len(numbers) == len(groups):
        for number, group in zip(numbers, groups, strict=True):
            group.number = number
        return []
    group_of = {id(group.unit): group for group in groups if group.unit}
    for number, unit in pairwise(cells):
        if number.role == "N" and id(unit) in group_of:
            group_of[id(unit)].number = number
    given = {id(group.number) for group in groups}
    return [number for number in numbers if id(number) not in given]
