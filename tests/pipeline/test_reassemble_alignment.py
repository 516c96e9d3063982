"""Alignments: in order, with members left alone, and with jumps where they pay."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
from hypothesis import given, strategies as st

from pipeline.reassembly.alignment import align, align_loosely, assign


def worth(scores: np.ndarray, pairs: list[tuple[int | None, int | None]], alone: float) -> float:
    return sum(scores[i, j] if i is not None and j is not None else -alone for i, j in pairs)


def slow_best(scores: np.ndarray, alone: float) -> float:
    """Try every choice of rows and of as many columns, in order."""
    rows, columns = scores.shape
    best = -alone * (rows + columns)
    for size in range(1, min(rows, columns) + 1):
        for some in combinations(range(rows), size):
            for others in combinations(range(columns), size):
                paired = sum(scores[i, j] for i, j in zip(some, others, strict=True))
                best = max(best, paired - alone * (rows + columns - 2 * size))
    return best


matrices = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(-3, 3), min_size=n, max_size=n), min_size=1, max_size=4)
)


@given(matrices)
def test_alignment_is_the_best_there_is(values: list[list[int]]) -> None:
    scores = np.array(values, dtype=float)
    assert np.isclose(worth(scores, align(scores, 0.5, 0.5), 0.5), slow_best(scores, 0.5))


def test_a_row_without_partner_stays_alone() -> None:
    scores = np.array([[2.0, 0.0], [0.0, 0.0], [0.0, 2.0]])
    assert align(scores, 0.5, 0.5) == [(0, 0), (1, None), (2, 1)]


def test_a_jump_back_is_taken_where_it_pays() -> None:
    scores = np.array([[0.0, 3.0], [3.0, 0.0]])
    loose = align_loosely(scores, left_alone=0.5, right_alone=0.5, skip=0.2, back=0.5)
    assert sorted((i, j) for i, j in loose if i is not None) == [(0, 1), (1, 0)]


def test_equal_cells_stay_in_order() -> None:
    pairs = align_loosely(np.ones((3, 3)), left_alone=0.5, right_alone=0.5, skip=0.2, back=0.5)
    assert pairs == [(0, 0), (1, 1), (2, 2)]


def slow_assignment(scores: np.ndarray, alone: float) -> float:
    """Try every way to give rows a column or none."""
    rows, columns = scores.shape
    wider = np.concatenate([scores, np.full((rows, rows), alone)], axis=1)
    ways = permutations(range(columns + rows), rows)
    return max(
        sum(wider[i, j] for i, j in enumerate(way)) + alone * (columns - sum(j < columns for j in way)) for way in ways
    )


small = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.lists(st.integers(-3, 3), min_size=n, max_size=n), min_size=1, max_size=3)
)


@given(small)
def test_assignment_is_the_best_there_is(values: list[list[int]]) -> None:
    scores = np.array(values, dtype=float)
    rows, columns = scores.shape
    partners = assign(scores, np.full(rows, -0.5), np.full(columns, -0.5))
    taken = [scores[i, j] for i, j in enumerate(partners) if j is not None]
    found = sum(taken) - 0.5 * (rows + columns - 2 * len(taken))
    assert len({j for j in partners if j is not None}) == len(taken)
    assert np.isclose(found, slow_assignment(scores, -0.5))


def test_an_assignment_needs_no_order() -> None:
    scores = np.array([[0.0, 3.0], [3.0, 0.0]])
    assert assign(scores, np.full(2, -1.0), np.full(2, -1.0)) == [1, 0]
