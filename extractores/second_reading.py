"""A second opinion on pages that the first reading is unsure of, from an independent reader: pdfplumber.

It shares no code with PDFium's text, so words on which both agree are hardly wrong; it takes some thirty times as
long, so it is asked about doubtful pages only. It never replaces the first reading: what it reads where PDFium
finds no meaning is as often plausible nonsense as it is right (letters whose codes were renumbered come out as
other letters, accents of embedded fonts as those of another alphabet), and on text that runs up or down the page
it is the weaker of the two.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from .display import Display
from .geometry import Page, Rule, Word
from .patience import at_most
from .pdf_words import UNREADABLE
from .settings import ReadLimits
from .silence import silenced

if TYPE_CHECKING:
    from pdfplumber.display import PageImage
    from pdfplumber.page import Page as OtherPage

FEW_WORDS = 5
"""A native page with fewer words than this, but drawings, may have text that was not understood."""
MANY_DRAWINGS = 40
"""Rules and grounds on a page: more than a frame and a letterhead."""
MOST_SYMBOLS = 0.3
"""Share of words without letter or digit from which a page is doubtful: codes, not text."""
MOST_PAGES = 10
"""Pages of one document that are read twice; what is wrong with a font is wrong on all its pages."""
MOST_SECONDS = 8.0
"""Of the processor, for all pages of a document: this reader is slow, and follows some loops for ever."""
SECOND_READER = "pdfminer"
SAME_PLACE = 1.0
"""The two readings mean one word when its middles differ by less than this, in heights of the type."""
WIDEST_GAP = 0.15
"""Space between letters of one word, in sizes of the type; pdfplumber's own limit is absolute."""
SAME_GLYPH = 1.0
"""Points: equal letters nearer than this are one letter printed twice."""

REPLACEMENT = "\ufffd"
"""What stands for a sign whose meaning is unknown."""

_NO_MEANING = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for such a sign."""
_MEANING = re.compile(r"[^\W_]")
_TEXT = itemgetter(0)


def doubtful(page: Page) -> bool:
    """Tell whether a page was perhaps not read as it is printed."""
    # Without words there is nothing to compare, and pdfplumber cannot read text that does not run from left to right.
    if page.kind != "native" or page.turned or not page.words:
        return False
    drawings = len(page.rules) + len(page.fills)
    if page.unreadable or (len(page.words) < FEW_WORDS and drawings >= MANY_DRAWINGS):
        return True
    most = MOST_SYMBOLS * max(len(page.words), FEW_WORDS)
    likely = [text for text in map(_TEXT, page.words) if not text.isalnum()]
    return len(likely) > most and sum(not _MEANING.search(text) for text in likely) > most


def with_second_opinion(data: bytes, pages: Sequence[Page], password: str = "") -> tuple[Page, ...]:
    """Return the pages of the PDF ``data``, the first doubtful ones with the agreement of both readings."""
    found = agreements(data, [page for page in pages if doubtful(page)][:MOST_PAGES], password)
    return tuple(replace(page, agreement=found[page.number]) if page.number in found else page for page in pages)


def agreement(page: Page, data: bytes) -> float:
    """Return the share of a page's words on which both readings agree, in text and place; 0 where one has none."""
    return agreements(data, [page])[page.number]


def agreements(data: bytes, pages: Sequence[Page], password: str = "") -> dict[int, float]:
    """Return the agreement on each of ``pages``; one that pdfplumber cannot read counts as no agreement."""
    if not pages:
        return {}
    agreed = dict.fromkeys((page.number for page in pages), 0.0)
    first = {page.number: page.words for page in pages}
    try:
        with at_most(MOST_SECONDS), open_pages(data, sorted(first), password) as found:
            for page in found:
                agreed[page.page_number] = _agreement(first[page.page_number], _words(page))
    except Exception:  # whatever a broken file does to the second reader, the first reading stands
        return agreed
    return agreed


def read_again(data: bytes, limits: ReadLimits) -> tuple[Page, ...]:
    """Return the pages of a PDF with words and ruling lines as pdfminer reads them; none where it finds no words.

    It stands for PDFium where that reads nothing.
    """
    pages: list[Page] = []
    try:
        with at_most(MOST_SECONDS), open_pages(data, (), limits.password) as found:
            for page in islice(found, limits.pages):
                pages.append(_read(page, limits))
    except Exception:  # whatever a broken file does to this reader: what it has read until then counts
        pass
    return tuple(pages) if any(page.words for page in pages) else ()


def _read(page: OtherPage, limits: ReadLimits) -> Page:
    if len(page.chars) > limits.page_characters or len(page.edges) > limits.page_rules:
        return Page(page.page_number, float(page.width), float(page.height), (), trouble="PAGE_TOO_COMPLEX")
    rules = tuple(_rule(edge) for edge in page.edges if edge["orientation"] in ("h", "v"))
    words = [word._replace(text=_NO_MEANING.sub(REPLACEMENT, word.text)) for word in _words(page)]
    clear = tuple(word for word in words if not UNREADABLE.search(word.text))
    unreadable = sum(len(word.text) for word in words if UNREADABLE.search(word.text))
    return Page(page.page_number, float(page.width), float(page.height), clear, rules, unreadable=unreadable)


def _rule(edge: dict[str, Any]) -> Rule:
    if edge["orientation"] == "h":
        return Rule("h", edge["top"], edge["x0"], edge["x1"])
    return Rule("v", edge["x0"], edge["top"], edge["bottom"])


@contextmanager
def open_pages(data: bytes, numbers: Sequence[int], password: str = "") -> Iterator[Iterator[OtherPage]]:
    """Open pages by number (1 is the first), all where none is named; each is released when the next is asked for."""
    import pdfplumber

    chosen = list(numbers) or None
    with silenced("pdfminer"), pdfplumber.open(io.BytesIO(data), pages=chosen, password=password or None) as document:
        yield _released(document.pages)


def draw_page(data: bytes, page: Page, resolution: int, password: str = "") -> PageImage:
    """Return a page as it was read, to draw on; ``resolution`` is in dots per inch."""
    with open_pages(data, [page.number], password) as pages:
        image = next(pages).to_image(resolution=resolution, antialias=True)
    image.original = image.original.rotate(-page.turned, expand=True).rotate(page.skew, fillcolor="white")
    image.scale, image.bbox = image.original.width / page.width, (0.0, 0.0, page.width, page.height)
    return image.reset()


def _released(pages: Sequence[OtherPage]) -> Iterator[OtherPage]:
    for page in pages:
        yield page
        page.close()


def _words(page: OtherPage) -> list[Word]:
    """Return the words that pdfplumber finds, where the page displays them."""
    left, top = _corner(page)
    letters = page.dedupe_chars(tolerance=SAME_GLYPH)
    found = letters.extract_words(x_tolerance_ratio=WIDEST_GAP, extra_attrs=["size"])
    return [_word(word, left, top) for word in found]


def _word(word: dict[str, Any], left: float, top: float) -> Word:
    return Word(
        word["text"], word["x0"] - left, word["top"] - top, word["x1"] - left, word["bottom"] - top, word["size"]
    )


def _corner(page: OtherPage) -> tuple[float, float]:
    """Return the visible page's upper left corner in pdfplumber's coordinates, which are those of the whole sheet."""
    sheet = Display(*page.page_obj.mediabox, rotation=page.rotation)
    visible = sheet.box(*page.page_obj.cropbox)
    return page.mediabox[0] + max(visible.x0, 0.0), page.mediabox[1] + max(visible.top, 0.0)


def _agreement(first: Sequence[Word], second: Sequence[Word]) -> float:
    most = max(len(first), len(second))
    return _count_common(first, second) / most if most else 1.0


def _count_common(first: Sequence[Word], second: Sequence[Word]) -> int:
    """Return how many words of the first reading have a twin of their own in the second."""
    twins: defaultdict[str, list[Word]] = defaultdict(list)
    for word in second:
        twins[word.text].append(word)
    common = 0
    for word in first:
        index = next((i for i, twin in enumerate(twins[word.text]) if is_near(word, twin)), None)
        if index is not None:
            del twins[word.text][index]
            common += 1
    return common


def is_near(one: Word, other: Word) -> bool:
    """Tell whether two words stand in the same place."""
    reach = SAME_PLACE * one.size
    left, right, above, below = one.x0 - other.x0, one.x1 - other.x1, one.top - other.top, one.bottom - other.bottom
    return abs(left + right) < 2 * reach and abs(above + below) < 2 * reach
