"""A PostgreSQL of the tests' own: the system's program, with its own data folder, on a free port of this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.programs import dying_with_us, free_port, missing

PLACES = "/usr/lib/postgresql"
"""Where Debian and Ubuntu keep the programs of each version."""
ROLE = "lotaip"
START_SECONDS, STOP_SECONDS = 30.0, 20.0
UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""Nothing of the tests must outlive a power cut."""


class Server:
    """A running server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._made = 0

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Return the URL of a new database, which is empty."""
        self._made += 1
        name = f"base{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def empty_tables(url: str, tables: Iterable[str]) -> None:
    """Take everything out of tables, also of those whose triggers forbid it: much faster than a new database."""
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")  # no triggers in this session
        connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")


@contextmanager
def postgresql(settings: Sequence[str] = UNSAFE) -> Iterator[Server]:
    """Run a server; skip, or fail where ``LOTAIP_REQUIRE_TOOLS`` is set, on a machine that has none."""
    programs = _programs()
    user = _unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix="lotaip-postgresql-"))
    try:
        if user:
            os.chown(home, user.pw_uid, user.pw_gid)
        data = home / "data"
        _run(
            [programs / "initdb", "-D", data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], user
        )
        with _server(programs, data, user, settings) as server:
            yield server
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the newest version's programs."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(Path(PLACES).glob("*/bin"), key=lambda place: -float(place.parent.name))
    usable = [place for place in found if (place / "initdb").exists() and (place / "postgres").exists()]
    if not usable:
        missing("no PostgreSQL server on this machine: apt-get install postgresql")
    return usable[0]


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Return whom the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


@contextmanager
def _server(programs: Path, data: Path, user: pwd.struct_passwd | None, wanted: Sequence[str]) -> Iterator[Server]:
    port = free_port()
    settings = [part for setting in wanted for part in ("-c", setting)]
    command = [*dying_with_us(), programs / "postgres", "-D", data, "-p", port, "-h", "127.0.0.1", "-k", "", *settings]
    log = data.parent / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=output, **_as(user))
    try:
        server = Server(port)
        _wait(server, process, log)
        yield server
    finally:
        process.send_signal(signal.SIGQUIT)  # at once, without writing what will be thrown away
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _run(command: Sequence[object], user: pwd.struct_passwd | None) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd="/", **_as(user))


def _as(user: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
            time.sleep(0.05)
