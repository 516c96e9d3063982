"""A PDF through the readers there are, one after the other, until one has its text.

PDFium reads nearly all. What it cannot open, or where pages or all the words are missing from what it gives of a
damaged file, is read again from a copy whose structure qpdf rebuilt, and by pdfminer; the reading with most on it
counts, and which one that is is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .damage import mend
from .errors import DamagedError, DocumentError, EncryptedError, NoPagesError
from .geometry import Page
from .inspection import NOTHING, Inspection, has_no_pages, inspect, with_content
from .pdf import READER, iterate_pages, open_pdf, read_pdf
from .second_reading import SECOND_READER, read_again
from .settings import ReadLimits

MENDED, SECOND = "mended", "second_reader"


class ReadPdf(NamedTuple):
    """What was read, from which bytes, by whom, and what is to be told."""

    data: bytes
    pages: tuple[Page, ...]
    notes: tuple[str, ...]
    reader: str = READER
    password: str = ""
    """What opens these bytes, where they are closed."""


def read_pdf_chain(data: bytes, name: str, limits: ReadLimits) -> ReadPdf:
    """Return the pages of a PDF by the first reader that has them; raise a ``DocumentError`` where none has."""
    data = data.rstrip(b"\x00")  # what a disk leaves of a write that it lost, or of a download in blocks
    limits = _needed(data, name, limits)
    inspection = inspect(data, limits) if limits.checks_damage else NOTHING
    try:
        first = ReadPdf(
            data, read_pdf(data, name, limits, inspection.heavy), inspection.notes, password=limits.password
        )
    except EncryptedError as error:
        return _told(_unlocked(data, name, limits, inspection, error), limits)
    except (DamagedError, NoPagesError) as error:
        return _told(_rescue(data, name, limits, inspection, error), limits)
    if not _lacks(first.pages, inspection):
        return _told(first, limits)
    others = _others(data, name, limits, inspection)
    return _told(max((first, *others), key=_richness), limits)


def iterate_chain(data: bytes, name: str, limits: ReadLimits) -> Iterator[tuple[bytes, Page]]:
    """Yield the pages one by one, each with the bytes that it was read from."""
    data = data.rstrip(b"\x00")
    limits = _needed(data, name, limits)
    done = 0
    try:
        for page in iterate_pages(data, name, limits):
            if page.trouble == "PAGE_ERROR":
                raise DamagedError(name, page=page.number)
            done = page.number
            yield data, page
    except EncryptedError as error:
        found = _unlocked(data, name, limits, NOTHING, error)
        yield from ((found.data, page) for page in found.pages)
    except (DamagedError, NoPagesError) as error:
        found = _rescue(data, name, limits, NOTHING, error, done)
        yield from ((found.data, page) for page in found.pages[done:])


def _needed(data: bytes, name: str, limits: ReadLimits) -> ReadLimits:
    """Return the limits without a password for what opens without one: a wrong one would keep it closed."""
    if not limits.password:
        return limits
    try:
        open_pdf(data, name).close()
    except EncryptedError:
        return limits
    except DamagedError:
        pass
    return replace(limits, password="")


def _rescue(
    data: bytes, name: str, limits: ReadLimits, inspection: Inspection, error: DocumentError, done: int = 0
) -> ReadPdf:
    """Return the best that another reader has of a PDF that PDFium cannot read to its end; else raise ``error``.

    One that is sound and lists no page has none: what other readers find in it was taken out.
    """
    if "damaged" not in inspection.notes and has_no_pages(data, limits):
        raise NoPagesError(name) from error
    found = list(_others(data, name, limits, inspection))
    if done:
        found += _as_it_is(data, name, limits)
    if not found:
        if has_no_pages(data, limits):
            raise NoPagesError(name) from error
        raise error
    return max(found, key=_richness)


def _as_it_is(data: bytes, name: str, limits: ReadLimits) -> Iterator[ReadPdf]:
    try:
        yield ReadPdf(data, read_pdf(data, name, limits), (), password=limits.password)
    except (DamagedError, NoPagesError):
        return


def _others(data: bytes, name: str, limits: ReadLimits, inspection: Inspection) -> Iterator[ReadPdf]:
    """Yield what the other readers have, the better ones first; the last only where the first has no words."""
    mended = _mended(data, name, limits, inspection)
    if mended is not None:
        yield mended
    has_words = mended is not None and any(page.words for page in mended.pages)
    if not has_words and (again := read_again(data, limits)):
        yield ReadPdf(data, again, _with(inspection.notes, SECOND), SECOND_READER, limits.password)


def _mended(data: bytes, name: str, limits: ReadLimits, inspection: Inspection) -> ReadPdf | None:
    """Return what PDFium reads of a copy that qpdf rebuilt; None where that is nothing."""
    mended = mend(data, limits.password)
    if mended is None:
        return None
    try:
        pages = read_pdf(mended, name, replace(limits, password=""), inspection.heavy)
    except (DamagedError, NoPagesError):
        return None
    return ReadPdf(mended, pages, _with(inspection.notes, MENDED))


def _unlocked(data: bytes, name: str, limits: ReadLimits, inspection: Inspection, error: DocumentError) -> ReadPdf:
    """Return what is read of a PDF that PDFium calls closed and qpdf opens; else raise ``error``.

    PDFium also checks the part of the lock that says what the reader may do, and some programs write that wrongly.
    """
    found = _mended(data, name, limits, inspection)
    if found is None:
        raise error
    return found


def _with(notes: Sequence[str], note: str) -> tuple[str, ...]:
    return (*(other for other in notes if other != "damaged"), note)


def _lacks(pages: Sequence[Page], inspection: Inspection) -> bool:
    """Tell whether a reading of a damaged file is worth another attempt."""
    if any(page.trouble == "PAGE_ERROR" for page in pages):
        return True
    return "damaged" in inspection.notes and not any(page.words for page in pages)


def _richness(found: ReadPdf) -> tuple[int, int, int]:
    """Return what tells which reading has most on it; of equal ones the first counts."""
    whole = sum(page.trouble is None for page in found.pages)
    return sum(len(word.text) for page in found.pages for word in page.words), whole, int(found.reader == READER)


def _told(found: ReadPdf, limits: ReadLimits) -> ReadPdf:
    """Return a reading in which pages from which nothing came although they draw something are in trouble."""
    silent = [page.number for page in found.pages if _is_silent(page)]
    if not silent or not limits.checks_damage:
        return found
    wrong = with_content(found.data, silent, limits)
    pages = (replace(page, trouble="PAGE_ERROR") if page.number in wrong else page for page in found.pages)
    return found._replace(pages=tuple(pages))


def _is_silent(page: Page) -> bool:
    nothing = not (
        page.words or page.rules or page.fills or page.unseen or page.cropped or page.off_page or page.unreadable
    )
    return page.trouble is None and nothing and not page.image_share
