"""Whose matrix it is: the institution's name above the title, and the type of institution that the name says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ..normalise import fold
from .dates import find_month, parse_date
from .literals import is_title

LINES_BEFORE_TITLE, LINES_AFTER_TITLE = 6, 2
"""How far from the title the name may stand."""
LEAST_NAME_WORDS = 2
LEAST_WORDS_AFTER_TITLE = 4
"""Below the title stand headings and units, too; a longer line in capitals is neither."""
MOST_NAME_WORDS = 24

_LAW = re.compile(r"\bart(?:iculo|\.)?\s?(?:7|19)\b|\blotaip\b|ley organica de transparencia")
_NOT_A_NAME = re.compile(r"[:@]|^(?:no|oficio|memorando|senor|copia|pagina|fecha|presente|anexo)\b")


@dataclass(frozen=True, slots=True)
class _Type:
    code: str
    starts: tuple[str, ...]
    contains: tuple[str, ...]


@lru_cache(maxsize=256)
def institution_type(name: str | None) -> str | None:
    """Return the type that an institution's ``name`` says, a code of ``data/institutions.toml``."""
    key = fold(name or "")
    if not key:
        return None
    started = (kind.code for kind in _types() if any(_starts(key, start) for start in kind.starts))
    contained = (kind.code for kind in _types() if any(part in f"{key} " for part in kind.contains))
    return next(started, None) or next(contained, None)


def institution_types() -> tuple[str, ...]:
    """Return the codes of all types of institution."""
    return tuple(kind.code for kind in _types())


def find_institution(lines: Sequence[str]) -> str | None:
    """Return the name printed beside the document's title; without a title there is no telling it from a unit."""
    titles = [i for i, line in enumerate(lines) if is_title(line) or _LAW.search(fold(line))]
    above = [i for title in titles for i in range(title - 1, max(-1, title - 1 - LINES_BEFORE_TITLE), -1)]
    above = [i for i in above if _may_be_name(lines[i]) and i not in titles]
    below = [i for title in titles for i in range(title + 1, min(len(lines), title + 1 + LINES_AFTER_TITLE))]
    below = [i for i in below if i not in titles and _stands_out(lines[i])]
    named = [i for i in above + below if institution_type(lines[i])]
    capitals = [title - 1 for title in titles[:1] if title - 1 in above and lines[title - 1].isupper()]
    place = next(iter(named or capitals), None)
    return None if place is None else _whole_name(lines, place, titles)


def _whole_name(lines: Sequence[str], place: int, titles: Sequence[int]) -> str:
    """Return the name that starts at ``place``, with the next line where a long name wraps before the title."""
    following = place + 1
    wraps = following + 1 in titles and following not in titles and lines[following].isupper()
    if wraps and _may_be_name(lines[following]) and not institution_type(lines[following]):
        return f"{lines[place]} {lines[following]}"
    return lines[place]


def _may_be_name(line: str) -> bool:
    key = fold(line)
    is_dated = parse_date(line) or find_month(line)
    return LEAST_NAME_WORDS <= len(key.split()) <= MOST_NAME_WORDS and not (is_dated or _NOT_A_NAME.search(key))


def _stands_out(line: str) -> bool:
    return line.isupper() and len(line.split()) >= LEAST_WORDS_AFTER_TITLE and _may_be_name(line)


def _starts(key: str, start: str) -> bool:
    return key.startswith(start) and (len(key) == len(start) or not key[len(start)].isalnum())


@cache
def _types() -> tuple[_Type, ...]:
    data = tomllib.loads(files("pipeline").joinpath("data", "institutions.toml").read_text(encoding="utf-8"))
    return tuple(_Type(t["code"], tuple(t["starts"]), tuple(t.get("contains", ()))) for t in data["type"])
