"""The best chains of rows, against all chains tried one by one."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from pipeline.aligned.row_chains import best_chains

PLACES, REACH = 7, 4


def slow_best(first: np.ndarray, later: np.ndarray, may_go_on: np.ndarray, start: int, stop: int) -> float:
    """Return the score of the best of all chains between two places."""
    inner = [at for at in range(start + 1, stop) if may_go_on[at]]
    chains = [[start, *some, stop] for size in range(len(inner) + 1) for some in combinations(inner, size)]
    return max(
        sum((later if at else first)[chain[at], chain[at + 1] - chain[at] - 1] for at in range(len(chain) - 1))
        for chain in chains
    )


@pytest.mark.parametrize("seed", range(5))
def test_no_chain_is_better(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first, later = rng.normal(size=(2, PLACES, REACH))
    may_go_on = rng.random(PLACES) > 0.3
    chains = best_chains(first, later, may_go_on)
    for start in range(PLACES):
        for stop in range(start + 1, min(start + REACH, PLACES - 1) + 1):
            assert chains.scores[start, stop - start - 1] == pytest.approx(
                slow_best(first, later, may_go_on, start, stop)
            )


def test_the_rows_of_a_chain_add_up_to_its_score() -> None:
    rng = np.random.default_rng(7)
    first, later = rng.normal(size=(2, PLACES, REACH))
    chains = best_chains(first, later, np.ones(PLACES, dtype=bool))
    rows = chains.rows(1, 5)
    assert (rows[0][0], rows[-1][1]) == (1, 5)
    total = sum((later if at else first)[start, stop - start - 1] for at, (start, stop) in enumerate(rows))
    assert total == pytest.approx(chains.scores[1, 3])


def test_several_ways_to_score_are_read_at_once() -> None:
    rng = np.random.default_rng(3)
    both = rng.normal(size=(2, PLACES, REACH))
    everywhere = np.ones(PLACES, dtype=bool)
    chains = best_chains(both, both, everywhere)
    for way in range(2):
        alone = best_chains(both[way], both[way], everywhere)
        assert np.array_equal(chains.way(way).scores[:, 0], alone.scores[:, 0])
        assert chains.way(way).rows(0, 4) == alone.rows(0, 4)
