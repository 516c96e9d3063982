"""What of a unit's name matters for comparing it: its distinctive words, its numbers, and the weak word in front.

The words live in ``data/abbreviations.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from .normalise import fold

LEAST_STEM = 4
"""A stem keeps at least this many letters."""
LEAST_PIECE = 2
"""A piece of a broken word has at least this many letters."""

_WORD = re.compile(r"[a-z0-9][a-z0-9'.&]*")
_ROMAN = re.compile(r"[ivx]{1,4}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name cut into what is compared."""

    prefix: str | None
    """The weak word in front: direccion, unidad, jefatura."""
    words: tuple[str, ...]
    """The distinctive words, folded, abbreviations written out."""
    stems: tuple[str, ...]
    """The same without endings of gender and number."""
    numbers: frozenset[str]
    expanded: tuple[tuple[str, str], ...] = ()
    """Abbreviations and what they were read as."""
    mended: tuple[str, ...] = ()
    """Words that the layout had broken or glued."""

    @property
    def key(self) -> str:
        """Order-free text of the distinctive words, for a first quick look."""
        return " ".join(sorted(self.stems))


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    dotted: dict[str, str]
    words: dict[str, str]
    prefixes: frozenset[str]
    light: frozenset[str]
    confusable: frozenset[frozenset[str]]


def read_name(text: str, vocabulary: Collection[str] = frozenset()) -> Name:
    """Return the parts of ``text``; words of ``vocabulary`` that the layout broke or glued are mended."""
    words, expanded = _expand(_WORD.findall(fold(text)))
    words, mended = _mend(words, vocabulary)
    abbreviations = _abbreviations()
    telling = [word for word in words if word not in abbreviations.light]
    numbers = frozenset(word for word in telling if _is_number(word, telling))
    telling = [word for word in telling if word not in numbers]
    weak = 1 if len(telling) > 1 and telling[0] in abbreviations.prefixes else 0
    distinctive = tuple(dict.fromkeys(telling[_weak_words(telling) :] if weak else telling))
    return Name(
        prefix=telling[0] if weak else None,
        words=distinctive,
        stems=tuple(stem(word) for word in distinctive),
        numbers=numbers,
        expanded=tuple(expanded),
        mended=tuple(mended),
    )


def are_confusable(word: str, other: str) -> bool:
    """Tell whether two words differ by a letter or two and yet are different words."""
    return frozenset((stem(word), stem(other))) in _abbreviations().confusable


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return ``word`` without the endings of number and gender (financiera, financieros → financier)."""
    for ending in ("es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            is_plural = ending == "s" or word[-3] not in "aeiou"
            word = word.removesuffix(ending) if is_plural else word
    return word[:-1] if word[-1] in "aeo" and len(word) > LEAST_STEM else word


def _weak_words(words: Sequence[str]) -> int:
    """Return how many weak words stand in front; one word always stays."""
    weak = 0
    while weak < len(words) - 1 and words[weak] in _abbreviations().prefixes:
        weak += 1
    return weak


def _is_number(word: str, words: Sequence[str]) -> bool:
    return any(char.isdigit() for char in word) or (len(words) > 1 and _ROMAN.fullmatch(word) is not None)


def _expand(words: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words with abbreviations written out, and which they were."""
    abbreviations = _abbreviations()
    result: list[str] = []
    expanded: list[tuple[str, str]] = []
    for word in words:
        plain = word.strip(".'")
        meaning = abbreviations.dotted.get(plain) or abbreviations.words.get(plain)
        if meaning:
            expanded.append((word, meaning))
        result.extend((meaning or plain.replace(".", " ")).split())
    return result, expanded


def _mend(words: Sequence[str], vocabulary: Collection[str]) -> tuple[list[str], list[str]]:
    """Return the words with broken ones joined and glued ones cut, wherever that gives known words."""
    result: list[str] = []
    mended: list[str] = []
    for word in words:
        joined = result[-1] + word if result else word
        if joined in vocabulary and not (word in vocabulary and (not result or result[-1] in vocabulary)):
            result[-1:] = [joined]
            mended.append(joined)
        else:
            pieces = _cut(word, vocabulary)
            mended.extend(pieces if len(pieces) > 1 else [])
            result.extend(pieces)
    return result, mended


def _cut(word: str, vocabulary: Collection[str]) -> list[str]:
    if word not in vocabulary:
        for i in range(LEAST_STEM, len(word) - LEAST_STEM + 1):
            if word[:i] in vocabulary and word[i:] in vocabulary:
                return [word[:i], word[i:]]
    return [word]


@cache
def _abbreviations() -> _Abbreviations:
    data = tomllib.loads(files(__package__).joinpath("data", "abbreviations.toml").read_text(encoding="utf-8"))
    return _Abbreviations(
        dotted=data["dotted"],
        words=data["words"],
        prefixes=frozenset(data["weak"]["prefixes"]),
        light=frozenset(data["weak"]["light"]),
        confusable=frozenset(frozenset(stem(word) for word in pair) for pair in data["confusable"]["pairs"]),
    )
