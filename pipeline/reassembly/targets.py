"""Targets to indicators: by order, by kind of figure and by meaning; or one to all of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .alignment import Pairs, align, match_in_order
from .cells import Cell
from .groups import Meaning, Row, UnitGroup
from .kinds import kind_of_indicator, kind_of_target, kinds_agree
from .settings import AssemblySettings


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
    abreast = _abreast(cells)
    kinds = [kind_of_target(target.text) for target in targets]
    runs = [run_of[id(target)] for target in targets]
    said = [group.stems for group in groups]
    with_context = [[0.5 * meaning.shared(stems, target.stems) for target in targets] for stems in said]
    scores = np.full((len(rows), len(targets)), settings.target_pair)
    for i, row in enumerate(rows):
        indicator = row.indicator
        assert indicator
        wants, run, place = kind_of_indicator(indicator.text), run_of[id(indicator)], rank[id(indicator)]
        of_unit = with_context[owners[i]] if groups else [0.0] * len(targets)
        for j, target in enumerate(targets):
            score = settings.target_meaning * max(meaning.shared(indicator.stems, target.stems), of_unit[j])
            score += settings.target_kind * kinds_agree(wants, kinds[j])
            score += settings.next_cell * (abreast.get(id(target)) == id(indicator)) + settings.same_run * (
                runs[j] == run
            )
            scores[i, j] += score - settings.before_indicator * (rank[id(target)] < place)
    return scores


def _abreast(cells: Sequence[Cell]) -> dict[int, int]:
    """Return for each target the indicator that stands as it does: the second of a block for the second of the next.

    Where no empty lines part blocks, the indicator just before a target is the one.
    """
    rows = [cell for cell in cells if cell.role in "IT"]
    found: dict[int, int] = {}
    block: list[Cell] = []
    for before, cell in pairwise([rows[0], *rows]) if rows else ():
        if cell.role == "I":
            block = [*block, cell] if before.role == "I" and not cell.opens_block else [cell]
        elif block:
            place = 0 if cell.opens_block or before.role == "T" else len(block) - 1
            found[id(cell)] = id(block[place])
            block = block[place + 1 :]
    return found


def _runs_of_rows(cells: Sequence[Cell]) -> dict[int, int]:
    """Number the runs of indicators and targets between which units or missions begin."""
    run, runs = 0, {}
    for cell in cells:
        run += cell.role in "UM"
        runs[id(cell)] = run
    return runs


def are_shared(
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
