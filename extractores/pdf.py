"""Native PDF pages through PDFium: their words and ruling lines with boxes in points.

PDFium is not thread-safe: read documents in different processes, not in different threads.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import compress
from operator import itemgetter

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from .display import Display
from .errors import DamagedError, EncryptedError, NoPagesError, TooManyPagesError
from .geometry import BBox, Page, PageTrouble, Word
from .page_limits import PageTooComplexError
from .pdf_clips import TextClips
from .pdf_rules import GraphicsReader
from .pdf_sight import Sight, all_without_ink
from .pdf_words import TextReader
from .progress import tell_length
from .settings import ReadLimits

READER = "pdfium"

SCANNED_SHARE = 0.5
"""A page without a word in ink whose pictures cover at least this share of it is a scan."""
PICTURE_SHARE = 0.1
"""Pictures over this share of a page are more than a letterhead."""
NEAR = 1_000.0
"""Points around a sheet, however small it is, in which words are near it."""
_ANGLE = itemgetter(6)  # a word's, by its place among its fields
FEWEST_TURNED, TURNED_SHARE = 10, 0.5
"""So many words, and more than this share of a page's, run another way than the page is displayed."""


def read_pdf(data: bytes, name: str, limits: ReadLimits | None = None, heavy: Container[int] = ()) -> tuple[Page, ...]:
    """Return all pages of a PDF, those in ``heavy`` and those that are broken with their trouble instead of words.

    Raises :class:`EncryptedError`, :class:`DamagedError`, :class:`NoPagesError` or :class:`TooManyPagesError`.
    """
    pages = tuple(iterate_pages(data, name, limits or ReadLimits(), heavy))
    if all(page.trouble == "PAGE_ERROR" for page in pages):
        raise DamagedError(name)
    return pages


def iterate_pages(data: bytes, name: str, limits: ReadLimits, heavy: Container[int] = ()) -> Iterator[Page]:
    """Yield the pages of a PDF one by one; each is released before the next is read."""
    document = open_pdf(data, name, limits.password)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count == 0:
            raise NoPagesError(name)
        if count > limits.pages:
            raise TooManyPagesError(name, pages=count, limit=limits.pages)
        tell_length(count)
        for index in range(count):
            yield _troubled(index, "PAGE_HEAVY") if index + 1 in heavy else _tried(document, index, name, limits)
    finally:
        document.close()


def open_pdf(data: bytes, name: str, password: str = "") -> pypdfium2.PdfDocument:
    """Open a PDF; raise :class:`EncryptedError` or :class:`DamagedError`. Who opens it closes it."""
    try:
        return pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedError(name, tried=int(bool(password))) from error
        raise DamagedError(name) from error


def read_page(document: pypdfium2.PdfDocument, index: int, name: str, limits: ReadLimits | None = None) -> Page:
    """Return one page by its index from 0; raise :class:`DamagedError`."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise DamagedError(name, page=index + 1)
    try:
        return _read_open_page(page, index + 1, limits or ReadLimits())
    except PageTooComplexError:
        return replace(_empty(page, index + 1), trouble="PAGE_TOO_COMPLEX")
    finally:
        pdfium.FPDF_ClosePage(page)


def _tried(document: pypdfium2.PdfDocument, index: int, name: str, limits: ReadLimits) -> Page:
    """Return a page; one that is broken does not keep the others from being read."""
    try:
        return read_page(document, index, name, limits)
    except DamagedError:
        return _troubled(index, "PAGE_ERROR")


def _troubled(index: int, trouble: PageTrouble) -> Page:
    return Page(index + 1, 0.0, 0.0, (), trouble=trouble)


def _empty(page: pdfium.FPDF_PAGE, number: int) -> Page:
    display = _display(page)
    return Page(number, display.width, display.height, ())


def _read_open_page(page: pdfium.FPDF_PAGE, number: int, limits: ReadLimits) -> Page:
    display = _display(page)
    found = _read_displayed(page, display, number, limits)
    turn = _turn(found.words)
    if not turn:
        return found
    turned = replace(display, rotation=(display.rotation + turn) % 360)
    return replace(_read_displayed(page, turned, number, limits), turned=turn)


def _turn(words: Sequence[Word]) -> int:
    """Return by how many degrees clockwise a page must be turned so that most of its text is upright."""
    other_angles = list(filter(None, map(_ANGLE, words)))
    if len(other_angles) < FEWEST_TURNED:
        return 0
    angle, count = Counter(other_angles).most_common(1)[0]
    is_sure = angle % 90 == 0 and count >= FEWEST_TURNED and count > TURNED_SHARE * len(words)
    return -angle % 360 if is_sure else 0


def _read_displayed(page: pdfium.FPDF_PAGE, display: Display, number: int, limits: ReadLimits) -> Page:
    graphics = GraphicsReader(page, display, limits).read()
    area = display.width * display.height
    image_share = min(graphics.image_area / area, 1.0) if area else 0.0
    is_scanned = image_share >= SCANNED_SHARE and all_without_ink(graphics.texts)
    sight = None if is_scanned else Sight(page, display, graphics, has_pictures=image_share >= PICTURE_SHARE)
    reader = TextReader(page, display, TextClips(graphics.texts, graphics.text_matrices, display), sight)
    try:
        text = reader.read(limits.page_characters)
    finally:
        reader.close()
    words, off_page = _part_off_page(text.words, display)
    words, cropped = _part_cropped(words, page, display)
    return Page(
        number=number,
        width=display.width,
        height=display.height,
        words=words,
        rules=tuple(graphics.rules),
        fills=tuple(graphics.fills),
        kind="scanned" if is_scanned else "native",
        unreadable=text.unreadable,
        image_share=image_share,
        unseen=text.unseen,
        cropped=cropped,
        off_page=off_page,
    )


def _part_off_page(words: tuple[Word, ...], display: Display) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Part the words on and around the sheet from those that are further from it than it is large, or nowhere."""
    if not words:
        return words, ()
    sides = np.array([word[1:5] for word in words])
    reach = np.maximum([display.width, display.height] * 2, NEAR)
    is_near: list[bool] = np.asarray(((sides > -reach) & (sides < 2 * reach)).all(axis=1)).tolist()  # not: nowhere
    if all(is_near):
        return words, ()
    return tuple(compress(words, is_near)), tuple(word for word, near in zip(words, is_near, strict=True) if not near)


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
    box = _media_box(page)
    return display.box(*box) if box else BBox(0.0, 0.0, display.width, display.height)


def _is_on(word: Word, box: BBox) -> bool:
    x, y = word.centre
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _display(page: pdfium.FPDF_PAGE) -> Display:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    sheet = _media_box(page)
    if sheet and not (left < sheet[2] and right > sheet[0] and bottom < sheet[3] and top > sheet[1]):
        left, bottom, right, top = sheet  # a crop that shows nothing of the sheet crops nothing
    return Display(left, bottom, right, top, 90 * pdfium.FPDFPage_GetRotation(page))


def _media_box(page: pdfium.FPDF_PAGE) -> tuple[float, float, float, float] | None:
    """Return left, bottom, right and top of the whole sheet; None where the page does not say."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetMediaBox(page, *(ctypes.byref(side) for side in sides)):
        return None
    x0, y0, x1, y1 = (side.value for side in sides)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
