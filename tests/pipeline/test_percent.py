"""Probabilities as people read them."""

import pytest

from pipeline.model import REVIEW_BELOW
from pipeline.percent import percent


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(0.0, 0), (0.29, 29), (0.5, 50), (0.849, 84), (0.85, 85), (0.999, 99), (1.0, 100)],
)
def test_whole_percent_rounded_down(probability: float, shown: int) -> None:
    assert percent(probability) == shown


def test_what_is_below_the_threshold_never_looks_as_if_it_had_reached_it() -> None:
    assert percent(REVIEW_BELOW - 0.0001) < percent(REVIEW_BELOW)
