"""The paper of a document: how large its pages are, or what its lines say."""

from __future__ import annotations

from starlette.requests import Request

from ..store.views import DocumentView
from .page_images import PageImages
from .pages import store_of
from .sheets import Sheet, sheet_of


def sheets_of(request: Request, view: DocumentView) -> tuple[Sheet, ...]:
    """Return the pages of a document; none where its content cannot be read any more."""
    images: PageImages = request.app.state.page_images
    pages = images.sheets(store_of(request).path_of(view.sha256), view.sha256)
    return tuple(map(sheet_of, pages))
