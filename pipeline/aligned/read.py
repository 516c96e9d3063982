"""Text pages whose columns still align to records."""

from __future__ import annotations

from extractores.geometry import Document, Word
from extractores.layout import Layout
from extractores.tables import PageLayout

from ..reading import Reading
from ..records import read_records
from .body import Section, find_sections
from .grid_lines import GridLine, grid_lines
from .heading_lines import find_headings, without_repeated
from .page_edges import without_furniture
from .to_tables import make_table
from .unheaded import guess_heading


def read_aligned(document: Document) -> Reading | None:
    """Return the records of a dump that keeps its columns; None where nothing tells them."""
    printed = grid_lines(document.pages)
    lines, furniture = without_furniture(printed)
    headings = find_headings(lines)
    if not headings and furniture and (headings := find_headings(printed)):
        lines, furniture = printed, []  # What every page begins with are the headings.
    if not headings and (guessed := guess_heading(lines)):
        headings = [guessed]
    if not headings:
        return None
    lines, repeated = without_repeated(lines, headings)
    furniture += repeated
    sections = find_sections(lines, headings)
    layout = Layout(_pages(document, lines, sections, furniture), tuple(make_table(section) for section in sections))
    return read_records(layout, document)


def _pages(
    document: Document, lines: list[GridLine], sections: list[Section], furniture: list[GridLine]
) -> tuple[PageLayout, ...]:
    """Return the words that are in no table, page by page."""
    outside: dict[int, list[Word]] = {page.number: [] for page in document.pages}
    first = sections[0].heading.first
    for line in [*lines[:first], *furniture]:
        outside[line.page] += line.words
    for section in sections:
        for body in section.lines:
            if body.kind == "outside":
                outside[body.line.page] += body.line.words
    return tuple(PageLayout(page.number, page.width, (), tuple(outside[page.number])) for page in document.pages)
