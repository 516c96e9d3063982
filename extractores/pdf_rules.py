"""The ruling lines and grounds of a native PDF page, read through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium

from .display import Display
from .geometry import BBox, Fill, Rule

THINNEST_GROUND = 3.0
"""Points: a filled rectangle lower or narrower than this is a rule, not the ground of anything."""
LIGHTEST_INK = 250
"""A rule whose red, green and blue all reach this is white on white: it separates nothing that a reader sees."""
RECTANGLE_SEGMENTS = 5
"""A rectangle is a start and four sides, the last of which may be left to closing the path."""
STRAIGHT = 0.05
"""Points that the ends of a level or upright side may differ."""
MOST_CLIPPABLE = 1000
"""Text objects of a page that are asked for a clip. Spreadsheets clip the text of cells, one object a line; pages
with more objects come from browsers, which set each letter by itself, and asking them all would double the cost."""
WITHOUT_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
DEEPEST_FORM = 8
"""Forms within forms that are followed."""


_GET_RENDER_MODE = pdfium.FPDFTextObj_GetTextRenderMode


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        xs = [self.a * x + self.c * y + self.e for x in (left, right) for y in (bottom, top)]
        ys = [self.b * x + self.d * y + self.f for x in (left, right) for y in (bottom, top)]
        return min(xs), min(ys), max(xs), max(ys)

    def then(self, outer: _Matrix) -> _Matrix:
        """Return the matrix that applies this one first and ``outer`` second."""
        return _Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )


@dataclass(slots=True)
class PageGraphics:
    """What is drawn on a page besides its text."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    clips: dict[int, BBox] = field(default_factory=dict)
    """By the address of a text object: the box that it is confined to."""
    invisible: set[int] = field(default_factory=set)
    """Addresses of the text objects that are written without ink."""
    image_area: float = 0.0
    """Square points that pictures cover, overlaps counted twice."""


class GraphicsReader:
    """Reads the drawn objects of one page."""

    def __init__(self, page: pdfium.FPDF_PAGE, display: Display) -> None:
        self._page = page
        self._display = display
        self._found = PageGraphics()
        self._text_objects = 0
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._side_refs = [ctypes.byref(side) for side in self._sides]
        self._fill_mode, self._stroked = ctypes.c_int(), ctypes.c_int()
        self._mode_refs = ctypes.byref(self._fill_mode), ctypes.byref(self._stroked)
        self._channels = [ctypes.c_uint() for _ in range(4)]
        self._channel_refs = [ctypes.byref(channel) for channel in self._channels]

    def read(self) -> PageGraphics:
        """Return rules, fills and the area of pictures, in displayed coordinates."""
        count = pdfium.FPDFPage_CountObjects(self._page)
        self._read_objects((pdfium.FPDFPage_GetObject(self._page, i) for i in range(count)), None, 0)
        return self._found

    def _read_objects(self, objects: Iterator[pdfium.FPDF_PAGEOBJECT], matrix: _Matrix | None, depth: int) -> None:
        for item in objects:
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                if _GET_RENDER_MODE(item) in WITHOUT_INK:
                    self._found.invisible.add(_address(item))
                if self._text_objects < MOST_CLIPPABLE:
                    self._text_objects += 1
                    self._read_clip(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._read_path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                inner = _form_matrix(item)
                self._read_objects(_form_objects(item), inner.then(matrix) if matrix else inner, depth + 1)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(item, matrix)
                self._found.image_area += box.width * box.height

    def _read_clip(self, item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix | None) -> None:
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        if pdfium.FPDFClipPath_CountPaths(clip) <= 0:
            return
        points = []
        for path in range(pdfium.FPDFClipPath_CountPaths(clip)):
            for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
                segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
                pdfium.FPDFPathSegment_GetPoint(segment, *self._side_refs[:2])
                points.append((self._sides[0].value, self._sides[1].value))
        if points:
            xs, ys = zip(*points, strict=True)
            sides = min(xs), min(ys), max(xs), max(ys)
            box = self._display.box(*(matrix.box(*sides) if matrix else sides))
            self._found.clips[_address(item)] = box

    def _bounds(self, item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix | None) -> BBox:
        pdfium.FPDFPageObj_GetBounds(item, *self._side_refs)
        left, bottom, right, top = (side.value for side in self._sides)
        return self._display.box(*(matrix.box(left, bottom, right, top) if matrix else (left, bottom, right, top)))

    def _read_path(self, item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix | None) -> None:
        pdfium.FPDFPath_GetDrawMode(item, *self._mode_refs)
        filled, stroked = self._fill_mode.value, self._stroked.value
        if not filled and not stroked:
            return
        box = self._bounds(item, matrix)
        is_thin = min(box.width, box.height) < THINNEST_GROUND
        colour = self._colour(item, pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor)
        if is_thin:
            if not _is_white(colour):
                self._found.rules.append(_thin_rule(box))
            return
        if filled:
            ground = self._colour(item, pdfium.FPDFPageObj_GetFillColor)
            if not _is_white(ground):
                self._found.fills.append(Fill(*box, ground))
        if stroked and not _is_white(colour):
            self._found.rules += self._outline(item, matrix)

    def _colour(self, item: pdfium.FPDF_PAGEOBJECT, get: object) -> tuple[int, int, int]:
        get(item, *self._channel_refs)  # type: ignore[operator]
        red, green, blue, alpha = (channel.value for channel in self._channels)
        return (red, green, blue) if alpha else (255, 255, 255)

    def _outline(self, item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix | None) -> Iterator[Rule]:
        """Yield the straight upright and level sides of a stroked shape."""
        own = _form_matrix(item)
        full = own.then(matrix) if matrix else own
        if corners := self._rectangle(item):
            yield from _sides(self._display.box(*full.box(*corners)))
            return
        for (x0, y0, _), (x1, y1, drawn) in pairwise(self._corners(item)):
            if drawn:
                start, end = (self._display.box(*full.box(x, y, x, y)) for x, y in ((x0, y0), (x1, y1)))
                yield from _straight_rule(start, end)

    def _corners(self, item: pdfium.FPDF_PAGEOBJECT) -> Iterator[tuple[float, float, bool]]:
        """Yield the points of a path in its own coordinates, and whether a straight line leads to each."""
        first = (0.0, 0.0)
        for index in range(pdfium.FPDFPath_CountSegments(item)):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, *self._side_refs[:2])
            point = self._sides[0].value, self._sides[1].value
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                first = point
            yield (*point, kind == pdfium.FPDF_SEGMENT_LINETO)
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield (*first, True)

    def _rectangle(self, item: pdfium.FPDF_PAGEOBJECT) -> tuple[float, float, float, float] | None:
        """Return two opposite corners of a shape of four sides that starts level and upright, in either order."""
        if not 4 <= pdfium.FPDFPath_CountSegments(item) <= RECTANGLE_SEGMENTS:
            return None
        corners: list[tuple[float, float]] = []
        for index in range(3):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            if index and pdfium.FPDFPathSegment_GetType(segment) != pdfium.FPDF_SEGMENT_LINETO:
                return None
            pdfium.FPDFPathSegment_GetPoint(segment, *self._side_refs[:2])
            corners.append((self._sides[0].value, self._sides[1].value))
        (x0, y0), (x1, y1), (x2, y2) = corners
        is_level_first = abs(y0 - y1) < STRAIGHT and abs(x1 - x2) < STRAIGHT
        is_upright_first = abs(x0 - x1) < STRAIGHT and abs(y1 - y2) < STRAIGHT
        return (x0, y0, x2, y2) if is_level_first or is_upright_first else None


def _form_matrix(item: pdfium.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _form_objects(form: pdfium.FPDF_PAGEOBJECT) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
    return (pdfium.FPDFFormObj_GetObject(form, i) for i in range(pdfium.FPDFFormObj_CountObjects(form)))


def _address(item: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _is_white(colour: tuple[int, int, int]) -> bool:
    return min(colour) >= LIGHTEST_INK


def _sides(box: BBox) -> tuple[Rule, ...]:
    return (
        Rule("h", box.top, box.x0, box.x1),
        Rule("h", box.bottom, box.x0, box.x1),
        Rule("v", box.x0, box.top, box.bottom),
        Rule("v", box.x1, box.top, box.bottom),
    )


def _thin_rule(box: BBox) -> Rule:
    if box.width >= box.height:
        return Rule("h", box.centre_y, box.x0, box.x1, box.height)
    return Rule("v", box.centre_x, box.top, box.bottom, box.width)


def _straight_rule(one: BBox, other: BBox) -> Iterator[Rule]:
    """Yield the rule from one point to another unless it is slanted."""
    (x0, y0), (x1, y1) = one[:2], other[:2]
    if abs(y0 - y1) < 0.5 < abs(x0 - x1):
        yield Rule("h", (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x0 - x1) < 0.5 < abs(y0 - y1):
        yield Rule("v", (x0 + x1) / 2, min(y0, y1), max(y0, y1))
