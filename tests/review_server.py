"""``lotaip revisar`` as people start it: processes of its own, found by its address and gone at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

ROOT = Path(__file__).parents[1]
START_SECONDS = 120.0
END_SECONDS = 60.0
PROGRAM = "import sys; from pipeline.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Running:
    """A server that answers at ``address``."""

    process: subprocess.Popen[str]
    address: str

    def processes(self, naming: str = "") -> set[int]:
        """Return the server's process and all that come from it whose command line has ``naming``."""
        return {pid for pid in descendants(self.process.pid) if naming in command_of(pid)}


@contextmanager
def serving(*options: str, home: Path) -> Iterator[Running]:
    """Give a server on a free port that finds ``home`` as its user's folder; it is ended, and killed what is left."""
    command = [sys.executable, "-c", PROGRAM, "revisar", "--sin-navegador", "--puerto", "0", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LOTAIP_"))}
    environment |= {"HOME": str(home), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=home)
    try:
        yield Running(process, _address(process))
    finally:
        _end(process)


@contextmanager
def review_server(folder: Path) -> Iterator[str]:
    """Serve the base in ``folder`` and give the address, without a slash at its end."""
    with serving("--datos", str(folder), home=folder) as server:
        yield server.address.rstrip("/")


def fill_base(folder: Path, documents: Iterable[Path], by: str = "ana") -> None:
    """Convert documents into the base in ``folder``; the first one has the number 1, and so on."""
    from pipeline import convert
    from pipeline.store import open_store

    store = open_store(None, folder)
    names = {path.name: path for path in documents}
    store.add_batch(names.items(), by)
    while document := store.claim("test"):
        store.save_result(document.id, convert(names[document.name]), 1.0)
    store.close()


def wait_until(condition: Callable[[], bool], seconds: float = END_SECONDS) -> None:
    """Wait for something that must happen."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def alive(pids: set[int]) -> set[int]:
    """Return those of ``pids`` that are processes still; one that only waits to be reaped is none."""
    return {pid for pid, _, state in _processes() if pid in pids and not state.startswith("Z")}


def descendants(root: int) -> set[int]:
    """Return a process and all that come from it."""
    family = {root}
    processes = list(_processes())
    while new := {pid for pid, parent, _ in processes if parent in family} - family:
        family |= new
    return family & {pid for pid, _, _ in processes}


def command_of(pid: int) -> str:
    """Return a process's command line."""
    return subprocess.run(["ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False).stdout


def _end(process: subprocess.Popen[str]) -> None:
    family = descendants(process.pid)
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        process.send_signal(signal.SIGINT)
        process.wait(END_SECONDS)
    for pid in alive(family):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def _processes() -> Iterator[tuple[int, int, str]]:
    """Yield number, parent's number and state of every process."""
    shown = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    for line in shown.splitlines():
        pid, parent, state = line.split()
        yield int(pid), int(parent), state


def _address(process: subprocess.Popen[str]) -> str:
    """Return the address that a server prints once it answers."""
    lines: Queue[str] = Queue()
    stdout = process.stdout
    assert stdout is not None
    Thread(target=lambda: [lines.put(line) for line in stdout], daemon=True).start()
    try:
        line = lines.get(timeout=START_SECONDS)
    except Empty:
        raise AssertionError("the server did not say where it is") from None
    return next(word for word in line.split() if word.startswith("http"))
