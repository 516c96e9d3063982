"""Phrases that wait for their next word get it: "Oficina Técnica N° | 9", "Tasa de cobertura de | Registro al menos 9".

The network judges words by what stands around them. Where a name or an indicator ends in a word after which no phrase
ends, and the next word stands directly behind it, that word is its own, whatever the network made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language import is_connector, lists_of
from .lines import WordSequence

_WAITS_FOR_NUMBER = re.compile(r"(?:n[°º.]|nro\.?|no\.)", re.IGNORECASE)
FARTHEST = 25
"""Words between two pieces of a name: a line or two of the mission around it."""
DASHES = frozenset("-–—")


def complete_phrases(sequence: WordSequence, roles: Sequence[str]) -> list[str]:
    """Return ``roles`` with the words after unfinished names and indicators given to these.

    A name that another column interrupted at a word like "de" goes on with the next piece of a name.
    """
    texts = [word.text for word in sequence.words]
    mended = list(roles)
    name = -FARTHEST - 1
    for at in range(1, len(texts)):
        before, here = mended[at - 1], mended[at]
        name = at - 1 if before[-1] == "U" else name
        if before[-1] == "U" and _waits(texts[at - 1], texts[at]) and here in ("BU", "N"):
            mended[at] = "IU"
        elif here == "BU" and at - name <= FARTHEST and is_connector(texts[name]):
            mended[at] = "RU"
        elif before[-1] == "I" and here == "BT" and is_connector(texts[at - 1]) and not sequence.starts_piece(at):
            _move_words(texts, mended, at)
    return mended


def _waits(word: str, following: str) -> bool:
    """Tell whether a name that ends in ``word`` goes on with ``following``."""
    is_number = following.rstrip(".").isdecimal()
    return is_number if _WAITS_FOR_NUMBER.fullmatch(word) else not is_number and (word in DASHES or is_connector(word))


def _move_words(texts: Sequence[str], roles: list[str], at: int) -> None:
    """Give the words of a target up to its first figure to the indicator before it."""
    place = at
    while place < len(texts) and (place == at or roles[place] == "IT") and not _opens_target(texts, place):
        roles[place] = "II"
        place += 1
    if place < len(texts) and roles[place] == "IT":
        roles[place] = "BT"


def _opens_target(texts: Sequence[str], at: int) -> bool:
    """Tell whether a target can begin with a word: with a figure, with "hasta", with "al menos"."""
    is_first = _is_measure(texts[at])
    return is_first or (is_connector(texts[at]) and at + 1 < len(texts) and _is_measure(texts[at + 1]))


def _is_measure(word: str) -> bool:
    return any(character.isdigit() for character in word) or "comparators" in lists_of(word) or word in ("USD", "$")
