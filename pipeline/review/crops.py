"""What is cut out of a page around a field, so that a reviewer sees the reading and the paper at one glance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT

from ..model import Place
from .sheets import Sheet

Box = tuple[float, float, float, float]
"""x, y, width and height in points."""

MARGIN = 28.0
"""Points around a field, about two lines of its neighbours."""
NARROWEST, LOWEST = 300.0, 105.0
"""Points that are shown at least: a target of three letters says nothing without what is beside it."""
SHOWN_WIDTH = 1400.0
"""Dots of a picture across a crop: the width of the pane on a screen with two dots for each pixel."""
PICTURE_WIDTHS = (800, 1200, 2000)
"""Widths in which pictures of pages are asked for; few, so that they are drawn once."""
LINES_AROUND = 2
MOST_LINES = 40
MOST_CROPS = 2
FRAME = 1.5
"""Points between a field and the frame around it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, with the part that the field has of it."""

    number: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of one page around a field: of a picture, or of a text."""

    sheet: Sheet
    view: Box
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...] = ()

    @property
    def picture_width(self) -> int:
        """Dots of the picture of the whole page that make the crop sharp."""
        wanted = self.sheet.width * SHOWN_WIDTH / self.view[2]
        return next((width for width in PICTURE_WIDTHS if width >= wanted), PICTURE_WIDTHS[-1])


def crops_of(spans: Sequence[Place], sheets: Iterable[Sheet]) -> tuple[Crop, ...]:
    """Return the parts of the pages on which a field stands, in their order; at most ``MOST_CROPS``."""
    by_number = {sheet.number: sheet for sheet in sheets}
    pages: dict[int, list[Place]] = {}
    for span in spans:
        if span.page in by_number:
            pages.setdefault(span.page, []).append(span)
    return tuple(_crop(by_number[page], places) for page, places in list(pages.items())[:MOST_CROPS])


def _crop(sheet: Sheet, places: Sequence[Place]) -> Crop:
    boxes = tuple(_framed(place) for place in places)
    lines = tuple(_lines(sheet.text, places)) if sheet.text is not None else ()
    return Crop(sheet, _view(sheet, boxes), boxes, lines)


def _framed(place: Place) -> Box:
    x0, top, x1, bottom = place.bbox
    return _rounded(x0 - FRAME, top - FRAME, x1 - x0 + 2 * FRAME, bottom - top + 2 * FRAME)


def _rounded(x: float, y: float, width: float, height: float) -> Box:
    return round(x, 2), round(y, 2), round(width, 2), round(height, 2)


def _view(sheet: Sheet, boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*((x, y, x + width, y + height) for x, y, width, height in boxes), strict=True)
    x, width = _stretch(min(lefts), max(rights), NARROWEST, sheet.width)
    y, height = _stretch(min(tops), max(bottoms), LOWEST, sheet.height)
    return _rounded(x, y, width, height)


def _stretch(start: float, end: float, least: float, room: float) -> tuple[float, float]:
    """Return where a view starts and how long it is: the field with its margins, inside of the page."""
    length = min(max(end - start + 2 * MARGIN, least), room)
    middle = (start + end) / 2
    return min(max(middle - length / 2, 0.0), room - length), length


def _lines(text: str, places: Sequence[Place]) -> Iterator[Line]:
    lines = text.split("\n")
    marks = _marks(places)
    near = {number for line in marks for number in range(line - LINES_AROUND, line + LINES_AROUND + 1)}
    for number in sorted(near & set(range(1, len(lines) + 1)))[:MOST_LINES]:
        yield _marked(number, lines[number - 1], marks.get(number))


def _marks(places: Iterable[Place]) -> Mapping[int, tuple[int, int]]:
    """Return for each line, from 1, the columns that a field has there, from 0 and up to but not the last."""
    marks: dict[int, tuple[int, int]] = {}
    for x0, top, x1, bottom in (place.bbox for place in places):
        start, end = round(x0 / CHARACTER_WIDTH), round(x1 / CHARACTER_WIDTH)
        for line in range(round(top / LINE_HEIGHT) + 1, round(bottom / LINE_HEIGHT) + 1):
            before = marks.get(line, (start, end))
            marks[line] = min(start, before[0]), max(end, before[1])
    return marks


def _marked(number: int, line: str, mark: tuple[int, int] | None) -> Line:
    if mark is None or not line.strip():
        return Line(number, line, "", "")
    start, end = mark
    return Line(number, line[:start], line[start:end], line[end:])
