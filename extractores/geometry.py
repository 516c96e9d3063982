"""What is on a page: words, rules and fills, with their places.

Places are in points from the top left of the page as it is displayed, ``x0, top, x1, bottom``, like everywhere
in the Python PDF world. A text file has the same types: its characters stand on a grid of
``CHARACTER_WIDTH`` by ``LINE_HEIGHT`` points, so that the layout engine reads it like any other page.

Words and rules come by the thousand: they are named tuples, which are immutable and the fastest to make.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

CHARACTER_WIDTH = 5.0
LINE_HEIGHT = 10.0

CLIP_INSET = 1.0
"""Points along a clip's sides that count as its border."""

_Kind = TypeVar("_Kind", bound=tuple[Any, ...])

PageKind = Literal["native", "scanned", "text"]
PageTrouble = Literal["PAGE_ERROR", "PAGE_HEAVY", "PAGE_TOO_COMPLEX"]
"""The page is broken, is packed as nobody packs pages, or has more on it than a reader should be given."""


class BBox(NamedTuple):
    """A box in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def centre_y(self) -> float:
        return (self.top + self.bottom) / 2


def enclosing_box(boxes: Iterable[HasBox]) -> BBox:
    """Return the smallest box around all of ``boxes`` (at least one)."""
    x0s, tops, x1s, bottoms = zip(*((b.x0, b.top, b.x1, b.bottom) for b in boxes), strict=True)
    return BBox(min(x0s), min(tops), max(x1s), max(bottoms))


def box_around(words: Sequence[Word]) -> BBox:
    """Return the smallest box around words (at least one): the same for the most frequent case, and faster."""
    if len(words) == 1:
        return words[0].bbox
    _, x0s, tops, x1s, bottoms, *_ = zip(*words, strict=True)
    return BBox(min(x0s), min(tops), max(x1s), max(bottoms))


def _into(value: float, start: float, end: float) -> float:
    """Return the nearest value well inside an interval: its ends are those of a cell, which others share."""
    inset = min(CLIP_INSET, (end - start) / 2)
    return min(max(value, start + inset), end - inset)


class HasBox(Protocol):
    """Anything with a place on a page."""

    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


def make_all(kind: type[_Kind], fields: Iterable[tuple[Any, ...]]) -> list[_Kind]:
    """Return many named tuples given their fields; a named tuple's own constructor takes three times as long."""
    return list(map(partial(tuple.__new__, kind), fields))


class Word(NamedTuple):
    """A run of characters without a space, as printed."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    """Height of the type, in points."""
    angle: int = 0
    """Direction of writing in degrees clockwise; 0 is upright, 90 reads downwards, 270 upwards."""
    confidence: float = 1.0
    """What the reader says of its own reading, 0 to 1; below 1 only for recognised (OCR) words. Words that two
    recognisers read alike have 1, words that they read differently at most 0.5."""
    clip: BBox | None = None
    """The part of the page to which the producer confined the word, where it did: text of a row that is too low,
    or that goes on on the next page, stands outside of its cell and does not show."""
    is_faint: bool = False
    """Whether it is large and printed so light that other text is meant to be read over it: a watermark."""

    @property
    def centre(self) -> tuple[float, float]:
        """x and y of the word's middle, or of the nearest place where it may show."""
        _, x0, top, x1, bottom, _, _, _, clip, _ = self
        if clip is None:
            return (x0 + x1) / 2, (top + bottom) / 2
        return _into((x0 + x1) / 2, clip.x0, clip.x1), _into((top + bottom) / 2, clip.top, clip.bottom)

    @property
    def bbox(self) -> BBox:
        return BBox(self.x0, self.top, self.x1, self.bottom)


def make_words(
    texts: Iterable[str],
    x0s: Iterable[float],
    tops: Iterable[float],
    x1s: Iterable[float],
    bottoms: Iterable[float],
    sizes: Iterable[float],
) -> list[Word]:
    """Return many upright words."""
    alike = repeat(0), repeat(1.0), repeat(None), repeat(False)
    return make_all(Word, zip(texts, x0s, tops, x1s, bottoms, sizes, *alike, strict=False))


class Rule(NamedTuple):
    """A straight ruling line: a stroked line, a thin filled rectangle or the side of a stroked box."""

    axis: Literal["h", "v"]
    position: float
    """y of a horizontal rule, x of a vertical one."""
    start: float
    end: float
    thickness: float = 0.0


def make_rules(
    axis: Literal["h", "v"],
    positions: NDArray[np.float64],
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    thickness: NDArray[np.float64] | None = None,
) -> list[Rule]:
    """Return many rules."""
    widths = repeat(0.0) if thickness is None else thickness.tolist()
    return make_all(Rule, zip(repeat(axis), positions.tolist(), starts.tolist(), ends.tolist(), widths, strict=False))


class Fill(NamedTuple):
    """A filled rectangle that is too large to be a rule: the ground of a cell or of a row."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: tuple[int, int, int]
    """Red, green, blue, 0 to 255."""


class Span(NamedTuple):
    """Where something stands: a box on a page (1 is the first)."""

    page: int
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a reader saw it: a reader's only output."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    kind: PageKind = "native"
    unreadable: int = 0
    """Characters whose font says nothing of their meaning; their words are not in ``words``."""
    image_share: float = 0.0
    """Share of the page that pictures cover, 0 to 1."""
    unseen: tuple[Word, ...] = ()
    """Words in the file that nobody sees: without ink, of the colour of their ground, see-through, covered, or too
    small to read; not in ``words``."""
    cropped: tuple[Word, ...] = ()
    """Words that the page's crop cuts off; not in ``words``."""
    off_page: tuple[Word, ...] = ()
    """Words further from the sheet than it is large; not in ``words``."""
    trouble: PageTrouble | None = None
    """Why nothing on the page was read, where that is not because nothing is there."""
    turned: int = 0
    """Degrees clockwise by which the page was turned from how it is displayed, so that its text is upright; all
    places are those on the turned page."""
    skew: float = 0.0
    """Degrees clockwise by which a scan slanted, after it was turned; all places are those on the straightened page."""
    agreement: float | None = None
    """Share of the words on which a second, independent reading agrees, 0 to 1; None where there was no doubt."""
    open_lines: frozenset[int] = frozenset()
    """Lines of a text page (0 is the first) that end in a space: their extractor saw the text go on."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read; its identity is its content, not its path."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    reader: str
    """Which reader read it (for text files: the encoding)."""
    notes: tuple[str, ...] = ()
    """Codes of what the reader had to work around, e.g. ``repaired``."""
