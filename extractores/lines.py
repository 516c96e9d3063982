"""Words to lines: words that stand on one base line, in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .geometry import BBox, Span, Word, enclosing_box

SAME_LINE_OVERLAP = 0.5
"""Two words share a line when they overlap in height by this share of the lower one."""


class Line(NamedTuple):
    """Words on one base line of one page, from left to right."""

    page: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bbox(self) -> BBox:
        return enclosing_box(self.words)

    @property
    def span(self) -> Span:
        return Span(self.page, self.bbox)


def find_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Return the lines of ``words``, from the top down."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        if lines and _shares_line(word, lines[-1][-1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(page, tuple(sorted(line, key=lambda w: w.x0))) for line in lines]


def _shares_line(word: Word, other: Word) -> bool:
    overlap = min(word.bottom, other.bottom) - max(word.top, other.top)
    return overlap >= SAME_LINE_OVERLAP * min(word.bottom - word.top, other.bottom - other.top)
