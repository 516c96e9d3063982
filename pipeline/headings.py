"""Which column is which, which rows are bands: from what the headings say, never from where they stand.

A heading is compared without capitals, accents, spaces and punctuation, so that a narrow column's "Pro- ceso" or
"Mac ropr oce so" is still itself. The words live in ``data/headings.toml`` and ``data/bands.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from .likeness import all_alike, nearest
from .model import ProcessLevel
from .normalise import fold

Role = Literal["number", "unit", "mission", "indicator", "target", "group", "extra"]

NAMED: tuple[Role, ...] = ("unit", "mission", "indicator", "target")
"""Roles whose headings are recognised when their words are abbreviated."""
MOST_HEADING_WORDS = 12
MOST_HEAD_WORDS = 8
"""Beyond this a text that starts with a role's noun is a sentence, or a whole row of headings."""
SURE = 0.9
"""From here on a heading is one of the listed ones, typos aside."""
PLAUSIBLE = 0.6
"""Below this a column has no role."""
PREFERENCE = 0.001
"""What each place further down its list costs a heading: too little to matter but between two equals."""
HEAD_SCORE, UNIT_HEAD_SCORE = 0.65, 0.5
"""A heading that starts with a role's noun; units' own names start with theirs ("Unidad de Talento Humano")."""
MODIFIER_SCORE = 0.15
"""What modifiers that we know add to it."""
FUZZY_LENGTH = 5
"""Shorter texts must be equal: "meta" and "beta" differ by one letter."""
FEWEST_LETTERS = 3
"""Of a word that is abbreviated."""
ABBREVIATED = 0.8
"""A heading of abbreviated words."""
SPACED_LETTERS = 3
"""From more single letters on, they are those of a heading set with wide spaces: "U N I D A D"."""
MOST_BAND_WORDS = 12

_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?[.,:]?")


@dataclass(frozen=True, slots=True)
class _Headings:
    exact: dict[str, tuple[Role, float]]
    phrases: tuple[tuple[tuple[str, ...], Role], ...]
    """The words of each listed heading that matter, and its role."""
    heads: dict[str, Role]
    stand_in: dict[str, Role]
    spanning: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str]
    light: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Bands:
    prefixes: frozenset[str]
    strong: dict[str, ProcessLevel]
    weak: dict[str, ProcessLevel]
    words: tuple[str, ...]


def compact(text: str) -> str:
    """Return the letters and figures of ``text``, folded and without spaces (``#`` counts as a letter)."""
    key = fold(text).replace(" ", "")
    return key if key.isalnum() else "".join(char for char in key if char.isalnum() or char == "#")


def heading_role(text: str) -> tuple[Role | None, float]:
    """Return the role of the column under the heading ``text`` and how sure that is, 0 to 1."""
    scores = _role_scores(text)
    if not scores:
        return None, 0.0
    role = _best(scores)
    return (role if scores[role] >= PLAUSIBLE else None), scores[role]


def assign_roles(headings: Sequence[str]) -> list[Role | None]:
    """Return one role per column, each but ``extra`` at most once; ``None`` where nothing or too much fits.

    The best pairs of column and role go first; a role that two columns claim with equal right goes to neither.
    """
    scores = [_role_scores(heading) for heading in headings]
    roles: list[Role | None] = [None] * len(headings)
    taken: set[Role] = set()
    for score, column, role in sorted(_claims(scores), key=lambda claim: (-claim[0], claim[1], claim[2])):
        if roles[column] is None and role not in taken:
            rivals = (row for i, row in enumerate(scores) if i != column and roles[i] is None)
            contested = role != "extra" and any(row.get(role) == score for row in rivals)
            roles[column] = None if contested else role
            taken |= {role} - {"extra"}
    return _with_stand_ins(headings, roles) if len(taken & set(_headings().stand_in.values())) > 1 else roles


def _with_stand_ins(headings: Sequence[str], roles: Sequence[Role | None]) -> list[Role | None]:
    """Give roles that no column has to columns whose headings may mean them, the first of each."""
    completed = list(roles)
    for column, heading in enumerate(headings):
        role = _headings().stand_in.get(compact(heading))
        if role and completed[column] in (None, "extra") and role not in completed:
            completed[column] = role
    return completed


def _claims(scores: Sequence[dict[Role, float]]) -> list[tuple[float, int, Role]]:
    return [(score, i, role) for i, row in enumerate(scores) for role, score in row.items() if score >= PLAUSIBLE]


def _best(scores: dict[Role, float]) -> Role:
    return max(scores, key=lambda role: scores[role])


@lru_cache(maxsize=4096)
def _role_scores(text: str) -> dict[Role, float]:
    """Return how well ``text`` fits each role: as a listed heading, below a spanning one, or by its first noun."""
    words = [word for word in fold(text).split() if not _YEAR.fullmatch(word)]
    is_spaced = len(words) > SPACED_LETTERS and all(len(word) == 1 for word in words)
    if len(words) > MOST_HEADING_WORDS and not is_spaced:
        return {}
    key = compact("".join(words))
    if is_spaced:
        words = [key]
    if not key or key in _headings().spanning:
        return {}
    scores = _exact_scores(key) or _scores_below_spanning(key) or _abbreviated_scores(words)
    return scores or _head_score(words)


def _exact_scores(key: str) -> dict[Role, float]:
    known = _headings().exact
    if key in known:
        return dict([known[key]])
    if len(key) < FUZZY_LENGTH or not key.isalpha():
        return {}
    scores: dict[Role, float] = {}
    for phrase, alike in all_alike(key, known.keys(), SURE):
        role, preference = known[phrase]
        if len(phrase) >= FUZZY_LENGTH:
            scores[role] = max(scores.get(role, 0.0), alike * preference)
    return scores


def _scores_below_spanning(key: str) -> dict[Role, float]:
    if not key.startswith(_headings().spanning):
        return {}
    for phrase in _headings().spanning:
        scores = _exact_scores(key.removeprefix(phrase)) if key.startswith(phrase) else {}
        if scores:
            return scores
    return {}


def _abbreviated_scores(words: Sequence[str]) -> dict[Role, float]:
    """Return the role of "Ind." or "Unid. Adm.": each word is a listed heading's, or its letters in their order."""
    if not any(word.endswith(".") and word[:-1].isalpha() for word in words):
        return {}
    short = [word for word in words if word not in _headings().light]
    for phrase, role in _headings().phrases:
        if len(phrase) == len(short) and all(map(_stands_for, short, phrase)):
            return {role: ABBREVIATED}
    return {}


def _stands_for(short: str, word: str) -> bool:
    letters = short.rstrip(".")
    if letters == short:
        return short == word
    rest = iter(word)
    return len(letters) >= FEWEST_LETTERS and letters[0] == word[0] and all(letter in rest for letter in letters)


def _head_score(words: Sequence[str]) -> dict[Role, float]:
    headings = _headings()
    if len(words) > MOST_HEAD_WORDS:
        return {}
    plain = [stripped for word in words if (stripped := word.strip(".,:;-/()"))]
    while plain and plain[0] in headings.before:
        plain = plain[1:]
    role = headings.heads.get(plain[0]) if plain else None
    if role is None:
        return {}
    modifiers = [word for word in plain[1:] if word not in headings.light]
    known = sum(word in headings.after for word in modifiers) / len(modifiers) if modifiers else 1.0
    return {role: (UNIT_HEAD_SCORE if role == "unit" else HEAD_SCORE) + MODIFIER_SCORE * known}


@lru_cache(maxsize=4096)
def process_level(text: str, *, in_level_column: bool = False) -> ProcessLevel | None:
    """Return the level that the band ``text`` announces, ``None`` where it is no band.

    ``in_level_column``: the place already says that this is a level, so that "Apoyo" alone is enough.
    """
    words = fold(text).replace("/", " ").replace("-", " ").split()
    words = [stripped for word in words if (stripped := word.strip(".,:;()\"'"))]
    if not words or sum(len(word) > 1 for word in words) > MOST_BAND_WORDS:
        return None
    key = "".join(words)
    band = (_spell(key) if key.startswith(_bands().words) else None) or _mend(words)
    if band is not None:
        return _level_of(band, in_level_column)
    return _level_of_start(words)


def _level_of(band: Sequence[str], in_level_column: bool) -> ProcessLevel | None:
    bands = _bands()
    levels = [bands.strong[word] for word in band if word in bands.strong]
    if not levels and not in_level_column and band[0] not in bands.prefixes:
        return None
    return _merge({*levels, *(bands.weak[word] for word in band if word in bands.weak)})


def _merge(levels: set[ProcessLevel]) -> ProcessLevel | None:
    """One level stands for all: the finer kinds of ``habilitante`` refine it, and two of them cancel out."""
    finer = {level for level in levels if level.startswith("habilitante_")}
    if finer:
        levels = levels - finer - {"habilitante"} | (finer if len(finer) == 1 else {"habilitante"})
    return levels.pop() if len(levels) == 1 else None


def _level_of_start(words: Sequence[str]) -> ProcessLevel | None:
    """ "PROCESOS HABILITANTES: gestión interna" is a band although we do not know its last words."""
    bands = _bands()
    strong = [bands.strong[word] for word in words[1:3] if word in bands.strong]
    return strong[0] if strong and words[0] in bands.prefixes else None


def _spell(key: str) -> list[str] | None:
    """Return ``key`` cut into band words, wherever the layout had put its spaces; ``None`` where that fails."""
    spelt: list[list[str] | None] = [[], *[None] * len(key)]
    for start, head in enumerate(spelt):
        for word in _bands().words if head is not None else ():
            if key.startswith(word, start):
                spelt[start + len(word)] = spelt[start + len(word)] or [*(head or []), word]
    return spelt[-1]


def _mend(words: Sequence[str]) -> list[str] | None:
    """Return ``words`` with small typos undone; ``None`` where one of them is no band word."""
    mended: list[str] = []
    for word in words:
        known = _mend_word(word)
        if known is None:
            return None
        mended.append(known)
    return mended


def _mend_word(word: str) -> str | None:
    known = _bands().words
    if word in known:
        return word
    if len(word) < FUZZY_LENGTH:
        return None
    return nearest(word, known, SURE)


@cache
def _headings() -> _Headings:
    data = _load("headings.toml")
    exact: dict[str, tuple[Role, float]] = {}
    for role in get_args(Role):
        for rank, phrase in enumerate(data[role]["exact"]):
            exact.setdefault(compact(phrase), (role, 1 - rank * PREFERENCE))
    spanning = sorted({compact(phrase) for phrase in data["spanning"]["exact"]} - exact.keys(), key=len, reverse=True)
    light = frozenset(data["words"]["light"])
    phrases = ((_heavy(phrase, light), role) for role in NAMED for phrase in data[role]["exact"])
    return _Headings(
        exact=exact,
        phrases=tuple(phrases),
        heads={word: role for role in get_args(Role) for word in data[role]["heads"]},
        stand_in={compact(phrase): role for role, phrases in data["stand_in"].items() for phrase in phrases},
        spanning=tuple(spanning),
        before=frozenset(data["words"]["before"]),
        after=frozenset(data["words"]["after"]),
        light=light,
    )


def _heavy(phrase: str, light: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in fold(phrase).split() if word not in light)


@cache
def _bands() -> _Bands:
    data = _load("bands.toml")
    strong = {word: level for level, words in data["strong"].items() for word in words}
    weak = {word: level for level, words in data["weak"].items() for word in words}
    words = {*data["prefixes"], *strong, *weak, *data["light"]["words"]}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return _Bands(frozenset(data["prefixes"]), strong, weak, tuple(longest_first))


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
