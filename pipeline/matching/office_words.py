"""What the words after an office's kind say: what it deals with and where it sits.

``de Nutrición - Circuito 37E`` → the matter ``Nutrición``, the place ``Circuito 37E``. Matters must be known, and
figures and codes well formed: what is neither is left over, and a person decides. The words live in
``data/offices.toml``; names of provinces and cantons in their own tables.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ..catalogue.places import place_names
from ..language import is_genuine
from ..likeness import edits
from ..normalise import fold
from .features import is_light

ONE_EDIT_LENGTH, TWO_EDITS_LENGTH = 5, 9
"""Letters a word needs to be read with one typo, and with two."""
CONNECTORS = frozenset({"y", "e"})
"""Between two matters of one office."""
TIES = frozenset({"de", "del", "en", "la", "el", "con", "a", "y"})
"""Before the name of a place."""

_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"\d{1,4}")
_ROMAN = re.compile(r"(?=[ivx])x{0,2}(?:ix|iv|v?i{0,3})")
_CODE = re.compile(r"\d{2}[dh]\d{2}(?:c\d{2})?|\d{1,2}[a-hjkmnp-z]")
"""A district's or a circuit's; a letter that may be a figure as well (i, l, o) is no code's."""
_HAS_FIGURE = re.compile(r"\d")


@dataclass(slots=True)
class OfficeWords:
    """What was found in the words after an office's kind."""

    matters: list[str] = field(default_factory=list)
    """As they are spelt, with what joins them between."""
    number: str | None = None
    """Figures or a code, without a territory."""
    where: list[str] = field(default_factory=list)
    """Number, territories and places as they are written, in the printed order."""
    has_territory: bool = False
    has_place: bool = False
    """A province, a canton, or a bearing."""
    typos: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    malformed: list[str] = field(default_factory=list)
    """Figures and codes that cannot be right, or of which there are too many."""
    known: int = 0
    """Words that say something and are understood."""


class Matters:
    """What offices deal with, by its words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._phrases = {_telling(name): (name, _light(fold(name).split())) for name in names}
        self._longest = max(map(len, self._phrases), default=0)
        self.words = frozenset(word for phrase in self._phrases for word in phrase)
        self._corrections: dict[str, str | None] = {}

    def read(self, words: Sequence[str]) -> tuple[str, list[int]] | None:
        """Return the longest matter that ``words`` begin with, and the places of its telling words."""
        telling = [i for i, word in enumerate(words) if not is_light(word)][: self._longest]
        meant = [self.correct(words[i]) or words[i] for i in telling]
        for count in range(len(telling), 0, -1):
            phrase, light = self._phrases.get(tuple(meant[:count]), ("", frozenset()))
            if phrase and _light(words[: telling[count - 1]]) == light:  # "por" is not "de", nor is a comma
                return phrase, telling[:count]
        return None

    def correct(self, word: str) -> str | None:
        """Return the known word that ``word`` is or misspells; ``None`` where it may be another one."""
        if word in self.words:
            return word
        if word not in self._corrections:
            self._corrections[word] = self._nearest(word)
        return self._corrections[word]

    def _nearest(self, word: str) -> str | None:
        """Return the only word that ``word`` misses by a letter or two; typists get the first letter right."""
        most = 2 if len(word) >= TWO_EDITS_LENGTH else int(len(word) >= ONE_EDIT_LENGTH)
        near = [other for other in self.words if other[0] == word[0] and edits(word, other, most) <= most]
        return near[0] if most and len(near) == 1 and not is_genuine(word) else None


def read_office_words(words: Sequence[str], matters: Matters, own: Collection[str] = ()) -> OfficeWords:
    """Return what ``words`` say, from left to right; ``own`` are words of the institution's name, to pass over."""
    found = OfficeWords()
    at = 0
    while at < len(words):
        at += _read_matter(words, at, matters, found) or _read_place(words, at, found) or _skip(words, at, own, found)
    return found


def _read_matter(words: Sequence[str], at: int, matters: Matters, found: OfficeWords) -> int:
    """Add the matter that starts here and return how many words it has."""
    if is_light(words[at]) or not (read := matters.read(words[at:])):
        return 0
    phrase, places = read
    joined = [word for word in _light_before(words, at) if word in CONNECTORS]
    if found.matters and not joined:
        return 0  # a second matter that nothing joins to the first one is another name
    found.matters += [*joined[:1], phrase]
    printed = [words[at + i] for i in places]
    found.typos += [(word, right) for word in printed if (right := matters.correct(word)) and right != word]
    found.known += len(places)
    return places[-1] + 1


def _read_place(words: Sequence[str], at: int, found: OfficeWords) -> int:
    """Add the territory, the place or the number that starts here and return how many words it has."""
    return _read_territory(words, at, found) or _read_named_place(words, at, found) or _read_number(words, at, found)


def _read_territory(words: Sequence[str], at: int, found: OfficeWords) -> int:
    data = _data()
    if words[at] not in data.territories:
        return 0
    after = next((i for i in range(at + 1, len(words)) if words[i] not in data.signs), len(words))
    if after == len(words) or not _is_well_formed(words, after):
        return 0
    found.where.append(f"- {data.territories[words[at]]} {_printed(words[after])}")
    found.has_territory = True
    found.known += 2
    return after - at + 1


def _read_named_place(words: Sequence[str], at: int, found: OfficeWords) -> int:
    """Add a place; a district may be called by all its cantons."""
    data = _data()
    name, count = _place_name(words[at:], data)
    if not name:
        return 0
    found.where.append(" ".join([*_joint(words, at, found.has_place), name]))
    found.has_place = True
    found.known += sum(not is_light(word) for word in words[at : at + count])
    return count


def _read_number(words: Sequence[str], at: int, found: OfficeWords) -> int:
    """Add a number or a code; of two without a territory nobody knows which is meant."""
    is_signed = at > 0 and words[at - 1] in _data().signs
    is_roman = (is_signed or at == 0) and _ROMAN.fullmatch(words[at])
    if not (is_roman or _HAS_FIGURE.search(words[at])):
        return 0
    if found.number is None and _is_well_formed(words, at):
        found.number = _printed(words[at])
        found.where.append(f"N° {found.number}" if is_signed else found.number)
        found.known += 1
    else:
        found.malformed.append(words[at])
    return 1


def _skip(words: Sequence[str], at: int, own: Collection[str], found: OfficeWords) -> int:
    """Pass over a word that says nothing, or only of what kind the place after it is; any other is unknown."""
    word = words[at]
    if not (is_light(word) or word in own or _announces_place(words, at)):
        found.unknown.append(word)
    return 1


def _announces_place(words: Sequence[str], at: int) -> bool:
    """Tell whether nothing but words of its kind, and ties, stands between here and the name of a place."""
    data = _data()
    for i in range(at, len(words)):
        if i > at and _place_name(words[i:], data)[0]:
            return True
        if words[i] not in TIES and words[i] not in data.kinds:
            return False
    return False


def _is_well_formed(words: Sequence[str], at: int) -> bool:
    """Tell whether a figure or a code stands here whole: a letter or a figure after it may be its end ("37 E")."""
    following = words[at + 1] if at + 1 < len(words) else ""
    is_cut = len(following) == 1 or _HAS_FIGURE.search(following)
    return not is_cut and any(form.fullmatch(words[at]) for form in (_FIGURES, _ROMAN, _CODE))


def _place_name(words: Sequence[str], data: _Data) -> tuple[str | None, int]:
    """Return the longest name of a place that ``words`` begin with, and how many of them it has."""
    for count in range(min(len(words), data.longest_place), 0, -1):
        if name := data.places.get(" ".join(words[:count])):
            return name, count
    return None, 0


def _joint(words: Sequence[str], at: int, has_place: bool) -> list[str]:
    """Return the words that tie a place to what stands before it, as they are printed: "de la provincia de"."""
    data = _data()
    start = next((i for i in range(at, 0, -1) if words[i - 1] not in TIES and words[i - 1] not in data.kinds), 0)
    ties = [data.kinds.get(word, word) for word in words[start:at]]
    return ties or (["-"] if has_place else [])


def _light_before(words: Sequence[str], at: int) -> list[str]:
    start = next((i for i in range(at, 0, -1) if not is_light(words[i - 1])), 0)
    return list(words[start:at])


def _printed(word: str) -> str:
    """Return a figure or a code as it is printed: they are written in capitals, and never altered."""
    return word.upper()


def _light(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if is_light(word))


def _telling(name: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(fold(name)) if not is_light(word))


@dataclass(frozen=True, slots=True)
class _Data:
    territories: Mapping[str, str]
    """Folded word to the word as it is written."""
    places: Mapping[str, str]
    kinds: Mapping[str, str]
    """Words for kinds of places, in the same way."""
    signs: frozenset[str]
    matters: tuple[str, ...]
    longest_place: int


@cache
def _data() -> _Data:
    data = tomllib.loads(files("pipeline").joinpath("data", "offices.toml").read_text(encoding="utf-8"))
    named = {" ".join(_WORD.findall(fold(form))): name for form, name in place_names().items()}
    places = {**named, **{fold(bearing): bearing.title() for bearing in data["places"]["bearings"]}}
    return _Data(
        territories={fold(word): word.capitalize() for word in data["places"]["territories"]},
        places=places,
        kinds={fold(word): word for word in data["places"]["kinds"]},
        signs=frozenset(data["places"]["signs"]),
        matters=tuple(name for names in data["matters"].values() for name in names),
        longest_place=max(len(name.split()) for name in places),
    )


def listed_matters() -> tuple[str, ...]:
    """Return the matters of ``data/offices.toml``."""
    return _data().matters


def place_words() -> frozenset[str]:
    """Return every word that a place's name or its kind may have."""
    data = _data()
    return frozenset(word for name in (*data.places, *data.territories, *data.kinds) for word in name.split())
