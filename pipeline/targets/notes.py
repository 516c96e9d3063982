"""Numbers that are no part of what a target aims at: names, norms, dates, comparisons, notes, a page's foot."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import TargetFlag
from .phrases import Marked
from .quantities import Token

FOOT = 3
"""Tokens of a page foot: "1 de 2"."""
NO_FOOT_AFTER = ("y", ",", "(", "de", ":")
LABEL_ENDS = (".", ")", ":", ".-")
ALWAYS_OPEN = ("24", "/", "7")
MASKING = ("baseline", "moments", "stretches", "stages")


def find_notes(marked: Marked) -> tuple[set[int], list[TargetFlag]]:
    """Return the places of the tokens that count nothing, and what is doubtful about it."""
    masked = {place for phrase in marked.of(*MASKING) for place in phrase.places}
    masked.update(_names(marked))
    doubts: list[TargetFlag] = []
    if foot := _foot(marked.tokens):
        masked.update(foot)
        doubts.append("page_foot")
    first = next((at for at, token in enumerate(marked.tokens) if token.number and at not in masked), None)
    if first is not None:
        masked.update(_progress(marked, first, masked, doubts))
        masked.update(_brackets(marked.tokens, first, masked, doubts))
    return masked, doubts


def _names(marked: Marked) -> Iterator[int]:
    """Yield the numbers of norms and articles, of "por cada 100", and of the target itself ("EOD 1. 6.250 bonos")."""
    tokens = marked.tokens
    for phrase in marked.of("references"):
        if phrase.end == len(tokens) or tokens[phrase.end].tag != "percent":
            yield from phrase.places
    for phrase in marked.of("per"):
        if phrase.start > 0:
            yield from phrase.places
    yield from _label(tokens)
    for at, token in enumerate(tokens):
        if tuple(token.key for token in tokens[at : at + len(ALWAYS_OPEN)]) == ALWAYS_OPEN:
            yield from range(at, at + len(ALWAYS_OPEN))


def _label(tokens: tuple[Token, ...]) -> range:
    """Return the number at the very start that names the target: "EOD 1. 6.250 bonos", "1) 40 km", "OE2: 35"."""
    at = 1 if tokens and tokens[0].tag == "word" else 0
    is_label = len(tokens) > at + 2 and tokens[at].tag == "number" and tokens[at + 1].key in LABEL_ENDS
    return range(at + 2) if is_label and any(token.number for token in tokens[at + 2 :]) else range(0)


def _foot(tokens: tuple[Token, ...]) -> range | None:
    """Return the foot of a page that was read with the last target of the page: "100% 1 de 1"."""
    before, foot = tokens[:-FOOT], tokens[-FOOT:]
    if not before or foot[1].key != "de" or before[-1].key in NO_FOOT_AFTER:
        return None
    page, pages = foot[0].number, foot[2].number
    is_foot = page and pages and page.value <= pages.value and any(token.number for token in before)
    return range(len(before), len(tokens)) if is_foot else None


def _progress(marked: Marked, first: int, masked: set[int], doubts: list[TargetFlag]) -> Iterator[int]:
    """Yield what says how far things are, behind the number that says how far they shall come."""
    for phrase in marked.of("progress"):
        if phrase.start > first and not masked.issuperset(phrase.places):
            doubts.append("progress")
            yield from phrase.places


def _brackets(tokens: tuple[Token, ...], first: int, masked: set[int], doubts: list[TargetFlag]) -> Iterator[int]:
    """Yield the numbers in brackets behind a number; "cinco (4)" contradicts itself."""
    depth = 0
    for at, token in enumerate(tokens):
        depth = max(depth + (token.key == "(") - (token.key == ")"), 0)
        if depth and token.number and at > first and at not in masked:
            if _contradicts(tokens, at, first):
                doubts.append("contradiction")
            yield at


def _contradicts(tokens: tuple[Token, ...], at: int, first: int) -> bool:
    note, number = tokens[at].number, tokens[first].number
    behind = [token.tag for token in tokens[first + 1 : first + 2]]
    closes = [token.key for token in tokens[at + 1 : at + 2]]
    repeats = tokens[at - 1].key == "(" and closes == ([")"] if behind != ["percent"] else ["%"])
    return repeats and note is not None and number is not None and note.value not in (number.value, number.if_decimal)
