"""Text that runs out of its ruled cell and does not stop: a word wider than its column, a row that is too low.

A word belongs to the cell where it starts, if it starts there as text does; a line that lies across the edge of two
rows belongs to the one whose lines it continues at their usual distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .geometry import Word
from .grid import Grid

OFF_MIDDLE = 0.15
"""A word is not centred in its column when its middle is off by more than this share of its width."""
PADDING = 1.0
"""Text starts at most this far from the left side of its cell, in heights of the type."""
WIDEST_SPACE = 0.6
"""Words of one text are nearer than this, in heights of the type."""
USUAL_PITCH = 1.2
"""Distance of base lines, in heights of the type, where a cell shows none."""
SAME_PITCH = 0.12
"""A line continues a cell when its distance is the usual one, but for this share of it."""


class Astray(NamedTuple):
    """A word that begins left of the elementary cell where its middle is, or above it."""

    word: Word
    at: int
    """Its index among the words of the page."""
    row: int
    column: int


def return_overflow(
    astray: Sequence[Astray],
    words: Sequence[Word],
    places: list[int],
    owners: Sequence[Sequence[int]],
    grid: Grid,
    sticks_out: float,
) -> None:
    """Change the ``places`` of words, the number of the cell of each, to the cells that they overflow.

    ``sticks_out`` is how far, in points, a word must reach over an edge.
    """
    free = [stray for stray in astray if stray.word.angle == 0 and stray.word.clip is None]
    for stray in free:
        is_left = stray.column and stray.word.x0 < grid.xs[stray.column] - sticks_out
        if is_left and _starts_left(stray, grid):
            _move_left(stray, words, places, owners)
    lines: dict[tuple[int, int, float], list[Astray]] = {}
    for stray in free:
        if stray.word.top < grid.ys[stray.row] - sticks_out:
            lines.setdefault((stray.row, owners[stray.row][stray.column], stray.word.bottom), []).append(stray)
    for (row, inside, _), line in lines.items():
        if (
            row
            and (above := owners[row - 1][line[0].column]) != inside
            and _continues(line, above, inside, words, places)
        ):
            _move((stray.at for stray in line), inside, above, places)


def _starts_left(stray: Astray, grid: Grid) -> bool:
    """Tell whether a word starts in the cell on the left as its text does, and is not centred in its own column."""
    word, (x0, x1) = stray.word, (grid.xs[stray.column], grid.xs[stray.column + 1])
    is_centred = abs(word.x0 + word.x1 - x0 - x1) / 2 <= OFF_MIDDLE * (word.x1 - word.x0)
    return not is_centred and 0 <= word.x0 - grid.xs[stray.column - 1] <= PADDING * word.size


def _move_left(stray: Astray, words: Sequence[Word], places: list[int], owners: Sequence[Sequence[int]]) -> None:
    """Move a word and those that follow it on its line, in the order in which they were printed."""
    inside, left = owners[stray.row][stray.column], owners[stray.row][stray.column - 1]
    if inside == left or places[stray.at] != inside:
        return
    end = stray.at + 1
    for before, word in pairwise(words[stray.at :]):
        is_next = word.bottom == before.bottom and 0 <= word.x0 - before.x1 <= WIDEST_SPACE * word.size
        if not is_next or places[end] != inside:
            break
        end += 1
    _move(range(stray.at, end), inside, left, places)


def _continues(line: Sequence[Astray], above: int, inside: int, words: Sequence[Word], places: Sequence[int]) -> bool:
    """Tell whether a line continues those of the cell above better than it precedes others in its own."""
    bottom, size = line[0].word.bottom, line[0].word.size
    upper = sorted({word.bottom for word in _words_in(above, words, places) if word.angle == 0})
    lower = sorted({word.bottom for word in _words_in(inside, words, places) if word.bottom > bottom})
    steps = [b - a for bottoms in (upper, lower) for a, b in pairwise(bottoms)]
    pitch = median(steps) if steps else USUAL_PITCH * size
    if not upper or abs(bottom - upper[-1] - pitch) > SAME_PITCH * pitch:
        return False
    return not lower or abs(lower[0] - bottom - pitch) > SAME_PITCH * pitch


def _words_in(cell: int, words: Sequence[Word], places: Sequence[int]) -> Iterator[Word]:
    return (word for word, place in zip(words, places, strict=True) if place == cell)


def _move(indices: Iterable[int], source: int, target: int, places: list[int]) -> None:
    for index in indices:
        if places[index] == source:
            places[index] = target
