"""Looks for damage: in a base and the contents of its documents, and in a backup. Each damage is named."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, func, select, text

from plantillas import message

from ..decisions.worksheet import Worksheet, with_changes, worksheet_of
from ..model import Matrix
from .backup import MANIFEST, Manifest, read_manifest
from .contents import content_path, hash_of
from .digests import digests
from .documents import load_matrix, load_worksheet
from .engine import FILE_NAME, is_sqlite, name_of, reading
from .errors import TOPIC
from .journal import entries_of_document
from .projection import project_row
from .tables import documents, doubts, fields


class Damage(NamedTuple):
    """Something that is not as it must be."""

    where: str
    """A file, or a place in the base."""
    says: str
    """What is wrong and what to do, in Spanish."""


def verify_base(engine: Engine, folder: Path) -> Iterator[Damage]:
    """Yield what is damaged in a base and the contents in ``folder``."""
    with reading(engine) as connection:
        if is_sqlite(connection):
            yield from _of_pages(connection, name_of(engine))
        named = {row.id: row for row in connection.execute(select(documents).order_by(documents.c.id))}
        yield from _of_questions(connection)
    yield from _of_contents({row.sha256: row.size for row in named.values()}, folder)
    for row in named.values():
        with reading(engine) as connection:
            yield from _of_document(connection, row)


def verify_backup(source: Path) -> Iterator[Damage]:
    """Yield what is damaged in a backup; raise :class:`BackupError` where it has no manifest."""
    manifest = read_manifest(source)
    yield from _of_copy(source / FILE_NAME, manifest)
    yield from _of_contents(manifest.contents, source)
    known = {source / MANIFEST, source / FILE_NAME, *(content_path(sha256, source) for sha256 in manifest.contents)}
    for path in sorted(source.rglob("*")):
        if path.is_file() and path not in known:
            yield _damage(path, "unknown_file")


def _damage(where: object, code: str, **detail: object) -> Damage:
    return Damage(str(where), message(TOPIC, code, where=where, **detail))


def _of_contents(sizes: Any, folder: Path) -> Iterator[Damage]:
    for sha256, size in sorted(sizes.items()):
        path = content_path(sha256, folder)
        try:
            found, length = hash_of(path)
        except FileNotFoundError:
            yield _damage(path, "content_missing")
        except OSError as error:
            yield _damage(path, "content_unreadable", cause=error.strerror)
        else:
            if (found, length) != (sha256, size):
                yield _damage(path, "content_damaged", size=length, expected=size)


def _of_copy(path: Path, manifest: Manifest) -> Iterator[Damage]:
    """Yield what is wrong with the base of a backup, which is opened without being written to."""
    if not path.is_file():
        yield _damage(path, "content_missing")
        return
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        with closing(engine.connect()) as connection:
            damages = list(_of_pages(connection, str(path)))
            yield from damages
            if not damages:
                found = digests(connection)
                for table, digest in sorted(manifest.tables.items()):
                    if found.get(table) != digest:
                        yield _damage(path, "table_differs", table=table)
    except Exception as error:  # what SQLite and SQLAlchemy say of a broken file is manifold
        yield _damage(path, "base_unreadable", cause=str(error).partition("\n")[0])
    finally:
        engine.dispose()


def _of_pages(connection: Connection, where: str) -> Iterator[Damage]:
    for found in connection.execute(text("PRAGMA integrity_check")).scalars():
        if found != "ok":
            yield _damage(where, "base_unreadable", cause=found)
    for table, row, *_ in connection.execute(text("PRAGMA foreign_key_check")):
        yield _damage(where, "row_without_owner", table=table, row=row)


def _of_questions(connection: Connection) -> Iterator[Damage]:
    """Yield the questions whose count is not the one of the fields that wait."""
    waiting = select(fields.c.digest, func.count(), func.min(fields.c.confidence)).where(fields.c.needs_review)
    found = {digest: (-count, least) for digest, count, least in connection.execute(waiting.group_by(fields.c.digest))}
    kept = {row.digest: (row.priority, row.confidence) for row in connection.execute(select(doubts))}
    for digest in sorted(found.keys() | {digest for digest, (priority, _) in kept.items() if priority}):
        if found.get(digest) != kept.get(digest):
            yield _damage(f"doubts {digest}", "question_differs")


def _of_document(connection: Connection, row: Any) -> Iterator[Damage]:
    """Yield what does not follow from what the machine read of a document and the log."""
    where = message(TOPIC, "where_document", id=row.id, name=row.name)
    if row.state != "done":
        return
    try:
        matrix = load_matrix(connection, row.id)
    except (zlib.error, ValueError):
        yield _damage(where, "output_damaged")
        return
    if matrix is None:
        yield _damage(where, "output_missing")
        return
    sheet = worksheet_of(matrix)
    entries = entries_of_document(connection, row.id)
    for entry in entries:
        sheet = with_changes(sheet, entry.changes)
    yield from _of_rows(connection, row.id, where, matrix, sheet)
    if row.version != (entries[-1].sequence if entries else 0):
        yield _damage(where, "version_differs")


def _of_rows(connection: Connection, document: int, where: str, matrix: Matrix, sheet: Worksheet) -> Iterator[Damage]:
    try:
        kept = load_worksheet(connection, document)
    except ValueError:
        yield _damage(where, "records_damaged")
        return
    for record in sorted({one.id for one in (*kept.rows, *sheet.rows)}):
        if kept.find(record) != sheet.find(record):
            yield _damage(where, "record_differs", record=record)
    expected = [field for one in sheet.rows for field in project_row(document, matrix, one, 0)]
    columns = [column for column in fields.c if column.name != "sequence"]
    found = connection.execute(select(*columns).where(fields.c.document_id == document))
    kept_fields = {(one.record, one.field): dict(one._mapping) for one in found}
    wanted = {(one["record"], one["field"]): {k: v for k, v in one.items() if k != "sequence"} for one in expected}
    for key in sorted(kept_fields.keys() | wanted.keys()):
        if kept_fields.get(key) != wanted.get(key):
            yield _damage(where, "field_differs", record=key[0], field=message("informe", f"field_{key[1]}"))
