"""The review app to test with: a browser that knows the tokens of forms, and documents that are converted already."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from pipeline.model import Matrix
from pipeline.review.app import create_app
from pipeline.review.settings import ReviewSettings
from pipeline.store import Store, open_store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it asks for httpx2, whose interface is the same
    from starlette.testclient import TestClient

HOST = "http://localhost"
File = tuple[str, bytes]
"""Name and content."""


class Browser(TestClient):
    """A browser on this machine, with the token that a page gave it."""

    def token(self) -> str:
        """Return the token for forms."""
        if "csrftoken" not in self.cookies:
            self.get("/")
        return self.cookies["csrftoken"]

    def submit(self, address: str, **values: str) -> httpx.Response:
        """Send a form of a page of ours."""
        headers = {"origin": HOST, "sec-fetch-site": "same-origin"}
        return self.post(address, data={"csrftoken": self.token(), **values}, headers=headers)

    def upload(self, *files: File, follow: bool = True, **fields: str) -> httpx.Response:
        """Drop files on the first page, with what else is written there."""
        sent: Any = [("archivos", (name, content, "application/pdf")) for name, content in files]
        return self.post("/lotes", data={"csrftoken": self.token(), **fields}, files=sent, follow_redirects=follow)


def app_settings(folder: Path, **settings: Any) -> ReviewSettings:
    """Return settings for an app in ``folder``."""
    return ReviewSettings(**{"folder": folder, "secret": "secreto", "reviewer": "ana", **settings})


@contextmanager
def browsing(store: Store, settings: ReviewSettings) -> Iterator[Browser]:
    """Give a browser of an app over ``store``; what the app fails at is a page, as for everybody."""
    with Browser(create_app(store, settings), base_url=HOST, raise_server_exceptions=False) as browser:
        yield browser


@contextmanager
def store_in(folder: Path) -> Iterator[Store]:
    """Give a fresh store in ``folder``."""
    store = open_store(folder=folder)
    try:
        yield store
    finally:
        store.close()


def add_converted(store: Store, *matrices: Matrix, content: bytes = b"") -> list[int]:
    """Put documents into a store as if they had been dropped and read as ``matrices``; return their identifiers."""
    files = [(one.source.name, content or one.model_dump_json().encode()) for one in matrices]
    rows = store.batch(store.add_batch(files, "ana")).documents
    for row, matrix in zip(rows, matrices, strict=True):
        assert store.claim("converter")
        store.save_result(row.id, matrix, 0.1)
    return [row.id for row in rows]
