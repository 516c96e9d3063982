"""The words of a native PDF page, read through PDFium.

PDFium gives the text of a page in one call and the place of one character a call; calls are what reading costs.
A word needs only where its first letter starts and its last letter ends, and all words of a page are measured
together; the few that look wrong (too wide, slanted, run into a neighbour) are read again letter by letter. Heights
come from the base line and the size of the type, as PDFium's boxes are those of the single letter's ink where a font
does not say how high it is.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, islice, starmap
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from . import pdfium_calls as calls
from .display import Display
from .geometry import BBox, Word, enclosing_box, make_words
from .page_limits import refuse_more_than
from .pdf_chunks import HYPHEN_AT_LINE_END, Chunks, Run, cut_text, doubtful_runs, joined
from .pdf_clips import TextClips
from .pdf_proof import LARGE_TYPE, Piece
from .pdf_sight import Sight
from .word_repair import mend

_FIGURE = re.compile(r"\d")
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f\ud800-\udfff]")
"""A sign without a known meaning: a replacement, one for private use, a control, half of a pair."""

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
NARROWEST_LETTER = 0.08
"""A word narrower than this many times its height a letter is of smaller type than what stands before it."""
SMALLEST_TYPE = 1.0
"""Points of type that nobody reads on a sheet of A4. An eye needs five minutes of arc for a letter (Snellen), which is
0.2 mm from as near as it can look, 15 cm; capitals of 1 point are as high."""
MOST_OBJECTS = 2
"""Text objects to a word, above which letters are objects of their own, as browsers make them."""
LONG_SIDE = 842.0
"""Points of A4: a smaller sheet is looked at as large as that."""
FAINT, WHITE = 160, 250
"""Brightness from which large type is a watermark, and from which it is white, to be read on a dark ground."""
FEWEST_WORDS, FEWEST_LETTERS, SAME_LETTER_SHARE = 10, 100, 0.8
"""In text of any language the commonest letter is some 15 % of all."""
USUAL_LETTERS = "aeosnr"
"""The commonest ones of Spanish: more than half of it."""
FEWEST_NULS = 20
"""Characters without a code on a page that has no others: text that its font does not tell."""
FULL = 255
BRIGHTNESS = (0.299, 0.587, 0.114)
"""What red, green and blue give to the brightness of a colour (ITU-R BT.601)."""

_Floats = NDArray[np.float64]


def _says_nothing(texts: Sequence[str]) -> bool:
    """Tell whether one letter is most of the text of a page: its font calls every letter so."""
    if len(texts) < FEWEST_WORDS:
        return False
    text = "".join(texts)
    usual = [text.count(letter) for letter in USUAL_LETTERS]
    if sum(usual) - max(usual) >= (1 - SAME_LETTER_SHARE) * len(text):
        return False  # as in nearly all texts; to count every letter takes longer
    letters = [often for sign, often in Counter(text).items() if sign.isalnum()]
    total = sum(letters)
    return total >= FEWEST_LETTERS and max(letters) > SAME_LETTER_SHARE * total


class PageText(NamedTuple):
    """The words of a page, those that nobody sees, and how many characters had no known meaning."""

    words: tuple[Word, ...]
    unseen: tuple[Word, ...]
    unreadable: int


class _Letter(NamedTuple):
    text: str
    box: BBox


class TextReader:
    """Reads the characters of one page; holds PDFium's text page, so close it after use."""

    def __init__(self, page: pdfium.FPDF_PAGE, display: Display, clips: TextClips, sight: Sight | None = None) -> None:
        """Open the text of a page; without ``sight``, as on a scan, all of it counts as seen."""
        self._display = display
        self._clips = clips
        self._sight = sight
        self._handle = pdfium.FPDFText_LoadPage(page)
        self._page = calls.address(self._handle)
        self._count = max(pdfium.FPDFText_CountChars(self._handle), 0)
        self._smallest = SMALLEST_TYPE * min(max(display.width, display.height) / LONG_SIDE, 1.0) if sight else 0.0

    def close(self) -> None:
        pdfium.FPDFText_ClosePage(self._handle)

    def read(self, most: int | None = None) -> PageText:
        """Return the words of the page, by base line and from left to right.

        Raises :class:`PageTooComplexError` for more than ``most`` characters.
        """
        refuse_more_than(self._count if most is None else most, self._count)
        text = self._text()
        chunks, unreadable = self._readable(text, cut_text(text))
        if _says_nothing(chunks.texts):
            chunks, unreadable = chunks.cut(()), unreadable + chunks.length
        if not chunks.texts:
            nuls = text.count("\0") + text.count(HYPHEN_AT_LINE_END)  # PDFium gives one for the other
            return PageText((), (), unreadable or (nuls if nuls >= FEWEST_NULS else 0))
        chunks, hidden = self._part_hidden(chunks)
        words, starts, tiny = self._words(chunks)
        unseen = [*tiny, *(word for part in self._words(hidden)[::2] for word in part)]
        return PageText(tuple(mend(self._confined(words, starts))), tuple(unseen), unreadable)

    def _words(self, chunks: Chunks) -> tuple[list[Word], list[int], list[Word]]:
        """Return the words of the chunks, the character that each one's chunk begins with, and the words too small."""
        if not chunks.texts:
            return [], [], []
        words, is_whole = self._whole_words(chunks)
        starts, tiny = chunks.starts.tolist(), []
        if not is_whole.all():
            words, starts = list(compress(words, is_whole)), list(compress(starts, is_whole))
            for word, start in self._reread(chunks.where(~is_whole)):
                if word.size < self._smallest:
                    tiny.append(word)
                else:
                    words.append(word)
                    starts.append(start)
        return words, starts, tiny

    def _readable(self, text: str, chunks: Chunks) -> tuple[Chunks, int]:
        """Return the chunks whose characters have a known meaning, and how many characters have none."""
        errors = calls.char_map_errors(self._page, chunks.starts.tolist())
        if 1 not in errors and not UNREADABLE.search(text):
            return chunks, 0
        pairs = zip(errors, chunks.texts, strict=True)
        clear = chunks.where(
            np.array([error != 1 and not UNREADABLE.search(text) for error, text in pairs], dtype=bool)
        )
        return clear, chunks.length - clear.length

    def _part_hidden(self, chunks: Chunks) -> tuple[Chunks, Chunks]:
        """Part the chunks from those that nobody sees; one that is seen in part is cut."""
        doubtful = self._sight.doubtful(self._likely_texts(chunks)) if self._sight else frozenset()
        if not self._sight or not doubtful:
            return chunks, chunks.cut(())
        found = doubtful_runs(self._page, chunks.starts.tolist(), chunks.ends.tolist(), doubtful)
        asked = [run for run in found if run.item is not None]
        is_unseen = self._sight.unseen(self._pieces(asked, chunks))
        hidden = list(compress(asked, is_unseen))
        if not hidden:
            return chunks, chunks.cut(())
        return chunks.cut(joined(chunks.without(hidden, found))), chunks.cut(joined(hidden))

    def _likely_texts(self, chunks: Chunks) -> Sequence[int]:
        """Return the text objects to look at: all, or where letters are objects those of numbers and of first letters.

        A figure more makes another number; a letter more makes a word that nobody knows.
        """
        texts = self._clips.texts
        if len(texts) <= MOST_OBJECTS * len(chunks.texts) and self._sight and self._sight.knows_all:
            return texts
        starts = chunks.starts.tolist()
        numbers = [(at, text) for at, text in zip(starts, chunks.texts, strict=True) if _FIGURE.search(text)]
        inside = [index for start, text in numbers for index in range(start + 1, start + len(text))]
        return list(dict.fromkeys(calls.char_objects(self._page, [*starts, *inside])))

    def _pieces(self, doubtful: Sequence[Run], chunks: Chunks) -> list[Piece]:
        """Return the doubtful runs with their letters and places."""
        firsts = zip(*self._boxes([run.start for run in doubtful]), strict=True)
        lasts = zip(*self._boxes([run.end - 1 for run in doubtful]), strict=True)
        clips = self._clips.boxes(list({run.item for run in doubtful if run.item}))
        letters = zip(chunks.cut(doubtful).texts, starmap(BBox, firsts), starmap(BBox, lasts), doubtful, strict=True)
        return [
            Piece(
                text,
                enclosing_box((first, last)),
                len(text) * (first.width * first.height + last.width * last.height) / 2,
                run.item or 0,
                clips.get(run.item or 0),
            )
            for text, first, last, run in letters
        ]

    def _confined(self, words: list[Word], starts: Sequence[int]) -> list[Word]:
        """Return the words with the boxes they are confined to."""
        texts, items = self._clips.texts, None
        if len(texts) > len(words):  # browsers make an object of each letter: only those in which words begin matter
            items = calls.char_objects(self._page, starts)
            texts = list(dict.fromkeys(items))
        boxes = self._clips.boxes(texts)
        if not boxes:
            return words
        items = items or calls.char_objects(self._page, starts)
        return [_clipped(word, boxes.get(item)) for word, item in zip(words, items, strict=True)]

    def _text(self) -> str:
        """Return one character of text for each character of the page."""
        text = calls.page_text(self._page, self._count)
        if len(text) == self._count:
            return text
        return "".join(chr(pdfium.FPDFText_GetUnicode(self._handle, index)) for index in range(self._count))

    def _whole_words(self, chunks: Chunks) -> tuple[list[Word], NDArray[np.bool_]]:
        """Return a word for each chunk from its first and last letter, and whether they make one upright word."""
        starts, lengths = chunks.starts.tolist(), chunks.ends - chunks.starts
        x0, base = self._origins(starts)
        _, _, x1, lowest = self._boxes((chunks.ends - 1).tolist())
        sizes, angles = self._types(starts, base, lengths == 1)
        drop = lowest - base
        is_whole = (drop >= HIGHEST_END * sizes) & (drop <= LOWEST_END * sizes) & (angles == 0)
        is_whole &= (x1 > x0) & (x1 - x0 <= WIDEST_LETTER * sizes * lengths)
        is_whole &= (x1 - x0 >= NARROWEST_LETTER * sizes * lengths) & (sizes >= self._smallest)
        sides = (x0, base - ASCENT * sizes, x1, base + DESCENT * sizes, sizes)
        words = make_words(chunks.texts, *(side.tolist() for side in sides))
        for index in np.flatnonzero(is_whole & (sizes >= LARGE_TYPE)).tolist():
            words[index] = words[index]._replace(is_faint=self._is_faint(starts[index]))
        return words, is_whole

    def _origins(self, letters: Sequence[int]) -> tuple[_Floats, _Floats]:
        """Return x and y of where each letter starts on its base line."""
        x, y = calls.char_origins(self._page, letters).T
        return self._display.sides(x, y, x, y)[:2]

    def _boxes(self, letters: Sequence[int]) -> tuple[_Floats, _Floats, _Floats, _Floats]:
        """Return x0, top, x1 and bottom of each letter; its height may be that of its ink."""
        left, top, right, bottom = calls.char_boxes(self._page, letters).T
        return self._display.sides(left, bottom, right, top)

    def _types(self, letters: Sequence[int], base: _Floats, is_single: NDArray[np.bool_]) -> tuple[_Floats, _Floats]:
        """Return for each letter the size of its type on the page in points, and its direction of writing.

        Words on one base line share them, so they are asked for where it changes, and where a word is a single
        letter: nothing else shows how that one stands.
        """
        is_asked = is_single.copy()
        is_asked[0] = True
        is_asked[1:] |= base[1:] != base[:-1]
        sizes, angles = self._asked_types(list(compress(letters, is_asked.tolist())))
        source = is_asked.cumsum() - 1
        return sizes[source], angles[source]

    def _asked_types(self, letters: Sequence[int]) -> tuple[_Floats, _Floats]:
        """Return size in points and direction in degrees clockwise on the displayed page of each letter's type."""
        a, _, c, d, _, _ = calls.char_matrices(self._page, letters).T
        scale = np.hypot(c, d)
        sizes = calls.char_sizes(self._page, letters) * np.where(scale, scale, 1.0)
        # The matrix of upright text may hold -4e-09: rounding takes it to 0, not to 360.
        return sizes, np.round(np.degrees(np.arctan2(c, a)) + self._display.rotation) % 360

    def _is_faint(self, index: int) -> bool:
        """Tell whether a letter is light on white paper, for its colour or because the paper shows through."""
        red, green, blue, opacity = channels = [ctypes.c_uint() for _ in range(4)]
        if not pdfium.FPDFText_GetFillColor(self._handle, index, *map(ctypes.byref, channels)):
            return False
        ink = sum(share * colour.value for share, colour in zip(BRIGHTNESS, (red, green, blue), strict=True))
        return FAINT <= FULL - (FULL - ink) * opacity.value / FULL < WHITE

    def _reread(self, chunks: Chunks) -> Iterator[tuple[Word, int]]:
        """Yield the words that the letters of each chunk really make, with the chunk's first character."""
        starts, ends = chunks.starts.tolist(), chunks.ends.tolist()
        indices = [index for start, end in zip(starts, ends, strict=True) for index in range(start, end)]
        sizes, angles = (values.tolist() for values in self._asked_types(indices))
        origins = zip(*(side.tolist() for side in self._origins(indices)), strict=True)
        boxes = zip(*(side.tolist() for side in self._boxes(indices)), strict=True)
        places = zip(origins, boxes, sizes, angles, strict=True)
        for text, start in zip(chunks.texts, starts, strict=True):
            letters = list(islice(places, len(text)))
            angle = int(letters[0][-1])
            boxed = [
                _Letter(letter, _letter_box(origin, BBox(*box), size, angle))
                for letter, (origin, box, size, _) in zip(text, letters, strict=True)
            ]
            yield from ((word, start) for word in _words_of(boxed, angle))


def _letter_box(origin: tuple[float, float], box: BBox, size: float, angle: int) -> BBox:
    """Return the place of a letter: along its base line PDFium's, across it from the size of the type."""
    x, y = origin
    above, below = ASCENT * size, DESCENT * size
    match angle:
        case 0:
            return BBox(x, y - above, max(box.x1, x), y + below)
        case 90:
            return BBox(x - below, y, x + above, max(box.bottom, y))
        case 180:
            return BBox(min(box.x0, x), y - below, x, y + above)
        case 270:
            return BBox(x - above, min(box.top, y), x + below, y)
        case _:
            return box


def _words_of(letters: Sequence[_Letter], angle: int) -> Iterator[Word]:
    """Yield the words that letters make, parted where a gap shows."""
    group = [letters[0]]
    for letter in letters[1:]:
        if _is_apart(group[-1].box, letter.box, angle):
            yield _join(group, angle)
            group = []
        group.append(letter)
    yield _join(group, angle)


def _clipped(word: Word, clip: BBox | None) -> Word:
    """Return the word with the box it is confined to, where it overlaps its border."""
    return word._replace(clip=clip) if clip and _leaves(word, clip) else word


def _leaves(word: Word, clip: BBox) -> bool:
    return word.x0 < clip.x0 or word.top < clip.top or word.x1 > clip.x1 or word.bottom > clip.bottom


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
