"""Which literal of the transparency law a document answers: its title first, then its footer, headings and name.

A folder of published matrices holds all literals, and some of the others have objectives and targets too. The
words live in ``data/literals.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ..likeness import likeness
from ..normalise import fold
from .footer import is_footer_label

Evidence = Literal["title", "footer", "headings", "file_name"]

LINES_IN_TITLE = 3
"""A title may wrap over this many lines."""
TITLE_REGION = 20
"""A title without its letter counts only among the first lines: indicators speak of accountability, too."""
SIMILARITY = 0.92
"""Least likeness of a title with the law's words: typos and misread letters, not other words."""
FUZZY_LENGTH = 20
"""Shorter titles must be printed exactly."""
LEAST_HEADINGS = 2
"""Column headings of one literal that must be met before they say which it is."""

_AFTER_WORD = re.compile(r"\bliteral(?:es)?\s?[\"']?([a-t])\s?([1-4])?(?![a-z0-9])")
_AT_START = re.compile(r"^([a-t])\s?([1-4])?\s?(?:\)|\.-|\.|-)")
_NUMERAL = re.compile(r"\bnumeral\s(\d[.-]\d)(?!\d)")
_IN_FILE_NAME = re.compile(r"(?<![a-z])(?:lit(?:eral)?[\s_.-]*)([a-t])[\s_.-]?([1-4])?(?![a-z0-9])")
_CODE_IN_FILE_NAME = re.compile(r"(?<![a-z0-9])([abf])([1-4])(?![a-z0-9])")
_BETWEEN_WORDS = re.compile(r"[\s_.-]+")
_BEFORE_TITLE = re.compile(
    r"(?:(?:matriz|matrices|art|articulo|literal|numeral|lotaip|anexo|formato|detalle|informacion|de|del|la|las|los|el"
    r"|[a-t][1-4]?|\d[\d.]*)(?![a-z0-9])[\s).:(-]*)*"
)


@dataclass(frozen=True, slots=True)
class _Literals:
    codes: frozenset[str]
    titles: tuple[tuple[str, str], ...]
    """Title and code, the longest title first."""
    all_titles: tuple[str, ...]
    """The titles alone."""
    headings: tuple[tuple[str, str], ...]
    numerals: dict[str, str]


def find_literal(lines: Sequence[str], footer: Sequence[str], file_name: str) -> tuple[str | None, Evidence | None]:
    """Return the document's literal ("a4", "b2", "g") and what says so."""
    keys = [fold(line) for line in lines]
    labels = [fold(line) for line in footer] + [key for key in keys if is_footer_label(key)]
    evidence: tuple[tuple[Evidence, str | None], ...] = (
        ("title", _from_title([key for key in keys if not is_footer_label(key)])),
        ("footer", _most_frequent(_lettered(key) for key in labels)),
        ("headings", _from_headings(keys)),
        ("file_name", _from_file_name(file_name)),
    )
    return next(((code, kind) for kind, code in evidence if code), (None, None))


def is_title(line: str) -> bool:
    """Tell whether ``line`` names a literal or the law's words for one."""
    key = fold(line)
    return _lettered(key) is not None or _begins_with_title(key) is not None


def _from_title(keys: Sequence[str]) -> str | None:
    """Return the code that most titles name; a letter and the law's words weigh the same, and agree as a rule."""
    votes: Counter[str] = Counter()
    for i, key in enumerate(keys):
        letter = _lettered(key)
        words = _titled(" ".join(keys[i : i + LINES_IN_TITLE])) if letter or i < TITLE_REGION else None
        starts = _AT_START.match(key)
        if letter is None and words and starts and starts[1] == words[0]:
            letter = words
        votes.update(code for code in (_complete(letter, words), words) if code)
    return max(votes, key=lambda code: votes[code]) if votes else None


def _complete(letter: str | None, words: str | None) -> str | None:
    """ "Literal a)" with the words of a4 is a4."""
    return words if letter and words and len(letter) == 1 and words.startswith(letter) else letter


def _lettered(key: str) -> str | None:
    """Return the literal that ``key`` names by its letter or numeral."""
    if found := _AFTER_WORD.search(key):
        return _numbered(found) or found[1]
    if found := _NUMERAL.search(key):
        return _literals().numerals.get(found[1].replace("-", "."))
    found = _AT_START.match(key)
    return _numbered(found) if found else None


def _numbered(found: re.Match[str]) -> str | None:
    """Return the letter and the number that were found together, where the law has such a literal."""
    code = f"{found[1]}{found[2]}"
    return code if code in _literals().codes else None


def _titled(key: str) -> str | None:
    """Return the literal whose title ``key`` begins with, misread letters allowed."""
    if code := _begins_with_title(key):
        return code
    rest = _without_lead(key)
    for title, code in _literals().titles:
        if len(title) >= FUZZY_LENGTH and likeness(rest[: len(title)], title) >= SIMILARITY:
            return code
    return None


def _begins_with_title(key: str) -> str | None:
    rest, known = _without_lead(key), _literals()
    if not rest.startswith(known.all_titles):
        return None
    return next(code for title, code in known.titles if rest.startswith(title))


def _without_lead(key: str) -> str:
    found = _BEFORE_TITLE.match(key)
    return key[found.end() :] if found else key


def _from_headings(keys: Sequence[str]) -> str | None:
    text = " ".join(keys)
    votes = Counter(code for heading, code in _literals().headings if heading in text)
    code, count = max(votes.items(), key=lambda item: item[1], default=(None, 0))
    return code if count >= LEAST_HEADINGS else None


def _from_file_name(file_name: str) -> str | None:
    key = fold(file_name)
    if found := _IN_FILE_NAME.search(key):
        return _numbered(found) or found[1]
    if (found := _CODE_IN_FILE_NAME.search(key)) and (code := _numbered(found)):
        return code
    plain = " ".join(_BETWEEN_WORDS.split(key))
    return next((code for title, code in _literals().titles if title in plain), None)


def _most_frequent(codes: Iterable[str | None]) -> str | None:
    votes = Counter(code for code in codes if code)
    return max(votes, key=lambda code: votes[code]) if votes else None


@cache
def _literals() -> _Literals:
    data = tomllib.loads(files("pipeline").joinpath("data", "literals.toml").read_text(encoding="utf-8"))
    numerals = {number: code for code, numbers in data.pop("numerals").items() for number in numbers}
    titles = [(title, code) for code, entry in data.items() for title in entry["titles"]]
    headings = [(heading, code) for code, entry in data.items() for heading in entry["headings"]]
    return _Literals(
        codes=frozenset(data),
        titles=tuple(sorted(titles, key=lambda item: (-len(item[0]), item))),
        all_titles=tuple(title for title, _ in titles),
        headings=tuple(headings),
        numerals=numerals,
    )
