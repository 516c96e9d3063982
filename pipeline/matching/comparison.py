"""How far a printed name is one of the catalogue's, word by word, with the reasons.

The same stem, or a typo of it, makes two words the same; no word of Spanish or of the catalogue is a typo. A
distinctive word on one side only, other numbers or another measure are vetoes: however much the rest is alike, a
person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from plantillas import message

from ..catalogue.entries import Entry
from ..language import is_genuine
from ..likeness import edits
from .features import Name, are_confusable, stem

OTHER_PREFIX, ONE_PREFIX = 0.03, 0.01
"""What another weak word in front costs ("Unidad" for "Dirección"), and one that only one side has."""
ONE_EDIT_LENGTH, TWO_EDITS_LENGTH = 5, 9
"""Letters a word needs to be read with one typo, and with two."""
OTHER_NUMBER = 0.2
"""What different numbers cost: zone 3 is not zone 4."""
EDIT_COST = 0.06
"""What a typo takes off the word it is in."""
OTHER_WORD = 0.3
"""What another word that only looks like it takes off: "formación" for "formulación" is no typo."""

GOVERNING = "gobernante"
"""Level of those whose name takes no word in front: "Coordinación de Prefectura" is not the prefecture."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry of the catalogue."""

    entry: Entry
    text: str
    name: Name
    is_alias: bool

    @property
    def measure(self) -> str | None:
        """What the indicator counts; the entry says it where the form does not."""
        return self.name.measure or self.entry.kind


class Reason(NamedTuple):
    """Why a score is what it is; most are never read, so the sentence is made when it is asked for."""

    key: str
    """Of ``motivos_catalogo.toml``."""
    values: dict[str, object]

    @property
    def text(self) -> str:
        """In Spanish."""
        return message("motivos_catalogo", self.key, **self.values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing a name with a form."""

    form: Form
    score: float
    """0 to 1: the share of words that both have, less what differs otherwise."""
    is_same: bool
    """The same words, numbers and word in front."""
    vetoes: tuple[Reason, ...]
    differences: tuple[Reason, ...]
    """What else is not the same, and does no harm."""


@dataclass(slots=True)
class _Alignment:
    """The words of a name and of a form, paired."""

    extra: list[str]
    missing: dict[str, str]
    """By stem."""
    alike: float
    """Words that both have; a misspelt one counts for less."""
    vetoes: list[Reason] = field(default_factory=list)
    typos: list[tuple[str, str]] = field(default_factory=list)
    """Misspelt words with what they mean; one that Spanish has is another word, which only costs to know."""


def compare(name: Name, form: Form, known: Collection[str], own: Collection[str]) -> Comparison:
    """Compare a printed ``name`` with a form.

    ``known`` are the stems of the catalogue: none of them is a typo. ``own`` are stems of the institution's own name,
    which a unit's name may have besides.
    """
    words = _align(name, form.name, known)
    words.extra = [word for word in words.extra if stem(word) not in own]
    vetoes = [*words.vetoes, *_differences(name, form), *_one_sided(words)]
    if words.typos and not vetoes:
        vetoes = [why("confusable", printed=word, word=other) for word, other in words.typos if is_genuine(word)]
    cost, prefixes = _compare_prefixes(name.prefix, form.name.prefix)
    cost += OTHER_NUMBER if name.numbers != form.name.numbers else 0.0
    total = 2 * len(form.name.words) - len(words.missing) + len(words.extra)
    score = max(0.0, 2 * words.alike / total - cost) if total else 0.0
    is_same = not (vetoes or words.typos) and name.prefix == form.name.prefix
    typos = [why("typo", printed=word, word=other) for word, other in words.typos] if not vetoes else []
    return Comparison(form, round(score, 4), is_same, tuple(vetoes), (*typos, *_repairs(name), *prefixes))


def why(key: str, **values: object) -> Reason:
    """Return the reason ``key`` with what its sentence names."""
    return Reason(key, values)


def _align(name: Name, form: Name, known: Collection[str]) -> _Alignment:
    """Pair the words, the same ones first, then those that are nearly the same; what is left is extra or missing."""
    missing = dict(zip(form.stems, form.words, strict=True))
    extra = [word for word in name.words if missing.pop(stem(word), None) is None]
    words = _Alignment([], missing, alike=float(len(name.words) - len(extra)))
    for word in extra:
        twin = next((key for key, other in missing.items() if are_confusable(word, other)), None)
        near, letters = (twin, 0) if twin else _nearest(word, missing)
        if near is None:
            words.extra.append(word)
        elif twin or stem(word) in known:
            words.alike += 1 - OTHER_WORD
            words.vetoes.append(why("confusable", printed=word, word=missing.pop(near)))
        else:
            words.alike += 1 - EDIT_COST * letters
            words.typos.append((word, missing.pop(near)))
    return words


def _nearest(word: str, missing: Mapping[str, str]) -> tuple[str | None, int]:
    """Return the stem in ``missing`` whose word may be meant, and how many letters ``word`` misses it by."""
    most = 2 if len(word) >= TWO_EDITS_LENGTH else int(len(word) >= ONE_EDIT_LENGTH)
    distances = ((edits(word, other, most), key) for key, other in missing.items())
    letters, key = min(distances, default=(most + 1, ""))
    return (key, letters) if 0 < letters <= most else (None, 0)


def _differences(name: Name, form: Form) -> list[Reason]:
    vetoes = []
    if name.numbers != form.name.numbers:
        vetoes.append(why("digits", printed=_list(name.numbers), word=_list(form.name.numbers)))
    if form.entry.level == GOVERNING and name.prefix and not form.name.prefix:
        vetoes.append(why("governing", printed=name.prefix, word=form.text))
    if form.name.measure and not name.measure:
        vetoes.append(why("no_measure", word=form.name.measure))
    elif name.measure and form.measure and name.measure != form.measure:
        vetoes.append(why("measure", printed=name.measure, word=form.measure))
    return vetoes


def _one_sided(words: _Alignment) -> list[Reason]:
    extra = [why("extra", word=word) for word in words.extra]
    return extra + [why("missing", word=word) for word in words.missing.values()]


def _repairs(name: Name) -> list[Reason]:
    abbreviations = [why("abbreviation", printed=short, word=word) for short, word in name.expanded]
    typos = [why("typo", printed=printed, word=word) for printed, word in name.misspelt]
    return abbreviations + typos + [why("broken", word=word) for word in name.mended]


def _compare_prefixes(printed: str | None, known: str | None) -> tuple[float, list[Reason]]:
    if printed == known:
        return 0.0, []
    if printed and known:
        return OTHER_PREFIX, [why("prefix", printed=printed, word=known)]
    return ONE_PREFIX, [why("prefix_missing", word=printed or known)]


def _list(words: Collection[str]) -> str:
    return ", ".join(sorted(words)) or "-"
