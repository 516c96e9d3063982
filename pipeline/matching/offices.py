"""Which office of a family a printed name is: its kind word by word, then what it deals with and where it sits.

A family is an entry of the catalogue with slots in its name: ``Oficina Técnica de {materia} {lugar}``. A name that
fills them all, and has nothing besides, is that office; its clean name is made of the catalogue's words, and figures
and codes are never altered. A matter that no list has is known all the same where the institution prints it of
several offices. Whatever is missing, left over or doubtful is a veto: a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractores.hyphenation import is_spanish

from ..catalogue.entries import Entry
from ..catalogue.slots import MATTER, NUMBER, PLACE, UNKNOWN, fill, head_of, slots_of
from ..language import is_connector, is_genuine
from ..likeness import edits
from ..normalise import clean
from .comparison import EDIT_COST, GOVERNING, Comparison, Form, Reason, why
from .features import is_light, read_name, spell_out, stem
from .office_words import (
    ONE_EDIT_LENGTH,
    TWO_EDITS_LENGTH,
    Matters,
    OfficeWords,
    listed_matters,
    place_words,
    read_office_words,
)

LEAST_OFFICES = 3
"""Offices of one institution whose names have the same matter: it is no misprint then."""
NO_MATTER = (GOVERNING, "desconcentrado")
"""Levels of units whose names say who they are, or where, and not what they deal with."""
LEAST_WORD = 4
"""Letters of a word that says what an office deals with."""


@dataclass(frozen=True, slots=True)
class _Family:
    """One form of a family."""

    entry: Entry
    form: str
    head: tuple[str, ...]
    """The words of its kind."""
    slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Printed:
    """A name of which the kind of office is known."""

    family: _Family
    rest: tuple[str, ...]
    """The words after those of the kind."""
    typos: tuple[tuple[str, str], ...]
    repairs: tuple[Reason, ...]


class Offices:
    """The families that a type of institution may have, and the matters that units of any type and the lists say."""

    def __init__(self, entries: Sequence[Entry], kind: str | None = None) -> None:
        families = [entry for entry in entries if entry.is_family and entry.belongs_to(kind)]
        self._families = [_family(entry, form) for entry in families for form in entry.forms]
        units = [entry.name for entry in entries if not entry.is_family and entry.level not in NO_MATTER]
        self._names = (*units, *map(_without_kind, units), *listed_matters()) if self._families else ()
        self._matters = Matters(self._names)
        self._by_first_word: dict[str, list[_Family]] = defaultdict(list)
        for family in self._families:
            self._by_first_word[family.head[0]].append(family)
        heads = {word for family in self._families for word in family.head}
        self._vocabulary = self._matters.words | heads | place_words() if self._families else frozenset()

    def compare(self, names: Sequence[str], own: Collection[str]) -> dict[str, list[Comparison]]:
        """Return how each name of one institution compares with the families of its kind; others are left out.

        ``own`` are stems of the institution's name, which an office's name may have besides.
        """
        printed = {name: found for name in names if (found := self._read(name))}
        rests = dict.fromkeys(one.rest for found in printed.values() for one in found)
        words = {rest: _read_rest(rest, self._matters, own) for rest in rests}
        if attested := _attested(printed, words):
            matters = Matters((*self._names, *attested))
            words |= {rest: _read_rest(rest, matters, own) for rest in rests if words[rest].unknown}
        return {name: [_compare(one, words[one.rest]) for one in found] for name, found in printed.items()}

    def _read(self, name: str) -> list[_Printed]:
        """Return the families whose kind ``name`` begins with."""
        if not self._families:
            return []
        words, expanded, mended = spell_out(name, self._vocabulary)
        repairs = [why("abbreviation", printed=short, word=word) for short, word in expanded]
        repairs += [why("broken", word=word) for word in mended]
        telling = [i for i, word in enumerate(words) if not is_light(word)]
        found = []
        for family in self._likely(words[telling[0]]) if telling else ():
            count = len(family.head)
            if (typos := _begins_with([words[i] for i in telling[:count]], family.head)) is not None:
                rest = tuple(words[telling[count - 1] + 1 :])
                found.append(_Printed(family, rest, tuple(typos), tuple(repairs)))
        return found

    def _likely(self, word: str) -> list[_Family]:
        """Return the families whose name begins with ``word``, or with what it misspells."""
        known = self._by_first_word
        firsts = [word] if word in known else [first for first in known if _is_typo(word, first)]
        return [family for first in firsts for family in known[first]]


@lru_cache(maxsize=64)
def offices_of(entries: tuple[Entry, ...], kind: str | None) -> Offices:
    """Return the families among ``entries`` of a type of institution, made ready once."""
    return Offices(entries, kind)


def _family(entry: Entry, form: str) -> _Family:
    words, _, _ = spell_out(head_of(form), frozenset())
    return _Family(entry, form, tuple(word for word in words if not is_light(word)), frozenset(slots_of(form)))


def _without_kind(name: str) -> str:
    """Return what a unit deals with: its name after ``Dirección de``."""
    words = name.split()
    is_kind = len(words) > 2 and read_name(name).prefix is not None and is_light(words[1].lower())
    while is_kind and len(words) > 1 and is_light(words[1].lower()):
        del words[1]
    return " ".join(words[1:]) if is_kind else name


def _begins_with(words: Sequence[str], head: Sequence[str]) -> list[tuple[str, str]] | None:
    """Return the typos in the words of the kind, or ``None`` where ``words`` are not of this kind."""
    if len(words) < len(head):
        return None
    typos = [(word, right) for word, right in zip(words, head, strict=True) if word != right]
    return typos if all(_is_typo(word, right) for word, right in typos) else None


@lru_cache(maxsize=16384)
def _is_typo(word: str, right: str) -> bool:
    most = 2 if len(word) >= TWO_EDITS_LENGTH else int(len(word) >= ONE_EDIT_LENGTH)
    return bool(most) and word[0] == right[0] and edits(word, right, most) <= most and not is_genuine(word)


def _read_rest(rest: Sequence[str], matters: Matters, own: Collection[str]) -> OfficeWords:
    return read_office_words(rest, matters, [word for word in rest if stem(word) in own])


def _attested(printed: Mapping[str, Sequence[_Printed]], words: Mapping[tuple[str, ...], OfficeWords]) -> list[str]:
    """Return the matters, unknown to the lists, that several offices are printed with, and that Spanish has."""
    offices: dict[str, set[str]] = defaultdict(set)
    for name, found in printed.items():
        for one in found:
            unknown = words[one.rest].unknown
            if MATTER in one.family.slots and unknown and not words[one.rest].matters:
                offices[_spelt(unknown, name)].add(name)
    several = (matter for matter, names in offices.items() if len(names) >= LEAST_OFFICES)
    return [matter for matter in several if all(_is_word(word) for word in matter.split())]


def _is_word(word: str) -> bool:
    return len(word) >= LEAST_WORD and is_spanish(word)


def _spelt(words: Iterable[str], name: str) -> str:
    """Return folded ``words`` with the accents that they have in ``name``."""
    printed = {folded: word for word in clean(name).lower().split() for folded in spell_out(word, ())[0]}
    return " ".join(printed.get(word, word) for word in words)


def _compare(printed: _Printed, words: OfficeWords) -> Comparison:
    family = printed.family
    typos = [*printed.typos, *words.typos]
    vetoes = [*_left_over(words, family.slots), *_missing(words, family.slots)]
    letters = sum(edits(word, right, 2) for word, right in typos)
    known = len(family.head) + words.known
    score = 2 * (known - EDIT_COST * letters) / (2 * known + len(vetoes))
    name = fill(family.entry.name, _values(words))
    form = Form(replace(family.entry, name=name), family.form, read_name(name), family.form != family.entry.name)
    differences = [why("family", form=family.entry.name), *printed.repairs]
    differences += [why("typo", printed=word, word=right) for word, right in typos]
    return Comparison(form, round(score, 4), not (vetoes or typos), tuple(vetoes), tuple(differences))


def _left_over(words: OfficeWords, slots: Collection[str]) -> list[Reason]:
    """Return what the family has no room for, and what nobody can be sure of."""
    extra = [*words.unknown]
    extra += words.matters if MATTER not in slots else []
    has_room = PLACE in slots or (NUMBER in slots and not (words.has_territory or words.has_place))
    extra += [] if has_room else words.where
    return [why("extra", word=word) for word in extra] + [why("malformed", printed=word) for word in words.malformed]


def _missing(words: OfficeWords, slots: Collection[str]) -> list[Reason]:
    present = {MATTER: bool(words.matters), PLACE: bool(words.where), NUMBER: words.number is not None}
    return [why(f"no_{slot}") for slot in (MATTER, PLACE, NUMBER) if slot in slots and not present[slot]]


def _values(words: OfficeWords) -> dict[str, str]:
    """Return what the slots are filled with, as it is written."""
    return {
        MATTER: UNKNOWN if words.unknown else _title(words.matters),
        PLACE: " ".join(words.where),
        NUMBER: words.number or "",
    }


def _title(matters: Sequence[str]) -> str:
    """Return matters as they stand in a name: every word with a capital but those that say nothing."""
    words = " ".join(matters).split()
    return " ".join(word if is_connector(word) else word[0].upper() + word[1:] for word in words)
