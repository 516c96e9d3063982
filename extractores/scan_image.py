"""Pages as pictures: rendered by PDFium at a bounded size, and turned and straightened with OpenCV."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any, TypeAlias

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from .geometry import BBox
from .page_limits import MOST_STORED_DOTS

cv2.setNumThreads(1)  # pages and documents are what runs in parallel

Dots: TypeAlias = NDArray[Any]
"""A picture: rows of dots, a byte each, 0 is black; with a third axis for blue, green and red where it has colours."""

POINTS_PER_INCH = 72.0
USUAL_RESOLUTION = 300
"""Dots per inch at which pages are read: what recognisers were trained on."""
LEAST_RESOLUTION = 100
MOST_DOTS = 20_000_000
"""Dots of a picture: A3 at the usual resolution. A larger sheet is read at a lower one."""
WHITE = 255


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's dots, and how they lie on it."""

    dots: Dots
    scale: float
    """Dots in a point."""
    left: float = 0.0
    """Dots between the picture's left side and the page's."""
    above: float = 0.0
    """Dots between the picture's upper side and the page's."""

    @property
    def resolution(self) -> float:
        """Dots per inch."""
        return self.scale * POINTS_PER_INCH

    def with_dots(self, dots: Dots) -> Picture:
        """Return the same page with other dots."""
        return replace(self, dots=dots)

    def in_points(self, x0: float, top: float, x1: float, bottom: float) -> BBox:
        """Return the place on the page of a box of dots."""
        left, above, scale = self.left, self.above, self.scale
        return BBox((x0 - left) / scale, (top - above) / scale, (x1 - left) / scale, (bottom - above) / scale)

    def in_dots(self, box: BBox) -> tuple[int, int, int, int]:
        """Return the box of dots, inside the picture, of a place on the page."""
        rows, columns = self.dots.shape[:2]
        x0, x1 = (min(max(round(x * self.scale + self.left), 0), columns) for x in (box.x0, box.x1))
        top, bottom = (min(max(round(y * self.scale + self.above), 0), rows) for y in (box.top, box.bottom))
        return x0, top, x1, bottom


class HugePictureError(Exception):
    """A picture on the page has more dots than memory should be given for."""


def render(page: pdfium.FPDF_PAGE) -> Picture:
    """Return a page in colours, as it is displayed, with the dots that its largest picture has.

    Raises :class:`HugePictureError` where a picture is too large to be unpacked.
    """
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    resolution = min(max(_stored_resolution(page), LEAST_RESOLUTION), USUAL_RESOLUTION)
    scale = _bounded(resolution / POINTS_PER_INCH, width, height)
    columns, rows = max(round(width * scale), 1), max(round(height * scale), 1)
    dots = np.full((rows, columns, 3), WHITE, dtype=np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        columns, rows, pdfium.FPDFBitmap_BGR, dots.ctypes.data_as(ctypes.c_void_p), dots.strides[0]
    )
    try:
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Picture(dots, columns / width)


def _bounded(scale: float, width: float, height: float) -> float:
    """Return the scale, lowered so that the picture of a page stays within bounds."""
    return min(scale, sqrt(MOST_DOTS / max(width * height, 1.0)))


def _stored_resolution(page: pdfium.FPDF_PAGE) -> float:
    """Return the resolution of the largest picture on a page, the usual one where there is none."""
    largest, resolution = 0, float(USUAL_RESOLUTION)
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        facts = pdfium.FPDF_IMAGEOBJ_METADATA()
        pdfium.FPDFImageObj_GetImageMetadata(item, page, ctypes.byref(facts))
        if facts.width * facts.height > MOST_STORED_DOTS:
            raise HugePictureError(f"{facts.width}×{facts.height}")
        if facts.width * facts.height > largest:
            largest, resolution = facts.width * facts.height, max(facts.horizontal_dpi, facts.vertical_dpi)
    return resolution


def turned(picture: Picture, degrees: int) -> Picture:
    """Return a picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return Picture(np.ascontiguousarray(np.rot90(picture.dots, -degrees // 90)), picture.scale)


def straightened(picture: Picture, degrees: float) -> Picture:
    """Return a picture at the usual resolution, turned clockwise by a few ``degrees`` about its middle.

    It is larger by the corners; ``left`` and ``above`` say where the page's own corner is.
    """
    rows, columns = picture.dots.shape[:2]
    zoom = max(USUAL_RESOLUTION / picture.resolution, 1.0)
    zoom = min(zoom, sqrt(MOST_DOTS / (rows * columns)))
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, zoom)
    cosine, sine = abs(np.cos(np.radians(degrees))), abs(np.sin(np.radians(degrees)))
    width = round(zoom * (columns * cosine + rows * sine))
    height = round(zoom * (rows * cosine + columns * sine))
    matrix[:, 2] += (width - columns) / 2, (height - rows) / 2
    dots = cv2.warpAffine(
        picture.dots, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(WHITE, WHITE, WHITE)
    )
    return Picture(dots, picture.scale * zoom, (width - zoom * columns) / 2, (height - zoom * rows) / 2)
