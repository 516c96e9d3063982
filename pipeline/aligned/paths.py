"""The cheapest paths from the top of a page to its foot, from line to line with sideways steps at a price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

PUSHED = 0.04
"""Cost of each character by which the text of one line alone stands off the path: a long line pushes the next."""
NEARER = 1e-9
"""Of two steps at one cost the shorter is taken."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.intp]]


def cheapest_paths(costs: Floats, slopes: Sequence[float]) -> list[tuple[float, Integers]]:
    """Return for each of several pages the cost of the cheapest path, and where each line is cut for it.

    ``costs`` are pages × lines × places; ``slopes`` say what a step to the side costs before each line. A line is cut
    at the path, or near it.
    """
    near = _spread(costs, PUSHED)
    totals = np.empty_like(near)
    totals[:, 0] = near[:, 0]
    for at in range(1, near.shape[1]):
        totals[:, at] = _spread(totals[:, at - 1], slopes[at]) + near[:, at]
    paths = [_path(total, slopes) for total in totals]
    return [(float(total[-1].min()), _cuts(*page)) for total, *page in zip(totals, costs, paths, strict=True)]


def _spread(costs: Floats, slope: float) -> Floats:
    """Return the least cost of reaching each place from any other at ``slope`` a step."""
    climb = slope * np.arange(costs.shape[-1])
    via_left = np.minimum.accumulate(costs - climb, axis=-1) + climb
    via_right = np.minimum.accumulate((costs + climb)[..., ::-1], axis=-1)[..., ::-1] - climb
    return np.minimum(via_left, via_right)


def _path(totals: Floats, slopes: Sequence[float]) -> Integers:
    """Return the places of the path, from the costs of the cheapest ones down to each place."""
    away = np.abs(np.arange(1 - totals.shape[1], totals.shape[1])) * 1.0
    middle = totals.shape[1] - 1
    path = np.empty(len(totals), dtype=np.intp)
    path[-1] = totals[-1].argmin()
    for at in range(len(totals) - 1, 0, -1):
        steps = away[middle - path[at] : middle - path[at] + totals.shape[1]]
        path[at - 1] = (totals[at - 1] + (slopes[at] + NEARER) * steps).argmin()
    return path


def _cuts(costs: Floats, path: Integers) -> Integers:
    """Return the cheapest place of each line near its place of the path."""
    away = np.abs(np.arange(costs.shape[1]) - path[:, None])
    return np.asarray((costs + (PUSHED + NEARER) * away).argmin(axis=1))
