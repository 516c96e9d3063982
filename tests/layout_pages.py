"""A matrix on an endless page cut into pages of words and rules, as the programs do that print matrices.

pages = draw(paginate(lay_out(matrix, style), [120.0], style), style)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractores.geometry import BBox, Fill, Page, Rule, Word

from .layout_builder import (
    LETTER,
    MARGIN,
    PADDING,
    PITCH,
    SIZE,
    SPACE,
    Box,
    Strip,
    Style,
    width_of,
)

GREY = (225, 225, 225)
NEAR = 0.01
TOP_OF_TEXT = PADDING + (PITCH - SIZE) / 2
"""Place of the first line below the top of its cell."""


def cut(strip: Strip, y: float, style: Style) -> tuple[Strip, Strip]:
    """Part the strip at ``y`` as a page break does.

    What does not fit above goes on at the top of the next page, and pushes what is below it down.
    """
    above = tuple(_upper(box, y, style) for box in strip.boxes if box.top < y)
    below = [_lower(box, y, style) for box in strip.boxes if box.bottom > y]
    push = max((_overflow(box) for box in below), default=0.0) if not style.prints_twice else 0.0
    return Strip(strip.xs, above), Strip(strip.xs, tuple(_pushed(box, push) for box in below))


def _upper(box: Box, y: float, style: Style) -> Box:
    needed = NEAR if style.prints_twice else SIZE
    lines = tuple(line for line in box.lines if line[0] + needed <= y + NEAR)
    return replace(box, bottom=min(box.bottom, y), lines=lines, is_open_below=box.is_open_below or box.bottom > y)


def _lower(box: Box, y: float, style: Style) -> Box:
    lines = [(top - y, text) for top, text in box.lines if top + SIZE > y + NEAR]
    down = max(0.0, TOP_OF_TEXT - lines[0][0]) if lines and box.top < y and not style.prints_twice else 0.0
    return replace(
        box,
        top=max(box.top - y, 0.0),
        bottom=box.bottom - y,
        lines=tuple((top + down, text) for top, text in lines),
        is_open_above=box.is_open_above or box.top < y,
    )


def _overflow(box: Box) -> float:
    return max(0.0, box.lines[-1][0] - TOP_OF_TEXT + PITCH + 2 * PADDING - box.bottom) if box.lines else 0.0


def _pushed(box: Box, push: float) -> Box:
    if box.top == 0.0:
        return replace(box, bottom=box.bottom + push)
    lines = tuple((top + push, text) for top, text in box.lines)
    return replace(box, top=box.top + push, bottom=box.bottom + push, lines=lines)


def paginate(strip: Strip, heights: Iterable[float], style: Style) -> Iterator[Strip]:
    """Yield the parts of the strip on pages whose room for the table is ``heights``; the last takes what is left."""
    rest, headings, repeated = strip, heading_strip(strip, style), 0.0
    for height in heights:
        end = page_end(rest, height, repeated)
        if end >= rest.height:
            break
        part, rest = cut(rest, end, style)
        yield part
        if style.repeats_headings:
            rest, repeated = _put_below(headings, rest), headings.height
    yield rest


def page_end(strip: Strip, y: float, repeated: float = 0.0) -> float:
    """Return where a page with room up to ``y`` ends: a row of which nothing fits, or everything, stays whole.

    Below the ``repeated`` headings stands at least one row, else a page too short for both would repeat them for ever.
    """
    y = max(y, repeated + NEAR)
    if y >= strip.height:
        return strip.height
    top, bottom = next((a, b) for a, b in pairwise(strip.row_edges) if a < y <= b)
    lines = [line for box in strip.boxes for line, _ in box.lines if top <= line < bottom]
    fitting = sum(line + SIZE <= y + NEAR for line in lines)
    if fitting in (0, len(lines)):
        return bottom if fitting or top <= repeated else top
    return y


def heading_strip(strip: Strip, style: Style) -> Strip:
    """Return the row of headings alone; no boxes where there are none."""
    return Strip(strip.xs, tuple(box for box in strip.boxes if style.headings and box.row == 0))


def _put_below(upper: Strip, lower: Strip) -> Strip:
    moved = (
        replace(
            box,
            top=box.top + upper.height,
            bottom=box.bottom + upper.height,
            lines=tuple((top + upper.height, text) for top, text in box.lines),
        )
        for box in lower.boxes
    )
    return Strip(upper.xs, (*upper.boxes, *moved))


def spill(strip: Strip, column: int) -> tuple[Strip, Strip]:
    """Part the strip left of a column, as a spreadsheet does with what is too wide for the page."""
    x = strip.xs[column]
    left = tuple(replace(b, columns=min(b.columns, column - b.column)) for b in strip.boxes if b.column < column)
    right = tuple(
        replace(
            b,
            column=max(b.column - column, 0),
            columns=b.column + b.columns - max(b.column, column),
            lines=b.lines if b.column >= column else (),
        )
        for b in strip.boxes
        if b.column + b.columns > column
    )
    return Strip(strip.xs[: column + 1], left), Strip(tuple(MARGIN + e - x for e in strip.xs[column:]), right)


def draw(parts: Iterable[Strip], style: Style) -> tuple[Page, ...]:
    """Return one page for each part of a strip."""
    return tuple(_draw_page(number, part, style) for number, part in enumerate(parts, 1))


def _draw_page(number: int, part: Strip, style: Style) -> Page:
    words = [word for box in part.boxes for word in _words(box, part.xs)]
    return Page(
        number,
        width=part.xs[-1] + MARGIN,
        height=part.height + 2 * MARGIN,
        words=tuple(words),
        rules=tuple(rule for box in part.boxes for rule in _rules(box, part.xs, style)),
        fills=tuple(_stripes(part)) if style.rules == "zebra" else (),
    )


def _words(box: Box, xs: Sequence[float]) -> Iterator[Word]:
    clip = BBox(xs[box.column], MARGIN + box.top, xs[box.column + box.columns], MARGIN + box.bottom)
    for top, text in box.lines:
        x, y = clip.x0 + PADDING, MARGIN + top
        is_cut = y < clip.top or y + SIZE > clip.bottom or x + width_of(text) > clip.x1
        for word in text.split():
            yield Word(word, x, y, x + LETTER * len(word), y + SIZE, SIZE, clip=clip if is_cut else None)
            x += LETTER * len(word) + SPACE


def _rules(box: Box, xs: Sequence[float], style: Style) -> Iterator[Rule]:
    if style.rules not in ("all", "rows"):
        return
    x0, x1 = xs[box.column], xs[box.column + box.columns]
    if style.rule_at_break or not box.is_open_above:
        yield Rule("h", MARGIN + box.top, x0, x1)
    if style.rule_at_break or not box.is_open_below:
        yield Rule("h", MARGIN + box.bottom, x0, x1)
    if style.rules == "all":
        yield from (Rule("v", x, MARGIN + box.top, MARGIN + box.bottom) for x in (x0, x1))


def _stripes(part: Strip) -> Iterator[Fill]:
    """Yield the grounds of the cells that begin in every other row."""
    for box in part.boxes:
        if box.row % 2:
            x0, x1 = part.xs[box.column], part.xs[box.column + box.columns]
            yield Fill(x0, MARGIN + box.top, x1, MARGIN + box.bottom, GREY)
