"""The cheapest paths down a page."""

from __future__ import annotations

import numpy as np

from pipeline.aligned.paths import cheapest_paths


def page(*lines: str) -> np.ndarray:
    """Draw costs: ``#`` is a letter, a point a space."""
    return np.array([[4.0 if sign == "#" else 0.0 for sign in line] for line in lines])


def cuts(costs: np.ndarray, slope: float) -> list[int]:
    ((_, path),) = cheapest_paths(costs[None], [slope] * len(costs))
    return path.tolist()


def test_a_path_goes_straight_where_nothing_is_in_its_way():
    assert cuts(page("##.##", "##.##", "##.##"), 0.1) == [2, 2, 2]


def test_a_path_steps_aside_where_that_is_cheaper():
    assert cuts(page("#.###", "#.###", "###.#", "###.#"), 0.1) == [1, 1, 3, 3]


def test_one_line_that_stands_off_does_not_move_the_path():
    assert cuts(page("##.##", "###.#", "##.##"), 1.0) == [2, 3, 2]


def test_pages_have_paths_of_their_own():
    one, other = page(".####", ".####"), page("####.", "####.")
    (cost, first), (_, second) = cheapest_paths(np.stack([one, other]), [0.1, 0.1])
    assert (cost, first.tolist(), second.tolist()) == (0.0, [0, 0], [4, 4])
