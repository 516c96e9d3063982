"""What the process of an item may do with files: each way out is tried."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest

from pipeline.batch.conversion import Conversion as MatrixConversion
from pipeline.batch.documents import files_for
from pipeline.batch.executors import Crash, Files, Limits, run_local
from pipeline.batch.executors.landlock import version
from pipeline.batch.inputs import Input
from pipeline.batch.task import Conversion, Job, Plan
from pipeline.commands.table_work import DrawPage, FindTables
from pipeline.review.opening import Opening
from pipeline.review.page_drawing import Drawer

pytestmark = pytest.mark.skipif(version() == 0, reason="this system has no Landlock")
SIGNALS, NETWORK = 6, 4
"""Versions from which on signals and connections can be forbidden."""


class Try(NamedTuple):
    """Something to try, in a process that is given ``document`` and nothing else."""

    what: str
    path: Path
    document: Path


def _read(path: Path) -> object:
    return path.read_text()


def _list(path: Path) -> object:
    return os.listdir(path)


def _write(path: Path) -> object:
    return path.write_text("mío")


def _make(path: Path) -> object:
    return path.mkdir()


def _remove(path: Path) -> object:
    return path.unlink()


def _link(path: Path) -> object:
    return os.link(path, "enlace")


def _write_aside(path: Path) -> object:
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile("w+") as file:
        file.write("propio")
        file.seek(0)
        return file.read()


def _kill_the_one_above(path: Path) -> object:
    return os.kill(os.getppid(), signal.SIGCONT)


def _load_a_library(path: Path) -> object:
    import sqlite3  # with a part that is no Python

    return sqlite3.sqlite_version[0]


TRIES: dict[str, Callable[[Path], object]] = {
    function.__name__: function
    for function in (_read, _list, _write, _make, _remove, _link, _write_aside, _kill_the_one_above)
} | {"_load_a_library": _load_a_library}


class Trier:
    """Tries it, and returns what came of it."""

    def __call__(self, item: Try) -> object:
        try:
            return TRIES[item.what](item.path)
        except OSError as error:
            return type(error).__name__

    def files(self, item: Try) -> Files:
        return files_for(item.document)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """Return a document in a folder with others."""
    for name in ("propio", "ajeno"):
        (tmp_path / name).write_text(name)
    return tmp_path / "propio"


def attempt(function: Callable[[Path], object], path: Path, document: Path, alone: bool = True) -> object:
    items = iter([Try(function.__name__, path, document)])
    [outcome] = run_local(Trier(), items, Event(), 1, Limits(alone=alone))
    assert not isinstance(outcome, Crash), outcome
    return outcome


def test_the_document_can_be_read_and_nothing_done_to_it(document: Path) -> None:
    assert attempt(_read, document, document) == "propio"
    assert attempt(_write, document, document) == "PermissionError"
    assert attempt(_remove, document, document) == "PermissionError"


def test_no_other_document_can_be_read(document: Path) -> None:
    assert attempt(_read, document.with_name("ajeno"), document) == "PermissionError"
    assert attempt(_list, document.parent, document) == "PermissionError"
    assert attempt(_link, document.with_name("ajeno"), document) in {"PermissionError", "OSError"}


def test_no_secret_can_be_read(document: Path) -> None:
    for secret in (Path("/etc/passwd"), Path(f"/proc/{os.getpid()}/environ")):
        assert attempt(_read, secret, document) == "PermissionError"
    for folder in (Path.home(), Path.cwd(), Path("/")):
        assert attempt(_list, folder, document) == "PermissionError"


@pytest.mark.parametrize("function", [_write, _make])
def test_nothing_can_be_made_elsewhere(function: Callable[[Path], object], document: Path) -> None:
    assert attempt(function, document.with_name("nuevo"), document) == "PermissionError"
    assert sorted(path.name for path in document.parent.iterdir()) == ["ajeno", "propio"]


def test_the_folder_of_its_own_and_the_program_stay_open(document: Path) -> None:
    assert attempt(_write_aside, document, document) == "propio"
    assert attempt(_load_a_library, document, document) == "3"


def test_a_process_that_serves_several_can_write_nowhere_else_either(document: Path) -> None:
    assert attempt(_write, document.with_name("nuevo"), document, alone=False) == "PermissionError"
    assert attempt(_write_aside, document, document, alone=False) == "propio"


@pytest.mark.skipif(version() < SIGNALS, reason="this kernel cannot forbid it")
def test_no_other_process_is_reached(document: Path) -> None:
    assert attempt(_kill_the_one_above, document, document) == "PermissionError"


@pytest.mark.skipif(version() < NETWORK, reason="this kernel cannot forbid it")
def test_nothing_is_connected_also_where_the_process_could_not_leave_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        connect = f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))"
        code = "import socket; from pipeline.batch.executors.landlock import confine; confine(None, ())"
        run = subprocess.run([sys.executable, "-c", f"{code}; {connect}"], check=False, capture_output=True, text=True)
    assert "PermissionError" in run.stderr


@pytest.mark.parametrize("work", [Conversion, MatrixConversion, FindTables, DrawPage, Drawer, Opening])
def test_whatever_reads_a_document_says_which(work: type) -> None:
    assert callable(getattr(work, "files", None))


def test_a_job_is_given_its_document_where_it_is_read(tmp_path: Path) -> None:
    job = Job(0, Input(tmp_path / "a.zip" / "a.pdf"), "a", file=tmp_path / "copia.pdf")
    assert tmp_path / "copia.pdf" in Conversion(Plan()).files(job).reads
