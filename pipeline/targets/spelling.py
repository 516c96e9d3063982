"""Typos in the words that a target is read by: "diceimbre", "Maxmio", "millnes", "quiinentas"."""

from __future__ import annotations

from functools import cache, lru_cache

from ..context.dates import MONTHS
from ..likeness import edits
from .phrase_data import labelled_phrases
from .vocabulary import vocabulary

LEAST_LETTERS = 6
"""Letters of a word from which on one letter may be missing, too many or swapped; the first one never.
Two errors would make "mensuales" of "manuales"."""
LEAST_FOR_WRONG = 9
"""Letters from which on one may also be wrong: "minutas" is a word of its own, "porcentage" is not."""


@lru_cache(maxsize=65536)
def spelt(key: str) -> str:
    """Return the known word that the folded ``key`` is but for a typo, or ``key``."""
    if len(key) < LEAST_LETTERS - 1 or key in _known():
        return key
    return next((word for word in _long_words().get(key[0], ()) if _is_typo(key, word)), key)


def _is_typo(key: str, word: str) -> bool:
    if edits(key, word, 1) > 1:
        return False
    if len(key) != len(word):
        return key[-1] == word[-1]  # "personas" is no typo of "persona"
    return sorted(key) == sorted(word) or len(word) >= LEAST_FOR_WRONG


@cache
def _long_words() -> dict[str, list[str]]:
    """Return the words in which a typo is seen, by their first letter."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(_known()):
        if len(word) >= LEAST_LETTERS and word.isalpha():
            by_letter.setdefault(word[0], []).append(word)
    return by_letter


@cache
def _known() -> frozenset[str]:
    phrases = [phrase for _, phrases in labelled_phrases() for phrase in phrases]
    words = {word for phrase in phrases for part in phrase.split() for word in part.rstrip("?").split("|")}
    numbers = vocabulary()
    of_units = {word for form in numbers.units for word in form.split()}
    of_numbers = {*numbers.letters, *numbers.scales, *numbers.halves, *numbers.shares, *numbers.ordinals}
    return frozenset(words | of_units | of_numbers | MONTHS.keys())
