"""Runs to pieces: the parts of a line that stand in one column each, or lie across several."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from .geometry import Word
from .runs import Run, make_run
from .settings import LayoutSettings

STRADDLE = 0.3
"""A word that reaches this far over an edge on both sides, in heights of the type, lies across it."""
WIDER_THAN_SPACE = 0.5
"""A gap wider than this, in heights of the type, is more than a space."""
FEWEST_STARTS = 4
"""So many words that start at one x make a column's side of it."""
SAME_START = 0.06
"""Words start at one x when they differ by less than this, in heights of the type; by chance many nearly do."""
FEWEST_EDGES = 2
"""Of a table with one column."""


class Piece(NamedTuple):
    """A run, or the part of it that stands in one column."""

    run: Run
    first: int
    last: int
    level: float
    """Base line of the run, or of the band that it continues."""

    @property
    def is_across(self) -> bool:
        return self.last > self.first


def without_chance_edges(xs: tuple[float, ...], pieces: Sequence[Piece]) -> tuple[float, ...]:
    """Return the edges without those that more rows run across than part: a strip between words is no gutter."""
    shared = Counter(piece.level for piece in pieces)
    across = [piece for piece in pieces if piece.is_across and shared[piece.level] > 1]
    if not across:
        return xs
    starts = Counter(piece.first for piece in pieces)
    crossed = Counter(column for piece in across for column in range(piece.first + 1, piece.last + 1))
    kept = tuple(x for column, x in enumerate(xs) if crossed[column] <= starts[column])
    return kept if len(kept) > FEWEST_EDGES else xs


def cut_runs(
    runs: Iterable[Run], xs: Sequence[float], starts: Sequence[float], unit: float, settings: LayoutSettings
) -> list[Piece]:
    """Return the parts of all runs by column; ``starts`` are the left sides of all their words, sorted."""
    pieces = [piece for run in runs for piece in _cut_at_edges(run, xs, starts, unit, settings)]
    return _beside_each_other(pieces) if any(piece.is_across for piece in pieces) else pieces


def _beside_each_other(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep pieces out of columns that others on their lines fill: they reach into them, but do not lie across."""
    taken = Counter((piece.level, piece.first) for piece in pieces if not piece.is_across)
    mended: list[Piece] = []
    for piece in pieces:
        first, last = piece.first, piece.last
        while first < last and taken[piece.level, first]:
            first += 1
        while first < last and taken[piece.level, last]:
            last -= 1
        mended.append(piece._replace(first=first, last=last))
    return mended


def _cut_at_edges(
    run: Run, xs: Sequence[float], starts: Sequence[float], unit: float, settings: LayoutSettings
) -> list[Piece]:
    """Return the parts of a run by column; one piece across columns where the run does not stop at the edges.

    ``starts`` are the left sides of all words, sorted: where many words start, a column does.
    """
    reach = STRADDLE * unit
    inner = xs[bisect_right(xs, run.x0 + reach) : bisect_left(xs, run.x1 - reach)]
    if not inner or any(word.x0 + reach < x < word.x1 - reach for word in run.words for x in inner):
        return [_piece(run, xs)]
    groups: list[list[Word]] = [[run.words[0]]]
    for left, right in pairwise(run.words):
        edge = next((x for x in inner if (left.x0 + left.x1) / 2 < x < (right.x0 + right.x1) / 2), None)
        if edge is not None and _starts_column(left, right, edge, starts, unit, settings):
            groups.append([right])
        else:
            groups[-1].append(right)
    return [_piece(make_run(group), xs) for group in groups]


def _starts_column(
    left: Word, right: Word, edge: float, starts: Sequence[float], unit: float, settings: LayoutSettings
) -> bool:
    """Tell whether a word starts the column right of ``edge``: after a wide gap, or exactly where its others start."""
    if right.x0 - left.x1 > WIDER_THAN_SPACE * unit:
        return True
    near = SAME_START * unit
    side = edge + settings.column_margin * unit
    usual = bisect_right(starts, side + near) - bisect_left(starts, side - near) >= FEWEST_STARTS
    if usual:
        return abs(right.x0 - side) <= near
    return bisect_right(starts, right.x0 + near) - bisect_left(starts, right.x0 - near) >= FEWEST_STARTS


def _piece(run: Run, xs: Sequence[float]) -> Piece:
    """Return the run with the columns where it has most of its width, or all that it lies across."""
    first = min(max(bisect_right(xs, run.x0) - 1, 0), len(xs) - 2)
    last = min(max(bisect_left(xs, run.x1) - 1, first), len(xs) - 2)
    widths = {c: min(run.x1, xs[c + 1]) - max(run.x0, xs[c]) for c in range(first, last + 1)}
    most = max(widths, key=lambda column: widths[column])
    lies_across = [column for column, width in widths.items() if width > STRADDLE * (run.bottom - run.top)]
    return Piece(run, min([most, *lies_across]), max([most, *lies_across]), round(run.bottom, 1))
