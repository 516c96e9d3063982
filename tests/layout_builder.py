"""Small matrices laid out on an endless page, without any PDF: what the layout engine's properties start from.

    style = Style(rules="rows")
    strip = lay_out([Unit("1", "Alcaldía", "Dirigir el cantón.", (("Porcentaje de actas", "95%"),))], style)

Letters are of one width. :mod:`tests.layout_pages` cuts the strip wherever a test likes, also through the lines of
a row, and draws each part as a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

LETTER, SPACE, SIZE, PITCH = 4.0, 2.4, 8.0, 10.0
"""Width of a letter and of a space, height of the type, distance of base lines, in points."""
PADDING = 3.0
MARGIN = 40.0

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
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def width_of(line: str) -> float:
    """Return how wide a line is set, in points."""
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
