"""What is on the page: words, ruling lines and tables of any PDF or text dump. Geometry only, no subject.

>>> from extractores import find_tables
>>> for table in find_tables("matriz.pdf").tables: ...
"""

from __future__ import annotations

from pathlib import Path

from .errors import DocumentError
from .geometry import BBox, Document, Fill, Page, Rule, Span, Word
from .layout import Layout, find_layout
from .readers import read_document
from .settings import LayoutSettings, ReadLimits
from .table import Cell, Table

__all__ = [
    "BBox",
    "Cell",
    "Document",
    "DocumentError",
    "Fill",
    "Layout",
    "LayoutSettings",
    "Page",
    "ReadLimits",
    "Rule",
    "Span",
    "Table",
    "Word",
    "find_layout",
    "find_tables",
    "read_document",
]


def find_tables(path: str | Path, settings: LayoutSettings | None = None) -> Layout:
    """Return every table of a PDF or text file: page by page as printed, and joined over pages as meant.

    Raises a :class:`DocumentError` where the file cannot be read.
    """
    return find_layout(read_document(path).pages, settings)
