"""Pages to one sequence of words with what their lines say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, Page, Word
from extractores.lines import find_lines

WIDE_GAP = 1.5 * CHARACTER_WIDTH
"""On a text page two spaces or more: a column's edge or a justified line."""
WIDE_GAP_OF_TYPE = 0.9
"""On other pages the same in heights of the type."""
INDENTED_SHARE = 0.3
DOUBLE_SPACED_SHARE = 0.85
LEAST_LINES = 10
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


@dataclass(frozen=True)
class WordSequence:
    """All words of a document in the order of the text, and the line of each."""

    lines: tuple[TextLine, ...]
    words: tuple[Word, ...]
    line_of: tuple[int, ...]
    gap_before: tuple[bool, ...]
    """A wide space stands before the word on its line."""

    def page_of(self, index: int) -> int:
        return self.lines[self.line_of[index]].page

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The line of each word, counted from the top of its page, empty ones too."""
        return tuple(round(word.top / LINE_HEIGHT) for word in self.words)

    def is_indented(self, page: int) -> bool:
        """Tell whether a page of text keeps its lines where they were printed: many do not begin at the left then."""
        return page in self._indented_pages

    @cached_property
    def _indented_pages(self) -> frozenset[int]:
        all_lines = Counter(line.page for line in self.lines)
        indented = Counter(line.page for line in self.lines if line.words[0].x0 > WIDE_GAP)
        return frozenset(page for page, count in indented.items() if count > INDENTED_SHARE * all_lines[page])

    def begins_line(self, index: int) -> bool:
        """Tell whether a word is the first of its line."""
        return index == 0 or self.line_of[index] != self.line_of[index - 1]

    def starts_piece(self, index: int) -> bool:
        """Tell whether a line's start or a wide space stands before a word."""
        return self.begins_line(index) or self.gap_before[index]


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
    lines = [(round(top / LINE_HEIGHT), tuple(words)) for top, words in groupby(page.words, key=lambda word: word.top)]
    usual = _usual_step([number for number, _ in lines])
    last = -usual - 1
    for number, words in lines:
        yield TextLine(page.number, words, number - last > usual, number in page.open_lines)
        last = number


def _usual_step(numbers: Sequence[int]) -> int:
    """Return 2 where nearly every line is followed by an empty one, which then parts nothing, and 1 elsewhere."""
    steps = [after - before for before, after in pairwise(numbers)]
    spaced = sum(step > 1 for step in steps)
    return 2 if spaced > DOUBLE_SPACED_SHARE * len(steps) and len(steps) >= LEAST_LINES else 1


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
    """Drop words that the line before ends with, where many lines begin so: bold of two strokes is dumped twice."""
    doubled = [0, *(_doubled_words(line, following) for line, following in pairwise(lines))]
    if sum(map(bool, doubled)) < DOUBLED_SHARE * len(lines):
        return lines
    cut = (line._replace(words=line.words[count:]) for line, count in zip(lines, doubled, strict=True))
    return [line for line in cut if line.words]


def _doubled_words(line: TextLine, following: TextLine) -> int:
    """Count the words at the end of ``line`` with which the next one begins; figures alone are no repetition."""
    ends = [word.text for word in line.words]
    starts = [word.text for word in following.words]
    for count in range(min(len(ends), len(starts)), 0, -1):
        if ends[-count:] == starts[:count] and any(char.isalpha() for word in starts[:count] for char in word):
            return count
    return 0


def _gaps(words: Sequence[Word]) -> Iterator[bool]:
    yield False
    for left, right in pairwise(words):
        yield right.x0 - left.x1 > max(WIDE_GAP, WIDE_GAP_OF_TYPE * left.size if left.size != LINE_HEIGHT else 0.0)
