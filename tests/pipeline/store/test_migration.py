"""The tables come to be on an empty base, and a base of a newer program is left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from pipeline.store import BaseError, Store, open_store
from pipeline.store.engine import reading, writing
from pipeline.store.tables import metadata
from tests.pipeline.store.conftest import BASES


@pytest.fixture(params=BASES)
def empty(request: pytest.FixtureRequest) -> str | None:
    """Return the URL of a base without tables; None for a file that does not exist yet."""
    if request.param == "sqlite":
        return None
    made: str = request.getfixturevalue("server").new_database()
    return made


def test_an_empty_base_gets_the_tables_that_the_program_knows(empty: str | None, tmp_path: Path) -> None:
    store = open_store(empty, tmp_path)
    with reading(store._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_opening_a_base_again_changes_nothing(store: Store, url: str | None, tmp_path: Path) -> None:
    batch = store.add_batch([("a.pdf", b"uno")], "ana")
    again = open_store(url, tmp_path)
    assert again.batch(batch) == store.batch(batch)
    again.close()


def test_several_may_open_an_empty_base_at_once(empty: str | None, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(empty, tmp_path), range(4)))
    for store in stores:
        assert store.queue_size() == 0
        store.close()


def test_a_base_of_a_newer_program_is_refused(empty: str | None, tmp_path: Path) -> None:
    store = open_store(empty, tmp_path)
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(BaseError, match="es de una versión más nueva de lotaip: instale esa versión"):
        open_store(empty, tmp_path)


@pytest.mark.parametrize("url", ["sin forma", "postgresql://lotaip:secreto@127.0.0.1:1/base", "mysqlx://a/b"])
def test_a_base_that_cannot_be_reached_is_said_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(BaseError) as caught:
        open_store(url, tmp_path)
    assert "secreto" not in str(caught.value)
    assert str(caught.value).startswith(("No se puede abrir la base", "Para usar"))


def test_a_file_that_is_no_base_is_said(tmp_path: Path) -> None:
    (tmp_path / "lotaip.db").write_bytes(b"esto no es una base de datos, ni de lejos" * 100)
    with pytest.raises(BaseError, match=r"lotaip\.db"):
        open_store(None, tmp_path)
