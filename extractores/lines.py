"""Words to lines: words that stand on one base line, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from .geometry import BBox, Span, Word, box_around

SAME_LINE_OVERLAP = 0.5
"""Two words share a line when they overlap in height by this share of the lower one."""
_BY_BASE, _BY_LEFT = itemgetter(4, 1), itemgetter(1)
"""Sort keys, by the places of a word's sides among its fields: base line and left side, left side."""
_LEVEL, _ANGLE = itemgetter(4, 2), itemgetter(6)
"""What words of one size on one base line have in common, and a word's direction."""
OUTSIDE = -1
"""The number of no place."""
TURNED = (90, 180, 270)
"""Directions of writing that are read as if the page were turned."""


_new = tuple.__new__  # a named tuple's own constructor takes three times as long


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
    if len(words) < 2:
        return [Line(page, tuple(words))] if words else []
    if not any(map(_ANGLE, words)):
        return _upright_lines(words, page)
    upright = [word for word in words if word.angle not in TURNED]
    return _upright_lines(upright, page) + _rotated_lines([word for word in words if word.angle in TURNED], page)


def find_lines_by_place(words: Sequence[Word], places: Sequence[int], count: int, page: int) -> list[list[Line]]:
    """Return for each of ``count`` places the lines of its words, as :func:`find_lines` does.

    ``places`` holds for each word the number of its place; the words outside of all places are left out.
    """
    if any(map(_ANGLE, words)) or not _are_by_base(words):
        by_place: list[list[Word]] = [[] for _ in range(count + 1)]
        for word, place in zip(words, places, strict=True):
            by_place[place].append(word)
        return [find_lines(inside, page) for inside in by_place[:count]]
    levels: list[list[tuple[Word, ...]]] = [[] for _ in range(count + 1)]
    keys = list(zip(places, map(_LEVEL, words), strict=True))
    ends = [index for index, (one, other) in enumerate(pairwise(keys), 1) if one != other]
    for start, end in pairwise([0, *ends, len(words)] if words else ()):
        levels[places[start]].append(tuple(words[start:end]))
    return [_join_levels(inside, page) for inside in levels[:count]]


def _are_by_base(words: Sequence[Word]) -> bool:
    """Tell whether words are sorted by base line and from left to right, as readers give them."""
    keys = list(map(_BY_BASE, words))
    return keys == sorted(keys)


def _upright_lines(words: Sequence[Word], page: int) -> list[Line]:
    return _join_levels([tuple(level) for _, level in groupby(sorted(words, key=_BY_BASE), _LEVEL)], page)


def _join_levels(levels: Iterable[tuple[Word, ...]], page: int) -> list[Line]:
    """Return as lines what stands at one height, or nearly so, given words of one height each from the top down."""
    lines: list[tuple[Word, ...]] = []
    is_mixed = False
    for level in levels:
        if lines and _share_line(lines[-1][-1], level[0]):
            lines[-1] += level
            is_mixed = True
        else:
            lines.append(level)
    if is_mixed:
        lines = [tuple(sorted(line, key=_BY_LEFT)) for line in lines]
    return [_new(Line, (page, line)) for line in lines]


def _share_line(one: Word, other: Word) -> bool:
    """Tell whether the second word stands on the line of the first, whose base line is not below its own."""
    top, bottom, other_top, other_bottom = one[2], one[4], other[2], other[4]
    overlap = bottom - (other_top if other_top > top else top)
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
