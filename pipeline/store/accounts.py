"""Accounts, the sessions of their browsers and programs, and the audit: who may use the app when several people do.

A session is a random token; the base has its hash only, so that a copy of the base lets nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from time import time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, case, delete, func, insert, select, text, update

from ..decisions.actions import tidy
from ..normalise import fold
from .engine import insert_or, is_sqlite, reading, writing
from .errors import AccountError
from .tables import access_log, accounts, sessions
from .views import Access, AccessKind, Account, Role, SessionKind

LONGEST_NAME = 80
TOKEN_BYTES = 32
ADMINISTRATOR: Role = "administrator"
ATTEMPT: AccessKind = "attempt"
ENTERED: AccessKind = "entered"


class EntryLimits(NamedTuple):
    """Failed attempts to sign in, within ``seconds``, after which more are refused without looking at the password."""

    of_pair: int = 5
    """For one name from one address: who forgot a password."""
    of_address: int = 100
    """From one address, which a whole office may share, all of whose people sign in at eight o'clock."""
    of_name: int = 60
    """For one name from all addresses: guessing from many machines. Few enough would let strangers lock people out."""
    seconds: float = 900.0


class Accounts:
    """See :mod:`pipeline.store.accounts`; each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def exist(self) -> bool:
        """Tell whether any account was ever made: from then on the app asks who is there."""
        with reading(self._engine) as connection:
            return connection.execute(select(accounts.c.key).limit(1)).first() is not None

    def has_administrator(self) -> bool:
        """Tell whether somebody may look after the others."""
        with reading(self._engine) as connection:
            return bool(_administrators(connection))

    def all(self) -> tuple[Account, ...]:
        """Return all accounts, also those that were removed, in the order of their names."""
        with reading(self._engine) as connection:
            return tuple(_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.key)))

    def find(self, name: str) -> Account | None:
        """Return the account of that name, None where there is none that is active."""
        with reading(self._engine) as connection:
            return _find(connection, accounts.c.key == fold(tidy(name)))

    def add(self, name: str, role: Role, password: str, by: str = "") -> None:
        """Add an account with the hash of its password; raise :class:`AccountError`."""
        shown = tidy(name)
        if not 0 < len(fold(shown)) <= LONGEST_NAME:
            raise AccountError("account_name", most=LONGEST_NAME)
        values = {"key": fold(shown), "name": shown, "role": role, "password": password, "active": True}
        with writing(self._engine) as connection:
            new = insert_or(connection, accounts).values(**values, added=_now())
            once = new.on_conflict_do_nothing(index_elements=[accounts.c.key]).returning(accounts.c.key)
            if connection.execute(once).first() is None:
                raise AccountError("account_taken", name=shown)
            _audit(connection, "added", shown, by=by)

    def set_password(self, name: str, password: str, by: str = "", *, keep: str = "") -> None:
        """Change the hash of a password and end the account's sessions, but for the one of the token ``keep``."""
        self._change(name, "password", by, keep, password=password)

    def renew_hash(self, name: str, password: str) -> None:
        """Keep a stronger hash of the same password."""
        with writing(self._engine) as connection:
            connection.execute(update(accounts).where(accounts.c.key == fold(tidy(name))).values(password=password))

    def set_role(self, name: str, role: Role, by: str = "") -> None:
        """Change what an account may do."""
        self._change(name, "role", by, role=role)

    def remove(self, name: str, by: str = "") -> None:
        """Let an account in no more; its name stays in the log."""
        self._change(name, "removed", by, active=False)

    def _change(self, name: str, kind: AccessKind, by: str, keep: str = "", **values: object) -> None:
        key = fold(tidy(name))
        with writing(self._engine) as connection:
            if not is_sqlite(connection):  # two administrators must not remove each other at once
                connection.execute(text("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE"))
            changed = update(accounts).where(accounts.c.key == key, accounts.c.active).values(**values)
            before = _administrators(connection)
            if not connection.execute(changed).rowcount:
                raise AccountError("account_unknown", name=name)
            if before and not _administrators(connection):
                raise AccountError("account_last", name=name)
            connection.execute(delete(sessions).where(sessions.c.account == key, sessions.c.digest != _digest(keep)))
            _audit(connection, kind, name, by=by)

    # Sessions

    def may_try(self, name: str, address: str, limits: EntryLimits) -> bool:
        """Note an attempt to sign in and tell whether the password may be looked at.

        It is noted before the answer is known, so that many attempts at once are counted, too.
        """
        with writing(self._engine, is_brief=True) as connection:
            if not is_sqlite(connection):
                connection.execute(text("LOCK TABLE access_log IN SHARE ROW EXCLUSIVE MODE"))
            is_fine = not _is_limited(connection, fold(tidy(name))[:LONGEST_NAME], address, limits)
            _audit(connection, ATTEMPT if is_fine else "limited", name, address)
            return is_fine

    def enter(self, name: str, address: str, seconds: float) -> str:
        """Begin a browser's session of so many seconds and return its token."""
        return self._begin(name, "browser", seconds, ENTERED, address)

    def give_key(self, name: str, seconds: float, by: str = "") -> str:
        """Return a token with which a program may read in the name of an account; raise :class:`AccountError`."""
        if self.find(name) is None:
            raise AccountError("account_unknown", name=name)
        return self._begin(name, "program", seconds, "key", by=by)

    def _begin(
        self, name: str, kind: SessionKind, seconds: float, noted: AccessKind, address: str = "", by: str = ""
    ) -> str:
        token, now = secrets.token_urlsafe(TOKEN_BYTES), time()
        values = {"digest": _digest(token), "account": fold(tidy(name)), "kind": kind, "until": now + seconds}
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.until < now))
            connection.execute(insert(sessions).values(values))
            _audit(connection, noted, name, address, by)
        return token

    def of_session(self, token: str, kind: SessionKind) -> Account | None:
        """Return whose session a token is, None where it is nobody's any more."""
        holds = (sessions.c.digest == _digest(token), sessions.c.kind == kind, sessions.c.until > time())
        with reading(self._engine) as connection:
            return _find(connection, accounts.c.key == select(sessions.c.account).where(*holds).scalar_subquery())

    def leave(self, token: str, name: str, address: str) -> None:
        """End a session."""
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(token)))
            _audit(connection, "left", name, address)

    def audit(self, limit: int = 200) -> tuple[Access, ...]:
        """Return the last lines of the audit, the newest first."""
        found = select(access_log).order_by(access_log.c.id.desc()).limit(limit)
        with reading(self._engine) as connection:
            rows = connection.execute(found).all()
        return tuple(Access(row.time, row.kind, row.account, row.address, row.by) for row in rows)


def _find(connection: Connection, condition: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(accounts).where(condition, accounts.c.active)).one_or_none()
    return _account(row) if row else None


def _account(row: Any) -> Account:
    return Account(row.name, row.role, row.active, row.added, row.password)


def _administrators(connection: Connection) -> int:
    those = (accounts.c.role == ADMINISTRATOR, accounts.c.active)
    return int(connection.execute(select(func.count()).select_from(accounts).where(*those)).scalar_one())


def _is_limited(connection: Connection, key: str, address: str, limits: EntryLimits) -> bool:
    of_name, of_address = access_log.c.account == key, access_log.c.address == address
    since = access_log.c.seconds > time() - limits.seconds
    return (
        _failures(connection, since, of_name, of_address) >= limits.of_pair
        or _failures(connection, since, of_address) >= limits.of_address
        or _failures(connection, since, of_name) >= limits.of_name
    )


def _failures(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    """Return how many attempts did not end with an entrance."""
    weight = case((access_log.c.kind == ATTEMPT, 1), (access_log.c.kind == ENTERED, -1), else_=0)
    return int(connection.execute(select(func.coalesce(func.sum(weight), 0)).where(*conditions)).scalar_one())


def _audit(connection: Connection, kind: AccessKind, name: str, address: str = "", by: str = "") -> None:
    values = {"seconds": time(), "time": _now(), "kind": kind, "address": address, "by": by}
    connection.execute(insert(access_log).values(**values, account=fold(tidy(name))[:LONGEST_NAME]))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
