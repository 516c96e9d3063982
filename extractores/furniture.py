"""Page furniture: lines at the top and the foot of each page that are no part of what runs over the pages.

Names of institutions and files, dates and page numbers are printed at one place on page after page, apart from the
text, and differ in their figures only. That they stand at two sides of the page makes them look like rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
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
FIRST, LAST = slice(MOST_LINES + 2), slice(-MOST_LINES - 2, None)
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


def find_furniture(pages: Sequence[Page], unit: float, settings: LayoutSettings) -> list[frozenset[Word]]:
    """Return for each page the words of its furniture; ``unit`` is the height of the type."""
    found: list[set[Word]] = [set() for _ in pages]
    for ends in ([_top(page, unit, settings) for page in pages], [_foot(page, unit, settings) for page in pages]):
        for index, (one, other) in enumerate(pairwise(ends)):
            count = _repeated(one, other, unit)
            found[index].update(word for line in one[:count] for word in line.words)
            found[index + 1].update(word for line in other[:count] for word in line.words)
    return [frozenset(words) for words in found]


def _top(page: Page, unit: float, settings: LayoutSettings) -> list[_Level]:
    """Return the first lines of a page, from its edge on, and what follows them."""
    end = ZONE * page.height
    upright = [word for word in page.words if word.angle == 0]
    inside = [word for word in upright if word.bottom <= end]
    beyond = (word for word in upright if word.bottom > end)
    return _levels(inside, FIRST, unit, settings) + _rest(min(beyond, key=_TOP, default=None))


def _foot(page: Page, unit: float, settings: LayoutSettings) -> list[_Level]:
    """Return the last lines of a page, from its edge on, and what stands above them."""
    start = (1 - ZONE) * page.height
    upright = [word for word in page.words if word.angle == 0]
    inside = [word for word in upright if word.top >= start]
    beyond = (word for word in upright if word.top < start)
    return _levels(inside, LAST, unit, settings)[::-1] + _rest(max(beyond, key=_BOTTOM, default=None))


def _rest(word: Word | None) -> list[_Level]:
    """Return the line of the nearest word beyond the zone, which is no furniture."""
    return [] if word is None else [_Level("", word.top, word.bottom, (), MOST_RUNS + 1)]


def _levels(words: Sequence[Word], ends: slice, unit: float, settings: LayoutSettings) -> list[_Level]:
    levels = find_levels(words, unit)[ends]
    runs = find_runs(levels, settings.segment_gap * unit)
    return [_level(level, len(parts)) for level, parts in zip(levels, runs, strict=True)]


def _level(words: Sequence[Word], run_count: int) -> _Level:
    text = _FIGURES.sub("#", " ".join(word.text for word in words))
    return _Level(text, min(w.top for w in words), max(w.bottom for w in words), tuple(words), run_count)


def _repeated(one: Sequence[_Level], other: Sequence[_Level], unit: float) -> int:
    """Return how many lines from the edges of two pages on are the same, if what follows is apart from them."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        is_same = mine.text == theirs.text and abs(mine.top - theirs.top) <= SAME_PLACE
        if not is_same or mine.run_count > MOST_RUNS:
            break
        count += 1
    if not 0 < count <= MOST_LINES:
        return 0
    return count if all(_is_apart(lines, count, unit) for lines in (one, other)) else 0


def _is_apart(lines: Sequence[_Level], count: int, unit: float) -> bool:
    if count == len(lines):
        return True
    last, rest = lines[count - 1], lines[count]
    return max(rest.top - last.bottom, last.top - rest.bottom) >= APART * unit
