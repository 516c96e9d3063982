"""Stores to test with: each test runs on SQLite and on PostgreSQL, each time on a base of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.model import Matrix
from pipeline.store import Store, open_store
from pipeline.store.engine import FILE_NAME
from pipeline.store.tables import metadata
from tests.postgresql import Server, empty_tables, postgresql

BASES = ("sqlite", "postgresql")
NewBase = Callable[[Path], str | None]
"""Makes a base with all tables; given the store's folder returns its URL, None for the file in the folder."""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with postgresql() as running:
        yield running


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> NewBase:
    """Return what copies a file that has the tables already."""
    template = tmp_path_factory.mktemp("template")
    open_store(folder=template).close()

    def copy(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(template / FILE_NAME, folder / FILE_NAME)

    return copy


@pytest.fixture(scope="session")
def new_postgresql(server: Server, tmp_path_factory: pytest.TempPathFactory) -> NewBase:
    """Return what empties the one database that has the tables."""
    url = server.new_database()
    open_store(url, tmp_path_factory.mktemp("template")).close()

    def emptied(folder: Path) -> str:
        empty_tables(url, metadata.tables)
        return url

    return emptied


@pytest.fixture(params=BASES)
def new_base(request: pytest.FixtureRequest) -> NewBase:
    made: NewBase = request.getfixturevalue(f"new_{request.param}")
    return made


@pytest.fixture
def url(new_base: NewBase, tmp_path: Path) -> str | None:
    """Return the URL of a fresh base; its folder is ``tmp_path``."""
    return new_base(tmp_path)


@pytest.fixture
def store(url: str | None, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(url, tmp_path)
    yield opened
    opened.close()


def convert_into(store: Store, *matrices: Matrix) -> list[int]:
    """Put documents into a store as if they had been dropped and read as ``matrices``; return their identifiers."""
    batch = store.add_batch([(one.source.name, one.model_dump_json().encode()) for one in matrices], "ana")
    documents = [row.id for row in store.batch(batch).documents]
    for _ in documents:
        claimed = store.claim("converter")
        assert claimed is not None
        store.save_result(claimed.id, matrices[documents.index(claimed.id)], 0.1)
    return documents
