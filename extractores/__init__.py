"""What is on the page: words, ruling lines and tables of any PDF or text dump. Geometry only, no subject.

>>> from extractores import find_tables
>>> for table in find_tables("matriz.pdf").tables: ...
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .errors import DocumentError
from .geometry import BBox, Document, Fill, Page, Rule, Span, Word
from .layout import Layout, find_layout
from .readers import iterate_document, read_document
from .settings import LayoutSettings, ReadLimits
from .table import Cell, Table
from .tables import PageLayout, find_page_tables

__all__ = [
    "BBox",
    "Cell",
    "Document",
    "DocumentError",
    "Fill",
    "Layout",
    "LayoutSettings",
    "Page",
    "PageLayout",
    "ReadLimits",
    "Rule",
    "Span",
    "Table",
    "Word",
    "find_layout",
    "find_tables",
    "iterate_page_tables",
    "read_document",
]


def iterate_page_tables(path: str | Path, settings: LayoutSettings | None = None) -> Iterator[PageLayout]:
    """Yield the tables of a file page by page, as printed; memory does not grow with the number of pages.

    Raises a :class:`DocumentError` where the file cannot be read.
    """
    return (find_page_tables(page, settings) for page in iterate_document(path))


def find_tables(path: str | Path, settings: LayoutSettings | None = None) -> Layout:
    """Return every table of a PDF or text file: page by page as printed, and joined over pages as meant.

    Raises a :class:`DocumentError` where the file cannot be read.
    """
    return find_layout(read_document(path).pages, settings)
