"""Probabilities as people read them."""

from __future__ import annotations

FLOAT_DUST = 9
"""Decimals of a percentage that are kept before rounding down, so that 0.29 is 29 and not 28."""


def percent(probability: float) -> int:
    """Return whole percent, rounded down: what is below a threshold never looks as if it had reached it."""
    return int(round(probability * 100, FLOAT_DUST))
