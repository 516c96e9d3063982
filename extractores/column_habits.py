"""What the cells of a column usually look like: how their lines start, end and fill the column, and how many are empty.

Two lines on either side of a page break are one cell's or two cells'. A sign such as a small letter is weighed as
the logarithm of how much more often it is seen between two lines of one cell than between two cells. The table's own
cells say how often that is; a few imagined ones stand for what is usual until there are enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from math import log
from typing import NamedTuple

from .lines import Line
from .table import Cell

_ENDS_OPEN = re.compile(
    r"(?:[,\-‐\u00ad(/]|(?<!\w)(?:de|del|la|las|los|el|y|e|o|u|en|con|para|por|a|al|que|su|sus|un|una))$"
)
_FIGURE = re.compile(r"\W*\d")

Sign = tuple[str, str]
USUAL: dict[Sign, tuple[float, float]] = {
    ("start", "small"): (0.80, 0.04),
    ("start", "capital"): (0.12, 0.60),
    ("start", "figure"): (0.06, 0.30),
    ("start", "capitals"): (0.95, 0.95),
    ("end", "open"): (0.15, 0.01),
    ("end", "stop"): (0.04, 0.35),
    ("end", "plain"): (0.81, 0.64),
    ("fit", "free"): (0.04, 0.55),
    ("fit", "full"): (0.96, 0.45),
    ("word", "opens"): (0.03, 0.40),
    ("word", "other"): (0.97, 0.60),
}
"""How often a sign is seen between two lines of one cell, and between two cells."""
IMAGINED = 4
"""Observations that these figures count for."""
IMAGINED_CELLS, IMAGINED_EMPTY = 2, 0.5
"""Cells of a column, and empty ones among them, that are imagined before any is seen."""
EMPTY_BELOW = 0.5
"""How often a cut cell has all its text above the break."""
EMPTY_ABOVE = {"top": 0.03, "middle": 0.4, "unknown": 0.25}
"""How often it has all its text below, by where text stands in the cells of the table."""
AT_ONE_SIDE = 0.25
"""Text stands at the top, or in the middle, of a cell when it is off by less than this share of the free height."""
MOST = 3.0
"""The signs of one column say no more than this."""
SPACE = 0.2
"""Width of a narrow space, in heights of the type."""


class ColumnHabits:
    """What the lines and cells of one column look like away from page breaks."""

    def __init__(self, cells: Iterable[Sequence[Cell]], inset: float, place: str) -> None:
        """Take the column's cells, page by page, to learn from them when they are asked about.

        ``inset`` is the least distance of text from a ruled side, ``place`` where it stands in ruled cells.
        """
        self._empty_above = EMPTY_ABOVE[place]
        self._inset = inset
        self._pages = [list(page) for page in cells]
        self.is_ever_merged = any(cell.row_span > 1 for page in self._pages for cell in page)
        """Whether a cell of this column holds for several rows on one page."""

    @cached_property
    def _widest(self) -> float:
        return max((_width(line) for page in self._pages for cell in page for line in cell.lines), default=0.0)

    @cached_property
    def _openers(self) -> Counter[str]:
        # The first cell of a page may be the rest of one.
        return Counter([_first_word(cell.lines[0]) for page in self._pages for cell in page[1:] if cell.lines])

    @cached_property
    def _inside(self) -> _Seen:
        """What is seen between two lines of one cell."""
        cells = chain.from_iterable(self._pages)
        return _Seen.of(self._signs(cell, pairwise(cell.lines)) for cell in cells if len(cell.lines) > 1)

    @cached_property
    def _between(self) -> _Seen:
        """What is seen between two cells of one page."""
        filled = ([cell for cell in page if cell.lines] for page in self._pages)
        pairs = chain.from_iterable(map(pairwise, filled))
        return _Seen.of(self._signs(upper, [(upper.lines[-1], lower.lines[0])], known=1) for upper, lower in pairs)

    @cached_property
    def _empty_share(self) -> float:
        # The first and the last cell of a page may be parts of cut ones.
        whole = [cell for page in self._pages for cell in page[1:-1]]
        return (sum(not cell.lines for cell in whole) + IMAGINED_EMPTY) / (len(whole) + IMAGINED_CELLS)

    def runs_on(self, above: Cell, below: Cell) -> float:
        """Return how much speaks for the two being parts of one cell, as a logarithm; below 0 for two cells."""
        if above.lines and below.lines:
            weight = sum(map(self._weigh, self._signs(above, [(above.lines[-1], below.lines[0])])))
        elif above.lines or below.lines:
            weight = log((EMPTY_BELOW if above.lines else self._empty_above) / self._empty_share)
        else:
            weight = 0.0
        return max(-MOST, min(MOST, weight))

    def _weigh(self, sign: Sign) -> float:
        inside, between = USUAL[sign]
        return log(self._inside.share(sign, inside) / self._between.share(sign, between))

    def _signs(self, cell: Cell, pairs: Iterable[tuple[Line, Line]], known: int = 0) -> Iterator[Sign]:
        """Yield what pairs of lines look like; ``known`` says how often a lower one is itself among the openers."""
        widest, openers = max(self._widest, self._room(cell)), self._openers
        for above, below in pairs:
            first, last = below.words[0], above.words[-1]
            yield "word", "opens" if openers.get(_folded(first.text), 0) > known else "other"
            yield "start", _start(above, below)
            yield "end", _end_of(last.text)
            if last.angle == 0:
                # Where the next word would have fitted on the line, it was not the line's end that parted them.
                needed = _width(above) + SPACE * first.size + (first.x1 - first.x0)
                yield "fit", "free" if needed < widest else "full"

    def _room(self, cell: Cell) -> float:
        """Return the width between the sides of a ruled cell; 0 where cells have no sides."""
        return cell.boxes[0].bbox.width - 2 * self._inset if self._inset >= 0 else 0.0


def usual_place(cells: Iterable[Cell]) -> str:
    """Return where text stands in the height of most ruled cells that leave it a choice: top, middle or unknown."""
    places = Counter(place for cell in cells if cell.lines and (place := _place(cell)))
    return max(("unknown", "top", "middle"), key=lambda place: places[place])


def _place(cell: Cell) -> str | None:
    box, first, last = cell.boxes[0].bbox, cell.lines[0].words[0], cell.lines[-1].words[0]
    above, below = first.top - box.top, box.bottom - last.bottom
    free = above + below
    if free < 2 * first.size:
        return None
    if above < AT_ONE_SIDE * free:
        return "top"
    return "middle" if abs(above - below) < AT_ONE_SIDE * free else None


class _Seen(NamedTuple):
    """How often each sign was seen, and any sign of its kind."""

    signs: Counter[Sign]
    kinds: Counter[str]

    @classmethod
    def of(cls, signs: Iterable[Iterable[Sign]]) -> _Seen:
        counts = Counter(chain.from_iterable(signs))
        kinds: Counter[str] = Counter()
        for (kind, _), count in counts.items():
            kinds[kind] += count
        return cls(counts, kinds)

    def share(self, sign: Sign, usual: float) -> float:
        """Return how often a sign is seen among those of its kind, given how often it usually is."""
        return (self.signs[sign] + IMAGINED * usual) / (self.kinds[sign[0]] + IMAGINED)


def _first_word(line: Line) -> str:
    return _folded(line.words[0].text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return text.casefold()


def _width(line: Line) -> float:
    return line.words[-1].x1 - line.words[0].x0 if line.words[0].angle == 0 else 0.0


def _start(above: Line, below: Line) -> str:
    start = _start_of(below.words[0].text) or _start_of(below.text) or "capital"
    if start == "capitals":
        return "capitals" if above.text.isupper() and below.text.isupper() else "capital"
    return start


@lru_cache(maxsize=4096)
def _start_of(text: str) -> str | None:
    """Return how a line starts that opens with ``text``; None where only what follows can tell."""
    if _FIGURE.match(text):
        return "figure"
    if text[0].islower():
        return "small"
    if text.isupper():
        return "capitals"
    return "capital" if text[0].isalpha() else None


@lru_cache(maxsize=4096)
def _end_of(text: str) -> str:
    """Return how a line ends whose last word is ``text``."""
    text = text.casefold()
    if _ENDS_OPEN.search(text):
        return "open"
    return "stop" if text.endswith((".", ";", ":")) else "plain"
