"""Matrices of PDF."""

from __future__ import annotations

import numpy as np

from extractores.transform import Matrix


def matrices(*rows: tuple[float, ...]) -> Matrix:
    return Matrix.of(np.array(rows))


DOUBLED = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0)
MOVED = (1.0, 0.0, 0.0, 1.0, 10.0, 5.0)
A_QUARTER_TURN = (0.0, 1.0, -1.0, 0.0, 0.0, 0.0)


def test_each_point_goes_by_its_own_matrix() -> None:
    x, y = matrices(DOUBLED, MOVED, A_QUARTER_TURN).point(np.array([1.0, 1.0, 1.0]), np.array([3.0, 3.0, 3.0]))
    assert list(zip(x.tolist(), y.tolist(), strict=True)) == [(2, 6), (11, 8), (-3, 1)]


def test_the_first_matrix_is_applied_first() -> None:
    one = np.ones(1)
    x, y = matrices(DOUBLED).then(matrices(MOVED)).point(one, one)
    assert (x[0], y[0]) == (12, 7)


def test_a_turned_box_gets_the_box_around_it() -> None:
    left, bottom, right, top = (np.array([side]) for side in (1.0, 2.0, 5.0, 4.0))
    assert [side[0] for side in matrices(A_QUARTER_TURN).sides(left, bottom, right, top)] == [-4, 1, -2, 5]
