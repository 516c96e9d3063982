"""A worker process as its owner sees it: give it an item, get an outcome, whatever happens to it.

Each has pipes of its own and shares no lock with others: one that dies or is ended holds nobody up.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Timer
from typing import IO, Any, Generic, NamedTuple

from .contract import Crash, Item, Limits, Outcome
from .frames import pack, read_frame
from .progress import Channel, Progress, ignore

ITEMS_PER_PROCESS = 500
"""After so many a fresh process takes over, so that what libraries never give back is given back; it costs some 2 s."""
START_SECONDS = 120.0
"""For the imports of a process on a machine that is very busy."""
ATTEMPTS = 2
"""A process may die of what is not the item's fault; one that dies of the same item twice dies of it."""
NO_MEMORY = {-signal.SIGABRT}
"""What a process ends with when PDFium asks for memory and gets none: it aborts, and trying again would not help."""
GOODBYE_SECONDS = 10.0
"""For the system to take away a process that was ended; one that it cannot is left behind, not waited for."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that say how many threads libraries for arithmetic may start in each process."""


class WorkerProcess(Generic[Item, Outcome]):
    """A process that does ``work`` on one item at a time; for one thread, but any thread may ``close`` it."""

    def __init__(self, work: Callable[[Item], Outcome], limits: Limits) -> None:
        """Prepare; the process starts with the first item. Raises whatever keeps ``work`` from being pickled."""
        self._work = pack((work, limits))
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._items = 0
        self._closed = False
        self._lock = Lock()

    def run(self, item: Item, listen: Channel = ignore) -> Outcome | Crash[Item]:
        """Return the outcome of the work on ``item``; its process is ended when it goes over its limits.

        ``listen`` hears, in this thread, how far the work is.
        """
        for _ in range(ATTEMPTS):
            try:
                outcome, trouble = self._exchange(item, listen)
            except TimeoutError:
                self._end()
                return Crash(item, "TIMEOUT")
            except (EOFError, OSError):
                if self._end() in NO_MEMORY:
                    return Crash(item, "OUT_OF_MEMORY")
            except Exception as error:  # the item, or its outcome, does not survive the way
                self._end()
                return Crash(item, "UNEXPECTED", error)
            else:
                return self._failed(item, trouble) if trouble else outcome
        return Crash(item, "WORKER_CRASHED")

    def close(self) -> None:
        """End the process, whatever it is doing; what runs ends as crashed, and nothing more is begun."""
        self._closed = True
        self._end()

    def _failed(self, item: Item, error: Exception) -> Crash[Item]:
        if isinstance(error, MemoryError):
            self._end()  # what was half built may still be held
            return Crash(item, "OUT_OF_MEMORY", error)
        return Crash(item, "UNEXPECTED", error)

    def _exchange(self, item: Item, listen: Channel) -> tuple[Outcome, Exception | None]:
        """Send ``item`` and return the answer; raise ``TimeoutError`` or ``EOFError`` where there is none."""
        frame = pack(item)
        if self._items >= ITEMS_PER_PROCESS:
            self._end()
        process = self._process or self._start()
        self._items += 1
        answer: tuple[Outcome, Exception | None] = _ask(process, frame, self._limits.seconds, listen)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", f"{__package__}.child"]
        with self._lock:
            if self._closed:
                raise EOFError
            self._process = process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(self._limits.cores)
            )
        self._items = 0
        try:
            _ask(process, self._work, START_SECONDS)
        except TimeoutError as error:
            raise EOFError from error
        return process

    def _end(self) -> int | None:
        """End the process, if there is one, and return its exit code: its own, where it had died before."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(GOODBYE_SECONDS)
            _streams(process).close()
        return process.returncode


def _ask(process: subprocess.Popen[bytes], frame: bytes, seconds: float, listen: Channel = ignore) -> Any:
    """Write a frame and return the one that answers it; end the process where that takes longer than ``seconds``."""
    overdue = Event()

    def end() -> None:
        overdue.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    streams = _streams(process)
    try:
        streams.requests.write(frame)
        streams.requests.flush()
        while isinstance(answer := read_frame(streams.answers), Progress):
            listen(answer)
        return answer
    except (EOFError, OSError) as error:
        if overdue.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()


class _Streams(NamedTuple):
    requests: IO[bytes]
    answers: IO[bytes]

    def close(self) -> None:
        for stream in self:
            with suppress(OSError):  # what could not be sent to a process that died
                stream.close()


def _streams(process: subprocess.Popen[bytes]) -> _Streams:
    assert process.stdin is not None
    assert process.stdout is not None
    return _Streams(process.stdin, process.stdout)


def _environment(cores: int) -> dict[str, str]:
    """Return what a worker needs to find the same modules, and to use no more cores than it may.

    Libraries for arithmetic get one: what the program does itself side by side gains more from the others.
    """
    from extractores.settings import CORES  # brings libraries along that the help of the commands does without

    path = os.pathsep.join(map(os.path.abspath, sys.path))
    return os.environ | {"PYTHONPATH": path, CORES: str(cores), **dict.fromkeys(THREADS, "1")}
