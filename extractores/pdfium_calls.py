"""PDFium's functions for many things at once.

PDFium answers for one letter or one path a call, and calling it through ctypes costs more than most answers do. So
calls are made by ``map``, without a line of Python between them, and answers are written straight into arrays. They
keep the interpreter's lock: giving it up takes as long as a short call, and PDFium is not thread-safe anyway.

Things are given by their addresses: ``address(handle)`` for a page, plain integers for what is on it. Arguments have
no declared types where they can do without: to convert one takes as long as a third of a call, and ctypes passes
integers and pointers as they are.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

FIRST_ROOM = 512
"""Things that there is room for from the start; it grows."""

_ADDRESS, _INT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double


def address(handle: Any) -> int:
    """Return where the thing behind a handle is; 0 for none."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def _call(function: Any, result: type | None, *arguments: type) -> Callable[..., Any]:
    """Return a function of PDFium; ``arguments`` are the types of the first ones, which are given as addresses."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def _pointer(to: int) -> Any:
    """Return an address as what ctypes passes on without converting it."""
    return ctypes.byref(ctypes.c_char.from_address(to))


_text = _call(pdfium.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
_char_origin = _call(pdfium.FPDFText_GetCharOrigin, _INT)
_char_box = _call(pdfium.FPDFText_GetLooseCharBox, _INT)
_char_matrix = _call(pdfium.FPDFText_GetMatrix, _INT)
_char_size = _call(pdfium.FPDFText_GetFontSize, _DOUBLE)
_char_map_error = _call(pdfium.FPDFText_HasUnicodeMapError, _INT)
_char_object = _call(pdfium.FPDFText_GetTextObject, _ADDRESS)
_page_object = _call(pdfium.FPDFPage_GetObject, _ADDRESS)
_form_object_count = _call(pdfium.FPDFFormObj_CountObjects, _INT, _ADDRESS)
_form_object = _call(pdfium.FPDFFormObj_GetObject, _ADDRESS)
_kind = _call(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
_bounds = _call(pdfium.FPDFPageObj_GetBounds, _INT, _ADDRESS)
_fill_colour = _call(pdfium.FPDFPageObj_GetFillColor, _INT, _ADDRESS)
_has_transparency = _call(pdfium.FPDFPageObj_HasTransparency, _INT, _ADDRESS)
_set_active = _call(pdfium.FPDFPageObj_SetIsActive, _INT, _ADDRESS)
_pixel_size = _call(pdfium.FPDFImageObj_GetImagePixelSize, _INT, _ADDRESS)
_stroke_colour = _call(pdfium.FPDFPageObj_GetStrokeColor, _INT, _ADDRESS)
_draw_mode = _call(pdfium.FPDFPath_GetDrawMode, _INT, _ADDRESS)
_render_mode = _call(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
_clip = _call(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
_clip_path_count = _call(pdfium.FPDFClipPath_CountPaths, _INT, _ADDRESS)
_clip_segment_count = _call(pdfium.FPDFClipPath_CountPathSegments, _INT, _ADDRESS)
_clip_segment = _call(pdfium.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS)
_object_matrix = _call(pdfium.FPDFPageObj_GetMatrix, _INT, _ADDRESS)
_segment_count = _call(pdfium.FPDFPath_CountSegments, _INT, _ADDRESS)
_segment = _call(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS)
_segment_kind = _call(pdfium.FPDFPathSegment_GetType, _INT, _ADDRESS)
_closes = _call(pdfium.FPDFPathSegment_GetClose, _INT, _ADDRESS)
_point = _call(pdfium.FPDFPathSegment_GetPoint, _INT, _ADDRESS)

_make_all = deque[Any](maxlen=0).extend


class _Answers:
    """Room for what PDFium answers, a row for each thing; pointers to it take long to make, so they are kept."""

    def __init__(self, kind: type, columns: int, *, is_struct: bool = False) -> None:
        """Take the type and number of what is answered; functions want a pointer to each, or one to a structure."""
        self._kind, self._columns, self._is_struct = kind, columns, is_struct
        self._make_room(FIRST_ROOM)

    def ask(self, function: Callable[..., Any], things: Sequence[int], of: int | None = None) -> NDArray[Any]:
        """Return what PDFium says of each thing, or of each part of one; floats in double precision."""
        if len(things) > len(self._array):
            self._make_room(2 * len(things))
        found = self._array[: len(things)]
        found[:] = 0  # what a call that fails leaves
        _make_all(map(function, *_asked(things, of), *self._pointers))
        return found.astype(float if self._kind is np.float32 else self._kind)

    def _make_room(self, size: int) -> None:
        self._array: NDArray[Any] = np.zeros((size, self._columns), dtype=self._kind)
        room = (ctypes.c_char * self._array.nbytes).from_buffer(self._array.data)
        row, number = self._array.strides
        firsts = range(0, number if self._is_struct else row, number)
        self._pointers = [[ctypes.byref(room, at) for at in range(first, self._array.nbytes, row)] for first in firsts]


def _asked(things: Sequence[int], of: int | None) -> list[Iterable[Any]]:
    return [things] if of is None else [repeat(_pointer(of)), things]


_origins, _points = _Answers(np.float64, 2), _Answers(np.float32, 2)
_boxes, _sides = _Answers(np.float32, 4, is_struct=True), _Answers(np.float32, 4)
_matrices = _Answers(np.float32, 6, is_struct=True)
_colours, _modes = _Answers(np.uint32, 4), _Answers(np.int32, 2)
_pixels = _Answers(np.uint32, 2)


def page_text(text_page: int, count: int) -> str:
    """Return the text of a page; usually one character of text for each of its ``count`` characters."""
    codes = np.zeros(count + 1, dtype=np.uint16)
    written = _text(text_page, 0, count, codes.__array_interface__["data"][0])
    return codes[: max(written - 1, 0)].tobytes().decode("utf-16-le", errors="surrogatepass")


def char_origins(text_page: int, letters: Sequence[int]) -> NDArray[np.float64]:
    """Return x and y of where each letter starts on its base line, in PDF coordinates; shape (letters, 2)."""
    return _origins.ask(_char_origin, letters, of=text_page)


def char_boxes(text_page: int, letters: Sequence[int]) -> NDArray[np.float64]:
    """Return left, top, right and bottom of each letter, in PDF coordinates; shape (letters, 4)."""
    return _boxes.ask(_char_box, letters, of=text_page)


def char_matrices(text_page: int, letters: Sequence[int]) -> NDArray[np.float64]:
    """Return a, b, c, d, e and f of the matrix of each letter; shape (letters, 6)."""
    return _matrices.ask(_char_matrix, letters, of=text_page)


def char_sizes(text_page: int, letters: Sequence[int]) -> NDArray[np.float64]:
    """Return the size of the type of each letter, before its matrix, in points."""
    return np.fromiter(map(_char_size, *_asked(letters, text_page)), float, len(letters))


def char_map_errors(text_page: int, letters: Sequence[int]) -> list[int]:
    """Return 1 for each letter whose font does not say what it means, else 0; below 0 for no letter at all."""
    return list(map(_char_map_error, *_asked(letters, text_page)))


def char_objects(text_page: int, letters: Sequence[int]) -> list[int]:
    """Return the text object that each letter belongs to."""
    return [found or 0 for found in map(_char_object, *_asked(letters, text_page))]


def page_objects(page: Any) -> list[int]:
    """Return the objects of a page, given by its handle, in the order in which they are drawn."""
    return list(map(_page_object, *_asked(range(pdfium.FPDFPage_CountObjects(page)), address(page))))


def form_object_count(form: int) -> int:
    """Return how many objects there are inside a form."""
    return int(_form_object_count(form))


def form_objects(form: int) -> list[int]:
    """Return the objects inside a form in the order in which they are drawn."""
    return list(map(_form_object, *_asked(range(_form_object_count(form)), form)))


def kinds(objects: Sequence[int]) -> list[int]:
    """Return PDFium's number for the kind of each object."""
    return list(map(_kind, objects))


def bounds(objects: Sequence[int]) -> NDArray[np.float64]:
    """Return left, bottom, right and top of each object, in the coordinates of what it is in; shape (objects, 4)."""
    return _sides.ask(_bounds, objects)


def fill_colours(objects: Sequence[int]) -> NDArray[np.uint32]:
    """Return red, green, blue and opacity of what fills each object, 0 to 255; shape (objects, 4)."""
    return _colours.ask(_fill_colour, objects)


def stroke_colours(objects: Sequence[int]) -> NDArray[np.uint32]:
    """Return red, green, blue and opacity of the lines of each object, 0 to 255; shape (objects, 4)."""
    return _colours.ask(_stroke_colour, objects)


def see_through(objects: Sequence[int]) -> list[int]:
    """Return 1 for each object that is see-through, masked, or mixed with what is under it, else 0."""
    return list(map(_has_transparency, objects))


def switch(objects: Sequence[int], *, on: bool) -> None:
    """Have objects drawn or not when the page is drawn; what is read of them stays the same."""
    _make_all(map(_set_active, objects, repeat(int(on))))


def picture_dots(pictures: Sequence[int]) -> list[int]:
    """Return how many dots each picture has in the file."""
    return [width * height for width, height in _pixels.ask(_pixel_size, pictures).tolist()]


def draw_modes(paths: Sequence[int]) -> NDArray[np.int32]:
    """Return PDFium's mode of filling and whether it is stroked (0 for no), for each path; shape (paths, 2)."""
    return _modes.ask(_draw_mode, paths)


def render_modes(texts: Sequence[int]) -> list[int]:
    """Return PDFium's number for how each text object is drawn."""
    return list(map(_render_mode, texts))


def clip_path_counts(objects: Sequence[int]) -> list[int]:
    """Return how many paths the clip of each object has; -1 where it has no clip."""
    return list(map(_clip_path_count, map(_clip, objects)))


def clip_segments(item: int, paths: int) -> list[int]:
    """Return the segments of all ``paths`` of an object's clip."""
    clip = _clip(item)
    return [
        segment
        for path in range(paths)
        for segment in map(_clip_segment, repeat(clip), repeat(path), range(_clip_segment_count(clip, path)))
    ]


def object_matrices(objects: Sequence[int]) -> NDArray[np.float64]:
    """Return a, b, c, d, e and f of each object's matrix; shape (objects, 6)."""
    return _matrices.ask(_object_matrix, objects)


def segment_counts(paths: Sequence[int]) -> list[int]:
    """Return how many segments each path has."""
    return list(map(_segment_count, paths))


def path_segments(path: int, count: int) -> list[int]:
    """Return the first ``count`` segments of a path."""
    return list(map(_segment, repeat(path), range(count)))


def nth_segments(paths: Sequence[int], index: int) -> list[int]:
    """Return one segment of each path; each must have as many."""
    return list(map(_segment, paths, repeat(index)))


def segment_kinds(segments: Sequence[int]) -> list[int]:
    """Return PDFium's number for the kind of each segment: a move, a straight line, a curve."""
    return list(map(_segment_kind, segments))


def segments_close(segments: Sequence[int]) -> list[bool]:
    """Tell for each segment whether it is followed by a line back to where its figure began."""
    return list(map(bool, map(_closes, segments)))


def points(segments: Sequence[int]) -> NDArray[np.float64]:
    """Return x and y of where each segment leads; shape (segments, 2)."""
    return _points.ask(_point, segments)
