"""Which public body a printed name means: one of the catalogue's, or at least its type, province and canton.

Names are compared without the words that only say what kind of body it is ("Gobierno Autónomo Descentralizado
Municipal del Cantón …"), and only with bodies of the same kind. As with units, a doubtful likeness is no answer.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files

from ..context.institutions import institution_type
from ..matching.match import match_names
from ..model import Institution
from ..normalise import fold
from .entries import Catalogue, Entry
from .places import find_canton, find_province, province_of

MOST_PLACE_WORDS = 6
"""Words of the longest name of a canton or a province."""

ARTICLES = frozenset({"el", "la", "las", "los"})
"""Words of the formula that a place's name may begin with."""

WHERE = frozenset({"canton", "provincia"})
"""Words that say where the body is, once its own name is said."""

Finder = Callable[[str], str | None]

_WORD = re.compile(r"[a-z0-9]+")
_AFTER_CANTON = re.compile(r"\bcanton (?:de |del )?(.+)")
_AFTER_PROVINCE = re.compile(r"\bprovincia (?:de |del )?(.+)")


def recognise(printed: str | None, catalogue: Catalogue) -> Institution | None:
    """Return what is known of the institution with the ``printed`` name, or ``None`` where that is nothing."""
    if not printed:
        return None
    return _registered(printed, catalogue.institutions) or _by_name(printed)


def _registered(printed: str, institutions: tuple[tuple[Institution, tuple[str, ...]], ...]) -> Institution | None:
    if not institutions:
        return None
    name = proper_name(printed)
    match = match_names([name], _entries(institutions), kind=institution_type(printed))[name]
    return institutions[int(match.entry)][0] if match.verdict == "accepted" and match.entry else None


@lru_cache(maxsize=4)
def _entries(institutions: tuple[tuple[Institution, tuple[str, ...]], ...]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            id=str(place),
            name=proper_name(institution.name),
            aliases=tuple(proper_name(alias) for alias in aliases),
            types=frozenset(filter(None, [institution.type or institution_type(institution.name)])),
        )
        for place, (institution, aliases) in enumerate(institutions)
    )


def _by_name(printed: str) -> Institution | None:
    kind = institution_type(printed)
    province, canton = _places(printed, kind)
    return Institution(name=printed, type=kind, province=province, canton=canton) if kind or province else None


def _places(printed: str, kind: str | None) -> tuple[str | None, str | None]:
    """Return province and canton as far as the name says them; a prefecture's own name is its province's."""
    key = " ".join(_WORD.findall(fold(printed)))
    province = _first_place(_AFTER_PROVINCE.search(key), find_province)
    if kind == "prefectura":
        return province or find_province(proper_name(printed)), None
    canton = _first_place(_AFTER_CANTON.search(key), lambda text: find_canton(text, province))
    canton = canton or find_canton(proper_name(printed), province)
    return province or (province_of(canton) if canton else None), canton


def _first_place(found: re.Match[str] | None, find: Finder) -> str | None:
    """Return the place that the words after the cue begin with, the longest there is."""
    words = found[1].split()[:MOST_PLACE_WORDS] if found else []
    places = (find(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next(filter(None, places), None)


def proper_name(name: str) -> str:
    """Return, folded, what tells a body from the others of its kind: the name without its formula.

    ``GAD Municipal del Cantón La Maná, provincia de Cotopaxi`` → ``la mana``.
    """
    words = _WORD.findall(fold(name).replace("e.p", "ep"))
    start = next((i for i, word in enumerate(words) if word not in _formula()), len(words))
    while 0 < start < len(words) and words[start - 1] in ARTICLES:
        start -= 1
    end = next((i for i, word in enumerate(words) if i > start and word in WHERE), len(words))
    while end > start + 1 and words[end - 1] in _formula():
        end -= 1
    return " ".join(words[start:end] or words)


@cache
def _formula() -> frozenset[str]:
    data = tomllib.loads(files("pipeline").joinpath("data", "institutions.toml").read_text(encoding="utf-8"))
    return frozenset(data["formula"]["words"])
