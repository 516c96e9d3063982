"""The base is brought up to the tables of this program when it is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from .engine import is_sqlite, name_of, reading, writing
from .errors import BaseError

SCRIPTS = Path(__file__).parent / "migrations"
LOCK = 0x10A1
"""Number of the lock under which PostgreSQL lets one program at a time migrate; SQLite has but one writer anyway."""


def migrate(engine: Engine) -> None:
    """Bring the base up to date; raise :class:`BaseError` where a newer program made it."""
    scripts = ScriptDirectory(str(SCRIPTS))
    with reading(engine) as connection:
        if _is_current(connection, scripts, engine):
            return
    with writing(engine) as connection:
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if not _is_current(connection, scripts, engine):
            command.upgrade(_config(connection), "head")


def revision_of(connection: Connection) -> str:
    """Return the name of the last step that a base has; empty for none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def _is_current(connection: Connection, scripts: ScriptDirectory, engine: Engine) -> bool:
    current = set(MigrationContext.configure(connection).get_current_heads())
    known = {script.revision for script in scripts.walk_revisions()}
    if current - known:
        raise BaseError("newer_base", place=name_of(engine))
    return current == set(scripts.get_heads())


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
