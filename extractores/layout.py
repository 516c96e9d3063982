"""The tables of a whole document: pages one by one, then joined beside and below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .furniture import find_furniture
from .geometry import Page, Word
from .page_breaks import join_below
from .page_grid import join_beside
from .progress import tell_place
from .settings import LayoutSettings
from .table import Table
from .tables import PageLayout, find_page_tables, type_height

LOOK_BACK = 2
"""Pages before whose columns may go on: left and right pages may have margins of their own."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found in a document: tables as printed, tables as meant, and the words in none of them."""

    pages: tuple[PageLayout, ...]
    """Page by page: tables as printed, and the words outside of them."""
    tables: tuple[Table, ...]
    """Logical tables, over pages."""


def find_layout(pages: Sequence[Page], settings: LayoutSettings | None = None) -> Layout:
    """Return the tables of ``pages``; each word is in one cell, in a repeated heading or outside of all tables."""
    settings = settings or LayoutSettings()
    layouts: list[PageLayout] = []
    for page, furniture in zip(pages, _furniture(pages, settings), strict=True):
        if page.kind != "text":  # those of a text are read together
            tell_place(page.number, page.number, pages[-1].number)
        known = [edges for layout in layouts[: -LOOK_BACK - 1 : -1] if (edges := layout.open_edges)]
        layouts.append(find_page_tables(page, settings, known, furniture))
    if last := max((page.number for page in pages if page.trouble is None and page.kind != "text"), default=0):
        tell_place(last + 1, last, pages[-1].number)
    width = max((page.width for page in pages), default=0.0)
    printed = [table for layout in layouts for table in layout.tables]
    beside = join_beside(printed, width, settings) if "page grid" in settings.evidence else printed
    logical = join_below(beside, width, settings) if "page breaks" in settings.evidence else beside
    return Layout(tuple(layouts), tuple(logical))


def _furniture(pages: Sequence[Page], settings: LayoutSettings) -> Sequence[frozenset[Word]]:
    """Return for each page the words of its furniture, which shows only beside other pages."""
    if len(pages) < 2:
        return [frozenset()] * len(pages)
    return find_furniture(pages, type_height([word for page in pages for word in page.words]), settings)
