"""The best one-to-one assignment of two sets, in numpy."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def assign(worth: Array) -> list[tuple[int, int]]:
    """Return the pairs of rows and columns whose worth adds up to the most; the smaller side is used up.

    The Hungarian method with potentials: each row in turn finds the shortest augmenting path (Jonker and Volgenant,
    "A shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987).
    """
    if worth.shape[0] > worth.shape[1]:
        return sorted((row, column) for column, row in assign(worth.T))
    rows, columns = worth.shape
    owner = np.zeros(columns + 1, dtype=int)  # of each column; row 0 and column 0 stand for nothing
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    for row in range(1, rows + 1):
        _augment(-worth, row, owner, row_price, column_price)
    return sorted((int(owner[column]) - 1, column - 1) for column in range(1, columns + 1) if owner[column])


def _augment(cost: Array, row: int, owner: Array, row_price: Array, column_price: Array) -> None:
    """Give ``row`` a column, moving the owners along the shortest path to a free one."""
    owner[0] = row
    slack = np.full(len(column_price), np.inf)
    came_from = np.zeros(len(column_price), dtype=int)
    reached = np.zeros(len(column_price), dtype=bool)
    column = 0
    while owner[column] or not column:
        reached[column] = True
        reduced = cost[owner[column] - 1] - row_price[owner[column]] - column_price[1:]
        nearer = np.flatnonzero(~reached[1:] & (reduced < slack[1:])) + 1
        slack[nearer], came_from[nearer] = reduced[nearer - 1], column
        column = int(np.where(reached, np.inf, slack).argmin())
        step = slack[column]
        row_price[owner[reached]] += step
        column_price[reached] -= step
        slack[~reached] -= step
    while column:
        owner[column] = owner[came_from[column]]
        column = int(came_from[column])
