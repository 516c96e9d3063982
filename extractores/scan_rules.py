"""Ruling lines in the dots of a scanned page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from .geometry import Rule
from .scan_angle import find_ink
from .scan_image import WHITE, Dots, Picture

PIECE = 0.15
"""Inches: shorter straight strokes are parts of letters."""
SHORTEST = 0.3
"""Inches: pieces make a rule when they are longer together; the bars of large capitals stand in a row too."""
BETWEEN_RULES = 0.08
"""Inches of a rule that touches another one and is in line with a longer one, as beside a row of one line of text."""
GAP = 0.025
"""Inches of a rule that may be missing."""
THICKEST = 0.06
"""Inches: what is thicker is a bar."""
THIN = 0.025
"""Inches: dashes are thinner."""
DASH = 0.02, 0.3
"""Inches: the shortest and the longest dash; shorter is a dot, longer a stroke of its own."""
LONGER = 1.4
"""A dash is so many times as long as thick."""
DASH_GAP = 0.06
"""Inches between two dashes."""
CORNER = 0.18
"""Inches of a dashed rule that another one takes where both cross: a dash that touches it is none by its shape."""
SHORTEST_ROW, SHORTEST_DASHED = 0.12, 0.6
"""Inches of a row of dashes in line with a rule, and of one alone; shorter ones are hyphens or letters."""
WAVE = 3
"""Dots across within which a rule may waver, odd."""
EDGE = 0.003
"""Inches beside a rule that its blurred edge takes."""

Axis = Literal["h", "v"]
AXES: tuple[Axis, Axis] = ("h", "v")


class Ruling(NamedTuple):
    """The rules of a page in points, and its picture without them."""

    rules: tuple[Rule, ...]
    text: Picture


def find_rules(picture: Picture) -> Ruling:
    """Return the ruling lines of a straightened picture in grey."""
    ink = find_ink(picture.dots)
    level, upright = _lines(ink, picture.resolution)
    rules = [*_rules(level, "h", picture), *_rules(upright, "v", picture)]
    return Ruling(tuple(rules), _without(picture, level, upright))


def _lines(ink: Dots, resolution: float) -> list[Dots]:
    """Return 255 where level and where upright lines are; they come out ``WAVE - 1`` dots thicker."""
    marks = _Marks(ink)
    lines = [_unbroken_lines(ink, axis, resolution) for axis in AXES]
    lines = _with_short_lines(lines, marks, resolution)
    dashes = [marks.dashes(axis, resolution) for axis in AXES]
    alone = (_dashed_lines(part, SHORTEST_DASHED, axis, resolution) for part, axis in zip(dashes, AXES, strict=True))
    if not any(rows.any() for rows in alone):
        return lines  # letters that stand in line with a rule would part the cell that they stand in
    lines = [
        cv2.bitwise_or(line, _dashed_lines(cv2.bitwise_or(line, part), SHORTEST_DASHED, axis, resolution))
        for line, part, axis in zip(lines, dashes, AXES, strict=True)
    ]
    marked = cv2.bitwise_or(marks.touching(cv2.bitwise_or(*lines)), cv2.bitwise_or(*dashes))
    return [
        cv2.bitwise_or(line, _dashed_lines(_in_line(marked, line, axis), SHORTEST_ROW, axis, resolution))
        for line, axis in zip(lines, AXES, strict=True)
    ]


def _unbroken_lines(ink: Dots, axis: Axis, resolution: float) -> Dots:
    # Odd, so that what is found stays where it is.
    piece, shortest, gap = (round(inches * resolution) | 1 for inches in (PIECE, SHORTEST, GAP))
    wavering = cv2.dilate(ink, _brush(1, WAVE, axis))
    pieces = cv2.morphologyEx(wavering, cv2.MORPH_OPEN, _brush(piece, 1, axis))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _brush(gap, 1, axis))
    return cv2.morphologyEx(joined, cv2.MORPH_OPEN, _brush(shortest, 1, axis))


def _with_short_lines(lines: Sequence[Dots], marks: _Marks, resolution: float) -> list[Dots]:
    """Return the lines with those parts of what touches them that are in line with one: beside rows of one line."""
    touching, piece = marks.touching(cv2.bitwise_or(*lines)), round(BETWEEN_RULES * resolution) | 1
    return [
        cv2.bitwise_or(line, cv2.morphologyEx(_in_line(touching, line, axis), cv2.MORPH_OPEN, _brush(piece, 1, axis)))
        for line, axis in zip(lines, AXES, strict=True)
    ]


def _dashed_lines(dots: Dots, shortest: float, axis: Axis, resolution: float) -> Dots:
    """Return 255 along rows of dashes, over what other rules take of them, if they are ``shortest`` inches long."""
    dash, gap, row, corner, whole = (
        round(inches * resolution) | 1 for inches in (DASH[0], DASH_GAP, SHORTEST_ROW, CORNER, shortest)
    )
    dashes = cv2.morphologyEx(cv2.dilate(dots, _brush(1, WAVE, axis)), cv2.MORPH_OPEN, _brush(dash, 1, axis))
    rows = cv2.morphologyEx(dashes, cv2.MORPH_CLOSE, _brush(gap, 1, axis))
    rows = cv2.morphologyEx(rows, cv2.MORPH_OPEN, _brush(row, 1, axis))
    rows = cv2.morphologyEx(rows, cv2.MORPH_CLOSE, _brush(corner, 1, axis))
    return cv2.morphologyEx(rows, cv2.MORPH_OPEN, _brush(whole, 1, axis))


def _in_line(dots: Dots, lines: Dots, axis: Axis) -> Dots:
    """Return the dots that stand in line with a line, anywhere on the page."""
    in_line = cv2.dilate(lines.max(axis=1 if axis == "h" else 0, keepdims=True), _brush(1, 2 * WAVE + 1, axis))
    return cv2.bitwise_and(dots, np.broadcast_to(in_line, dots.shape))


class _Marks:
    """The marks of a page: dots of ink that hang together."""

    def __init__(self, ink: Dots) -> None:
        _, self._at, self._facts, _ = cv2.connectedComponentsWithStats(ink)

    def dashes(self, axis: Axis, resolution: float) -> Dots:
        """Return 255 where marks along an axis are that have the shape of a dash."""
        lengths, widths = self._facts[:, 2:4].T if axis == "h" else self._facts[:, 3:1:-1].T
        least, most = (inches * resolution for inches in DASH)
        is_thin = (widths <= THIN * resolution) & (lengths >= LONGER * widths)
        return self._shown(is_thin & (lengths >= least) & (lengths <= most))

    def touching(self, lines: Dots) -> Dots:
        """Return 255 where marks are that touch a line: where rules cross, their dashes run into each other."""
        touched = np.zeros(len(self._facts), dtype=bool)
        touched[np.unique(self._at[lines > 0])] = True
        return self._shown(touched)

    def _shown(self, chosen: NDArray[np.bool_]) -> Dots:
        chosen[0] = False  # the paper
        shown: Dots = (255 * chosen.astype(np.uint8))[self._at]
        return shown


def _brush(length: int, thickness: int, axis: Axis) -> Dots:
    return np.ones((thickness, length) if axis == "h" else (length, thickness), np.uint8)


def _rules(lines: Dots, axis: Axis, picture: Picture) -> list[Rule]:
    _, _, facts, _ = cv2.connectedComponentsWithStats(lines)
    rules = (_rule(box[:4], axis, picture) for box in facts[1:].tolist())
    return [rule for rule in rules if rule.thickness * picture.scale <= THICKEST * picture.resolution]


def _rule(box: Sequence[int], axis: Axis, picture: Picture) -> Rule:
    """Return the rule in the middle of a box of dots: left, top, width and height."""
    left, top, width, height = box
    x0, y0, x1, y1 = picture.in_points(left, top, left + width, top + height)
    thickness = max((height if axis == "h" else width) - WAVE + 1, 1) / picture.scale
    return Rule("h", (y0 + y1) / 2, x0, x1, thickness) if axis == "h" else Rule("v", (x0 + x1) / 2, y0, y1, thickness)


def _without(picture: Picture, level: Dots, upright: Dots) -> Picture:
    edge = 2 * max(round(EDGE * picture.resolution), 1) + 1
    lines = cv2.bitwise_or(cv2.dilate(level, _brush(1, edge, "h")), cv2.dilate(upright, _brush(1, edge, "v")))
    return picture.with_dots(np.where(lines > 0, WHITE, picture.dots).astype(np.uint8))
