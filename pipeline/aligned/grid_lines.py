"""The lines of text pages on the grid of characters, and the runs into which wide spaces part them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, Page, Word

WIDE_SPACE = 2
"""So many spaces part two runs."""
DOUBLE_SPACED_SHARE = 0.85
LEAST_LINES = 10


class GridRun(NamedTuple):
    """Words one space apart: see :func:`run_of`."""

    start: int
    """The column of the first character ..."""
    end: int
    """... and the one after the last."""
    text: str
    words: tuple[Word, ...]


class GridLine(NamedTuple):
    """A line with words; ``row`` counts the lines from the top of its page, empty ones too."""

    page: int
    row: int
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    """The columns of the words' first characters, 0 is the leftmost ..."""
    ends: tuple[int, ...]
    """... and those after their last."""
    runs: tuple[GridRun, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def with_runs(self, runs: tuple[GridRun, ...]) -> GridLine:
        """Return the line with some of its runs only."""
        words = tuple(word for run in runs for word in run.words)
        starts, ends = tuple(map(first_column, words)), tuple(map(end_column, words))
        return GridLine(self.page, self.row, words, starts, ends, runs)

    def is_clear(self, index: int) -> bool:
        """Tell whether a wide space, or nothing, stands before a word."""
        return index in (0, len(self.words)) or self.starts[index] - self.ends[index - 1] >= WIDE_SPACE


def first_column(word: Word) -> int:
    """Return the column of the first character."""
    return int(word.x0 / CHARACTER_WIDTH)


def end_column(word: Word) -> int:
    """Return the column after the last character."""
    return int(word.x1 / CHARACTER_WIDTH)


def run_of(words: tuple[Word, ...]) -> GridRun:
    """Return words one space apart as a run."""
    text = " ".join([word.text for word in words])
    return GridRun(first_column(words[0]), end_column(words[-1]), text, words)


def grid_lines(pages: Iterable[Page]) -> list[GridLine]:
    """Return the lines of all text pages from the top down."""
    return [line for page in pages for line in _lines_of(page)]


def _lines_of(page: Page) -> Iterator[GridLine]:
    lines = [(round(top / LINE_HEIGHT), tuple(words)) for top, words in groupby(page.words, key=lambda word: word.top)]
    step = _usual_step([row for row, _ in lines])
    for row, words in lines:
        starts, ends = tuple(map(first_column, words)), tuple(map(end_column, words))
        yield GridLine(page.number, row // step, words, starts, ends, tuple(_runs(words, starts, ends)))


def _usual_step(rows: Sequence[int]) -> int:
    """Return 2 where nearly every line is followed by an empty one, which then parts nothing, and 1 elsewhere."""
    steps = [after - before for before, after in pairwise(rows)]
    spaced = sum(step > 1 for step in steps)
    return 2 if spaced > DOUBLE_SPACED_SHARE * len(steps) and len(steps) >= LEAST_LINES else 1


def _runs(words: tuple[Word, ...], starts: Sequence[int], ends: Sequence[int]) -> Iterator[GridRun]:
    first = 0
    for at in range(1, len(words)):
        if starts[at] - ends[at - 1] >= WIDE_SPACE:
            yield run_of(words[first:at])
            first = at
    yield run_of(words[first:])
