"""A text as tokens in which numbers are numbers: in figures, in letters, years and dates.

text2num knows the numbers in letters; what it needs help with is in ``data/quantities.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..context.dates import parse_date
from ..model import TargetFlag
from ..normalise import clean, fold
from ..target_words import SIGNIFICANT
from .figures import Number, read_figures
from .spelling import spelt
from .vocabulary import Unit, vocabulary

Tag = Literal["number", "year", "date", "percent", "ordinal", "word", "sign"]

YEARS = range(1950, 2100)
"""Four figures in this range, without a mark, may be a year."""
ARTICLES = ("un", "una")
"""They are one, if nothing else is a number."""
LONGEST_UNIT = 3
"""Tokens of a unit's name."""
PERCENT_WORDS = (("por", "ciento"), ("por", "cien"), ("puntos", "porcentuales"), ("porciento",))
LEAST_SCALE = 1000
"""From here on a number in letters multiplies the figures before it: "60 mil", "1,5 millones"."""
LARGEST = Decimal(10) ** SIGNIFICANT
"""From here on a double rounds, and a run of figures is a code or two numbers run together, no quantity."""

_MISREAD = str.maketrans("OolI", "0011")
_MAYBE_MISREAD = re.compile(r"(?<![\w.,'])[\dOlI][\dOolI.,']*(?!\w)")
_TOKEN = re.compile(
    r"""
    (?P<date>\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d)(?![\d.,/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{4}-\d\d?-\d\d?(?!\d))
    |(?P<percent>%)
    |(?P<ordinal>\d{1,2}(?:[º°ª]|(?i:er|ro|do|da|ra|to|ta)\b))
    |(?P<number>(?:\d+\ ?)?[¼-¾⅐-⅞]|\d{1,3}(?:\ \d{3})+(?:[.,]\d\d?)?(?![\d.,]\d|\d)|(?:\A-)?\d+(?:[.,']\d+)*)
    |(?P<money>us\$|usd|\$)
    |(?P<word>[^\W\d_][\w²³]*)
    |(?P<sign>>=|<=|=>|=<|[^\w\s]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a sign."""

    text: str
    """As printed."""
    key: str
    """Folded, to compare."""
    tag: Tag
    number: Number | None = None


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text``; a number of several words or figures is one token."""
    tokens = list(_read_tokens(clean(text)))
    if any(token.tag == "word" for token in tokens):
        tokens = list(_scaled(_with_halves(list(_with_number_words(list(_with_percent_words(tokens)))))))
    return tuple(tokens)


def find_unit(tokens: Sequence[Token], at: int) -> tuple[Unit, int] | None:
    """Return the unit whose name begins at the token ``at``, with the place where it ends."""
    units = vocabulary().units
    for end in range(min(at + LONGEST_UNIT, len(tokens)), at, -1):
        if unit := units.get(" ".join(token.key for token in tokens[at:end])):
            return unit, end
    return None


def _read_tokens(text: str) -> Iterator[Token]:
    figures = _MAYBE_MISREAD.sub(_mend_figures, text)
    for found in _TOKEN.finditer(figures):
        printed, read = text[found.start() : found.end()], found[0]
        tag = found.lastgroup
        if tag == "number":
            yield _figure_token(printed, read)
        elif tag == "date":
            yield Token(printed, read, "date" if parse_date(read) else "sign")
        elif tag == "percent":
            yield Token(printed, "%", "percent")
        else:
            key = spelt(fold(read)) if tag == "word" else fold(read)
            yield Token(printed, key or read, "word" if tag == "money" else tag)  # type: ignore[arg-type]


def _mend_figures(found: re.Match[str]) -> str:
    """Put figures for the letters that a scan shows in their place: l00, 1.1OO."""
    text = found[0]
    is_number = any(character.isdigit() for character in text)
    is_percentage = found.string[found.end() :].lstrip().startswith("%")
    ends_in_letter = text[-1] in "olI"
    return text.translate(_MISREAD) if is_number and (is_percentage or not ends_in_letter) else text


def _figure_token(printed: str, read: str) -> Token:
    number = read_figures(read)
    if number.value.copy_abs() >= LARGEST:  # of more figures than Python reckons with, ``abs`` would be an error
        return Token(printed, fold(read), "sign")
    if printed != read:
        number = replace(number, doubts=(*number.doubts, "misread"))
    is_year = read.isdecimal() and len(read) == 4 and int(read) in YEARS
    return Token(printed, fold(read), "year" if is_year else "number", number)


def _with_percent_words(tokens: Sequence[Token]) -> Iterator[Token]:
    """Make one percent sign of "por ciento", "por cien" and "porciento", before "ciento" becomes a number."""
    at = 0
    while at < len(tokens):
        keys = tuple(token.key for token in tokens[at : at + 2])
        size = 2 if keys in PERCENT_WORDS else 1 if keys[:1] in PERCENT_WORDS else 0
        if size:
            yield Token(" ".join(token.text for token in tokens[at : at + size]), "%", "percent")
        else:
            yield tokens[at]
        at += size or 1


def _with_number_words(tokens: Sequence[Token]) -> Iterator[Token]:
    from text_to_num import find_numbers

    words = vocabulary()
    at = 0
    spoken = [_Spoken(words.spelling.get(token.key, token.key)) for token in tokens]
    for found in find_numbers(spoken, "es", 0.0):
        if found.is_ordinal or tokens[found.start].key in words.ordinals:
            continue
        yield from tokens[at : found.start]
        at = found.end
        yield _word_token(tokens[found.start : at], Decimal(str(found.value)))
    yield from tokens[at:]


def _word_token(tokens: Sequence[Token], value: Decimal) -> Token:
    key = " ".join(token.key for token in tokens)
    doubts: tuple[TargetFlag, ...] = ("article",) if key in ARTICLES else ()
    return Token(" ".join(token.text for token in tokens), key, "number", Number(value.normalize(), doubts=doubts))


def _with_halves(tokens: Sequence[Token]) -> Iterator[Token]:
    """Make a number of "media hora" and "medio millón"."""
    for at, token in enumerate(tokens):
        is_half = token.key in vocabulary().halves and at + 1 < len(tokens) and _can_be_halved(tokens, at + 1)
        yield replace(token, tag="number", number=Number(Decimal("0.5"), decimals=1)) if is_half else token


def _can_be_halved(tokens: Sequence[Token], at: int) -> bool:
    unit = find_unit(tokens, at)
    return _scale(tokens[at]) is not None or (unit is not None and unit[0].kind == "duration")


def _scaled(tokens: Iterator[Token]) -> Iterator[Token]:
    """Join "60" and "mil", "1,5" and "millones", "dos" and "docenas"."""
    words = vocabulary()
    before: Token | None = None
    for token in tokens:
        scale = words.scales.get(token.key) or _scale(token)
        if scale and before and before.number and (product := _product(before.number, scale)) < LARGEST:
            before = _joined(before, token, Number(product))
            continue
        if before:
            yield before
        if token.key in words.scales:
            token = replace(token, tag="number", number=Number(Decimal(words.scales[token.key])))
        before = token
    if before:
        yield before


def _product(number: Number, scale: int | Decimal) -> Decimal:
    return (number.value if number.if_decimal is None else number.if_decimal) * scale


def _scale(token: Token) -> Decimal | None:
    is_in_letters = token.number is not None and token.key[0].isalpha()
    return token.number.value if token.number and is_in_letters and token.number.value >= LEAST_SCALE else None


def _joined(one: Token, other: Token, number: Number) -> Token:
    return Token(f"{one.text} {other.text}", f"{one.key} {other.key}", "number", number)


class _Spoken:
    """A token as text2num wants it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text

    def nt_separated(self, previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False
