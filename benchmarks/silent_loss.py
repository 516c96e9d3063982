"""Text that a PDF has and of whose loss nobody is told, by what two other readings find in it.

The one is PDFium's own text of the file, the other PDFium's of a copy that qpdf rewrote. What we read is what our
reader of documents gives, before anything is made of it: most files of public suites hold no matrix, and that it says
"no matrix" of one does not tell that it has read its words.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from extractores import ReadLimits
from extractores.damage import mend
from extractores.errors import DocumentError
from extractores.geometry import Page
from extractores.pdf_chain import read_pdf_chain
from extractores.readers import from_mark

from .hostile_contract import UNTYPED

FEWEST_LETTERS = 20
"""Letters more than we read from which a text is lost."""
TELL_OF_LOSS = frozenset(
    {
        *("DAMAGED_FILE", "MENDED_FILE", "SECOND_READER", "PAGE_ERROR", "PAGE_TOO_COMPLEX"),
        *("UNREADABLE_FONT", "RECOGNISED_FONT", "READINGS_DISAGREE"),
    }
)
"""Findings that send people to the paper. That there is no text, or no matrix, says nothing of a text that is there."""
UNREAD = frozenset({"DAMAGED", "NO_PAGES", "NOT_PDF", "UNREADABLE", "EMPTY_FILE", "UNSUPPORTED_TYPE"})
"""Failures that say of a file that nothing can be read in it."""
NO_LETTERS = "\x00\ufffe"
"""What PDFium gives for letters whose meaning it does not know, and for hyphens that it takes out."""
SAME_PLACE = 1.5
"""Points: equal letters nearer than this are one letter printed twice."""

ReaderName: TypeAlias = Literal["ours", "PDFium", "qpdf and PDFium"]
READERS: tuple[ReaderName, ...] = ("ours", "PDFium", "qpdf and PDFium")


class Glance(NamedTuple):
    """A file and who reads it; small, because it crosses to another process."""

    path: Path
    reader: ReaderName


class Found(NamedTuple):
    """How much a reader has found in a file."""

    pages: int
    letters: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ended in the batch: its state, the code of it, and the codes of all findings."""

    state: str
    code: str | None
    findings: frozenset[str] = frozenset()


def look(glance: Glance) -> tuple[Glance, Found | None]:
    """Return what a reader finds in a file; None where it cannot open it. Broken files may end the process."""
    data = glance.path.read_bytes()
    if glance.reader == "ours":
        return glance, _found_by_us(data)
    copy = data if glance.reader == "PDFium" else mend(data)
    return glance, None if copy is None else _found_by_pdfium(copy)


def violations(ending: Ending | None, found: Mapping[ReaderName, Found | None]) -> list[str]:
    """Return what is wrong with how a file ended; nothing where all is well."""
    if ending is None:
        return ["no end"]
    if ending.state == "pending" or ending.code in UNTYPED:
        return [f"untyped: {ending.code}"]
    return list(_losses(ending, found))


def _losses(ending: Ending, found: Mapping[ReaderName, Found | None]) -> Iterator[str]:
    is_unread = ending.state == "failed" and ending.code in UNREAD
    is_told = not is_unread and (ending.code in TELL_OF_LOSS or bool(ending.findings & TELL_OF_LOSS))
    is_ended = ending.state == "failed" and not ending.findings and not is_unread
    if is_told or is_ended:
        return
    if "ours" not in found:
        yield "not judged: our reading did not end"
        return
    ours = found.get("ours") or Found(0, 0)
    for reader in READERS[1:]:
        theirs = found.get(reader)
        if theirs is None:
            continue
        kind = "not rescued" if is_unread else "silent"
        if theirs.letters - ours.letters >= FEWEST_LETTERS:
            yield f"{kind}: {theirs.letters} letters by {reader}, {ours.letters} by us"
        elif theirs.pages > ours.pages and not is_unread:
            yield f"{kind}: {theirs.pages} pages by {reader}, {ours.pages} by us"


def _found_by_us(data: bytes) -> Found | None:
    try:
        pages = read_pdf_chain(from_mark(data), "", ReadLimits(checks_damage=True)).pages
    except DocumentError:
        return None
    return Found(len(pages), sum(map(_letters_of, pages)))


def _letters_of(page: Page) -> int:
    """Return the letters of a page that are shown or told; those without a meaning are told, too."""
    words = (*page.words, *page.unseen, *page.cropped, *page.off_page)
    return page.unreadable + sum(len(word.text) for word in words)


def _found_by_pdfium(data: bytes) -> Found | None:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        count = min(len(document), ReadLimits().pages)
        return Found(count, sum(_pdfium_letters(document, index) for index in range(count)))
    finally:
        document.close()


def _pdfium_letters(document: pypdfium2.PdfDocument, index: int) -> int:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return 0
    text = pdfium.FPDFText_LoadPage(page)
    try:
        return _letters_once(_placed_letters(text))
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _placed_letters(text: pdfium.FPDF_TEXTPAGE) -> Iterator[tuple[str, float, float]]:
    """Yield the letters of a page in their order, each with its origin in points."""
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(max(pdfium.FPDFText_CountChars(text), 0)):
        letter = letter_of(pdfium.FPDFText_GetUnicode(text, index))
        if not letter.isspace() and letter not in NO_LETTERS:
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            yield letter, x.value, y.value


def letter_of(code: int) -> str:
    """Return the letter that PDFium means by a number; fonts make it mean any."""
    return chr(code) if code <= sys.maxunicode else "\0"


def _letters_once(letters: Iterable[tuple[str, float, float]]) -> int:
    """Return how many letters there are, those printed again where they stand (to look bold) counted once."""
    squares: set[tuple[str, float, float]] = set()
    count = 0
    for letter, x, y in letters:
        column, row = x // SAME_PLACE, y // SAME_PLACE
        around = ((letter, column + right, row + up) for right in (-1, 0, 1) for up in (-1, 0, 1))
        count += squares.isdisjoint(around)
        squares.add((letter, column, row))
    return count
