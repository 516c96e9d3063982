"""What Spanish words say about a fragment: which lists they stand in, what form they have, what stem they share."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from extractores.hyphenation import is_spanish

from .normalise import fold

STEM_LENGTH = 5
"""Letters of a stem: "vivienda" and "viviendas", "reasentadas" and "reasentamientos" share theirs."""
SHORTEST_STEM = 4
"""Shorter words carry too little meaning to be compared."""

_INFINITIVE = re.compile(r"[a-z]{2,}[aei]r(?:se|la|lo|los|las)?")
_MARKED = str.maketrans("aeioun", "áéíóúñ")
_EDGES = "()[]{}\"'«»¿?¡!.,;:-*•·"
_STEMS = re.compile(r"[a-z0-9ñ]+")


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """Return the word lists of ``data/lexicon.toml`` by name."""
    source = files(__package__).joinpath("data", "lexicon.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(source).items()}


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Return ``word`` folded and without punctuation at its ends."""
    folded = fold(word)
    return folded.strip(_EDGES) or folded


@lru_cache(maxsize=65536)
def lists_of(word: str) -> tuple[str, ...]:
    """Return the names of the lists in which ``word`` stands, in the order of the file."""
    key = bare(word)
    return tuple(name for name, words in lexicon().items() if key in words)


@lru_cache(maxsize=65536)
def is_infinitive(word: str) -> bool:
    """Tell whether ``word`` has the form of an infinitive, with or without a pronoun."""
    return _INFINITIVE.fullmatch(bare(word)) is not None


@lru_cache(maxsize=65536)
def is_connector(word: str) -> bool:
    """Tell whether ``word`` is one after which no phrase ends: an article, a preposition, a conjunction."""
    return bare(word) in lexicon()["connectors"] and not word.endswith((".", ",", ";", ":"))


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the meaningful words of ``text``."""
    words = _STEMS.findall(fold(text))
    connectors = lexicon()["connectors"]
    return frozenset(word[:STEM_LENGTH] for word in words if len(word) >= SHORTEST_STEM and word not in connectors)


@lru_cache(maxsize=16384)
def is_genuine(word: str) -> bool:
    """Tell whether a folded word is Spanish, with the mark on a letter that folding took, or without one.

    The word list takes a third of a second to load: ask only where nothing cheaper decides.
    """
    return is_spanish(word) or any(is_spanish(marked) for marked in _marked(word))


def _marked(word: str) -> Iterator[str]:
    """Yield the word with each letter in turn that may carry a mark carrying it."""
    return (word[:i] + mark + word[i + 1 :] for i, mark in enumerate(word.translate(_MARKED)) if mark != word[i])
