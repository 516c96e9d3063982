"""The app over a store of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import Store, open_store
from pipeline.store.engine import FILE_NAME
from tests.review_app import Browser, app_settings, browsing, store_in


@pytest.fixture(scope="session")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base that has its tables: making them takes longer than most tests."""
    folder = tmp_path_factory.mktemp("base")
    open_store(folder=folder).close()
    return folder / FILE_NAME


@pytest.fixture
def store(tmp_path: Path, empty_base: Path) -> Iterator[Store]:
    """Return a store without documents, in ``tmp_path``."""
    shutil.copy(empty_base, tmp_path)
    with store_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def browser(store: Store, tmp_path: Path) -> Iterator[Browser]:
    """Return a browser of the app over ``store``."""
    with browsing(store, app_settings(tmp_path)) as opened:
        yield opened
