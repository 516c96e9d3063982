"""Native PDF pages through PDFium: their words and ruling lines with boxes in points.

PDFium is not thread-safe: read documents in different processes, not in different threads.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from operator import itemgetter

import pypdfium2
import pypdfium2.raw as pdfium

from .display import Display
from .errors import DamagedError, EncryptedError, NoPagesError, TooManyPagesError
from .geometry import BBox, Page, Word
from .pdf_clips import TextClips
from .pdf_rules import GraphicsReader
from .pdf_words import TextReader
from .settings import ReadLimits

READER = "pdfium"

SCANNED_SHARE = 0.5
"""A page without a word in ink whose pictures cover at least this share of it is a scan."""
PICTURE_SHARE = 0.1
"""Pictures over this share of a page are more than a letterhead."""
_ANGLE = itemgetter(6)  # a word's, by its place among its fields
FEWEST_TURNED, TURNED_SHARE = 10, 0.5
"""So many words, and more than this share of a page's, run another way than the page is displayed."""


def read_pdf(data: bytes, name: str, limits: ReadLimits | None = None) -> tuple[Page, ...]:
    """Return all pages of a PDF.

    Raises :class:`EncryptedError`, :class:`DamagedError`, :class:`NoPagesError` or :class:`TooManyPagesError`.
    """
    return tuple(iterate_pages(data, name, limits or ReadLimits()))


def iterate_pages(data: bytes, name: str, limits: ReadLimits) -> Iterator[Page]:
    """Yield the pages of a PDF one by one; each is released before the next is read."""
    document = open_pdf(data, name)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count == 0:
            raise NoPagesError(name)
        if count > limits.pages:
            raise TooManyPagesError(name, pages=count, limit=limits.pages)
        for index in range(count):
            yield read_page(document, index, name)
    finally:
        document.close()


def open_pdf(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """Open a PDF; raise :class:`EncryptedError` or :class:`DamagedError`. Who opens it closes it."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedError(name) from error
        raise DamagedError(name) from error


def read_page(document: pypdfium2.PdfDocument, index: int, name: str) -> Page:
    """Return one page by its index from 0; raise :class:`DamagedError`."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise DamagedError(name, page=index + 1)
    try:
        return _read_open_page(page, index + 1)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read_open_page(page: pdfium.FPDF_PAGE, number: int) -> Page:
    display = _display(page)
    found = _read_displayed(page, display, number)
    turn = _turn(found.words)
    if not turn:
        return found
    turned = replace(display, rotation=(display.rotation + turn) % 360)
    return replace(_read_displayed(page, turned, number), turned=turn)


def _turn(words: Sequence[Word]) -> int:
    """Return by how many degrees clockwise a page must be turned so that most of its text is upright."""
    other_angles = list(filter(None, map(_ANGLE, words)))
    if len(other_angles) < FEWEST_TURNED:
        return 0
    angle, count = Counter(other_angles).most_common(1)[0]
    is_sure = angle % 90 == 0 and count >= FEWEST_TURNED and count > TURNED_SHARE * len(words)
    return -angle % 360 if is_sure else 0


def _read_displayed(page: pdfium.FPDF_PAGE, display: Display, number: int) -> Page:
    graphics = GraphicsReader(page, display).read()
    area = display.width * display.height
    image_share = min(graphics.image_area / area, 1.0) if area else 0.0
    clips = TextClips(graphics.texts, graphics.text_matrices, display)
    # Over a picture, text without ink is what a recogniser read in it: the only text that a scan has.
    reader = TextReader(page, display, clips, needs_ink=image_share < PICTURE_SHARE)
    try:
        text = reader.read()
    finally:
        reader.close()
    words, cropped = _part_cropped(text.words, page, display)
    return Page(
        number=number,
        width=display.width,
        height=display.height,
        words=words,
        rules=tuple(graphics.rules),
        fills=tuple(graphics.fills),
        kind="scanned" if image_share >= SCANNED_SHARE and clips.all_without_ink() else "native",
        unreadable=text.unreadable,
        image_share=image_share,
        unseen=(*text.unseen, *cropped),
    )


def _part_cropped(
    words: tuple[Word, ...], page: pdfium.FPDF_PAGE, display: Display
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Part the words on the visible page from those that its crop cuts off the sheet.

    Words beyond the sheet itself stay: producers let rows that are too high run over its end.
    """
    visible, sheet = BBox(0.0, 0.0, display.width, display.height), _sheet(page, display)
    if all(abs(one - other) < 1 for one, other in zip(visible, sheet, strict=True)):
        return words, ()
    cropped = [not _is_on(word, visible) and _is_on(word, sheet) for word in words]
    kept = (word for word, is_cropped in zip(words, cropped, strict=True) if not is_cropped)
    return tuple(kept), tuple(compress(words, cropped))


def _sheet(page: pdfium.FPDF_PAGE, display: Display) -> BBox:
    """Return the whole sheet's box in the coordinates of its visible part."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetMediaBox(page, *(ctypes.byref(side) for side in sides)):
        return BBox(0.0, 0.0, display.width, display.height)
    return display.box(*(side.value for side in sides))


def _is_on(word: Word, box: BBox) -> bool:
    x, y = word.centre
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _display(page: pdfium.FPDF_PAGE) -> Display:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return Display(rect.left, rect.bottom, rect.right, rect.top, 90 * pdfium.FPDFPage_GetRotation(page))
