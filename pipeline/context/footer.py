"""The lines below an official matrix: who holds the information, since when, and how to reach them.

A label may wrap over lines, stand on one line with its value, or far from it: flat text may print all labels first
and all values afterwards. So a value is taken from beside its label where that fits, and otherwise by what it looks
like (a date, "MENSUAL", an address, a telephone number) and by the order that all these footers share.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile

from ..likeness import nearest
from ..model import Footer
from ..normalise import fold, join_lines
from .dates import is_date, parse_date

FIELDS = ("updated", "periodicity", "holder_unit", "responsible", "email", "phone")
TYPO = 0.85
"""Least likeness of a misread label word with the word it stands for."""
FUZZY_LENGTH = 5
LEAST_LABEL_WORDS = 2
SPREAD = 8
"""Most lines between two neighbouring values of one footer."""
FAR = 60
"""A date or "MENSUAL" alone on its line may stand this many lines before the address: on another page."""
WITHIN = {
    "responsible": {"holder_unit"},
    "email": {"responsible", "holder_unit"},
    "phone": {"responsible", "holder_unit"},
}
"""Labels whose words go on like the start of another: "CORREO ELECTRÓNICO DEL O LA / RESPONSABLE DE LA UNIDAD"."""
MOST_VALUE_LINES = 2
LEAST_PHONE_DIGITS, MOST_PHONE_DIGITS = 6, 24

_EMAIL = re.compile(r"(?<![^\s@:;,()<>])[^\s@:;,()<>]++\s?@\s?[^\s@:;,()<>]{1,255}\.[a-zA-Z]{2,}")
_REST_OF_PHONE = r"[\d\s()+./,;-]*(?:(?:ext(?:ension)?|opcion|int|telf?|cel|ip|y|o)\b:?[\d\s()+./,;-]*)*"
_PHONE = re.compile(r"[(+]{0,2}(?:0|593)" + _REST_OF_PHONE)
_ANY_PHONE = re.compile(_REST_OF_PHONE)
_LETTER = re.compile(r"[a-t][1-4]?\):?")
_EDGES = " .:;,-–()\"'"


@dataclass(frozen=True, slots=True)
class _Words:
    starts: dict[str, list[tuple[tuple[str, ...], str]]]
    """By the first word of a label: how it begins, and the field it is of, in the order of the file."""
    longest_start: int
    """Words."""
    label: frozenset[str]
    long_labels: tuple[str, ...]
    telling: frozenset[str]
    tail: frozenset[str]
    periodicities: tuple[str, ...]
    licences: tuple[str, ...]
    titles: frozenset[str]
    headings: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the footer, cut in two: what belongs to a label and what to a value."""

    label: str
    value: str


def is_footer_label(text: str) -> bool:
    """Tell whether ``text`` is, or begins with, one of the labels of the footer."""
    return footer_field(text) is not None


@lru_cache(maxsize=4096)
def footer_field(text: str) -> str | None:
    """Return which line of the footer ``text`` begins; besides the model's six there are ``link`` and ``licence``."""
    words = _key_words(text)
    known = [_label_word(word) or word for word in words[: _words().longest_start]]
    for start, field in _words().starts.get(known[0], ()) if known else ():
        if tuple(known[: len(start)]) == start and (field != "licence" or _names_licence(words[len(start) :])):
            return field
    return None


def _names_licence(words: Sequence[str]) -> bool:
    """Tell whether the words after "licencia" are none, or a licence to use data: institutions grant others."""
    return not words or (_label_word(words[0]) or words[0]).startswith(_words().licences)


def read_footer(rows: Sequence[Sequence[str]], lines: Sequence[str]) -> Footer:
    """Return the footer read from its ruled ``rows`` and, for what they lack, from the document's ``lines``."""
    found = _from_lines(lines)
    found |= _from_lines([cell for row in rows for cell in row if cell])
    found |= _from_rows(rows)
    updated = parse_date(found["updated"]) if "updated" in found else None
    if updated is not None:
        found["updated"] = updated.isoformat()
    return Footer(**{field: found.get(field) for field in FIELDS})


def _from_rows(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the values that stand beside their labels, in cells of their own."""
    found: dict[str, str] = {}
    for row in rows:
        cells = [cell for cell in row if cell.strip()]
        field = footer_field(cells[0]) if len(cells) > 1 else None
        if field not in FIELDS or is_footer_label(cells[1]):
            continue
        value = join_lines(cells[1:])
        if field not in ("holder_unit", "responsible"):
            found[field] = _as_printed(field, value) or value
        elif _look(value) is None:
            found[field] = value
    return found


def _from_lines(lines: Sequence[str]) -> dict[str, str]:
    pieces = [_cut(line) for line in lines if not _is_heading_row(line)]
    if not any(footer_field(piece.label) for piece in pieces):
        return {}
    return _by_look(pieces) | _beside_labels(pieces)


def _is_heading_row(line: str) -> bool:
    return len(_words().headings.intersection(_key_words(line))) > 1


def _beside_labels(pieces: Iterable[_Piece]) -> dict[str, str]:
    """Return the values that follow their label, checked by what they look like; the last footer counts."""
    found: dict[str, str] = {}
    field, values, is_open = None, list[str](), False
    for piece in pieces:
        start = _start(piece)
        if start and not (is_open and start in WITHIN.get(field or "", ())):
            found |= _accept(field, values)
            field, values = start, []
        if piece.label:
            is_open = "informacion" not in fold(piece.label)
        if piece.value:
            values.append(piece.value)
    return found | _accept(field, values)


def _start(piece: _Piece) -> str | None:
    """Return the field whose label starts here; "RESPONSABLE DE LA" alone is the start of a wrapped one."""
    field = footer_field(piece.label) if piece.label else None
    if field is None and fold(piece.label).startswith("responsable de"):
        return "responsible"
    return field


def _accept(field: str | None, values: Sequence[str]) -> dict[str, str]:
    if field not in FIELDS or not values:
        return {}
    if field == "responsible" or field == "holder_unit":
        words = list(takewhile(lambda value: _look(value) is None, values))
        if not words or len(words) > MOST_VALUE_LINES + 1:
            return {}
        has_person = field == "holder_unit" and any(_is_title(value.split()) for value in words)
        return _unit_and_person(words) if has_person else {field: join_lines(words[:MOST_VALUE_LINES])}
    printed = next((value for text in values[:SPREAD] if (value := _as_printed(field, text))), None)
    if printed is None and _mentions(field, values[0]):
        printed = values[0]
    return {field: printed} if printed else {}


def _mentions(field: str, value: str) -> bool:
    """Beside its label a value may have words around it ("MENSUAL (último día)") or lack its area code."""
    if field == "updated":
        return parse_date(value) is not None
    if field == "phone":
        return any(char.isdigit() for char in value) and _ANY_PHONE.fullmatch(fold(value)) is not None
    return field == "periodicity" and not set(_words().periodicities).isdisjoint(_key_words(value)[:1])


def _by_look(pieces: Iterable[_Piece]) -> dict[str, str]:
    """Return the values by their look and order: date, periodicity, unit, person, address, telephone."""
    values = [piece.value for piece in pieces if piece.value]
    looks = [_look(value) for value in values]
    ends = [i for i, look in enumerate(looks) if look == "email"]
    end = ends[-1] if ends else len(values)
    found = _first_of("email", values, looks, ends[-1:])
    found |= _first_of("phone", values, looks, range(end + 1, min(len(values), end + FAR)))
    start = next((i for i in range(end - 1, max(-1, end - FAR), -1) if looks[i] == "periodicity"), None)
    if start is None:
        return found | _first_of("updated", values, looks, range(end - 1, max(-1, end - FAR), -1))
    found["periodicity"] = values[start]
    found |= _first_of("updated", values, looks, range(start - 1, max(-1, start - FAR), -1))
    return found | _unit_and_person([values[i] for i in range(start + 1, end) if looks[i] is None])


def _first_of(look: str, values: Sequence[str], looks: Sequence[str | None], places: Iterable[int]) -> dict[str, str]:
    return next(({look: _as_printed(look, values[i]) or ""} for i in places if looks[i] == look), {})


def _unit_and_person(values: Sequence[str]) -> dict[str, str]:
    """Return unit and person: first comes the unit, and a name starts with a title or is the last line."""
    titled = [i for i, value in enumerate(values) if _is_title(value.split())]
    if len(values) > 2 * MOST_VALUE_LINES:
        values = [*values[:1], *values[titled[-1] :][:1]] if titled else []
        titled = [1]
    person = next(iter(titled), max(1, len(values) - 1))
    found = {"holder_unit": join_lines(values[:person]), "responsible": join_lines(values[person:])}
    return {field: value for field, value in found.items() if value}


def _look(value: str) -> str | None:
    """Return which field of the footer ``value`` looks like."""
    return next((f for f in ("email", "periodicity", "updated", "phone") if _as_printed(f, value)), None)


def _as_printed(field: str, value: str) -> str | None:
    """Return what of ``value`` looks like ``field``, ``None`` where nothing does."""
    key = fold(value).strip(_EDGES)
    if field == "email":
        found = _EMAIL.search(value)
        return found[0].replace(" ", "") if found else None
    if field == "periodicity":
        return value.strip() if key in _words().periodicities else None
    if field == "updated":
        return value.strip() if is_date(value) else None
    digits = sum(char.isdigit() for char in key)
    is_phone = LEAST_PHONE_DIGITS <= digits <= MOST_PHONE_DIGITS and _PHONE.fullmatch(key) and not parse_date(value)
    return value.strip() if is_phone else None


@lru_cache(maxsize=8192)
def _cut(line: str) -> _Piece:
    """Cut ``line`` into the label words it begins with and the value that follows."""
    words = join_lines([line]).split()
    end, is_complete = _label_end(words)
    label = " ".join(words[:end])
    telling = any(_label_word(word) in _words().telling for word in words[:end]) or _is_title(words[end:])
    if end and (is_complete or end == len(words) or (telling and end >= LEAST_LABEL_WORDS)):
        return _Piece(label, " ".join(words[end:]))
    return _Piece("", " ".join(words))


def _label_end(words: Sequence[str]) -> tuple[int, bool]:
    """Return how many words from the left belong to a label, and whether a colon says that it ends there."""
    is_tail = False
    for i, word in enumerate(words):
        known = _label_word(word)
        if known is None and not _is_literal(words, i):
            return i, False
        if is_tail and known is not None and known not in _words().tail:
            return i, False
        if word.endswith(":"):
            return i + 1, True
        is_tail = is_tail or known == "informacion"
    return len(words), False


def _is_title(words: Sequence[str]) -> bool:
    return bool(words) and words[0].endswith(".") and fold(words[0]).strip(_EDGES) in _words().titles


def _is_literal(words: Sequence[str], i: int) -> bool:
    """The letter after "LITERAL" or at the start of a line that goes on from it, or a dash within a label."""
    key = words[i].strip(_EDGES)
    if i == 0:
        return _LETTER.fullmatch(fold(words[0])) is not None
    return not key or fold(words[i - 1]) in ("literal", "numeral")


@lru_cache(maxsize=8192)
def _label_word(word: str) -> str | None:
    key = fold(word).strip(_EDGES)
    if key in _words().label:
        return key
    if len(key) < FUZZY_LENGTH:
        return None
    return nearest(key, _words().long_labels, TYPO)


def _key_words(text: str) -> list[str]:
    return [word for part in fold(text).split() if (word := part.strip(_EDGES))]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("pipeline").joinpath("data", "footer.toml").read_text(encoding="utf-8"))
    starts = [(tuple(start.split()), field) for field, some in data["starts"].items() for start in some]
    by_first = {start[0]: [other for other in starts if other[0][0] == start[0]] for start, _ in starts}
    return _Words(
        starts=by_first,
        longest_start=max(len(start) for start, _ in starts),
        label=frozenset(data["words"]["label"]),
        long_labels=tuple(word for word in data["words"]["label"] if len(word) >= FUZZY_LENGTH),
        telling=frozenset(data["words"]["telling"]),
        tail=frozenset(data["words"]["tail"]),
        periodicities=tuple(data["values"]["periodicity"]),
        licences=tuple(data["values"]["licences"]),
        titles=frozenset(data["values"]["titles"]),
        headings=frozenset(data["values"]["headings"]),
    )
