"""Words of a document that a reading of it says nothing of: there should be none, whatever the document is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extractores.geometry import Document, Page, Span, Word
from pipeline.reading import Reading

_SIGNS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[\s\-\u00ad\u2010\u2011]+")
"""What parts words: a hyphen at a line end may stay between two."""
_FIGURES = re.compile(r"\d+")


def words_lost(document: Document, reading: Reading) -> list[str]:
    """Return the words that are in no record, in none of the lines around the records, and not left over.

    They are looked for by their letters, for a word that a line end cut in two comes out whole; figures must not be
    part of other figures.
    """
    told = [_letters(word) for text in _told(document, reading) for word in _PARTS.split(text)]
    whole, alone = "".join(told), {figures for word in told for figures in _FIGURES.findall(word)}
    words = (word.text for page in document.pages for word in page.words)
    parts = ((word, _letters(part)) for word in words for part in _PARTS.split(word))
    return [word for word, part in parts if part not in (alone if part.isdecimal() else whole)]


def _letters(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFC", text)).casefold()


def _told(document: Document, reading: Reading) -> Iterator[str]:
    """Yield all text that the reading tells of."""
    for record in reading.records:
        yield from (field.text for field in record.printed_fields.values())
        yield from (record.number or "", record.process_level_printed or "", *record.extra, *record.extra.values())
    yield from reading.context_lines
    yield from (cell for row in reading.footer_rows for cell in row)
    pages = {page.number: page for page in document.pages}
    for span in reading.leftovers:
        yield from (word.text for word in _inside(span, pages[span.page]))


def _inside(span: Span, page: Page) -> Iterator[Word]:
    x0, top, x1, bottom = span.bbox
    for word in page.words:
        x, y = word.centre
        if x0 <= x <= x1 and top <= y <= bottom:
            yield word
