"""What was put on a printed page later, and the paper's own shades: taken off before it is read.

Stamps and signatures are in coloured ink. Whole pages are too, so that only shapes that text never has are taken
off: rings and strokes, several lines high and mostly hollow, with the coloured ink inside of them.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .scan_image import WHITE, Dots

COLOURFUL = 60
"""Difference between the strongest and the weakest part of a dot's colour from which it has one."""
MARK_HEIGHT, MARK_WIDTH = 0.25, 0.35
"""Inches: shapes in coloured ink that are larger are no letters."""
HOLLOW = 0.4
"""Share of its box that a ring or a stroke covers at most."""
STRAIGHT = 0.6
"""Inches: longer straight coloured lines are ruling lines; the sides of a ring look straight for less."""
SHADE_WINDOW = 0.25
"""Inches around a dot in which the paper's shade is looked for."""
DARK = 110
"""Shade from which on paper is a dark ground with light text."""
LETTER = 0.05
"""Inches: strokes of letters are thinner, grounds are not."""
SHADE_RESOLUTION = 50
"""Dots per inch at which shades are looked for."""

_Mask = NDArray[np.bool_]


def clean(dots: Dots, resolution: float) -> Dots:
    """Return a picture in grey on even white paper, without stamps and signatures in coloured ink."""
    grey = cv2.cvtColor(dots, cv2.COLOR_BGR2GRAY)
    marks = find_marks(dots, resolution)
    if marks is not None:
        grey[marks] = WHITE
    return on_white_paper(grey, resolution)


def find_marks(dots: Dots, resolution: float) -> _Mask | None:
    """Return where stamps and signatures in coloured ink are; None where there are none."""
    blue, green, red = cv2.split(dots)
    colour = cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))
    ink = (cv2.GaussianBlur(colour, (3, 3), 0) > COLOURFUL).astype(np.uint8)
    if not ink.any():
        return None
    shapes = cv2.subtract(ink, _straight_lines(ink, resolution))
    _, _, facts, _ = cv2.connectedComponentsWithStats(cv2.dilate(shapes, np.ones((3, 3), np.uint8)))
    inside = np.zeros(ink.shape, dtype=np.uint8)
    for left, top, width, height, area in facts[1:]:
        is_large = height > MARK_HEIGHT * resolution and width > MARK_WIDTH * resolution
        if is_large and area < HOLLOW * width * height:
            inside[top : top + height, left : left + width] = 1
    if not inside.any():
        return None
    return cv2.dilate(cv2.bitwise_and(ink, inside), np.ones((5, 5), np.uint8)).astype(bool)


def _straight_lines(ink: Dots, resolution: float) -> Dots:
    length = round(STRAIGHT * resolution) | 1
    lines = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, length), (length, 1))]
    return cv2.dilate(cv2.bitwise_or(*lines), np.ones((5, 5), np.uint8))


def on_white_paper(grey: Dots, resolution: float) -> Dots:
    """Return dark text on white paper: shadows and tinted grounds are made white, dark grounds turned light."""
    zoom = SHADE_RESOLUTION / resolution
    small = cv2.resize(grey, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    window = round(SHADE_WINDOW * SHADE_RESOLUTION) | 1
    shade = cv2.resize(cv2.medianBlur(small, window), grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    light = np.where(shade < DARK, WHITE - grey, grey).astype(np.uint8)
    reach = round(LETTER * resolution) | 1
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.GaussianBlur(closed, (0, 0), reach / 4)
    return cv2.divide(light, paper, scale=float(WHITE))
