"""The converter as a process: started beside the server, replaced when it dies, ended with its parent.

``python -m pipeline.review.converter_process`` is what runs in it. It ends when its standard input does, however its
parent ended, and gives back what it had begun.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from .run_settings import RunSettings

RESTART_SECONDS = 1.0
"""Before a converter that died is replaced."""
GOODBYE_SECONDS = 15.0
"""For a converter to give back what it had begun."""


@contextmanager
def running_converter() -> Iterator[None]:
    """Have a converter run as long as this block does; one that dies is replaced."""
    stop = Event()
    current: list[subprocess.Popen[bytes]] = []

    def supervise() -> None:
        while not stop.is_set():
            current[:] = [_start_converter()]
            current[0].wait()
            stop.wait(RESTART_SECONDS)

    supervisor = Thread(target=supervise, daemon=True)
    supervisor.start()
    try:
        yield
    finally:
        stop.set()
        for process in current:
            _end(process)
        supervisor.join(GOODBYE_SECONDS)


def _start_converter() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", f"{__package__}.converter_process"]
    paths = os.pathsep.join(map(os.path.abspath, sys.path))
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | {"PYTHONPATH": paths})


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let the process end by itself, which it does when its input ends."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(GOODBYE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> None:
    """Convert what is in the store that the environment names, until the standard input ends."""
    from ..store import open_store
    from .converter import Converter, convert_until

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the parent's to decide on
    settings = RunSettings.from_environment()
    stop = Event()

    def wait_for_parent() -> None:
        while sys.stdin.buffer.read(1):
            pass
        stop.set()

    Thread(target=wait_for_parent, daemon=True).start()
    store = open_store(settings.url, settings.folder)
    try:
        convert_until(stop, [Converter(store, stop) for _ in range(settings.conversions)])
    finally:
        store.close()


if __name__ == "__main__":
    main()
