"""One number of a target with all that belongs to it: percent sign, unit, counted thing, comparator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .asked import noun_at, skip_to_noun
from .figures import Number
from .phrases import Marked, Phrase
from .quantities import Token, find_unit
from .vocabulary import Unit

FILLERS = frozenset(("el", "la", "los", "las", "un", "una", "de", "del", "a", "al", "en", "usd", "$", "us$"))
"""Words that may stand between a comparator and its number."""
MOST_FILLERS = 3
MOST_WORDS_AFTER = 4
"""Words of the counted thing that may stand between a number and "como máximo"."""
PARTICIPLES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
"""Endings of what is done with things, which is none itself: "12 realizadas"."""
OWN_PHRASES = ("frequency", "per", "before", "after", "baseline", "stretches")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that the target aims at."""

    number: Number
    start: int
    end: int
    """The token after the number and its percent sign or unit."""
    is_percent: bool = False
    unit: Unit | None = None
    noun: str | None = None
    """The thing counted, in small letters."""
    comparator: str | None = None
    moment: str | None = None
    """When it must be reached, where there are several stages."""


def read_amount(marked: Marked, at: int) -> Amount:
    """Return the number at the token ``at`` with what belongs to it."""
    tokens = marked.tokens
    number = tokens[at].number
    assert number
    end = _skip_bracket(tokens, at + 1)
    is_percent = _tag(tokens, end) == "percent"
    end += is_percent
    unit, noun = (None, None)
    if not is_percent:
        end, unit, noun = _unit_or_noun(marked, end)
        unit = unit or _unit_before(tokens, at)
        is_percent = at == 1 and tokens[0].tag == "percent"
    comparator = _comparator_before(marked, at) or _comparator_after(marked, end)
    return Amount(number, at, end, is_percent, unit, noun, comparator)


def _unit_or_noun(marked: Marked, at: int) -> tuple[int, Unit | None, str | None]:
    tokens = marked.tokens
    if found := find_unit(tokens, at + (_key(tokens, at) == "de")):
        return found[1], found[0], None
    place = skip_to_noun(tokens, at)
    if place is None or _begins_phrase(marked, at, place):
        return at, None, None
    return at, None, noun_at(tokens, place)


def _unit_before(tokens: Sequence[Token], at: int) -> Unit | None:
    """Return the money that stands before its number: "USD 45.000"."""
    found = find_unit(tokens, at - 1) if at else None
    return found[0] if found and found[1] == at and found[0].kind == "money" else None


def _skip_bracket(tokens: Sequence[Token], at: int) -> int:
    """Skip a note straight behind a number: "cuatro (4) informes", "90 (noventa) %", "90 (%)"."""
    if _key(tokens, at) != "(":
        return at
    end = next((i for i in range(at, len(tokens)) if tokens[i].key == ")"), None)
    if end is None:
        return at
    inside = tokens[at + 1 : end]
    if [token.tag for token in inside] == ["percent"]:
        return at + 1
    return end + 1 if all(token.number or token.tag == "percent" for token in inside) else at


def _begins_phrase(marked: Marked, at: int, place: int) -> bool:
    """Tell whether what follows a number is a phrase of its own: "12 al mes", "40 hasta junio"."""
    moments = {moment.start for moment in marked.of("moments")}
    deadlines = (phrase for phrase in marked.of("deadline") if phrase.end in moments)
    return any(phrase.start in range(at, place + 1) for phrase in (*marked.of(*OWN_PHRASES), *deadlines))


def _comparator_before(marked: Marked, at: int) -> str | None:
    found = (phrase for phrase in marked.of("before") if _reaches(marked, phrase, at))
    return next((phrase.name for phrase in found), None)


def _comparator_after(marked: Marked, end: int) -> str | None:
    for phrase in marked.of("after"):
        between = marked.tokens[end : phrase.start]
        is_near = phrase.start >= end and len(between) <= MOST_WORDS_AFTER and all(t.tag == "word" for t in between)
        if is_near and not _belongs_to_next(marked, phrase):
            return phrase.name
    return None


def _belongs_to_next(marked: Marked, phrase: Phrase) -> bool:
    """Tell whether a phrase stands before a number of its own: "80% en máximo 3 días"."""
    places = range(phrase.end, min(phrase.end + MOST_FILLERS + 1, len(marked.tokens)))
    return any(marked.tokens[at].number and _reaches(marked, phrase, at) for at in places)


def _reaches(marked: Marked, phrase: Phrase, at: int) -> bool:
    """Tell whether nothing but fillers stands between a phrase and the number at ``at``."""
    return 0 <= at - phrase.end <= MOST_FILLERS and FILLERS.issuperset(marked.keys(phrase.end, at))


def _key(tokens: Sequence[Token], at: int) -> str | None:
    return tokens[at].key if at < len(tokens) else None


def _tag(tokens: Sequence[Token], at: int) -> str | None:
    return tokens[at].tag if at < len(tokens) else None
