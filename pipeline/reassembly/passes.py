"""Pages written in two passes: some producers draw the cells of one line first, row by row, and the others later.

A dump in the order of drawing then has two sequences of cells per page, each in the order of the rows. They are
merged into the one sequence that makes the most complete rows: a unit with name and mission, each row with an
indicator and a target.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from .cells import Cell, CellRole
from .settings import AssemblySettings

SWITCH_COST = 3.0
"""Changing from one pass to the other costs as much as so many cells in the wrong one."""


class Meaning(Protocol):
    """How much two texts share, 0 to 1."""

    def shared(self, one: frozenset[str], other: frozenset[str]) -> float: ...


def merge_passes(cells: list[Cell], meaning: Meaning, settings: AssemblySettings) -> list[Cell]:
    """Return ``cells`` in the order of the rows, whether they were written in one pass or in two."""
    merged: list[Cell] = []
    parts = split_passes(cells)
    if not _are_two_passes(parts, settings):
        return cells
    for at in range(0, len(parts), 2):
        first, second = parts[at], parts[at + 1] if at + 1 < len(parts) else []
        merged += _merge(first, second, meaning, settings)
    return merged


def split_passes(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Part ``cells`` where cells of one line give way to longer ones and back; the first part is of the first kind."""
    costs = [(0.0, SWITCH_COST)]
    came_from: list[tuple[int, int]] = []
    for cell in cells:
        wrong = (float(cell.lines > 1), float(cell.lines == 1) * (2.0 if cell.role == "N" else 1.0))
        before = costs[-1]
        sources = tuple(min((0, 1), key=lambda s: before[s] + SWITCH_COST * (s != here)) for here in (0, 1))
        costs.append(
            tuple(before[s] + SWITCH_COST * (s != here) + wrong[here] for here, s in enumerate(sources))  # type: ignore[arg-type]
        )
        came_from.append(sources)  # type: ignore[arg-type]
    state = min((0, 1), key=lambda s: costs[-1][s])
    states = []
    for sources in reversed(came_from):
        states.append(state)
        state = sources[state]
    return _runs(cells, states[::-1])


def _runs(cells: Sequence[Cell], states: Sequence[int]) -> list[list[Cell]]:
    parts: list[list[Cell]] = [[]]
    for cell, state in zip(cells, states, strict=True):
        while (len(parts) - 1) % 2 != state:
            parts.append([])
        parts[-1].append(cell)
    return parts


def _are_two_passes(parts: Sequence[Sequence[Cell]], settings: AssemblySettings) -> bool:
    first = [cell for part in parts[0::2] for cell in part]
    second = [cell for part in parts[1::2] for cell in part]
    if min(len(first), len(second)) < settings.least_cells * len(parts) / 2:
        return False
    # Counted in lines, so that one mission among the short cells weighs what it takes.
    short = sum(cell.lines == 1 for cell in first) / sum(cell.lines for cell in first)
    long = sum(cell.lines > 1 for cell in second) / len(second)
    has_rows = any(cell.role in "IT" for cell in first) and any(cell.role == "M" for cell in second)
    return has_rows and min(short, long) >= settings.pass_purity


class _State(NamedTuple):
    """Where the merged sequence stands."""

    unit: bool = False
    mission: bool = False
    rows: bool = False
    indicator: bool = False
    target: bool = False
    from_second: bool = False
    open: bool = False
    """A unit has begun on this page."""


class _Step(NamedTuple):
    cost: float
    before: tuple[int, int, _State] | None


def _merge(first: Sequence[Cell], second: Sequence[Cell], meaning: Meaning, settings: AssemblySettings) -> list[Cell]:
    @cache  # of some hundred states, each is met again and again
    def take(state: _State, role: CellRole, from_second: bool) -> tuple[float, _State]:
        cost, after = _take(state, role, settings)
        return cost, after._replace(from_second=from_second)

    table: dict[tuple[int, int], dict[_State, _Step]] = {(0, 0): {_State(): _Step(0.0, None)}}
    for i in range(len(first) + 1):
        for j in range(len(second) + 1):
            for state, step in table.get((i, j), {}).items():
                previous = (second[j - 1] if state.from_second else first[i - 1]) if i + j else None
                if i < len(first):
                    _advance(table, (i, j), (i + 1, j), state, step, first[i], previous, False, meaning, take)
                if j < len(second):
                    _advance(table, (i, j), (i, j + 1), state, step, second[j], previous, True, meaning, take)
    return _trace(table, first, second, settings)


def _advance(table, here, there, state, step, cell, previous, from_second, meaning, take) -> None:  # type: ignore[no-untyped-def]
    cost, after = take(state, cell.role, from_second)
    if previous is not None and (previous.role + cell.role) in ("IT", "UM"):
        cost -= meaning.shared(previous.stems, cell.stems)
    total = step.cost + cost
    states = table.setdefault(there, {})
    if after not in states or total < states[after].cost:
        states[after] = _Step(total, (*here, state))


def _take(state: _State, role: CellRole, settings: AssemblySettings) -> tuple[float, _State]:
    """Return what it costs that a cell of ``role`` comes next, and the state after it."""
    fresh = _State(open=True)
    if role == "N":
        return _close(state, settings), fresh
    if role in "UM":
        name = "unit" if role == "U" else "mission"
        if getattr(state, name) or (state.rows and not state.open):
            return _close(state, settings), fresh._replace(**{name: True})
        late = settings.missing_target * state.rows + settings.mission_first * (role == "U" and state.mission)
        return late, state._replace(**{name: True, "open": True})
    if role == "I":
        return (_close_row(state, settings) if state.rows else 0.0), state._replace(
            rows=True, indicator=True, target=False
        )
    if state.rows and not state.target:
        return 0.0, state._replace(target=True)
    return (_close_row(state, settings) if state.rows else 0.0), state._replace(rows=True, indicator=False, target=True)


def _close_row(state: _State, settings: AssemblySettings) -> float:
    return settings.missing_indicator * (not state.indicator) + settings.missing_target * (not state.target)


def _close(state: _State, settings: AssemblySettings) -> float:
    cost = _close_row(state, settings) if state.rows else settings.missing_indicator * state.open
    if state.open:
        cost += settings.missing_part * ((not state.unit) + (not state.mission))
    return cost


def _trace(table, first, second, settings: AssemblySettings) -> list[Cell]:  # type: ignore[no-untyped-def]
    end = (len(first), len(second))
    state = min(table[end], key=lambda s: table[end][s].cost + _close(s, settings))
    merged: list[Cell] = []
    i, j = end
    while table[i, j][state].before is not None:
        before = table[i, j][state].before
        merged.append(second[j - 1] if state.from_second else first[i - 1])
        i, j, state = before
    return merged[::-1]
