"""Ruling lines in the dots of a scanned page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import cv2
import numpy as np

from .geometry import Rule
from .scan_angle import find_ink
from .scan_image import WHITE, Dots, Picture

PIECE = 0.15
"""Inches: shorter straight strokes are parts of letters."""
SHORTEST = 0.3
"""Inches: pieces make a rule when they are longer together; the bars of large capitals stand in a row too."""
GAP = 0.025
"""Inches of a rule that may be missing."""
THICKEST = 0.06
"""Inches: what is thicker is a bar."""
THIN = 0.025
"""Inches: dashes are thinner."""
DASH = 0.02, 0.15
"""Inches: the shortest and the longest dash; shorter is a dot, longer a stroke of its own."""
LONGER = 1.4
"""A dash is so many times as long as thick."""
DASH_GAP = 0.06
"""Inches between two dashes."""
CORNER = 0.12
"""Inches of a dashed rule that another one takes where both cross: a dash that touches it is none by its shape."""
SHORTEST_DASHED = 0.6
"""Inches: fewer dashes in a row are hyphens, or letters that stand below each other."""
WAVE = 3
"""Dots across within which a rule may waver, odd."""
EDGE = 0.003
"""Inches beside a rule that its blurred edge takes."""

Axis = Literal["h", "v"]


class Ruling(NamedTuple):
    """The rules of a page in points, and its picture without them."""

    rules: tuple[Rule, ...]
    text: Picture


def find_rules(picture: Picture) -> Ruling:
    """Return the ruling lines of a straightened picture in grey."""
    ink = find_ink(picture.dots)
    level, upright = (_lines(ink, axis, picture.resolution) for axis in ("h", "v"))
    rules = [*_rules(level, "h", picture), *_rules(upright, "v", picture)]
    return Ruling(tuple(rules), _without(picture, level, upright))


def _lines(ink: Dots, axis: Axis, resolution: float) -> Dots:
    """Return 255 where long straight lines along an axis are; they come out ``WAVE - 1`` dots thicker."""
    # Odd, so that what is found stays where it is.
    piece, shortest, gap = (round(inches * resolution) | 1 for inches in (PIECE, SHORTEST, GAP))
    wavering = cv2.dilate(ink, _brush(1, WAVE, axis))
    pieces = cv2.morphologyEx(wavering, cv2.MORPH_OPEN, _brush(piece, 1, axis))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _brush(gap, 1, axis))
    unbroken = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _brush(shortest, 1, axis))
    return _with_dashed_lines(unbroken, ink, axis, resolution)


def _with_dashed_lines(unbroken: Dots, ink: Dots, axis: Axis, resolution: float) -> Dots:
    """Return lines with those that dashes make; a dashed line may be unbroken for a part, where the scanner blurs."""
    gap, shortest, corner = (round(inches * resolution) | 1 for inches in (DASH_GAP, SHORTEST_DASHED, CORNER))
    dashes = cv2.dilate(_dashes(ink, axis, resolution), _brush(1, WAVE, axis))
    if not dashes.any():
        return unbroken
    rows = cv2.morphologyEx(cv2.bitwise_or(dashes, unbroken), cv2.MORPH_CLOSE, _brush(gap, 1, axis))
    rows = cv2.morphologyEx(rows, cv2.MORPH_OPEN, _brush(shortest, 1, axis))
    rows = cv2.bitwise_or(rows, unbroken)
    return cv2.morphologyEx(rows, cv2.MORPH_CLOSE, _brush(corner, 1, axis))


def _dashes(ink: Dots, axis: Axis, resolution: float) -> Dots:
    """Return 255 where marks along an axis are that have the shape of a dash."""
    count, labels, facts, _ = cv2.connectedComponentsWithStats(ink)
    lengths, widths = (facts[:, 2], facts[:, 3]) if axis == "h" else (facts[:, 3], facts[:, 2])
    least, most = (inches * resolution for inches in DASH)
    are_dashes = (widths <= THIN * resolution) & (lengths >= LONGER * widths) & (lengths >= least) & (lengths <= most)
    are_dashes[0] = False  # the paper
    return np.where(are_dashes, 255, 0).astype(np.uint8)[labels] if count > 1 else np.zeros_like(ink)


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
