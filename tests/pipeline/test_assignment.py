"""The best assignment, with SciPy's as the oracle."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linear_sum_assignment

from pipeline.assignment import assign


def test_the_pairs_that_are_worth_most_win_together() -> None:
    worth = np.array([[9.0, 8.0], [8.0, 1.0]])
    assert assign(worth) == [(0, 1), (1, 0)]


@pytest.mark.parametrize("shape", [(1, 3), (3, 1)])
def test_the_larger_side_leaves_somebody_alone(shape: tuple[int, int]) -> None:
    assert len(assign(np.ones(shape))) == 1


@given(st.tuples(st.integers(1, 7), st.integers(1, 7)).flatmap(lambda s: arrays(float, s, elements=st.floats(0, 4))))
def test_no_other_assignment_is_worth_more(worth: np.ndarray) -> None:
    pairs = assign(worth)
    best = worth[linear_sum_assignment(-worth)].sum()
    assert sum(worth[pair] for pair in pairs) == pytest.approx(best)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == min(worth.shape)
