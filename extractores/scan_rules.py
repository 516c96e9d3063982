"""Ruling lines in the dots of a scanned page."""

from __future__ import annotations

from typing import Literal, NamedTuple

import cv2
import numpy as np

from .geometry import Rule
from .scan_angle import find_ink
from .scan_image import WHITE, Dots, Picture

SHORTEST = 0.2
"""Inches: shorter straight lines are parts of letters."""
THICKEST = 0.06
"""Inches: what is thicker is a bar."""
GAP = 0.025
"""Inches of a line that may be missing."""
EDGE = 0.007
"""Inches beside a line that its blurred edge takes."""


class Ruling(NamedTuple):
    """The rules of a page in points, and its picture without them."""

    rules: tuple[Rule, ...]
    text: Dots


def find_rules(picture: Picture) -> Ruling:
    """Return the ruling lines of a straightened picture in grey."""
    ink = find_ink(picture.dots)
    level, upright = (_lines(ink, axis, picture.resolution) for axis in ("h", "v"))
    rules = [*_rules(level, "h", picture), *_rules(upright, "v", picture)]
    return Ruling(tuple(rules), _without(picture, level, upright))


def _lines(ink: Dots, axis: str, resolution: float) -> Dots:
    """Return 255 where long straight lines along an axis are; small gaps are closed first."""
    shortest, gap = round(SHORTEST * resolution), round(GAP * resolution)
    along = (lambda length: np.ones((1, length), np.uint8)) if axis == "h" else lambda n: np.ones((n, 1), np.uint8)
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, along(max(shortest // 3, 1)))
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, along(gap))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, along(shortest))


def _rules(lines: Dots, axis: Literal["h", "v"], picture: Picture) -> list[Rule]:
    _, _, facts, _ = cv2.connectedComponentsWithStats(lines)
    rules = []
    for left, top, width, height, _ in facts[1:]:
        length, thickness = (width, height) if axis == "h" else (height, width)
        if thickness > THICKEST * picture.resolution:
            continue
        across, start = (top, left) if axis == "h" else (left, top)
        before, beside = (picture.left, picture.above) if axis == "h" else (picture.above, picture.left)
        rules.append(
            Rule(
                axis,
                (across + thickness / 2 - beside) / picture.scale,
                (start - before) / picture.scale,
                (start + length - before) / picture.scale,
                thickness / picture.scale,
            )
        )
    return rules


def _without(picture: Picture, level: Dots, upright: Dots) -> Dots:
    edge = 2 * max(round(EDGE * picture.resolution), 1) + 1
    lines = cv2.bitwise_or(cv2.dilate(level, np.ones((edge, 1), np.uint8)), cv2.dilate(upright, np.ones((1, edge), np.uint8)))
    text = picture.dots.copy()
    text[lines > 0] = WHITE
    return text
