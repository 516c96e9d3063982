"""The paper of a document: how large its pages are, or what its lines say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from extractores.text import read_text

from ..store.views import DocumentView
from .pages import store_of
from .sheets import Sheet, text_sheets

REMEMBERED = 64
"""Documents whose pages are kept in mind: a content never changes."""
TEXT = "text/plain"


def sheets_of(request: Request, view: DocumentView) -> tuple[Sheet, ...]:
    """Return the pages of a document."""
    path = store_of(request).content_path(view.id)
    is_text = view.matrix is not None and view.matrix.source.media_type == TEXT
    return _text_sheets(path, view.name) if is_text else _pdf_sheets(path)


@lru_cache(REMEMBERED)
def _text_sheets(path: Path, name: str) -> tuple[Sheet, ...]:
    pages, _ = read_text(path.read_bytes(), name)
    return text_sheets(pages)


@lru_cache(REMEMBERED)
def _pdf_sheets(path: Path) -> tuple[Sheet, ...]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return tuple(Sheet(number, *document[number - 1].get_size()) for number in range(1, len(document) + 1))
    finally:
        document.close()
