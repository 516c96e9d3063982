"""Whether confidences can be believed: reliability by band, calibration error, Brier score, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .scoring import JudgedField

BANDS = 10
"""Equal bands of confidence, from 0 to 1."""
WANTED = 0.99
"""Precision at which coverage is asked for."""


@dataclass(frozen=True, slots=True)
class Band:
    """The fields whose confidence lies between two edges."""

    low: float
    high: float
    fields: int
    confidence: float
    """Mean confidence, 0 to 1."""
    right: float
    """Share of fields that are right, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far the confidences of some fields can be believed; shares are 0 to 1, and 0 where there is no field."""

    fields: int
    """Fields in all."""
    evaluated: int
    """Fields with a confidence: what follows is about these, but for ``accepted``."""
    accuracy: float
    """Share of right fields."""
    bands: tuple[Band, ...]
    ece: float
    """Expected calibration error: mean distance of confidence and share of right fields, over the bands' fields."""
    brier: float
    """Mean square distance of confidence and outcome."""
    coverage: float
    """Largest share of the fields, most confident first, of which ``WANTED`` are right."""
    threshold: float | None
    """Least confidence among these."""
    accepted: float
    """Share of all fields that need no review ..."""
    accepted_right: float
    """... and the share of right ones among them."""


def measure(fields: Sequence[JudgedField]) -> Reliability:
    """Return the figures of ``fields``."""
    rated = [(field.confidence, field.is_right) for field in fields if field.confidence is not None]
    bands = tuple(_bands(rated))
    accepted = [field.is_right for field in fields if field.is_accepted]
    covered, threshold = cover(rated, WANTED)
    return Reliability(
        fields=len(fields),
        evaluated=len(rated),
        accuracy=_share(sum(right for _, right in rated), len(rated)),
        bands=bands,
        ece=_share(sum(band.fields * abs(band.confidence - band.right) for band in bands), len(rated)),
        brier=_share(sum((confidence - right) ** 2 for confidence, right in rated), len(rated)),
        coverage=_share(covered, len(rated)),
        threshold=threshold,
        accepted=_share(len(accepted), len(fields)),
        accepted_right=_share(sum(accepted), len(accepted)),
    )


def _bands(rated: Sequence[tuple[float, bool]]) -> list[Band]:
    inside: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in rated:
        inside.setdefault(min(int(confidence * BANDS), BANDS - 1), []).append((confidence, right))
    return [
        Band(
            at / BANDS,
            (at + 1) / BANDS,
            len(some),
            sum(confidence for confidence, _ in some) / len(some),
            sum(right for _, right in some) / len(some),
        )
        for at, some in sorted(inside.items())
    ]


def cover(rated: Sequence[tuple[float, bool]], wanted: float) -> tuple[int, float | None]:
    """Return how many fields, most confident first, are right as often as ``wanted``, and their least confidence."""
    best: tuple[int, float | None] = 0, None
    taken = right = 0
    falling = sorted(rated, reverse=True)
    for confidence, equals in groupby(falling, key=lambda pair: pair[0]):
        outcomes = [is_right for _, is_right in equals]
        taken += len(outcomes)
        right += sum(outcomes)
        if right >= wanted * taken:
            best = taken, confidence
    return best


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
