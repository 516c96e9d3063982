"""Cells to records: missions to units, indicators to units, targets to indicators, by order and by meaning.

Each is one alignment of two sequences, solved by dynamic programming: whatever has no partner stays alone and
shifts nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

import numpy as np

from .alignment import Pairs, align, align_loosely
from .cells import Cell
from .kinds import kind_of_indicator, kind_of_target, kinds_agree
from .passes import merge_passes
from .settings import AssemblySettings


@dataclass(slots=True)
class Row:
    """One indicator and its target."""

    indicator: Cell | None
    target: Cell | None = None
    reason: str = "target_by_order"
    """How the target was found: a key of the reasons."""
    rival: Cell | None = None
    """Another row's target that fits nearly as well."""


@dataclass(slots=True)
class UnitGroup:
    """A unit with its mission and its rows."""

    unit: Cell | None
    mission: Cell | None
    number: Cell | None = None
    is_near: bool = False
    """Unit and mission stand in one place of the text."""
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
        both = one & other
        if not both:
            return 0.0
        common = self._sum(both)
        return common / max(min(self._sum(one), self._sum(other)), 1e-9)

    def _sum(self, some: frozenset[str]) -> float:
        if some not in self._sums:
            self._sums[some] = sum(self._weight.get(stem, 0.0) for stem in sorted(some))
        return self._sums[some]


def assemble(cells: Sequence[Cell], settings: AssemblySettings) -> tuple[list[UnitGroup], list[Cell]]:
    """Return the units with their rows, in order, and the cells that belong to none."""
    meaning = Meaning(cells)
    cells = merge_passes(list(cells), meaning, settings)
    by_role = {role: [cell for cell in cells if cell.role == role] for role in "NUMIT"}
    groups = pair_units(by_role["U"], by_role["M"], cells, meaning, settings, len(by_role["N"]))
    owners = assign_indicators(by_role["I"], groups, cells, meaning, settings)
    rows = [Row(indicator) for indicator in by_role["I"]]
    shared = _are_shared(rows, by_role["T"], groups, settings)
    leftover = [] if shared else assign_targets(rows, by_role["T"], owners, groups, meaning, cells, settings)
    if not groups and rows:
        groups = [UnitGroup(None, None)]
        owners = [0] * len(rows)
    for row, owner in zip(rows, owners, strict=True):
        groups[owner].rows.append(row)
    if shared:
        leftover = give_to_units(groups, by_role["T"], meaning, settings)
    share_targets(groups, settings)
    assign_numbers(by_role["N"], groups)
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


def assign_indicators(
    indicators: list[Cell], groups: list[UnitGroup], cells: Sequence[Cell], meaning: Meaning, settings: AssemblySettings
) -> list[int]:
    """Return the group of each indicator: in order, near those named just before it, and by meaning."""
    if not groups:
        return [0] * len(indicators)
    ranges = named_before(indicators, groups, cells)
    stems = [group.stems for group in groups]
    size, infinite = len(groups), -1e9
    back: list[dict[tuple[int, int], tuple[int, int]]] = []
    # State: group k holds its n-th indicator (n from 1, the last class open).
    depth = 8
    table = np.full((size, depth), infinite)
    for at, indicator in enumerate(indicators):
        low, high, ahead = ranges[at]
        new = np.full((size, depth), infinite)
        moves: dict[tuple[int, int], tuple[int, int]] = {}
        for k in range(max(low - 3, 0), min(ahead + 4, size)):
            outside = settings.outside_range * max(low - k, k - ahead, 0)
            outside += settings.ahead * max(min(k, ahead) - high, 0)
            gain = settings.own_meaning * meaning.shared(indicator.stems, stems[k]) - outside
            for n in range(depth):
                if n > 0:
                    previous = max((table[k, m], m) for m in ((n - 1, n) if n == depth - 1 else (n - 1,)))
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
    best, source = -1e9, (-1, -1)
    for before in range(max(k - 12, 0), k):
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


def assign_targets(
    rows: list[Row],
    targets: list[Cell],
    owners: list[int],
    groups: list[UnitGroup],
    meaning: Meaning,
    cells: Sequence[Cell],
    settings: AssemblySettings,
) -> list[Cell]:
    """Give each row its target; return the targets without a row."""
    rank = {id(cell): at for at, cell in enumerate(cells)}
    scores = _target_scores(rows, targets, owners, groups, meaning, cells, settings)
    leftover = []
    pairs = match_in_order(
        scores, settings.no_target, settings.target_alone, (settings.skip, settings.jump_back), settings.loose_most
    )
    for i, j in pairs:
        if i is not None and j is not None:
            rows[i].target = targets[j]
            rows[i].reason = _reason(rows[i], meaning, rank, settings)
        elif j is not None:
            leftover.append(targets[j])
    _name_rivals(rows, targets, scores, pairs, settings)
    return leftover


def _reason(row: Row, meaning: Meaning, rank: dict[int, int], settings: AssemblySettings) -> str:
    assert row.indicator
    assert row.target
    if rank[id(row.target)] - rank[id(row.indicator)] == 1:
        return "target_follows"
    shared = meaning.shared(row.indicator.stems, row.target.stems)
    return "target_by_meaning" if shared >= settings.telling_share else "target_by_order"


def _name_rivals(
    rows: list[Row], targets: list[Cell], scores: np.ndarray, pairs: Pairs, settings: AssemblySettings
) -> None:
    """Note where neighbours' targets could be exchanged for next to nothing."""
    matched = sorted((i, j) for i, j in pairs if i is not None and j is not None)
    for (i, j), (k, m) in pairwise(matched):
        loss = scores[i, j] + scores[k, m] - scores[i, m] - scores[k, j]
        if loss < settings.rival_margin and "target_by_order" in (rows[i].reason, rows[k].reason):
            rows[i].rival, rows[k].rival = targets[m], targets[j]


def match_in_order(
    scores: np.ndarray, left_alone: float, right_alone: float, jumps: tuple[float, float], loose_most: int
) -> Pairs:
    """Align two sequences loosely, or strictly where they are long."""
    if max(scores.shape) > loose_most:
        return align(scores, left_alone, right_alone)
    return align_loosely(scores, left_alone, right_alone, *jumps)


def _target_scores(
    rows: list[Row],
    targets: list[Cell],
    owners: list[int],
    groups: list[UnitGroup],
    meaning: Meaning,
    cells: Sequence[Cell],
    settings: AssemblySettings,
) -> np.ndarray:
    rank = {id(cell): at for at, cell in enumerate(cells)}
    run_of = _runs_of_rows(cells)
    scores = np.full((len(rows), len(targets)), settings.target_pair)
    for i, row in enumerate(rows):
        indicator = row.indicator
        assert indicator
        context = groups[owners[i]].stems if groups else frozenset()
        wants = kind_of_indicator(indicator.text)
        for j, target in enumerate(targets):
            between = rank[id(target)] - rank[id(indicator)]
            score = settings.target_meaning * max(
                meaning.shared(indicator.stems, target.stems), 0.5 * meaning.shared(context, target.stems)
            )
            score += settings.target_kind * kinds_agree(wants, kind_of_target(target.text))
            score += settings.next_cell * (between == 1) + settings.same_run * (
                run_of[id(target)] == run_of[id(indicator)]
            )
            scores[i, j] += score - settings.before_indicator * (between < 0)
    return scores


def _runs_of_rows(cells: Sequence[Cell]) -> dict[int, int]:
    """Number the runs of indicators and targets between which units or missions begin."""
    run, runs = 0, {}
    for cell in cells:
        run += cell.role in "UM"
        runs[id(cell)] = run
    return runs


def _are_shared(
    rows: Sequence[Row], targets: Sequence[Cell], groups: Sequence[UnitGroup], settings: AssemblySettings
) -> bool:
    """Tell whether there are about as many targets as units, and clearly more indicators: targets are merged."""
    if len(groups) < settings.shared_units or len(rows) < settings.rows_per_shared * len(groups):
        return False
    return abs(len(targets) - len(groups)) <= settings.shared_slack * len(groups)


def give_to_units(
    groups: list[UnitGroup], targets: list[Cell], meaning: Meaning, settings: AssemblySettings
) -> list[Cell]:
    """Give each unit's one target to all its indicators; return the targets without a unit."""
    scores = np.empty((len(groups), len(targets)))
    for k, group in enumerate(groups):
        own = group.stems.union(*(row.indicator.stems for row in group.rows if row.indicator))
        for j, target in enumerate(targets):
            scores[k, j] = settings.target_pair + settings.target_meaning * meaning.shared(own, target.stems)
    leftover = []
    for owner, given in align(scores, settings.no_target, settings.target_alone):
        if given is not None and owner is None:
            leftover.append(targets[given])
        for row in groups[owner].rows if owner is not None and given is not None else ():
            row.target, row.reason = targets[given], "shared"  # type: ignore[index]
    return leftover


def share_targets(groups: list[UnitGroup], settings: AssemblySettings) -> None:
    """Where every unit with several indicators has one target, it is merged over them: give it to each."""
    several = [group for group in groups if len(group.rows) > 1]
    ones = [group for group in several if sum(row.target is not None for row in group.rows) == 1]
    if len(several) < settings.shared_units or len(ones) < settings.shared_share * len(several):
        return
    for group in ones:
        target = next(row.target for row in group.rows if row.target)
        for row in group.rows:
            row.target = target
            row.reason = "shared"


def assign_numbers(numbers: list[Cell], groups: list[UnitGroup]) -> None:
    """Give the printed numbers to the units in order, where there are as many."""
    if len(numbers) == len(groups):
        for number, group in zip(numbers, groups, strict=True):
            group.number = number
