"""Pages to one sequence of words with what their lines say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, Page, Word
from extractores.lines import find_lines

WIDE_GAP = 1.5 * CHARACTER_WIDTH
"""On a text page two spaces or more: a column's edge or a justified line."""
WIDE_GAP_OF_TYPE = 0.9
"""On other pages the same in heights of the type."""
DOUBLED_SHARE = 0.1
"""Share of lines that say the same as the next one's beginning: more than tables do by chance."""
SINGLE_WORD_RUN = 3
"""So many lines of one word in a row are one line."""


class TextLine(NamedTuple):
    """A line as the extractor wrote it."""

    page: int
    words: tuple[Word, ...]
    blank_before: bool
    """An empty line, or the start of a page, stands before it."""
    is_open: bool
    """It ends in a space: the extractor saw its text go on."""


@dataclass(frozen=True, slots=True)
class WordSequence:
    """All words of a document in the order of the text, and the line of each."""

    lines: tuple[TextLine, ...]
    words: tuple[Word, ...]
    line_of: tuple[int, ...]
    gap_before: tuple[bool, ...]
    """A wide space stands before the word on its line."""

    def page_of(self, index: int) -> int:
        return self.lines[self.line_of[index]].page


def read_sequence(pages: Iterable[Page]) -> WordSequence:
    """Return the words of ``pages`` line by line."""
    lines = tuple(_without_doubles([line for page in pages for line in _joined_single_words(_lines_of(page))]))
    words = tuple(word for line in lines for word in line.words)
    line_of = tuple(index for index, line in enumerate(lines) for _ in line.words)
    gaps = tuple(gap for line in lines for gap in _gaps(line.words))
    return WordSequence(lines, words, line_of, gaps)


def _lines_of(page: Page) -> list[TextLine]:
    if page.kind != "text":
        return [TextLine(page.number, line.words, False, False) for line in find_lines(page.words, page.number)]
    return list(_text_lines(page))


def _text_lines(page: Page) -> Iterator[TextLine]:
    last = -2
    for top, words in groupby(page.words, key=lambda word: word.top):
        number = round(top / LINE_HEIGHT)
        yield TextLine(page.number, tuple(words), number > last + 1, number in page.open_lines)
        last = number


def _joined_single_words(lines: Iterable[TextLine]) -> list[TextLine]:
    """Join runs of open lines of one word each: some extractors end the line at each word of a justified one."""
    joined: list[TextLine] = []
    run: list[TextLine] = []
    for line in lines:
        if line.blank_before:
            joined += _as_one(run)
            run = []
        run.append(line)
        if not (line.is_open and len(line.words) == 1):
            joined += _as_one(run)
            run = []
    return joined + _as_one(run)


def _as_one(run: list[TextLine]) -> list[TextLine]:
    if len(run) <= SINGLE_WORD_RUN:
        return run
    words = tuple(word for line in run for word in line.words)
    return [run[0]._replace(words=words, is_open=run[-1].is_open)]


def _without_doubles(lines: list[TextLine]) -> list[TextLine]:
    """Drop lines that the next one begins with, where many do: bold type made of two strokes is dumped twice."""
    doubled = [_is_doubled(line, following) for line, following in pairwise(lines)] + [False]
    if sum(doubled) < DOUBLED_SHARE * len(lines):
        return lines
    kept = (line for line, is_double in zip(lines, doubled, strict=False) if not is_double)
    return list(kept)


def _is_doubled(line: TextLine, following: TextLine) -> bool:
    start = following.words[: len(line.words)]
    return [word.text for word in start] == [word.text for word in line.words]


def _gaps(words: Sequence[Word]) -> Iterator[bool]:
    yield False
    for left, right in zip(words, words[1:], strict=False):
        yield right.x0 - left.x1 > max(WIDE_GAP, WIDE_GAP_OF_TYPE * left.size if left.size != LINE_HEIGHT else 0.0)
