"""How a scanned page lies: on which side, and by how many degrees its lines slant."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from .scan_image import Dots

RESOLUTION = 150
"""Dots per inch at which angles are measured; more only takes longer."""
MOST_SKEW = 6.0
"""Degrees to either side that are tried: one more than is promised."""
STEPS = (0.5, 0.1, 0.02)
"""Degrees between the angles that are tried, coarse to fine."""
LEAST_SKEW = 0.04
"""Degrees: a smaller slant moves the end of a line by less than its thickness."""
FEWEST_DOTS = 500
LONG = 0.25
"""Inches: a longer straight line is a ruling line, not a part of a letter."""
LETTER_GAP = 0.02
"""Inches between the letters of a word, at most; lines of text are further apart."""

_Points = NDArray[np.float64]


def find_ink(grey: Dots) -> Dots:
    """Return 255 where a picture is darker than what is around it, else 0."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    return cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 18)


def at_resolution(grey: Dots, resolution: float, wanted: float = RESOLUTION) -> Dots:
    """Return a picture of ``resolution`` dots per inch with ``wanted`` ones, where it has more."""
    zoom = min(wanted / resolution, 1.0)
    return grey if zoom == 1 else cv2.resize(grey, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)


def lies_sideways(ink: Dots, resolution: float = RESOLUTION) -> bool:
    """Tell whether lines of text run up or down: letters then touch sooner above each other than side by side."""
    letters = _without_lines(ink, resolution)
    reach = max(round(LETTER_GAP * resolution), 1) * 2 + 1
    level, upright = (_count(cv2.dilate(letters, np.ones(shape, np.uint8))) for shape in ((1, reach), (reach, 1)))
    return upright < level


def _without_lines(ink: Dots, resolution: float) -> Dots:
    length = round(LONG * resolution) | 1
    lines = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, length), (length, 1))]
    return cv2.subtract(ink, cv2.dilate(cv2.bitwise_or(*lines), np.ones((3, 3), np.uint8)))


def _count(ink: Dots) -> int:
    return cv2.connectedComponents(ink, connectivity=8)[0]


def find_skew(ink: Dots) -> float:
    """Return by how many degrees clockwise the lines of a page slant, up to ``MOST_SKEW`` to either side.

    The rows of dots along which ink is summed up differ most where they run along lines of text and rules: the
    method of Postl (1986), *Detection of linear oblique structures and skew scan in digitized documents*.
    """
    y, x = (places.astype(np.float64) for places in np.nonzero(ink))
    if len(y) < FEWEST_DOTS:
        return 0.0
    best, reach = 0.0, MOST_SKEW
    for step in STEPS:
        best = _sharpest(x, y, best + np.arange(-reach, reach + step / 2, step))
        reach = step
    return best if abs(best) >= LEAST_SKEW else 0.0


def _sharpest(x: _Points, y: _Points, angles: Iterable[float]) -> float:
    return float(max(angles, key=lambda angle: (_sharpness(x, y, angle), -abs(angle))))


def _sharpness(x: _Points, y: _Points, angle: float) -> float:
    """Return how much the ink of neighbouring rows differs when rows slant by ``angle``."""
    rows = y - x * np.tan(np.radians(angle))
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())
