"""From a PDF page's own coordinates to the page as it is displayed."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .geometry import BBox, Page

_Place = TypeVar("_Place", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Display:
    """The visible box of a page, in PDF points with the origin at the bottom left, and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0
    """Degrees clockwise: 0, 90, 180 or 270."""

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.rotation % 180 == 0 else self.right - self.left

    def box(self, left: float, bottom: float, right: float, top: float) -> BBox:
        """Return the displayed box of a box given in PDF coordinates."""
        return BBox(*self.sides(left, bottom, right, top))

    def sides(self, left: _Place, bottom: _Place, right: _Place, top: _Place) -> tuple[_Place, _Place, _Place, _Place]:
        """Return x0, top, x1 and bottom of one box, or of many whose sides are given as arrays."""
        match self.rotation:
            case 90:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 180:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 270:
                return self.top - top, self.right - right, self.top - bottom, self.right - left
            case _:
                return left - self.left, self.top - top, right - self.left, self.top - bottom


def slanted_box(page: Page, box: BBox) -> BBox:
    """Return a box of a scan on the page as it is displayed, given its place on the page turned and straightened."""
    if page.kind != "scanned":
        return box
    slanted = _slanted(page, box) if page.skew else box
    # Turned back: the same as displaying a page, in coordinates that grow downwards, the other way round.
    turned = Display(0.0, 0.0, page.width, page.height, -page.turned % 360)
    return turned.box(slanted.x0, page.height - slanted.bottom, slanted.x1, page.height - slanted.top)


def _slanted(page: Page, box: BBox) -> BBox:
    cosine, sine = cos(radians(page.skew)), sin(radians(page.skew))
    middle_x, middle_y = page.width / 2, page.height / 2
    x, y = box.centre_x - middle_x, box.centre_y - middle_y
    x, y = middle_x + x * cosine - y * sine, middle_y + x * sine + y * cosine
    across, down = box.width / 2, (box.height + abs(sine) * box.width) / 2
    return BBox(x - across, y - down, x + across, y + down)
