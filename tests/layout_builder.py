"""Small matrices laid out as pages of words and rules, without any PDF: what the layout engine's properties start from.

    style = Style(rules="rows")
    strip = lay_out([Unit("1", "Alcaldía", "Dirigir el cantón.", (("Porcentaje de actas", "95%"),))], style)
    pages = draw(paginate(strip, [120.0], style), style)

A matrix is first laid out on an endless strip, in letters of one width. The strip is then cut wherever a test
likes, also through the lines of a row, and each part is drawn as a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from extractores.geometry import BBox, Fill, Page, Rule, Word

LETTER, SPACE, SIZE, PITCH = 4.0, 2.4, 8.0, 10.0
"""Width of a letter and of a space, height of the type, distance of base lines, in points."""
PADDING = 3.0
MARGIN = 40.0
GREY = (225, 225, 225)
NEAR = 0.01
TOP_OF_TEXT = PADDING + (PITCH - SIZE) / 2
"""Place of the first line below the top of its cell."""

HEADINGS = ("No.", "Unidad", "Objetivo", "Indicador", "Meta")
LETTERS = (5, 16, 22, 20, 13)
"""Letters that fit into a line of each column."""


class Unit(NamedTuple):
    """A unit of a matrix, with its indicators and their targets; a target of None is merged with the one above."""

    number: str
    name: str
    mission: str
    goals: tuple[tuple[str, str | None], ...]


Band = str
Footer = tuple[str, str]
Matrix = Sequence[Unit | Band | Footer]


@dataclass(frozen=True)
class Style:
    """How a matrix is printed."""

    rules: Literal["all", "rows", "none", "zebra"] = "all"
    units: Literal["merged", "blank", "repeated"] = "merged"
    """A unit with several indicators: merged cells, its text in the first row only, or again in each row."""
    middle: bool = False
    """Whether text stands in the middle of its cell's height."""
    headings: tuple[str, ...] = HEADINGS
    """Empty for a matrix without headings."""
    repeats_headings: bool = False
    rule_at_break: bool = True
    """Whether a cell that a page cuts is closed with a rule; text processors do that, spreadsheets do not."""
    prints_twice: bool = False
    """Whether a line that a page cuts is printed on both pages, and does not move to the next one."""
    letters: tuple[int, ...] = LETTERS


@dataclass(frozen=True)
class Box:
    """A cell on the strip: its place in the table, its place on paper, and its lines with the top of each."""

    row: int
    column: int
    columns: int
    top: float
    bottom: float
    lines: tuple[tuple[float, str], ...]
    is_open_above: bool = False
    is_open_below: bool = False


@dataclass(frozen=True)
class Strip:
    """A matrix on an endless page, from y = 0 on."""

    xs: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def height(self) -> float:
        return max((box.bottom for box in self.boxes), default=0.0)

    @property
    def row_edges(self) -> list[float]:
        return sorted({box.top for box in self.boxes} | {self.height})

    @property
    def line_ends(self) -> list[float]:
        """Every place, from the top down, where a page may end: below each line of each cell, and below each row."""
        ends = {top + SIZE for box in self.boxes for top, _ in box.lines}
        return sorted(ends | set(self.row_edges[1:-1]))


class _Given(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int
    text: str


def lay_out(matrix: Matrix, style: Style) -> Strip:
    """Return the matrix on one strip, headings first."""
    given = list(_cells(matrix, style))
    xs = tuple(accumulate((n * LETTER + 2 * PADDING for n in style.letters), initial=MARGIN))
    lines = {cell: _wrap(cell.text, xs[cell.column + cell.columns] - xs[cell.column] - 2 * PADDING) for cell in given}
    tops = _row_tops(given, lines)
    return Strip(xs, tuple(_box(cell, lines[cell], tops, style) for cell in given))


def _cells(matrix: Matrix, style: Style) -> Iterator[_Given]:
    width, row = len(style.letters), 0
    if style.headings:
        yield from (_Given(0, column, 1, 1, text) for column, text in enumerate(style.headings))
        row = 1
    for part in matrix:
        if isinstance(part, str):
            yield _Given(row, 0, 1, width, part)
        elif isinstance(part, Unit):
            yield from _unit_cells(part, row, style)
            row += len(part.goals) - 1
        else:
            yield _Given(row, 0, 1, width - 2, part[0])
            yield _Given(row, width - 2, 1, 2, part[1])
        row += 1


def _unit_cells(unit: Unit, row: int, style: Style) -> Iterator[_Given]:
    count = len(unit.goals)
    for column, text in enumerate((unit.number, unit.name, unit.mission)):
        if style.units == "merged":
            yield _Given(row, column, count, 1, text)
        else:
            texts = [text] * count if style.units == "repeated" else [text] + [""] * (count - 1)
            yield from (_Given(row + i, column, 1, 1, text) for i, text in enumerate(texts))
    for i, (indicator, target) in enumerate(unit.goals):
        yield _Given(row + i, 3, 1, 1, indicator)
        if target is not None:
            merged = next((n for n, (_, t) in enumerate(unit.goals[i + 1 :], 1) if t is not None), count - i)
            yield _Given(row + i, 4, merged, 1, target)


def _wrap(text: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _width(line: str) -> float:
    return LETTER * len(line) - (LETTER - SPACE) * line.count(" ")


def _row_tops(given: Sequence[_Given], lines: dict[_Given, list[str]]) -> list[float]:
    """Return the top of each row, and the end of the last; a merged cell stretches the last of its rows."""
    heights = [PITCH + 2 * PADDING] * max(cell.row + cell.rows for cell in given)
    for cell in sorted(given, key=lambda cell: cell.rows):
        last = cell.row + cell.rows - 1
        needed = len(lines[cell]) * PITCH + 2 * PADDING - sum(heights[cell.row : last])
        heights[last] = max(heights[last], needed)
    return list(accumulate(heights, initial=0.0))


def _box(cell: _Given, lines: Sequence[str], tops: Sequence[float], style: Style) -> Box:
    top, bottom = tops[cell.row], tops[cell.row + cell.rows]
    free = bottom - top - len(lines) * PITCH
    first = top + (free / 2 if style.middle else PADDING) + (PITCH - SIZE) / 2
    placed = tuple((first + i * PITCH, line) for i, line in enumerate(lines))
    return Box(cell.row, cell.column, cell.columns, top, bottom, placed)


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
    if box.is_open_above and box.top == 0.0:
        return replace(box, bottom=box.bottom + push)
    lines = tuple((top + push, text) for top, text in box.lines)
    return replace(box, top=box.top + push, bottom=box.bottom + push, lines=lines)


def paginate(strip: Strip, heights: Iterable[float], style: Style) -> Iterator[Strip]:
    """Yield the parts of the strip on pages whose room for the table is ``heights``; the last takes what is left."""
    rest, headings = strip, heading_strip(strip, style)
    for height in heights:
        end = page_end(rest, height)
        if end >= rest.height:
            break
        part, rest = cut(rest, end, style)
        yield part
        if style.repeats_headings:
            rest = _put_below(headings, rest)
    yield rest


def page_end(strip: Strip, y: float) -> float:
    """Return where a page with room up to ``y`` ends: a row of which nothing fits, or everything, stays whole."""
    if y >= strip.height:
        return strip.height
    top, bottom = next((a, b) for a, b in pairwise(strip.row_edges) if a < y <= b)
    lines = [line for box in strip.boxes for line, _ in box.lines if top <= line < bottom]
    fitting = sum(line + SIZE <= y + NEAR for line in lines)
    if fitting in (0, len(lines)):
        return bottom if fitting or top == 0 else top
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
        is_cut = y < clip.top or y + SIZE > clip.bottom or x + _width(text) > clip.x1
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
