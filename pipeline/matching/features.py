"""What of a name matters for comparing it: its distinctive words, its numbers, and the weak word in front.

The words live in ``data/abbreviations.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ..likeness import edits
from ..normalise import fold
from .mending import mend

LEAST_STEM = 4
"""A stem keeps at least this many letters."""
LEAST_MISSPELT = 5
"""Letters of a weak or general word that may be misspelt."""
ROMAN = {"i": 1, "v": 5, "x": 10}

_WORD = re.compile(r"[a-z0-9][a-z0-9'.&]*")
_GLUED_FIGURE = re.compile(r"(?<=[a-z]{4})(?=\d)")
_GLUED_SIGN = re.compile(r"\b(?:no|nro|num)\.?(?=\d)")
_DIGIT = re.compile(r"\d")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")


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
    """Figures without leading zeros; Roman ones as figures."""
    measure: str | None = None
    """What an indicator says it counts, before anything else: porcentaje or cantidad."""
    expanded: tuple[tuple[str, str], ...] = ()
    """Abbreviations and what they were read as."""
    misspelt: tuple[tuple[str, str], ...] = ()
    """The weak word in front as it was printed, and what it is."""
    mended: tuple[str, ...] = ()
    """Words that the layout had broken or glued."""

    @property
    def tokens(self) -> frozenset[str]:
        """Stems and numbers: what two names may share."""
        return self.numbers.union(self.stems)

    @property
    def key(self) -> str:
        """Order-free text of the distinctive words, for a first quick look."""
        return " ".join(sorted(self.stems))


@dataclass(frozen=True, slots=True)
class _Words:
    dotted: dict[str, str]
    short: dict[str, str]
    pointed: dict[str, str]
    prefixes: frozenset[str]
    general: frozenset[str]
    light: frozenset[str]
    measures: dict[str, str]
    confusable: frozenset[frozenset[str]]


def read_name(text: str, vocabulary: Collection[str] = frozenset()) -> Name:
    """Return the parts of ``text``; words of ``vocabulary`` that the layout broke or glued are mended."""
    known = _words()
    words, expanded, mended = spell_out(text, vocabulary)
    measure, words = _measure(fold(text), words)
    telling = [word for word in words if word not in known.light]
    numbers = [word for word in telling if _is_number(word)] if len(telling) > 1 else []
    telling = [word for word in telling if word not in numbers]
    weak = _weak_words(telling)
    distinctive = tuple(dict.fromkeys(telling[weak:]))
    prefix = _as_prefix(telling[0]) if weak else None
    return Name(
        prefix=prefix,
        words=distinctive,
        stems=tuple(stem(word) for word in distinctive),
        numbers=frozenset(_figure(word) for word in numbers),
        measure=measure,
        expanded=tuple(expanded),
        misspelt=((telling[0], prefix),) if prefix and prefix != telling[0] else (),
        mended=tuple(mended),
    )


def spell_out(text: str, vocabulary: Collection[str]) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Return the folded words of ``text`` in order, the abbreviations that were written out, and the mended words."""
    known = _words()
    words = _WORD.findall(_GLUED_SIGN.sub(" no ", _GLUED_FIGURE.sub(" ", fold(text))))
    words, mended = mend(words, vocabulary, known.prefixes, known.light)
    words, expanded = _expand(words)
    return words, expanded, mended


def is_light(word: str) -> bool:
    """Tell whether ``word`` says nothing: an article, a preposition, a sign before a number."""
    return word in _words().light


def are_confusable(word: str, other: str) -> bool:
    """Tell whether two words differ by a letter or two and yet are different words."""
    return frozenset((stem(word), stem(other))) in _words().confusable


def is_general(word: str) -> bool:
    """Tell whether ``word`` only says of which level something is: general, provincial, municipal."""
    return stem(word) in _words().general


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return ``word`` without its ending of number, gender or office: financier(os), tesorer(ía)."""
    for ending in ("es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            is_plural = ending == "s" or word[-3] not in "aeiou"
            word = word.removesuffix(ending) if is_plural else word
    for ending in ("aeo", "i"):
        word = word[:-1] if word[-1] in ending and len(word) > LEAST_STEM else word
    return word


def _weak_words(words: Sequence[str]) -> int:
    """Return how many weak words stand in front; what is left must say more than a level ("Dirección Técnica")."""
    weak = 0
    while weak < len(words) - 1 and _as_prefix(words[weak]):
        weak += 1
    return 0 if all(_may_be_general(word) for word in words[weak:]) else weak


@lru_cache(maxsize=16384)
def _as_prefix(word: str) -> str | None:
    """Return the weak word that ``word`` is, or misspells."""
    return _nearly(word, _words().prefixes)


@lru_cache(maxsize=16384)
def _may_be_general(word: str) -> bool:
    return _nearly(stem(word), _words().general) is not None


def _nearly(word: str, known: Collection[str]) -> str | None:
    """Return the word of ``known`` that ``word`` is, or that it misses by one letter."""
    if word in known or len(word) < LEAST_MISSPELT:
        return word if word in known else None
    long = (other for other in sorted(known) if len(other) >= LEAST_MISSPELT)
    return next((other for other in long if edits(word, other, 1) == 1), None)


def _measure(folded: str, words: list[str]) -> tuple[str | None, list[str]]:
    """Return what the text says that it counts, and the words after that."""
    measures = _words().measures
    if folded.startswith("%"):
        return measures["%"], words
    if len(words) > 1 and words[0] in measures:
        return measures[words[0]], words[1:]
    return None, words


@lru_cache(maxsize=16384)
def _is_number(word: str) -> bool:
    return _DIGIT.search(word) is not None or _ROMAN.fullmatch(word) is not None


def _figure(word: str) -> str:
    if _ROMAN.fullmatch(word):
        values = [ROMAN[letter] for letter in word]
        following = [*values[1:], 0]
        return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))
    return word.lstrip("0") or "0"


def _expand(words: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words with abbreviations written out, and which they were."""
    known = _words()
    result: list[str] = []
    expanded: list[tuple[str, str]] = []
    for word in words:
        plain = word.strip(".'")
        meaning = known.dotted.get(plain) or known.short.get(plain) or (word.endswith(".") and known.pointed.get(plain))
        if meaning:
            expanded.append((word, meaning))
        result.extend((meaning or plain.replace(".", " ")).split())
    return result, expanded


@cache
def _words() -> _Words:
    data = tomllib.loads(files("pipeline").joinpath("data", "abbreviations.toml").read_text(encoding="utf-8"))
    return _Words(
        dotted=data["dotted"],
        short=data["words"],
        pointed=data["pointed"],
        prefixes=frozenset(data["weak"]["prefixes"]),
        general=frozenset(stem(word) for word in data["weak"]["general"]),
        light=frozenset(data["weak"]["light"]),
        measures=data["measures"],
        confusable=frozenset(frozenset(stem(word) for word in pair) for pair in data["confusable"]["pairs"]),
    )
