"""Words of pages and of what the layout engine made of them, to compare: none may be lost or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extractores import Layout
from extractores.geometry import Page


def words_of_pages(pages: Iterable[Page]) -> Counter[str]:
    """Return the words of pages with how often each is there."""
    return Counter(word.text for page in pages for word in page.words)


def words_of_layout(layout: Layout) -> Counter[str]:
    """Return the words of all logical tables, of repeated headings, and outside of tables."""
    lines = [line for table in layout.tables for cell in table.cells for line in cell.lines]
    lines += [line for table in layout.tables for line in table.repeated]
    inside = Counter(word.text for line in lines for word in line.words)
    return inside + Counter(word.text for page in layout.pages for word in page.outside)
