"""Backup of a base with its documents, while it is in use, and the way back, also onto the other kind of base.

A backup is a folder: the base as a SQLite file, the contents of its documents, and a manifest with the digest of
everything. PostgreSQL is copied through SQLAlchemy and not by ``pg_dump``: the copy needs no program of the server's
version, can be verified without any server, and is restored onto either kind of base by the same code.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from .contents import content_path, copy_content, sync_folder
from .digests import KEPT, ROWS_AT_A_TIME, TRANSIENT, digests
from .engine import FILE_NAME, make_engine, name_of, reading, writing
from .errors import BackupError
from .migration import migrate, revision_of
from .tables import documents, metadata

MANIFEST = "manifiesto.json"
PART = ".parte"
"""Ending of a backup that is being made: under its own name there is the whole of it, or nothing."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup has."""

    revision: str
    """Of the tables."""
    tables: Mapping[str, str]
    """Digest of each."""
    contents: Mapping[str, int]
    """Length of each content in bytes, by its SHA-256, which is also its name."""
    damaged: Sequence[str] = ()
    """Contents that were gone or damaged when the backup was made: they are not in it."""


def back_up(engine: Engine, folder: Path, target: Path) -> Manifest:
    """Copy a base and the contents in ``folder`` to the new folder ``target``; raise :class:`BackupError`."""
    if target.exists():
        raise BackupError("target_exists", path=target)
    part = target.with_name(target.name + PART)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    with engine.connect() as connection:
        is_file = connection.dialect.name == "sqlite"
    (_copy_file if is_file else _copy_rows)(engine, part)
    manifest = _seal_base(part, folder)
    write_manifest(part, manifest)
    os.replace(part, target)
    sync_folder(target.parent)
    return manifest


def restore(source: Path, url: str | None, folder: Path) -> Manifest:
    """Put a backup that is whole into an empty base and folder, and see that what is there then has its digests.

    Raises :class:`BackupError` where there is something already.
    """
    manifest = read_manifest(source)
    folder.mkdir(parents=True, exist_ok=True)
    for sha256 in manifest.contents:
        copy_content(content_path(sha256, source), content_path(sha256, folder), sha256)
    with TemporaryDirectory(dir=folder, prefix=".restaurar-") as place:
        shutil.copyfile(source / FILE_NAME, Path(place) / FILE_NAME)
        copy = make_engine(None, Path(place))
        try:
            migrate(copy)  # a backup of an older program comes up to this one's tables first
            expected = _digests_of(copy)
            restored = _into_file(copy, Path(place), folder) if url is None else _into_base(copy, url, folder)
        finally:
            copy.dispose()
    if restored != expected:
        raise BackupError("not_equal", path=source)
    return manifest


def read_manifest(source: Path) -> Manifest:
    """Return the manifest of a backup; raise :class:`BackupError` where there is none."""
    try:
        return Manifest(**json.loads((source / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BackupError("no_manifest", path=source) from error


def write_manifest(target: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup."""
    content = json.dumps(asdict(manifest), indent=1, sort_keys=True)
    (target / MANIFEST).write_text(content + "\n", encoding="utf-8")


def _copy_file(engine: Engine, part: Path) -> None:
    """Copy a SQLite file by its own online backup: others go on writing meanwhile."""
    import sqlite3

    source, target = engine.raw_connection(), sqlite3.connect(part / FILE_NAME)
    try:
        source.driver_connection.backup(target)  # type: ignore[union-attr]
    finally:
        target.close()
        source.close()


def _copy_rows(engine: Engine, part: Path) -> None:
    """Copy the rows of a PostgreSQL, all as they are at one moment."""
    copy = make_engine(None, part)
    try:
        migrate(copy)
        snapshot = engine.execution_options(isolation_level="REPEATABLE READ")
        with reading(snapshot) as there, writing(copy) as here:
            for table in KEPT:
                _copy_table(there, here, table)
    finally:
        copy.dispose()


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    found = source.execution_options(yield_per=ROWS_AT_A_TIME).execute(select(table))
    for rows in found.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in rows])


def _seal_base(part: Path, folder: Path) -> Manifest:
    """Copy the contents that the copied base names, and make that base one single file."""
    copy = make_engine(None, part)
    try:
        with writing(copy) as connection:
            for name in sorted(TRANSIENT):
                connection.execute(metadata.tables[name].delete())
        with reading(copy) as connection:
            named = sorted(connection.execute(select(documents.c.sha256).distinct()).scalars())
            revision, tables = revision_of(connection), digests(connection)
        sizes = {sha256: _copied(sha256, folder, part) for sha256 in named}
    finally:
        copy.dispose()
    _without_wal(part)
    whole = {sha256: size for sha256, size in sizes.items() if size is not None}
    return Manifest(revision, tables, whole, sorted(sizes.keys() - whole.keys()))


def _without_wal(part: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(part / FILE_NAME)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def _copied(sha256: str, folder: Path, part: Path) -> int | None:
    """Copy a content and return its length; None where it is gone or damaged."""
    try:
        return copy_content(content_path(sha256, folder), content_path(sha256, part), sha256)
    except (OSError, ValueError):
        return None


def _into_file(copy: Engine, place: Path, folder: Path) -> Mapping[str, str]:
    target = folder / FILE_NAME
    if target.exists():
        raise BackupError("not_empty", place=target)
    copy.dispose()
    _without_wal(place)
    os.replace(place / FILE_NAME, target)
    sync_folder(folder)
    restored = make_engine(None, folder)
    try:
        return _digests_of(restored)
    finally:
        restored.dispose()


def _into_base(copy: Engine, url: str, folder: Path) -> Mapping[str, str]:
    engine = make_engine(url, folder)
    try:
        migrate(engine)
        with reading(copy) as source, writing(engine) as target:
            if any(target.execute(select(table).limit(1)).first() for table in KEPT):
                raise BackupError("not_empty", place=name_of(engine))
            for table in KEPT:
                _copy_table(source, target, table)
            _set_sequences(target)
        return _digests_of(engine)
    finally:
        engine.dispose()


def _set_sequences(connection: Connection) -> None:
    """Have PostgreSQL go on counting behind the identifiers that came."""
    if connection.dialect.name != "postgresql":
        return
    for table in KEPT:
        for column in table.primary_key:
            if column is table.autoincrement_column:
                most: Any = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                name = func.pg_get_serial_sequence(table.name, column.name)
                connection.execute(select(func.setval(name, most, text("false"))))


def _digests_of(engine: Engine) -> Mapping[str, str]:
    with reading(engine) as connection:
        return digests(connection)
