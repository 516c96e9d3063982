"""How alike two texts are, letter by letter: the one place that knows RapidFuzz.

Plain ratios and edit distances only. Scores over sets of words give 86 to 100 to units that are not the same
("Administrativa Financiera" and "Financiera"), so what words mean is judged elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

if TYPE_CHECKING:
    import numpy as np

CHUNK = 512
"""Texts compared at a time: the table of scores stays small for any number of texts."""
FULL = 100
LONGEST = 4_000
"""Letters that are compared, twice those of the longest printed field known: the time goes with their square."""


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1."""
    return fuzz.ratio(_head(one), _head(other)) / FULL


def edits(one: str, other: str, most: int) -> int:
    """Return how many letters must change, move or go; anything over ``most`` is ``most + 1``."""
    return int(OSA.distance(one, other, score_cutoff=most))


def similarities(texts: Sequence[str], others: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return for each pair the share of letters that need not change (Levenshtein), 0 to 1; two empty texts are 1."""
    heads, other_heads = [_head(text) for text in texts], [_head(text) for text in others]
    return process.cdist(heads, other_heads, scorer=Levenshtein.normalized_similarity, dtype="float64")


def nearest(text: str, known: Iterable[str], least: float) -> str | None:
    """Return the text of ``known`` that is most like ``text``, the first of equals, if it is ``least`` alike."""
    found = process.extractOne(_head(text), known, scorer=fuzz.ratio, score_cutoff=least * FULL)
    return found[0] if found else None


def all_alike(text: str, known: Iterable[str], least: float) -> list[tuple[str, float]]:
    """Return the texts of ``known`` that are ``least`` alike, with how much they are."""
    found = process.extract(_head(text), known, scorer=fuzz.ratio, score_cutoff=least * FULL, limit=None)
    return [(other, score / FULL) for other, score, _ in found]


def most_alike(texts: Sequence[str], known: Sequence[str], count: int, least: float) -> Iterator[list[int]]:
    """Yield for each text the places of the ``count`` texts of ``known`` most like it, best first."""
    for start in range(0, len(texts), CHUNK):
        heads = [_head(text) for text in texts[start : start + CHUNK]]
        for scores in process.cdist(heads, known, scorer=fuzz.ratio, dtype="int8"):
            nearest_first = (-scores).argsort(kind="stable")[:count]
            yield [int(i) for i in nearest_first if scores[i] >= least * FULL]


def _head(text: str) -> str:
    return text[:LONGEST]
