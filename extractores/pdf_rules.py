"""The ruling lines and grounds of a native PDF page, read through PDFium."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from . import pdfium_calls as calls
from .display import Display
from .geometry import BBox, Fill, Rule, make_rules
from .page_limits import refuse_more_than, refuse_too_many_rules
from .settings import ReadLimits
from .transform import Floats, Matrix

THINNEST_GROUND = 3.0
"""Points: a filled rectangle lower or narrower than this is a rule, not the ground of anything."""
LIGHTEST_INK = 250
"""A rule whose red, green and blue all reach this is white on white: it separates nothing that a reader sees."""
RECTANGLE_SEGMENTS = 5
"""A rectangle is a start and four sides, the last of which may be left to closing the path."""
LINE_SEGMENTS = 2
"""A line is a start and an end."""
THINNEST_MARKER = 6.0
"""Points: a line that PDFium takes to be lower and narrower than this, half of which may be air, covers no letters."""
STRAIGHT = 0.05
"""Points that the ends of a level or upright side may differ."""
DEEPEST_FORM = 8
"""Forms within forms that are followed."""


class Panel(NamedTuple):
    """What is drawn over a part of the page, whatever its colour: text may show on it, or may be covered by it."""

    item: int
    box: BBox
    colour: tuple[int, int, int] | None
    """Red, green, blue, 0 to 255; None for a picture or a gradient."""


@dataclass(slots=True)
class PageGraphics:
    """What is drawn on a page besides its text."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    """Addresses of the text objects."""
    text_matrices: dict[int, Matrix] = field(default_factory=dict)
    """By the address of a text object inside a form: the matrix of that form."""
    see_through: set[int] = field(default_factory=set)
    """Addresses of the text objects inside forms that the page shows through."""
    panels: list[Panel] = field(default_factory=list)
    """Pictures, gradients, and filled shapes that are no rules, those that are white among them."""
    may_cover: bool = False
    """Whether one of them is perhaps drawn after text."""
    pictures: list[int] = field(default_factory=list)
    """Addresses of the pictures."""
    is_cut: bool = False
    """Whether there are forms inside forms that were not followed."""
    drawn: list[int] = field(default_factory=list)
    """Addresses of all objects but forms, in the order in which they are drawn."""
    image_area: float = 0.0
    """Square points that pictures cover, overlaps counted twice."""


class GraphicsReader:
    """Reads the drawn objects of one page."""

    def __init__(self, page: pdfium.FPDF_PAGE, display: Display, limits: ReadLimits | None = None) -> None:
        self._page = page
        self._display = display
        self._limits = limits or ReadLimits()
        self._objects = self._points = 0
        self._found = PageGraphics()

    def read(self) -> PageGraphics:
        """Return rules, fills and the area of pictures, in displayed coordinates.

        Raises :class:`PageTooComplexError` before it looks at more than the limits allow.
        """
        self._count_objects(pdfium.FPDFPage_CountObjects(self._page))
        self._read_objects(calls.page_objects(self._page), None, 0)
        refuse_too_many_rules(self._found.rules, self._limits)
        return self._found

    def _count_objects(self, more: int) -> None:
        self._objects += max(more, 0)
        refuse_more_than(self._limits.page_objects, self._objects)

    def _read_objects(self, objects: Sequence[int], matrix: Matrix | None, depth: int) -> None:
        kinds = calls.kinds(objects)
        found = {kind: [item for item, k in zip(objects, kinds, strict=True) if k == kind] for kind in set(kinds)}
        texts = found.get(pdfium.FPDF_PAGEOBJ_TEXT, [])
        self._found.texts += texts
        if matrix:
            self._found.text_matrices.update(dict.fromkeys(texts, matrix))
        panels_before = len(self._found.panels)
        self._read_paths(found.get(pdfium.FPDF_PAGEOBJ_PATH, []), matrix)
        self._read_pictures(found.get(pdfium.FPDF_PAGEOBJ_IMAGE, []), matrix)
        self._read_gradients(found.get(pdfium.FPDF_PAGEOBJ_SHADING, []), matrix)
        has_forms = pdfium.FPDF_PAGEOBJ_FORM in found
        self._found.is_cut |= has_forms and depth == DEEPEST_FORM
        if not has_forms or depth == DEEPEST_FORM:
            self._found.drawn += objects
            panels = {panel.item for panel in self._found.panels[panels_before:]}
            if texts and panels and not panels.isdisjoint(objects[objects.index(texts[0]) :]):
                self._found.may_cover = True
            return
        self._found.may_cover = True  # what is in a form is drawn before and after what is not
        for item, kind in zip(objects, kinds, strict=True):
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                self._read_form(item, matrix, depth)
            else:
                self._found.drawn.append(item)

    def _read_form(self, form: int, matrix: Matrix | None, depth: int) -> None:
        inner = Matrix.of(calls.object_matrices([form]))
        self._count_objects(calls.form_object_count(form))
        texts_before = len(self._found.texts)
        self._read_objects(calls.form_objects(form), inner.then(matrix) if matrix else inner, depth + 1)
        if any(calls.see_through([form])):
            self._found.see_through.update(self._found.texts[texts_before:])

    def _displayed(self, sides: Iterable[Floats], matrix: Matrix | None) -> tuple[Floats, Floats, Floats, Floats]:
        """Return x0, top, x1 and bottom of boxes given left, bottom, right and top in what they are in."""
        left, bottom, right, top = sides
        if matrix:
            left, bottom, right, top = matrix.sides(left, bottom, right, top)
        return self._display.sides(left, bottom, right, top)

    def _boxes(self, sides: Iterable[Floats], matrix: Matrix | None) -> Iterator[BBox]:
        """Return displayed boxes given the sides of all in the coordinates of what they are in."""
        return map(BBox, *(side.tolist() for side in self._displayed(sides, matrix)))

    def _read_pictures(self, pictures: Sequence[int], matrix: Matrix | None) -> None:
        boxes = list(self._boxes(calls.bounds(pictures).T, matrix))
        self._found.image_area += sum(box.width * box.height for box in boxes)
        self._found.pictures += pictures
        self._found.panels += map(Panel, pictures, boxes, repeat(None))

    def _read_gradients(self, gradients: Sequence[int], matrix: Matrix | None) -> None:
        if gradients:
            self._found.panels += map(Panel, gradients, self._boxes(calls.bounds(gradients).T, matrix), repeat(None))

    def _read_paths(self, paths: Sequence[int], matrix: Matrix | None) -> None:
        """Add what the paths draw: thin ones as rules, others as grounds and as their straight sides."""
        if not paths:
            return
        sides = x0, top, x1, bottom = self._displayed(calls.bounds(paths).T, matrix)
        is_thin = np.minimum(x1 - x0, bottom - top) < THINNEST_GROUND
        is_filled, is_stroked = (calls.draw_modes(paths) != 0).T
        grounds, inks = _of(paths, is_filled, calls.fill_colours), _of(paths, is_stroked, calls.stroke_colours)
        has_ground, has_ink = is_filled & _is_seen(grounds), is_stroked & _is_seen(inks)
        is_rule = is_thin & np.where(is_stroked, has_ink, has_ground)
        self._found.rules += _thin_rules(*(side[is_rule] for side in sides))
        self._found.rules += self._outlines(list(compress(paths, ~is_thin & has_ink)), matrix)
        is_broad = np.minimum(x1 - x0, bottom - top) >= THINNEST_MARKER
        self._add_markers(list(compress(paths, is_broad & is_stroked)), matrix)
        is_panel = ~is_thin & is_filled
        if not is_panel.any():
            return
        boxes = list(map(BBox, *(side[is_panel].tolist() for side in sides)))
        colours = list(map(tuple, grounds[is_panel, :3].tolist()))
        self._found.panels += map(Panel, compress(paths, is_panel.tolist()), boxes, colours)
        fills = compress(zip(boxes, colours, strict=True), has_ground[is_panel].tolist())
        self._found.fills += [Fill(*box, colour) for box, colour in fills]

    def _outlines(self, paths: Sequence[int], matrix: Matrix | None) -> list[Rule]:
        """Return the straight upright and level sides of the paths' shapes."""
        if not paths:
            return []
        own = Matrix.of(calls.object_matrices(paths))
        full = own.then(matrix) if matrix else own
        counts = calls.segment_counts(paths)
        self._points += sum(counts)
        refuse_more_than(self._limits.page_points, self._points)
        likely = [index for index, count in enumerate(counts) if 4 <= count <= RECTANGLE_SEGMENTS]
        is_rectangle, corners = _rectangles([paths[index] for index in likely])
        rectangles = list(compress(likely, is_rectangle))
        rules = _sides(*self._displayed((side[is_rectangle] for side in corners), full.at(rectangles)))
        for index in sorted({*range(len(paths))} - {*rectangles}):
            rules += self._straight_sides(paths[index], counts[index], full.at(index))
        return rules

    def _add_markers(self, paths: Sequence[int], matrix: Matrix | None) -> None:
        """Add those of the broad strokes that lead from one point to another: as a marker's, they may cover text."""
        counts = calls.segment_counts(paths)
        lines = [path for path, count in zip(paths, counts, strict=True) if count == LINE_SEGMENTS]
        if lines:
            boxes = self._boxes(calls.bounds(lines).T, matrix)
            colours = map(tuple, calls.stroke_colours(lines)[:, :3].tolist())
            self._found.panels += map(Panel, lines, boxes, colours)

    def _straight_sides(self, path: int, count: int, matrix: Matrix) -> Iterator[Rule]:
        """Yield the upright and level lines of any path, on the displayed page."""
        segments = calls.path_segments(path, count)
        x, y = matrix.point(*calls.points(segments).T)
        xs, ys, _, _ = self._display.sides(x, y, x, y)
        kinds, closes = calls.segment_kinds(segments), calls.segments_close(segments)
        first = last = (0.0, 0.0)
        for *corner, kind, is_closed in zip(xs.tolist(), ys.tolist(), kinds, closes, strict=True):
            here = corner[0], corner[1]
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                first = here
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                yield from _straight_rule(last, here)
            if is_closed:
                yield from _straight_rule(here, first)
            last = first if is_closed else here


def _of(
    paths: Sequence[int], is_wanted: NDArray[np.bool_], colours_of: Callable[[Sequence[int]], NDArray[np.uint32]]
) -> NDArray[np.uint32]:
    """Return the colours of the wanted paths, and no colour, which does not show, for the others."""
    if is_wanted.all():
        return colours_of(paths)
    colours = np.zeros((len(paths), 4), dtype=np.uint32)
    if is_wanted.any():
        colours[is_wanted] = colours_of(list(compress(paths, is_wanted)))
    return colours


def _is_seen(colours: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell for each colour, red, green, blue and opacity, whether it shows on white paper."""
    is_seen: NDArray[np.bool_] = (colours[:, :3].min(axis=1) < LIGHTEST_INK) & (colours[:, 3] > 0)
    return is_seen


def _rectangles(paths: Sequence[int]) -> tuple[NDArray[np.bool_], tuple[Floats, Floats, Floats, Floats]]:
    """Tell which shapes of four sides start level and upright, in either order, and return two opposite corners."""
    segments = [calls.nth_segments(paths, index) for index in range(3)]
    (x0, y0), (x1, y1), (x2, y2) = (calls.points(ends).T for ends in segments)
    is_level_first = (np.abs(y0 - y1) < STRAIGHT) & (np.abs(x1 - x2) < STRAIGHT)
    is_upright_first = (np.abs(x0 - x1) < STRAIGHT) & (np.abs(y1 - y2) < STRAIGHT)
    is_rectangle = is_level_first | is_upright_first
    for ends in segments[1:]:
        is_rectangle &= np.array(calls.segment_kinds(ends), dtype=int) == pdfium.FPDF_SEGMENT_LINETO
    return is_rectangle, (x0, y0, x2, y2)


def _sides(x0: Floats, top: Floats, x1: Floats, bottom: Floats) -> list[Rule]:
    return [
        *make_rules("h", top, x0, x1),
        *make_rules("h", bottom, x0, x1),
        *make_rules("v", x0, top, bottom),
        *make_rules("v", x1, top, bottom),
    ]


def _thin_rules(x0: Floats, top: Floats, x1: Floats, bottom: Floats) -> list[Rule]:
    width, height = x1 - x0, bottom - top
    level, upright = width >= height, width < height
    return [
        *make_rules("h", (top + bottom)[level] / 2, x0[level], x1[level], height[level]),
        *make_rules("v", (x0 + x1)[upright] / 2, top[upright], bottom[upright], width[upright]),
    ]


def _straight_rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    """Yield the rule from one point to another unless it is slanted."""
    (x0, y0), (x1, y1) = one, other
    if abs(y0 - y1) < 0.5 < abs(x0 - x1):
        yield Rule("h", (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x0 - x1) < 0.5 < abs(y0 - y1):
        yield Rule("v", (x0 + x1) / 2, min(y0, y1), max(y0, y1))
