"""The ruling lines and grounds of a native PDF page, read through PDFium."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from . import pdfium_calls as calls
from .display import Display
from .geometry import BBox, Fill, Rule
from .transform import Floats, Matrix

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
        self._clippable = MOST_CLIPPABLE

    def read(self) -> PageGraphics:
        """Return rules, fills and the area of pictures, in displayed coordinates."""
        self._read_objects(calls.page_objects(self._page), None, 0)
        return self._found

    def _read_objects(self, objects: Sequence[int], matrix: Matrix | None, depth: int) -> None:
        kinds = calls.kinds(objects)
        found = {kind: [item for item, k in zip(objects, kinds, strict=True) if k == kind] for kind in set(kinds)}
        self._read_texts(found.get(pdfium.FPDF_PAGEOBJ_TEXT, []), matrix)
        self._read_paths(found.get(pdfium.FPDF_PAGEOBJ_PATH, []), matrix)
        self._read_pictures(found.get(pdfium.FPDF_PAGEOBJ_IMAGE, []), matrix)
        for form in found.get(pdfium.FPDF_PAGEOBJ_FORM, []) if depth < DEEPEST_FORM else ():
            inner = Matrix.of(calls.object_matrices([form]))
            self._read_objects(calls.form_objects(form), inner.then(matrix) if matrix else inner, depth + 1)

    def _read_texts(self, texts: Sequence[int], matrix: Matrix | None) -> None:
        modes = calls.render_modes(texts)
        self._found.invisible.update(text for text, mode in zip(texts, modes, strict=True) if mode in WITHOUT_INK)
        asked = texts[: self._clippable]
        self._clippable -= len(asked)
        clips = calls.clips(asked)
        counts = calls.clip_path_counts(clips)
        segments = {
            text: found
            for text, clip, count in zip(asked, clips, counts, strict=True)
            if count > 0 and (found := calls.clip_segments(clip, count))
        }
        if segments:
            self._found.clips.update(zip(segments, self._boxes_around(list(segments.values()), matrix), strict=True))

    def _boxes_around(self, segments: Sequence[Sequence[int]], matrix: Matrix | None) -> Iterator[BBox]:
        """Return the displayed box around the points of each group of segments."""
        points = calls.points([segment for group in segments for segment in group]).astype(float)
        first = np.cumsum([0, *(len(group) for group in segments[:-1])])
        (left, bottom), (right, top) = np.minimum.reduceat(points, first).T, np.maximum.reduceat(points, first).T
        return self._boxes((left, bottom, right, top), matrix)

    def _boxes(self, sides: Iterable[Floats], matrix: Matrix | None) -> Iterator[BBox]:
        """Return displayed boxes given left, bottom, right and top of all in the coordinates of what they are in."""
        left, bottom, right, top = sides
        if matrix:
            left, bottom, right, top = matrix.sides(left, bottom, right, top)
        return map(BBox, *(side.tolist() for side in self._display.sides(left, bottom, right, top)))

    def _read_pictures(self, pictures: Sequence[int], matrix: Matrix | None) -> None:
        boxes = self._boxes(calls.bounds(pictures).astype(float).T, matrix)
        self._found.image_area += sum(box.width * box.height for box in boxes)

    def _read_paths(self, paths: Sequence[int], matrix: Matrix | None) -> None:
        """Add what the paths draw in their order: thin ones as rules, others as grounds and as their straight sides."""
        if not paths:
            return
        boxes = list(self._boxes(calls.bounds(paths).astype(float).T, matrix))
        is_filled, is_stroked = (calls.draw_modes(paths) != 0).T
        grounds, inks = _of(paths, is_filled, calls.fill_colours), _of(paths, is_stroked, calls.stroke_colours)
        has_ground, has_ink = is_filled & _is_seen(grounds), is_stroked & _is_seen(inks)
        is_thin = np.array([min(box.width, box.height) < THINNEST_GROUND for box in boxes])
        is_rule = is_thin & np.where(is_stroked, has_ink, has_ground)
        for index in np.flatnonzero(~is_thin & has_ground).tolist():
            red, green, blue, _ = grounds[index].tolist()
            self._found.fills.append(Fill(*boxes[index], (red, green, blue)))
        outlined = np.flatnonzero(~is_thin & has_ink).tolist()
        outlines = dict(zip(outlined, self._outlines([paths[index] for index in outlined], matrix), strict=True))
        for index in np.flatnonzero(is_rule | (~is_thin & has_ink)).tolist():
            self._found.rules += outlines[index] if index in outlines else [_thin_rule(boxes[index])]

    def _outlines(self, paths: Sequence[int], matrix: Matrix | None) -> Iterator[Sequence[Rule]]:
        """Yield for each path the straight upright and level sides of its shape."""
        own = Matrix.of(calls.object_matrices(paths))
        full = own.then(matrix) if matrix else own
        counts = calls.segment_counts(paths)
        rectangles = self._rectangles(paths, counts, full)
        for index, (path, count) in enumerate(zip(paths, counts, strict=True)):
            box = rectangles.get(index)
            yield _sides(box) if box else list(self._straight_sides(path, count, full.at(index)))

    def _rectangles(self, paths: Sequence[int], counts: Sequence[int], matrix: Matrix) -> dict[int, BBox]:
        """Return the displayed boxes of the shapes of four sides that start level and upright, in either order."""
        likely = [index for index, count in enumerate(counts) if 4 <= count <= RECTANGLE_SEGMENTS]
        segments = [segment for index in likely for segment in calls.path_segments(paths[index], 3)]
        is_line = np.array(calls.segment_kinds(segments)).reshape(-1, 3)[:, 1:] == pdfium.FPDF_SEGMENT_LINETO
        (x0, y0), (x1, y1), (x2, y2) = calls.points(segments).astype(float).reshape(-1, 3, 2).transpose(1, 2, 0)
        is_level_first = (np.abs(y0 - y1) < STRAIGHT) & (np.abs(x1 - x2) < STRAIGHT)
        is_upright_first = (np.abs(x0 - x1) < STRAIGHT) & (np.abs(y1 - y2) < STRAIGHT)
        is_rectangle = is_line.all(axis=1) & (is_level_first | is_upright_first)
        boxes = self._boxes((x0, y0, x2, y2), matrix.at(likely))
        return {index: box for index, box, is_one in zip(likely, boxes, is_rectangle, strict=True) if is_one}

    def _straight_sides(self, path: int, count: int, matrix: Matrix) -> Iterator[Rule]:
        """Yield the upright and level lines of any path, on the displayed page."""
        segments = calls.path_segments(path, count)
        x, y = matrix.point(*calls.points(segments).astype(float).T)
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


def _straight_rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    """Yield the rule from one point to another unless it is slanted."""
    (x0, y0), (x1, y1) = one, other
    if abs(y0 - y1) < 0.5 < abs(x0 - x1):
        yield Rule("h", (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x0 - x1) < 0.5 < abs(y0 - y1):
        yield Rule("v", (x0 + x1) / 2, min(y0, y1), max(y0, y1))
