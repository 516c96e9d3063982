"""The connection to the base: SQLite in a file without any set-up, or PostgreSQL by URL.

A transaction that writes takes the write lock of SQLite when it begins, so that what it read still holds when it
writes; on PostgreSQL it locks the rows of the documents that it changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Engine, Pool, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError as PoolTimeout,
)

from .errors import BaseError, BusyError

BUSY_SECONDS = 20.0
"""How long a transaction waits for others to finish writing, where nothing else is said."""
CONNECTIONS = 20
"""Kept open by a process; twice as many when they are needed."""
FILE_NAME = "lotaip.db"
WRITES = "lotaip_writes"
"""Execution option of connections that are going to write."""
BRIEF = "lotaip_brief"
"""Execution option of connections whose changes need not outlive a power cut: they wait for no disk."""
LOCKED = ("database is locked", "deadlock detected", "lock timeout", "could not obtain lock")
"""What drivers say when others hold what is needed: trying again helps."""

NOT_A_BASE = "file is not a database"


def make_engine(url: str | None, folder: Path, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Return the engine of the base at ``url``, by default a file in ``folder``; nothing is opened yet."""
    place = _place(url, folder)
    pool = {"pool_size": CONNECTIONS, "max_overflow": CONNECTIONS, "pool_timeout": busy_seconds}
    try:
        if place.get_backend_name() == "sqlite":
            engine = create_engine(place, connect_args={"timeout": busy_seconds}, **pool)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            _TURNS[engine.pool] = _Turn(busy_seconds)
            return engine
        options = f"-c lock_timeout={max(round(busy_seconds * 1000), 1)}"  # 0 would be for ever
        return create_engine(place, pool_pre_ping=True, connect_args={"options": options}, **pool)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise BaseError("no_driver") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the base."""
    with _told(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, *, is_brief: bool = False) -> Iterator[Connection]:
    """Give a connection whose changes are kept together at the end, or not at all.

    What is brief survives the end of the program, but not the one of the machine.
    """
    turn = _TURNS.get(engine.pool)
    marked = engine.execution_options(**{WRITES: True, BRIEF: is_brief})
    with turn.taken() if turn else nullcontext(), _told(engine), marked.begin() as connection:
        if is_brief and not is_sqlite(connection):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        yield connection


class _Turn:
    """The turn to write to a SQLite file, which the threads of a process take one after the other.

    Without it each of them would ask the file again and again, and the unlucky one for longer than it may.
    """

    def __init__(self, seconds: float) -> None:
        self._lock, self._seconds = Lock(), seconds

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn; raise :class:`BusyError` where it does not come in time."""
        if not self._lock.acquire(timeout=self._seconds):
            raise BusyError("busy")
        try:
            yield
        finally:
            self._lock.release()


_TURNS: WeakKeyDictionary[Pool, _Turn] = WeakKeyDictionary()


def name_of(engine: Engine) -> str:
    """Return the place of the base as people may see it: without a password."""
    return engine.url.database or "" if _is_sqlite(engine.url) else engine.url.render_as_string(hide_password=True)


def is_sqlite(connection: Connection) -> bool:
    """Tell whether the base is SQLite."""
    return _is_sqlite(connection.engine.url)


def insert_or(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that can say ``on_conflict_…``: each kind of base has its own."""
    return sqlite.insert(table) if is_sqlite(connection) else postgresql.insert(table)


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _place(url: str | None, folder: Path) -> URL:
    if not url:
        return URL.create("sqlite", database=str(folder / FILE_NAME))
    try:
        place = make_url(url)
    except ArgumentError as error:
        raise BaseError("unreachable", place="LOTAIP_BASE", cause=type(error).__name__) from error
    # The driver that the extra installs; "postgres://" is how hosting services write it.
    return place.set(drivername="postgresql+psycopg") if place.drivername in ("postgres", "postgresql") else place


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin when SQLAlchemy says so, not when the driver thinks
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(WRITES, False):
        connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if options.get(BRIEF, False) else 'FULL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Turn what a driver says into what a person can act on."""
    try:
        yield
    except PoolTimeout as error:
        raise BusyError("busy") from error
    except DatabaseError as error:
        said = str(error.orig)
        if any(word in said.casefold() for word in LOCKED):
            raise BusyError("busy") from error
        if isinstance(error, OperationalError) or NOT_A_BASE in said:
            raise BaseError("unreachable", place=name_of(engine), cause=_cause(error)) from error
        raise


def _cause(error: SQLAlchemyError) -> str:
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return said.strip().partition("\n")[0]
