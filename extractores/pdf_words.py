"""The words of a native PDF page, read through PDFium.

PDFium gives the text of a page in one call and the place of one character a call; calls are what reading costs.
A word needs only where its first letter starts and its last letter ends; the few words that look wrong (too wide,
slanted, run into a neighbour) are read again letter by letter. Heights come from the base line and the size of
the type, as PDFium's boxes are those of the single letter's ink where a font does not say how high it is.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import pypdfium2.raw as pdfium

from .display import Display
from .geometry import BBox, Word
from .word_repair import mend, without_doubles

HYPHEN_AT_LINE_END = "\ufffe"
"""PDFium's mark for a hyphen that it took for hyphenation; the line end behind it is swallowed."""

_CHUNK = re.compile(rf"[^\s\x00{HYPHEN_AT_LINE_END}]+{HYPHEN_AT_LINE_END}?")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f\ud800-\udfff]")

WIDEST_LETTER = 1.3
"""A word wider than this many times its height a letter has a gap inside."""
GAP_IN_WORD = 0.25
"""A gap inside a word, in heights of its type, that makes two words of it."""
ASCENT, DESCENT = 0.78, 0.22
"""Parts of the size of the type above and below the base line."""
LEVEL = 0.35
"""Letters of one upright word differ in height by less than this share of it."""
LOWEST_END, HIGHEST_END = 0.45, -0.15
"""Where the last letter of an upright word may end below the base line, in sizes of the type."""
LARGE_TYPE = 14.0
"""Points: watermarks are written at least this large."""
FAINT, WHITE = 160, 250
"""Brightness from which large type is a watermark, and from which it is white, to be read on a dark ground."""
FULL = 255
BRIGHTNESS = (0.299, 0.587, 0.114)
"""What red, green and blue give to the brightness of a colour (ITU-R BT.601)."""

_GET_BOX = pdfium.FPDFText_GetLooseCharBox
_GET_ORIGIN = pdfium.FPDFText_GetCharOrigin


class PageText(NamedTuple):
    """The words of a page, those without ink, and how many characters had no known meaning."""

    words: tuple[Word, ...]
    unseen: tuple[Word, ...]
    unreadable: int


class _Letter(NamedTuple):
    text: str
    box: BBox


class TextReader:
    """Reads the characters of one page; holds PDFium's text page, so close it after use."""

    def __init__(
        self, page: pdfium.FPDF_PAGE, display: Display, clips: Mapping[int, BBox], invisible: Set[int] = frozenset()
    ) -> None:
        self._display = display
        self._clips = clips
        self._invisible = invisible
        self._handle = pdfium.FPDFText_LoadPage(page)
        self._count = max(pdfium.FPDFText_CountChars(self._handle), 0)
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._rect_ref, self._matrix_ref = ctypes.byref(self._rect), ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        # Most pages are not turned: theirs are the two subtractions that are worth writing out.
        self._is_turned, self._left, self._top = display.rotation != 0, display.left, display.top
        self._last_base, self._last_size = math.nan, 0.0
        # Short words of a slanted text look level: on a page that has some, the angle of each word is looked up.
        self._is_careful = False

    def close(self) -> None:
        pdfium.FPDFText_ClosePage(self._handle)

    def read(self) -> PageText:
        """Return the words of the page, by base line and from left to right."""
        words: list[Word] = []
        unseen: list[Word] = []
        unreadable = 0
        text = self._text()
        may_have_marks = _UNREADABLE.search(text) is not None
        has_map_error, handle = pdfium.FPDFText_HasUnicodeMapError, self._handle
        for match in _CHUNK.finditer(text):
            start, end = match.span()
            chunk = match.group()
            if has_map_error(handle, start) == 1 or (may_have_marks and _UNREADABLE.search(chunk)):
                unreadable += end - start
                continue
            if chunk[-1] == HYPHEN_AT_LINE_END:
                chunk = chunk[:-1] + "-"
            found = self._whole_word(chunk, start, end)
            read = [found] if found else list(self._reread(chunk, start))
            if not found and read[0].angle % 90 and not self._is_careful:
                self._is_careful = True
                return self.read()
            if self._clips or self._invisible:
                item = self._object(start)
                if item in self._invisible:
                    unseen += read
                    continue
                read = _clipped(read, self._clips.get(item))
            words += read
        return PageText(tuple(mend(without_doubles(words))), tuple(unseen), unreadable)

    def _object(self, index: int) -> int:
        """Return the address of the text object that a character belongs to."""
        item = pdfium.FPDFText_GetTextObject(self._handle, index)
        return ctypes.cast(item, ctypes.c_void_p).value or 0

    def _text(self) -> str:
        """Return one character of text for each character of the page."""
        buffer = ctypes.create_string_buffer(2 * (self._count + 1))
        written = pdfium.FPDFText_GetText(
            self._handle, 0, self._count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="surrogatepass")
        if len(text) == self._count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._handle, i) for i in range(self._count))
        return "".join(map(chr, codes))

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Return x0, top, x1 and bottom of a letter; its height may be that of its ink."""
        _GET_BOX(self._handle, index, self._rect_ref)
        rect = self._rect
        if self._is_turned:
            return self._display.box(rect.left, rect.bottom, rect.right, rect.top)
        return rect.left - self._left, self._top - rect.top, rect.right - self._left, self._top - rect.bottom

    def _origin(self, index: int) -> tuple[float, float]:
        """Return where a letter starts on its base line."""
        _GET_ORIGIN(self._handle, index, self._x_ref, self._y_ref)
        x, y = self._x.value, self._y.value
        if self._is_turned:
            return self._display.box(x, y, x, y)[:2]
        return x - self._left, self._top - y

    def _size(self, index: int, base: float) -> float:
        """Return the size of the type on the page, in points; words on one base line mostly share it."""
        if base != self._last_base:
            pdfium.FPDFText_GetMatrix(self._handle, index, self._matrix_ref)
            scale = math.hypot(self._matrix.c, self._matrix.d) or 1.0
            self._last_base, self._last_size = base, pdfium.FPDFText_GetFontSize(self._handle, index) * scale
        return self._last_size

    def _whole_word(self, text: str, start: int, end: int) -> Word | None:
        """Return the word from its first and last letter; None where they do not make one upright word."""
        x0, base = self._origin(start)
        size = self._size(start, base)
        _, _, x1, bottom = self._box(end - 1)
        if not HIGHEST_END * size <= bottom - base <= LOWEST_END * size or x1 <= x0:
            return None
        if x1 - x0 > WIDEST_LETTER * size * len(text) or (
            (len(text) == 1 or self._is_careful) and not self._is_upright(start)
        ):
            return None
        word = Word(text, x0, base - ASCENT * size, x1, base + DESCENT * size, size)
        return word._replace(is_faint=True) if size >= LARGE_TYPE and self._is_faint(start) else word

    def _is_upright(self, index: int) -> bool:
        return self._angle(index) == 0

    def _is_faint(self, index: int) -> bool:
        """Tell whether a letter is light on white paper, for its colour or because the paper shows through."""
        red, green, blue, opacity = channels = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFText_GetFillColor(self._handle, index, *map(ctypes.byref, channels)):
            return False
        ink = sum(share * colour.value for share, colour in zip(BRIGHTNESS, (red, green, blue), strict=True))
        return FAINT <= FULL - (FULL - ink) * opacity.value / FULL < WHITE

    def _angle(self, index: int) -> int:
        """Return the direction of writing on the displayed page, in degrees clockwise."""
        # The matrix of upright text may hold -4e-09: rounding takes it to 0, not to 360.
        turned = math.degrees(pdfium.FPDFText_GetCharAngle(self._handle, index)) + self._display.rotation
        return _clockwise(round(turned))

    def _reread(self, text: str, start: int) -> Iterator[Word]:
        """Yield the words that the letters from ``start`` on really make."""
        angle = self._angle(start)
        letters = [self._letter(letter, start + offset, angle) for offset, letter in enumerate(text)]
        group = [letters[0]]
        for letter in letters[1:]:
            if _is_apart(group[-1].box, letter.box, angle):
                yield _join(group, angle)
                group = []
            group.append(letter)
        yield _join(group, angle)

    def _letter(self, text: str, index: int, angle: int) -> _Letter:
        x, y = self._origin(index)
        box = BBox(*self._box(index))
        pdfium.FPDFText_GetMatrix(self._handle, index, self._matrix_ref)
        size = pdfium.FPDFText_GetFontSize(self._handle, index) * (math.hypot(self._matrix.c, self._matrix.d) or 1.0)
        above, below = ASCENT * size, DESCENT * size
        match angle:
            case 0:
                return _Letter(text, BBox(x, y - above, max(box.x1, x), y + below))
            case 90:
                return _Letter(text, BBox(x - below, y, x + above, max(box.bottom, y)))
            case 180:
                return _Letter(text, BBox(min(box.x0, x), y - below, x, y + above))
            case 270:
                return _Letter(text, BBox(x - above, min(box.top, y), x + below, y))
            case _:
                return _Letter(text, box)


def _clipped(words: Sequence[Word], clip: BBox | None) -> list[Word]:
    """Return the words with the box they are confined to, where they overlap its border."""
    return [word._replace(clip=clip) if clip and _leaves(word, clip) else word for word in words]


def _leaves(word: Word, clip: BBox) -> bool:
    return word.x0 < clip.x0 or word.top < clip.top or word.x1 > clip.x1 or word.bottom > clip.bottom


def _clockwise(degrees: int) -> int:
    return degrees % 360


def _is_apart(one: BBox, other: BBox, angle: int) -> bool:
    if angle % 90 != 0:
        return False
    if angle % 180 == 0:
        height = one.bottom - one.top
        gap = max(other.x0 - one.x1, one.x0 - other.x1)
        return gap > GAP_IN_WORD * height or abs(one.top - other.top) > LEVEL * height
    height = one.x1 - one.x0
    gap = max(other.top - one.bottom, one.top - other.bottom)
    return gap > GAP_IN_WORD * height or abs(one.x0 - other.x0) > LEVEL * height


def _join(letters: list[_Letter], angle: int) -> Word:
    x0s, tops, x1s, bottoms = zip(*(letter.box for letter in letters), strict=True)
    box = BBox(min(x0s), min(tops), max(x1s), max(bottoms))
    first = letters[0].box
    size = first.x1 - first.x0 if angle in (90, 270) else first.bottom - first.top
    return Word("".join(letter.text for letter in letters), *box, size, angle)
