"""The best chain of rows from each place of a table to each place within reach after it, for all of them at once.

Scores are arrays whose last two axes are places × reach: element ``[i, k]`` is of what goes from place ``i`` to place
``i + k + 1``. Axes before them are different ways to score the same places.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.intp]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


class Chains(NamedTuple):
    """The best chains: their scores, and over how many steps, less one, the next row of each goes."""

    scores: Floats
    first: Integers
    """For the first row ..."""
    later: Integers
    """... and for any after it."""

    def way(self, at: int) -> Chains:
        """Return the chains of one of several ways to score."""
        return Chains(*(part[at] for part in self))

    def rows(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return the rows of the best chain between two places, as ranges of places; for one way to score."""
        rows = []
        at, steps = start, self.first
        while at < stop:
            after = at + int(steps[at, stop - at - 1]) + 1
            rows.append((at, after))
            at, steps = after, self.later
        return rows


def best_chains(first: Floats, later: Floats, may_go_on: Flags) -> Chains:
    """Return the best chains of one row scored by ``first`` and any number scored by ``later``, impossible ones -inf.

    ``may_go_on``: at which places a row may follow another.
    """
    *ways, count, reach = first.shape
    # Chains from each place on, by steps, 0 for none. Read in rows of one less, each begins a step after that above it.
    onward = np.full((*ways, count + reach + 1, reach + 1), -np.inf)
    onward[..., 0] = 0.0
    flat = onward.reshape(*ways, -1)
    backward = np.tril(np.full((reach, reach), -np.inf), -1)
    scores, steps_first, steps_later = np.empty_like(first), *np.empty((2, *first.shape), dtype=np.int16)
    for at in range(count - 1, -1, -1):
        start = (at + 1) * (reach + 1)
        rest = flat[..., start : start + reach * reach].reshape(*ways, reach, reach) + backward
        scores[..., at, :], steps_first[..., at, :] = _best(first[..., at, :, None] + rest)
        if not may_go_on[at]:
            continue
        if later is first:
            onward[..., at, 1:], steps_later[..., at, :] = scores[..., at, :], steps_first[..., at, :]
        else:
            onward[..., at, 1:], steps_later[..., at, :] = _best(later[..., at, :, None] + rest)
    return Chains(scores, steps_first, steps_later)


def _best(totals: Floats) -> tuple[Floats, Integers]:
    return totals.max(axis=-2), totals.argmax(axis=-2)
