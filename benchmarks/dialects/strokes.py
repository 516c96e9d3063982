"""How a ruling line is drawn: as one stroke, two, many dashes, or a stretched picture."""

from __future__ import annotations

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .layout import Rules

STYLED: tuple[Rules, ...] = ("all", "double", "dashes", "pictures")
"""Kinds of rules that go around every cell."""
WIDTH, APART = 0.5, 1.6
"""Width of a line, and distance of the two of a double one, in points."""
DASH, BLANK = 2.0, 1.5
"""Lengths of a dash and of the gap after it, in points."""


def stroke(canvas: Canvas, rules: Rules, line: tuple[float, float, float, float]) -> None:
    """Draw a level or upright line in the way of ``rules``."""
    canvas.setLineWidth(WIDTH)
    x0, y0, x1, y1 = min(line[0], line[2]), min(line[1], line[3]), max(line[0], line[2]), max(line[1], line[3])
    is_level = y1 - y0 < x1 - x0
    if rules == "double":
        away = (0, APART / 2) if is_level else (APART / 2, 0)
        canvas.line(x0 - away[0], y0 - away[1], x1 - away[0], y1 - away[1])
        canvas.line(x0 + away[0], y0 + away[1], x1 + away[0], y1 + away[1])
    elif rules == "dashes":
        length, start = (x1 - x0, x0) if is_level else (y1 - y0, y0)
        for step in range(int(length / (DASH + BLANK)) + 1):
            a = start + step * (DASH + BLANK)
            b = min(a + DASH, start + length)
            canvas.line(*((a, y0, b, y0) if is_level else (x0, a, x0, b)))
    elif rules == "pictures":
        canvas.drawImage(_dot(), x0, y0, max(x1 - x0, WIDTH), max(y1 - y0, WIDTH))
    else:
        canvas.line(x0, y0, x1, y1)


def _dot() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("RGB", (1, 1), (0, 0, 0)))
