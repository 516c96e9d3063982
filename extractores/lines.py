"""Words to lines: words that stand on one base line, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from .geometry import BBox, Span, Word, box_around

SAME_LINE_OVERLAP = 0.5
"""Two words share a line when they overlap in height by this share of the lower one."""
_BY_BASE, _BY_LEFT = itemgetter(4, 1), itemgetter(1)
"""Sort keys, by the places of a word's sides among its fields: base line and left side, left side."""
TURNED = (90, 180, 270)
"""Directions of writing that are read as if the page were turned."""


class Line(NamedTuple):
    """Words on one base line of one page, in reading order."""

    page: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bbox(self) -> BBox:
        return box_around(self.words)

    @property
    def span(self) -> Span:
        return Span(self.page, self.bbox)


def find_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Return the lines of ``words``: upright ones from the top down, then those that run another way."""
    if not any(word.angle for word in words):
        return _upright_lines(words, page)
    upright = [word for word in words if word.angle not in TURNED]
    return _upright_lines(upright, page) + _rotated_lines([word for word in words if word.angle in TURNED], page)


def _upright_lines(words: Sequence[Word], page: int) -> list[Line]:
    if len(words) < 2:
        return [Line(page, tuple(words))] if words else []
    ordered = sorted(words, key=_BY_BASE)
    lines = [ordered[:1]]
    for last, word in pairwise(ordered):
        is_level = last[4] == word[4] and last[2] == word[2]
        if is_level or _share_line(last, word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(page, tuple(sorted(line, key=_BY_LEFT))) for line in lines]


def _share_line(one: Word, other: Word) -> bool:
    _, _, top, _, bottom, *_ = one
    _, _, other_top, _, other_bottom, *_ = other
    overlap = min(bottom, other_bottom) - max(top, other_top)
    return overlap >= SAME_LINE_OVERLAP * min(bottom - top, other_bottom - other_top)


def _rotated_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Read the words as if the page were turned upright, and give them back where they stand."""
    return [line for angle in TURNED for line in _lines_at(angle, [w for w in words if w.angle == angle], page)]


def _lines_at(angle: int, words: Sequence[Word], page: int) -> list[Line]:
    lines = _upright_lines([turned(word, angle) for word in words], page)
    return [Line(page, tuple(turned_back(word, angle) for word in line.words)) for line in lines]


def turned(word: Word, angle: int) -> Word:
    """Return a word that runs at ``angle`` as it stands once it is turned upright."""
    if angle == 180:
        return word._replace(x0=-word.x1, x1=-word.x0, top=-word.bottom, bottom=-word.top)
    if angle == 90:
        return word._replace(x0=word.top, x1=word.bottom, top=-word.x1, bottom=-word.x0)
    return word._replace(x0=-word.bottom, x1=-word.top, top=word.x0, bottom=word.x1)


def turned_back(word: Word, angle: int) -> Word:
    """Return a word as it stood before :func:`turned`."""
    if angle == 180:
        return turned(word, angle)
    if angle == 90:
        return word._replace(x0=-word.bottom, x1=-word.top, top=word.x0, bottom=word.x1)
    return word._replace(x0=word.top, x1=word.bottom, top=-word.x1, bottom=-word.x0)
