"""The phrases by which targets and indicators say what their numbers mean, found by spaCy's matcher.

The patterns are in ``data/targets.toml``, whose head explains their notation. spaCy is imported with the first call:
it takes half a second and 50 MB.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..context.dates import MONTHS
from .phrase_data import labelled_phrases, spell_out
from .quantities import Token, tokenize
from .vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

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
def _matcher() -> tuple[Vocab, PhraseMatcher]:
    """Return the matcher of all phrases: a tree of words, whose cost does not grow with their number."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    vocab = spacy.blank("es").vocab
    matcher = PhraseMatcher(vocab)
    for label, phrases in labelled_phrases():
        spelt_out = {words for phrase in phrases for words in spell_out(phrase)}
        matcher.add(label, [Doc(vocab, words=list(words)) for words in sorted(spelt_out)])
    return vocab, matcher


def _word(token: Token) -> str:
    """Return a token as phrases know it: a place of the notation, or its key."""
    if token.tag in PLACES:
        return f"<{token.tag}>"
    if token.tag == "word" and token.key in MONTHS:
        return "<month>"
    return "<ordinal>" if token.key in vocabulary().ordinals else token.key
