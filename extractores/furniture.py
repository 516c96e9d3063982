"""Page furniture: lines at the top and the foot of each page that are no part of what runs over the pages.

Names of institutions and files, dates and page numbers are printed at one place on page after page, apart from the
text, and differ in their figures only. That they stand at two sides of the page makes them look like rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from .geometry import Page, Word
from .runs import find_levels, find_runs
from .settings import LayoutSettings

SAME_PLACE = 2.0
"""Points by which a line of furniture may move from page to page."""
MOST_RUNS = 3
"""Parts of a line of furniture; a row of more cells is one of a table."""
MOST_LINES = 3
"""Lines of furniture at each end of a page."""
MOST_COMPARED = MOST_LINES + 2
"""Lines that are looked at: one more than may be furniture, and the one that must be apart from it."""
ZONE = 0.15
"""Share of a page's height, at its top and at its foot, where furniture may stand."""
APART = 1.2
"""Heights of the type between furniture and what is no furniture, at least."""
_TOP, _BOTTOM = attrgetter("top"), attrgetter("bottom")
_FIGURES = re.compile(r"\d+")


class _Level(NamedTuple):
    """A line over the whole width of a page."""

    text: str
    top: float
    bottom: float
    words: tuple[Word, ...]
    run_count: int


class _Lines:
    """The lines at one end of a page, from its edge on; most are never asked for, as the first ones differ."""

    def __init__(self, lines: Iterator[_Level]) -> None:
        self._found: list[_Level] = []
        self._more = lines

    def at(self, index: int) -> _Level | None:
        """Return one of the lines; None behind the last."""
        self._found += islice(self._more, max(index + 1 - len(self._found), 0))
        return self._found[index] if index < len(self._found) else None


def find_furniture(pages: Sequence[Page], unit: float, settings: LayoutSettings) -> list[frozenset[Word]]:
    """Return for each page the words of its furniture; ``unit`` is the height of the type."""
    found: list[set[Word]] = [set() for _ in pages]
    for lines_from in (_top, _foot):
        ends = [_Lines(lines_from(page, unit, settings)) for page in pages]
        for index, (one, other) in enumerate(pairwise(ends)):
            for place in range(_repeated(one, other, unit)):
                for of_page, line in ((index, one.at(place)), (index + 1, other.at(place))):
                    found[of_page].update(line.words if line else ())
    return [frozenset(words) for words in found]


def _top(page: Page, unit: float, settings: LayoutSettings) -> Iterator[_Level]:
    """Yield the first lines of a page, from its edge on, and what follows them."""
    end = ZONE * page.height
    upright = _upright(page)
    levels = find_levels((word for word in upright if word[4] <= end), unit)
    yield from (_level(words, settings.segment_gap * unit) for words in levels[:MOST_COMPARED])
    yield from _rest(min((word for word in upright if word.bottom > end), key=_TOP, default=None))


def _foot(page: Page, unit: float, settings: LayoutSettings) -> Iterator[_Level]:
    """Yield the last lines of a page, from its edge on, and what stands above them."""
    start = (1 - ZONE) * page.height
    upright = _upright(page)
    levels = find_levels((word for word in upright if word[2] >= start), unit)
    yield from (_level(words, settings.segment_gap * unit) for words in levels[: -MOST_COMPARED - 1 : -1])
    yield from _rest(max((word for word in upright if word.top < start), key=_BOTTOM, default=None))


def _upright(page: Page) -> list[Word]:
    return [word for word in page.words if not word[6]]


def _rest(word: Word | None) -> list[_Level]:
    """Return the line of the nearest word beyond the zone, which is no furniture."""
    return [] if word is None else [_Level("", word.top, word.bottom, (), MOST_RUNS + 1)]


def _level(words: Sequence[Word], gap: float) -> _Level:
    text = _FIGURES.sub("#", " ".join(word.text for word in words))
    [runs] = find_runs([words], gap)
    return _Level(text, min(w.top for w in words), max(w.bottom for w in words), tuple(words), len(runs))


def _repeated(one: _Lines, other: _Lines, unit: float) -> int:
    """Return how many lines from the edges of two pages on are the same, if what follows is apart from them."""
    count = 0
    while (mine := one.at(count)) and (theirs := other.at(count)) and _is_same(mine, theirs):
        count += 1
    if not 0 < count <= MOST_LINES:
        return 0
    return count if all(_is_apart(lines, count, unit) for lines in (one, other)) else 0


def _is_same(mine: _Level, theirs: _Level) -> bool:
    is_same = mine.text == theirs.text and abs(mine.top - theirs.top) <= SAME_PLACE
    return is_same and mine.run_count <= MOST_RUNS


def _is_apart(lines: _Lines, count: int, unit: float) -> bool:
    last, rest = lines.at(count - 1), lines.at(count)
    if last is None or rest is None:
        return True
    return max(rest.top - last.bottom, last.top - rest.bottom) >= APART * unit
