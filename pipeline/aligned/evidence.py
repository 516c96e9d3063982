"""What speaks for and against a new cell between two lines of one column, in natural logarithms of odds.

A line ends its cell when the next word would have fitted on it, when a sentence ends, when the next line begins with
a capital; its cell goes on when the line is full, its phrase unfinished, when the next line begins small. How far
apart lines of one cell stand is learnt from the document itself, where the other signs leave no doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import NamedTuple

from extractores.geometry import Word

from ..headings import Role
from ..language import is_connector, is_infinitive, lists_of
from ..packed import LIST_MARK
from .column_width import column_width
from .type_width import SPACE_WIDTH, text_width, word_width

FARTHEST = 4
"""Lines farther apart are alike."""
OTHER_PAGE = 0
"""Distance of lines on two pages."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Logarithms of odds for a new cell; negative ones speak for the same cell."""

    number: float = 8.0
    """A row's number is a cell of its own."""
    free_end: float = 2.2
    """The next word would have fitted with room to spare."""
    full_end_most: float = 2.2
    """Most that a full line speaks for its going on."""
    room: float = 0.06
    """Share of a column's width by which widths may be misjudged."""
    small: float = -3.5
    """The next line begins with a small letter."""
    capital: float = 0.9
    capital_in_unit: float = 0.3
    """Names have capitals inside."""
    unfinished: float = -3.0
    """The line ends in a comma, a hyphen or a word like "de", or its bracket is open."""
    full_stop: float = 1.0
    no_full_stop: float = -0.6
    """The same where most cells of the column end in one."""
    cue: float = 1.0
    """An infinitive opens a mission, "Porcentaje" an indicator, a figure a target, "Dirección" a unit."""
    sure: float = 3.0
    """From here on the other signs leave no doubt, and the distance is learnt."""
    distance_most: float = 3.0
    """Most that the distance can say."""


DEFAULT_WEIGHTS = Weights()


class Piece(NamedTuple):
    """The text of one column on one line."""

    at: int
    """Index of the line."""
    page: int
    row: int
    words: tuple[Word, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words)


class ColumnSigns:
    """Rates the places between the pieces of one column."""

    def __init__(self, pieces: Sequence[Piece], role: Role | None, weights: Weights) -> None:
        self._role = role
        self._weights = weights
        widest = max((text_width(piece.texts) for piece in pieces), default=0)
        self._width = column_width([piece.texts for piece in pieces]) or widest
        ends = [piece.texts[-1][-1] == "." for piece in pieces]
        starts_small = [piece.texts[0][:1].islower() for piece in pieces]
        self._has_stops = bool(pieces) and sum(ends) > 0.15 * len(pieces)
        self._has_small = bool(pieces) and sum(starts_small) > 0
        self.wording = [self._rate(above, below) for above, below in pairwise(pieces)]

    def _rate(self, above: Piece, below: Piece) -> float:
        weights = self._weights
        if self._role == "number":
            return weights.number
        last, first = above.texts[-1], below.texts[0]
        if LIST_MARK.match(" ".join(below.texts)):
            return 0.0
        return self._fit(above, first) + self._end(last, above) + self._start(first)

    def _fit(self, above: Piece, first: str) -> float:
        weights = self._weights
        needed = (SPACE_WIDTH + word_width(first)) / max(self._width, 1)
        room = 1 - text_width(above.texts) / max(self._width, 1) - needed
        if room > weights.room:
            return weights.free_end * min(room / (3 * weights.room), 1.0)
        if room > -weights.room:
            return 0.0
        return -min(log(1 / min(needed, 1.0)), weights.full_end_most)

    def _end(self, last: str, above: Piece) -> float:
        weights = self._weights
        text = " ".join(above.texts)
        if is_connector(last) or last[-1] in ",-(/" or text.count("(") > text.count(")"):
            return weights.unfinished
        if last[-1] == "." and len(last) > 2:
            return weights.full_stop
        return weights.no_full_stop if self._has_stops else 0.0

    def _start(self, first: str) -> float:
        weights = self._weights
        letter = next((char for char in first if char.isalnum()), "")
        if letter.islower() and first not in ("cero",):
            return weights.small
        cue = weights.cue if self._is_cue(first) else 0.0
        if letter.isdigit() and self._role != "target":
            return cue
        if not self._has_small:
            return cue
        return cue + (weights.capital_in_unit if self._role == "unit" else weights.capital)

    def _is_cue(self, first: str) -> bool:
        if self._role == "mission":
            return is_infinitive(first)
        if self._role == "indicator":
            return "indicator_heads" in lists_of(first)
        if self._role == "target":
            return any(char.isdigit() for char in first) or "comparators" in lists_of(first)
        return self._role == "unit" and "unit_heads" in lists_of(first)


def distance(above: Piece, below: Piece) -> int:
    """Return how many lines lie between two pieces, from 1 for neighbours; ``OTHER_PAGE`` across pages."""
    return min(below.row - above.row, FARTHEST) if above.page == below.page else OTHER_PAGE


_PRIOR = {
    True: {OTHER_PAGE: 1.0, 1: 2.0, 2: 2.0, 3: 2.0, 4: 2.0},
    False: {OTHER_PAGE: 1.0, 1: 6.0, 2: 1.0, 3: 0.4, 4: 0.3},
}
"""Distances expected between cells and inside of them, as counts."""


def distance_signs(columns: Sequence[tuple[Sequence[Piece], ColumnSigns]], weights: Weights) -> dict[int, float]:
    """Return what each distance says, learnt where the wording leaves no doubt."""
    counts = {is_new: Counter(_PRIOR[is_new]) for is_new in (True, False)}
    for pieces, signs in columns:
        for above, below, wording in zip(pieces, pieces[1:], signs.wording, strict=False):
            if abs(wording) >= weights.sure and wording != weights.number:
                counts[wording > 0][distance(above, below)] += 1
    totals = {is_new: sum(counts[is_new].values()) for is_new in (True, False)}
    learnt = {}
    for step in range(FARTHEST + 1):
        odds = log(counts[True][step] / totals[True]) - log(counts[False][step] / totals[False])
        learnt[step] = max(-weights.distance_most, min(odds, weights.distance_most)) if step != OTHER_PAGE else 0.0
    return learnt
