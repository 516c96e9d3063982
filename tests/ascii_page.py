"""Drawings of text as pages, so that a test's input is a picture of it.

    page = ascii_page('''
        +-----+--------+
        | No. | Unidad |
        +-----+--------+
    ''')

A letter is 5 points wide, a line 10 points high. Two or more of ``-`` (or ``=``) are a level rule, ``|`` and ``+`` in
two or more lines below each other an upright one; everything else is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from textwrap import dedent

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, Page, Rule, Word

SIZE = 8.0

_LEVEL = re.compile(r"[-=+](?:[-=+]+)")
_WORD = re.compile(r"[^\s|+]+")


def ascii_page(drawing: str, number: int = 1) -> Page:
    """Return the drawing as a page."""
    lines = dedent(drawing).strip("\n").split("\n")
    width = max(map(len, lines))
    return Page(
        number,
        width=width * CHARACTER_WIDTH,
        height=len(lines) * LINE_HEIGHT,
        words=tuple(ascii_words(drawing)),
        rules=(*_levels(lines), *_uprights(lines, width)),
    )


def ascii_words(drawing: str) -> list[Word]:
    """Return the words of a drawing."""
    words = []
    for row, line in enumerate(dedent(drawing).strip("\n").split("\n")):
        plain = _LEVEL.sub(lambda match: " " * len(match.group()), line)
        for match in _WORD.finditer(plain):
            x0, x1 = match.start() * CHARACTER_WIDTH, match.end() * CHARACTER_WIDTH
            top = row * LINE_HEIGHT + (LINE_HEIGHT - SIZE) / 2
            words.append(Word(match.group(), x0, top, x1, top + SIZE, SIZE))
    return words


def _middle(index: int, unit: float) -> float:
    return (index + 0.5) * unit


def _levels(lines: list[str]) -> Iterator[Rule]:
    for row, line in enumerate(lines):
        for match in _LEVEL.finditer(line):
            start, end = _middle(match.start(), CHARACTER_WIDTH), _middle(match.end() - 1, CHARACTER_WIDTH)
            yield Rule("h", _middle(row, LINE_HEIGHT), start, end)


def _uprights(lines: list[str], width: int) -> Iterator[Rule]:
    for column in range(width):
        marks = [line[column : column + 1] in ("|", "+") for line in lines]
        for is_rule, rows in groupby(range(len(lines)), key=marks.__getitem__):
            stretch = list(rows)
            if is_rule and len(stretch) > 1:
                start, end = _middle(stretch[0], LINE_HEIGHT), _middle(stretch[-1], LINE_HEIGHT)
                yield Rule("v", _middle(column, CHARACTER_WIDTH), start, end)
