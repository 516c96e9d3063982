"""The catalogue as people have made it: the one that the store was opened with, and the changes in the log."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from ..catalogue.entries import Catalogue, Entry as CatalogueEntry
from ..decisions.catalogue_changes import (
    CatalogueChange,
    CatalogueChangeError,
    CatalogueTable,
    with_catalogue_changes,
)
from ..likeness import likeness
from ..normalise import fold
from .decisions import Author
from .errors import StoreError
from .journal import add_entry, begin_step, catalogue_entries
from .tables import log
from .views import CatalogueHit, Entry

ALL_WORDS = 1.0
"""Score of an entry that has all the words that are looked for; others are as like as their letters."""
LEAST_ALIKE = 0.5


def change_catalogue(connection: Connection, base: Catalogue, change: CatalogueChange, author: Author) -> Entry:
    """Log a change of the catalogue; raise :class:`StoreError` where the catalogue as it is does not take it."""
    _lock(connection)
    _told(load_catalogue(connection, base), change)
    step = begin_step(connection, author.by)
    return add_entry(
        connection,
        step=step,
        document=None,
        kind=change.kind,
        by=author.by,
        at=author.at,
        reason=author.reason,
        action=change,
    )


def load_catalogue(connection: Connection, base: Catalogue) -> Catalogue:
    """Return the catalogue as it is now."""
    return _told(base, *_changes(connection))


def catalogue_version(connection: Connection) -> int:
    """Return a number that is another one after each change of the catalogue."""
    newest = select(func.coalesce(func.max(log.c.sequence), 0)).where(log.c.document_id.is_(None))
    return int(connection.execute(newest).scalar_one())


def _changes(connection: Connection) -> Iterator[CatalogueChange]:
    for entry in catalogue_entries(connection):
        yield entry.action  # type: ignore[misc]  # the kind says so


def _told(catalogue: Catalogue, *changes: CatalogueChange) -> Catalogue:
    try:
        return with_catalogue_changes(catalogue, changes)
    except CatalogueChangeError as error:
        raise StoreError(error.code, **error.detail) from error


def _lock(connection: Connection) -> None:
    """Let one transaction at a time change the catalogue: the whole of it is checked."""
    connection.execute(select(log.c.sequence).where(log.c.document_id.is_(None)).limit(1).with_for_update())


def search(catalogue: Catalogue, text: str, limit: int) -> tuple[CatalogueHit, ...]:
    """Return the entries that have all words of ``text`` in one of their names, then those most like it."""
    wanted = fold(text)
    tables: tuple[tuple[CatalogueTable, tuple[CatalogueEntry, ...]], ...] = (
        ("unit", catalogue.units),
        ("indicator", catalogue.indicators),
    )
    hits = [_hit(entry, table, _score(entry, wanted)) for table, entries in tables for entry in entries]
    found = sorted((hit for hit in hits if hit.score >= LEAST_ALIKE), key=lambda hit: (-hit.score, hit.name, hit.entry))
    return tuple(found[:limit])


def _score(entry: CatalogueEntry, wanted: str) -> float:
    forms = [fold(form) for form in entry.forms]
    if all(any(word in form for form in forms) for word in wanted.split()):
        return ALL_WORDS
    return max(likeness(wanted, form) for form in forms)


def _hit(entry: CatalogueEntry, table: CatalogueTable, score: float) -> CatalogueHit:
    return CatalogueHit(entry.id, entry.name, entry.aliases, table, tuple(sorted(entry.types)), score)
