"""The phrases by which targets and indicators say what their numbers mean, found by spaCy's matcher.

The patterns are in ``data/targets.toml``, whose head explains their notation. spaCy is imported with the first call:
it takes half a second and 50 MB. A long word with a typo ("diceimbre") is found all the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, product
from typing import TYPE_CHECKING, Any

from ..dates import MONTHS
from ..likeness import edits
from .quantities import Token, tokenize
from .vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

FUZZY_FROM = 6
"""Letters of a word from which on one letter may be wrong, missing, too many or swapped; the first one may not.
Two errors would make "mensuales" of "manuales"."""
PLAIN_FAMILIES = ("moments", "stretches", "deadline", "stages", "baseline", "progress", "references", "changes")

PLACES = ("number", "year", "date", "ordinal")
"""Tokens of these tags are all one to a phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that was found."""

    family: str
    name: str
    start: int
    """Its first token."""
    end: int
    """The token after its last."""

    @property
    def places(self) -> range:
        return range(self.start, self.end)

    def overlaps(self, other: Phrase) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as tokens, with the phrases that were found in it."""

    tokens: tuple[Token, ...]
    found: Mapping[str, Sequence[Phrase]]
    """By family, in order; within a family none overlap."""

    def of(self, *families: str) -> list[Phrase]:
        """Return the phrases of some families."""
        return [phrase for family in families for phrase in self.found.get(family, ())]

    def text(self, phrase: Phrase) -> str:
        """Return a phrase as printed."""
        return " ".join(token.text for token in self.tokens[phrase.start : phrase.end])

    def keys(self, start: int, end: int) -> list[str]:
        """Return the folded tokens between two places."""
        return [token.key for token in self.tokens[start:end]]


def mark(text: str) -> Marked:
    """Return ``text`` as tokens and phrases; within a family the longer phrase wins where two overlap."""
    tokens = tokenize(text)
    return Marked(tokens, _find(tokens))


def _find(tokens: Sequence[Token]) -> dict[str, list[Phrase]]:
    # Nearly half of all targets are a number, with a percent sign at most: no reason to wake spaCy.
    if all(token.tag in ("number", "year", "percent") for token in tokens):
        return {}
    vocab, matcher = _matcher()
    from spacy.tokens import Doc

    doc = Doc(vocab, words=[_word(token) for token in tokens])
    by_family: dict[str, list[Phrase]] = {}
    for label, start, end in matcher(doc):
        family, _, name = vocab.strings[label].partition(" ")
        by_family.setdefault(family, []).append(Phrase(family, name, start, end))
    return {family: _longest(phrases) for family, phrases in by_family.items()}


def _longest(phrases: Iterable[Phrase]) -> list[Phrase]:
    taken: set[int] = set()
    kept = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start - phrase.end, phrase.start, phrase.name)):
        if taken.isdisjoint(phrase.places):
            taken.update(phrase.places)
            kept.append(phrase)
    return sorted(kept, key=lambda phrase: phrase.start)


@cache
def phrase_data() -> dict[str, Any]:
    """Return what ``data/targets.toml`` says."""
    return tomllib.loads(files("pipeline").joinpath("data", "targets.toml").read_text(encoding="utf-8"))


@cache
def _matcher() -> tuple[Vocab, PhraseMatcher]:
    """Return the matcher of all phrases: a tree of words, whose cost does not grow with their number."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    vocab = spacy.blank("es").vocab
    matcher = PhraseMatcher(vocab)
    for label, phrases in _labelled(phrase_data()):
        spelt_out = {words for phrase in phrases for words in _spell_out(phrase)}
        matcher.add(label, [Doc(vocab, words=list(words)) for words in sorted(spelt_out)])
    return vocab, matcher


def _labelled(data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield the phrases of each family and name."""
    for family in ("before", "after"):
        for name, phrases in data[family].items():
            yield f"{family} {name}", phrases
    yield "range", data["range"]["open"]
    for family in PLAIN_FAMILIES:
        yield family, data[family]["phrases"]
    for frequency in data["frequencies"]:
        yield f"frequency {frequency['noun']}", frequency["adjectives"]
        yield f"per {frequency['noun']}", list(_after(data["per"]["leads"], frequency["nouns"]))
    yield "per", [*_after(data["per"]["narrow_leads"], ["|".join(data["per"]["things"])]), *data["per"]["open"]]
    yield "frequency", data["per"]["other"]
    for kind in data["indicators"]:
        yield f"indicator {kind['kind']}{'?' if kind.get('is_weak') else ''}", kind["leads"]


def _after(leads: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    return (f"{lead} {word}" for lead, word in product(leads, words))


def _spell_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield all the ways to say a phrase in the notation of the data."""
    for parts in product(*(_choices(part) for part in phrase.split())):
        if words := tuple(chain.from_iterable(parts)):
            yield words


def _choices(part: str) -> list[tuple[str, ...]]:
    """Return the words that may stand for one part of a phrase; none, where it may be missing."""
    is_optional = len(part) > 1 and part.endswith("?")
    part = part.removesuffix("?") if is_optional else part
    words = ("<number>", "<year>") if part == "<number>" else part.split("|")
    return [*((word,) for word in words), *([()] if is_optional else [])]


def _word(token: Token) -> str:
    """Return a token as phrases know it: a place of the notation, or a folded word, a typo in it undone."""
    if token.tag in PLACES:
        return f"<{token.tag}>"
    key = _nearest(token.key) if token.tag == "word" and len(token.key) >= FUZZY_FROM - 1 else token.key
    if token.tag == "word" and key in MONTHS:
        return "<month>"
    return "<ordinal>" if key in vocabulary().ordinals else key


@lru_cache(maxsize=65536)
def _nearest(key: str) -> str:
    """Return the long word of the phrases that ``key`` is but for a typo, or ``key``."""
    near = (word for word in _long_words().get(key[0], ()) if edits(key, word, 1) <= 1)
    return key if key in _all_words() else next(near, key)


@cache
def _long_words() -> dict[str, list[str]]:
    """Return the words in which a typo is seen, by their first letter."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(_all_words()):
        if len(word) >= FUZZY_FROM and word.isalpha():
            by_letter.setdefault(word[0], []).append(word)
    return by_letter


@cache
def _all_words() -> frozenset[str]:
    phrases = [phrase for _, phrases in _labelled(phrase_data()) for phrase in phrases]
    words = {word for phrase in phrases for part in phrase.split() for word in part.rstrip("?").split("|")}
    return frozenset(words | MONTHS.keys())
