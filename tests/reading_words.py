"""Words of a document that a reading of it says nothing of: there should be none, whatever the document is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extractores.geometry import Document, Page, Span, Word
from pipeline.portal.intake import PublishedTable, heading_row
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


def cells_lost(table: PublishedTable, reading: Reading) -> list[str]:
    """Return the cells of a published table that its reading says nothing of, but for its headings."""
    found = heading_row(table)
    headings = table.rows[found[0]] if found else ()
    told = "".join(map(_letters, (*_told_of(reading), *(finding.message for finding in reading.findings), *headings)))
    return [cell for row in table.rows for cell in row if _letters(cell) not in told]


def _letters(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFC", text)).casefold()


def _told(document: Document, reading: Reading) -> Iterator[str]:
    """Yield all text that the reading tells of, and what it leaves over."""
    yield from _told_of(reading)
    pages = {page.number: page for page in document.pages}
    for span in reading.leftovers:
        yield from (word.text for word in _inside(span, pages[span.page]))


def _told_of(reading: Reading) -> Iterator[str]:
    for record in reading.records:
        yield from (field.text for field in record.printed_fields.values())
        yield from (record.number or "", record.process_level_printed or "", *record.extra, *record.extra.values())
    yield from reading.context_lines
    yield from (cell for row in reading.footer_rows for cell in row)


def _inside(span: Span, page: Page) -> Iterator[Word]:
    x0, top, x1, bottom = span.bbox
    for word in page.words:
        x, y = word.centre
        if x0 <= x <= x1 and top <= y <= bottom:
            yield word
