"""What either way of reading (tables or reassembly) gives: records, and where every other word went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractores.display import slanted_box
from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, BBox, Document, Page, Span, Word

from .model import Finding, Place, Record


@dataclass(frozen=True, slots=True)
class Reading:
    """Records of one document before matching and checks."""

    records: tuple[Record, ...]
    score: float
    """How well the records explain the document, 0 to 1: decides between two ways of reading it."""
    leftovers: tuple[Span, ...] = ()
    """Words that belong to nothing: they become a finding, never silence."""
    footer_rows: tuple[tuple[str, ...], ...] = ()
    """Rows that look like the footer, as the texts of their cells."""
    context_lines: tuple[str, ...] = ()
    """Lines around the records, from the top down: titles, institution, dates."""
    findings: tuple[Finding, ...] = ()
    hidden: tuple[Span, ...] = ()
    """Words that nobody sees on the page, and that are in no record."""
    words_in_records: int = 0
    words_left_over: int = 0
    is_of_other_content: bool = False
    """Whether there are no records because the headings of the tables are those of something else."""


def hidden_places(document: Document) -> tuple[Span, ...]:
    """Return where the words stand that are on the sheet and that nobody sees."""
    return tuple(
        Span(page.number, word.bbox)
        for page in document.pages
        if page.kind != "scanned"
        for word in (*page.unseen, *page.cropped)
    )


def agreement(places: Iterable[Place | Span], pages: Mapping[int, Page]) -> float:
    """Return how far two readers agree on the pages of ``places``; 1 where there was no doubt."""
    return min((said for place in places if (said := pages[place.page].agreement) is not None), default=1.0)


def recognition(spans: Iterable[Span], pages: Mapping[int, Page]) -> float:
    """Return the confidence of the least sure word in ``spans``; 1 where none was read from a picture."""
    scanned = ((span.bbox, pages[span.page].words) for span in spans if pages[span.page].kind == "scanned")
    inside = (word.confidence for box, words in scanned for word in words if _is_in(word, box))
    return round(min(inside, default=1.0), 4)


def _is_in(word: Word, box: BBox) -> bool:
    x, y = word.centre
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def place(span: Span, page: Page) -> Place:
    """Return ``span`` as the outputs show it: where it is on a slanted scan; on a text page with lines and columns."""
    x0, top, x1, bottom = (round(value, 2) for value in slanted_box(page, span.bbox))
    if page.kind != "text":
        return Place(page=span.page, bbox=(x0, top, x1, bottom))
    return Place(
        page=span.page,
        bbox=(x0, top, x1, bottom),
        lines=(round(top / LINE_HEIGHT) + 1, max(round(bottom / LINE_HEIGHT), 1)),
        columns=(round(x0 / CHARACTER_WIDTH) + 1, max(round(x1 / CHARACTER_WIDTH), 1)),
    )
