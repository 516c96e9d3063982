"""Alignment of two sequences of cells: strictly in order, or with jumps where they pay."""

from __future__ import annotations

from math import isclose
from typing import NamedTuple

import numpy as np

BEAM = 48
"""Partial alignments kept at each step of the loose alignment."""

TIE = 1e-9
FORBIDDEN = 1e6
"""Worth of what must not be, with the other sign."""

Pairs = list[tuple[int | None, int | None]]


def align(scores: np.ndarray, left_alone: float, right_alone: float) -> Pairs:
    """Return the pairs, and the members left alone, of the best alignment of rows with columns in order.

    ``scores`` holds what each pair is worth; a row alone costs ``left_alone``, a column ``right_alone``.
    """
    rows, columns = scores.shape
    skipped = -right_alone * np.arange(columns + 1)
    table = np.empty((rows + 1, columns + 1))
    table[0] = skipped
    for i in range(rows):
        direct = table[i] - left_alone
        direct[1:] = np.maximum(direct[1:], table[i, :-1] + scores[i])
        # A run of columns left alone: the best start so far, plus what the run costs.
        table[i + 1] = np.maximum.accumulate(direct - skipped) + skipped
    return _trace(table, scores, left_alone)


def _trace(table: np.ndarray, scores: np.ndarray, left_alone: float) -> Pairs:
    pairs: Pairs = []
    i, j = scores.shape
    while i or j:
        here = table[i, j]
        if i and j and isclose(here, table[i - 1, j - 1] + scores[i - 1, j - 1], abs_tol=TIE):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and isclose(here, table[i - 1, j] - left_alone, abs_tol=TIE):
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


class _Partial(NamedTuple):
    """An alignment of the first columns: what it is worth, the rows it has used, and how it came about."""

    worth: float
    used: int
    last: int
    row: int | None
    before: _Partial | None


def align_loosely(scores: np.ndarray, left_alone: float, right_alone: float, skip: float, back: float) -> Pairs:
    """Return the pairs, and the members left alone, of the best alignment found that may jump.

    The columns are taken in order; each continues with the next unused row for nothing, passes over unused rows
    at ``skip`` each and returns to earlier ones at ``back``. A beam search: the best partial alignments survive.
    """
    rows, columns = scores.shape
    beam = [_Partial(0.0, 0, -1, None, None)]
    for j in range(columns):
        found: dict[tuple[int, int], _Partial] = {}
        for partial in beam:
            _keep(found, _Partial(partial.worth - right_alone, partial.used, partial.last, None, partial))
            unused_between = 0
            for i in range(partial.last + 1, rows):
                if not partial.used >> i & 1:
                    worth = partial.worth + scores[i, j] + left_alone - skip * unused_between
                    _keep(found, _Partial(worth, partial.used | 1 << i, i, i, partial))
                    unused_between += 1
            for i in range(partial.last):
                if not partial.used >> i & 1:
                    worth = partial.worth + scores[i, j] + left_alone - back
                    _keep(found, _Partial(worth, partial.used | 1 << i, i, i, partial))
        beam = sorted(found.values(), key=lambda p: (-p.worth, p.used, p.last))[:BEAM]
    return _pairs_of(beam[0], rows, columns)


def _keep(found: dict[tuple[int, int], _Partial], partial: _Partial) -> None:
    key = (partial.used, partial.last)
    if key not in found or partial.worth > found[key].worth:
        found[key] = partial


def _pairs_of(partial: _Partial, rows: int, columns: int) -> Pairs:
    pairs: Pairs = []
    for j in range(columns - 1, -1, -1):
        pairs.append((partial.row, j))
        assert partial.before
        partial = partial.before
    taken = {i for i, _ in pairs}
    return pairs[::-1] + [(i, None) for i in range(rows) if i not in taken]


def match_in_order(
    scores: np.ndarray, left_alone: float, right_alone: float, jumps: tuple[float, float], loose_most: int
) -> Pairs:
    """Align two sequences loosely, or strictly where they are long."""
    if max(scores.shape) > loose_most:
        return align(scores, left_alone, right_alone)
    return align_loosely(scores, left_alone, right_alone, *jumps)


def assign(scores: np.ndarray, left_alone: np.ndarray, right_alone: np.ndarray) -> list[int | None]:
    """Return the partner of each row in the best assignment, whatever the order; ``None`` for one that stays alone.

    ``left_alone`` and ``right_alone`` hold what it is worth to each row and column to have no partner. Solved by
    shortest augmenting paths (Jonker and Volgenant 1987), in cubic time.
    """
    rows, columns = scores.shape
    own = np.full((rows, rows), -FORBIDDEN)
    np.fill_diagonal(own, left_alone)
    owner = _augment(-np.concatenate([scores - right_alone[None], own], axis=1))
    return [int(column) if column < columns else None for column in owner]


def _augment(costs: np.ndarray) -> np.ndarray:
    """Return the column of each row in the cheapest assignment of all rows; there are at least as many columns."""
    rows, columns = costs.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    for row in range(rows):
        nearest, came_from = np.full(columns, np.inf), np.full(columns, -1)
        done = np.zeros(columns, dtype=bool)
        at, here, length = row, -1, 0.0
        while True:
            reach = length + costs[at] - row_price[at] - column_price
            closer = ~done & (reach < nearest)
            nearest[closer], came_from[closer] = reach[closer], here
            here = int(np.where(done, np.inf, nearest).argmin())
            length = nearest[here]
            done[here] = True
            if row_of[here] < 0:
                break
            at = row_of[here]
        ahead = done & (row_of >= 0)
        row_price[row_of[ahead]] += length - nearest[ahead]
        row_price[row] += length
        column_price[done] -= length - nearest[done]
        while here >= 0:
            before = came_from[here]
            row_of[here] = row_of[before] if before >= 0 else row
            here = before
    column_of = np.empty(rows, dtype=np.intp)
    column_of[row_of[row_of >= 0]] = np.flatnonzero(row_of >= 0)
    return column_of
