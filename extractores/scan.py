"""Scanned pages of a PDF: which they are, and their reading, where what recognises text is installed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from .display import slanted_box
from .geometry import Page, Word
from .ocr import Recognisers, can_recognise, choose_recognisers
from .progress import tell_length, tell_pages
from .second_reading import is_near

if TYPE_CHECKING:
    from .scan_image import Picture

READABLE = 0.5
"""Share of its characters that a page without pictures must have a meaning for to be read from them."""
MOST_AT_ONCE = 3
"""Pages read side by side: with four a process comes near its 2 GB."""
LAID_OVER = 0.9
"""Confidence of a word that only the text laid over a picture has."""


def is_scan(page: Page) -> bool:
    """Tell whether a page must be read from its picture: nothing on it is in ink, or its font says nothing."""
    if page.kind == "scanned":
        return True
    known = sum(len(word.text) for word in page.words)
    return page.kind == "native" and page.unreadable > 0 and known < READABLE * (known + page.unreadable)


def with_scans(data: bytes, pages: Sequence[Page], cores: int = 1, password: str = "") -> tuple[Page, ...]:
    """Return the pages of a PDF, the scanned ones with what is printed on them where that can be read.

    As many scanned pages as there are ``cores``, three at most, are read at once; who listens is told of each.

    The text that somebody else's recogniser laid over a picture is a further reading; where nothing is installed that
    recognises text, it is the only one.
    """
    scans = [page for page in pages if is_scan(page)]
    if not scans:
        return tuple(pages)
    if not can_recognise():
        return tuple(replace(page, words=tuple(_unconfirmed(page))) for page in pages)
    if not _can_draw(data, scans, password):
        return tuple(pages)
    tell_length(scanned=len(scans))
    read = {}
    for page in _read_scans(data, scans, cores, password):
        read[page.number] = page
        tell_pages(len(read), len(scans))
    return tuple(_better(read.get(page.number, page), page) for page in pages)


def _can_draw(data: bytes, pages: Sequence[Page], password: str) -> bool:
    """Tell whether PDFium has the pages: of a broken file they may be those of another reader."""
    try:
        with pypdfium2.PdfDocument(data, password=password or None) as document:
            return max(page.number for page in pages) <= len(document)
    except pypdfium2.PdfiumError:
        return False


def _better(read: Page, page: Page) -> Page:
    """Return a page as it was read from its picture; where that has no words, text that says nothing is why."""
    return page if page.unreadable and page.kind == "native" and not read.words else read


def _read_scans(data: bytes, scans: Sequence[Page], cores: int, password: str) -> Iterator[Page]:
    """Yield scanned pages as they are read, in their order.

    PDFium draws them one after the other in this thread, for it is not safe in several; recognisers let go of the
    interpreter, so that threads read side by side.
    """
    recognisers = choose_recognisers()
    document = pypdfium2.PdfDocument(data, password=password or None)
    at_once = min(cores, len(scans), MOST_AT_ONCE)
    under_way: deque[Future[Page]] = deque()
    try:
        with ThreadPoolExecutor(at_once) as threads:
            for page in scans:
                if len(under_way) == at_once:
                    yield under_way.popleft().result()
                under_way.append(threads.submit(_read_scan, _draw(document, page), page, recognisers))
            while under_way:
                yield under_way.popleft().result()
    finally:
        document.close()


def _unconfirmed(page: Page) -> Iterator[Word]:
    return (word._replace(confidence=LAID_OVER) if page.kind == "scanned" else word for word in page.words)


def _draw(document: pypdfium2.PdfDocument, page: Page) -> Picture | None:
    """Return the picture of a page; None where it is too large to be unpacked."""
    from .scan_image import HugePictureError, render

    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    try:
        return render(handle)
    except HugePictureError:
        return None
    finally:
        pdfium.FPDF_ClosePage(handle)


def _read_scan(picture: Picture | None, page: Page, recognisers: Recognisers) -> Page:
    """Return a page with what its picture shows; as it is where it has none."""
    from .scan_page import read_picture

    if picture is None:
        return replace(page, kind="scanned", words=tuple(_unconfirmed(page)))
    width, height = (page.height, page.width) if page.turned % 180 else (page.width, page.height)
    displayed = replace(page, width=width, height=height, turned=0)
    found = read_picture(picture, displayed, recognisers)
    return confirm(found, page.words) if page.kind == "scanned" and page.words else found


def confirm(page: Page, layer: Sequence[Word]) -> Page:
    """Return a page whose words are sure where text laid over its picture has them too, and how far both agree."""
    places: defaultdict[str, list[Word]] = defaultdict(list)
    for other in layer:
        places[other.text].append(other)
    words, confirmed = [], 0
    for word in page.words:
        x0, top, x1, bottom = slanted_box(page, word.bbox)
        there = word._replace(x0=x0, top=top, x1=x1, bottom=bottom)
        is_confirmed = any(is_near(there, other) for other in places[word.text])
        confirmed += is_confirmed
        words.append(word._replace(confidence=1.0) if is_confirmed else word)
    return replace(page, words=tuple(words), agreement=confirmed / max(len(words), len(layer)))
