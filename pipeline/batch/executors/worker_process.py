"""A worker process as its owner sees it: give it an item, get an outcome, whatever happens to it.

Each has pipes of its own and shares no lock with others: one that dies or is ended holds nobody up.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from shutil import rmtree
from tempfile import mkdtemp
from threading import Event, Lock, Timer
from time import monotonic
from types import TracebackType
from typing import IO, Generic, NamedTuple, TypeAlias

from .contract import Cause, Crash, Ended, Item, Limits, Outcome, Usage
from .frames import (
    END,
    PLACE,
    PROGRESS,
    TIME,
    VALUE,
    End,
    load_plain,
    pack,
    read_frame,
    unpack_end,
    unpack_place,
    unpack_progress,
    unpack_time,
)
from .partial import PARTIAL_ATTEMPTS, leave_out
from .progress import Channel, Place, Progress, ignore

Work: TypeAlias = Callable[[Item], Outcome]
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
    """A process that does ``work`` on one item at a time; for one thread, but any thread may ``close`` it.

    Where the system can, each item has a process of its own, forked from this one.

    Where ``work`` has a method ``files(item)``, which returns the :class:`Files` of an item, its process can use no
    others, where the system knows how. Where it has a method ``without(item, unread)``, which returns the item to be
    read without some pages, what an item does to its process costs these pages and not the item.
    """

    def __init__(self, work: Work[Item, Outcome], limits: Limits) -> None:
        """Prepare; the process starts with the first item. Raises whatever keeps ``work`` from being pickled."""
        self._work = pack((work, limits))
        self._without: Callable[[Item, Mapping[int, Ended]], Item] | None = getattr(work, "without", None)
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: str | None = None
        self._items = 0
        self._closed = False
        self._lock = Lock()
        self._began = self._came = 0.0
        self._place: Place | None = None
        self.usage = Usage(0.0, 0.0, 0.0)
        """What the last item used, all attempts together."""

    def run(self, item: Item, listen: Channel = ignore) -> Outcome | Crash[Item]:
        """Return the outcome of the work on ``item``; its process is ended when it goes over its limits.

        ``listen`` hears, in this thread, how far the work is.
        """
        self.usage = Usage(0.0, 0.0, 0.0)
        whole = self._attempt(item, listen)
        return whole if self._without is None else self._read_around(item, whole, self._without, listen)

    def _read_around(
        self,
        item: Item,
        whole: Outcome | Crash[Item],
        without: Callable[[Item, Mapping[int, Ended]], Item],
        listen: Channel,
    ) -> Outcome | Crash[Item]:
        """Return the outcome of the item without the pages of which its process was ended, or died."""
        outcome, unread = whole, dict[int, Ended]()
        for attempt in range(1, PARTIAL_ATTEMPTS + 1):
            if not isinstance(outcome, Crash) or self._closed:
                break
            unread = leave_out(unread, outcome, is_last=attempt == PARTIAL_ATTEMPTS)
            if not unread:
                break
            outcome = self._attempt(without(item, unread), listen)
        return whole if isinstance(outcome, Crash) else outcome

    def _attempt(self, item: Item, listen: Channel) -> Outcome | Crash[Item]:
        for _ in range(ATTEMPTS):
            try:
                answer = self._exchange(item, listen)
            except TimeoutError:
                self._end()
                return self._crash(item, "TIMEOUT", seconds=self._limits.seconds)
            except (EOFError, OSError):
                if self._end() in NO_MEMORY:
                    return self._crash(item, "OUT_OF_MEMORY")
            except Exception as error:  # the item, or its outcome, does not survive the way
                self._end()
                return Crash(item, "UNEXPECTED", error)
            else:
                if not self._died(answer.end):
                    return self._outcome(item, answer)
        return self._crash(item, "WORKER_CRASHED")

    def close(self) -> None:
        """End the process, whatever it is doing; what runs ends as crashed, and nothing more is begun."""
        self._closed = True
        self._end()

    @staticmethod
    def _died(end: End) -> bool:
        """Tell whether the process ended for no known reason: another attempt may be luckier."""
        return end.why == b"d" and end.status not in NO_MEMORY

    def _crash(self, item: Item, cause: Cause, error: Exception | None = None, seconds: float = 0.0) -> Crash[Item]:
        """Return what became of an item whose process was ended, or died, with where it was."""
        now = monotonic()
        took_most = 2 * (now - self._came) > now - self._began
        return Crash(item, cause, error, seconds, self._place, took_most)

    def _note_place(self, place: Place) -> None:
        self._place, self._came = place, monotonic()

    def _outcome(self, item: Item, answer: _Answer) -> Outcome | Crash[Item]:
        if answer.end.why == b"t":
            return self._crash(item, "TIMEOUT", seconds=min(answer.end.seconds, self._limits.most_seconds))
        if answer.end.why != b"a" or not isinstance(answer.value, tuple) or len(answer.value) != 2:
            return self._crash(item, "OUT_OF_MEMORY")
        outcome, error = answer.value
        if error is None:
            found: Outcome = outcome
            return found
        if isinstance(error, MemoryError):
            if not self._limits.is_forked:
                self._end()  # what was half built may still be held
            return self._crash(item, "OUT_OF_MEMORY", error)
        if isinstance(error, Exception):
            return Crash(item, "UNEXPECTED", error)
        return Crash(item, "WORKER_CRASHED")

    def _exchange(self, item: Item, listen: Channel) -> _Answer:
        """Send ``item`` and return the answer; raise ``TimeoutError`` or ``EOFError`` where there is none."""
        content = pack(item)
        if self._items >= ITEMS_PER_PROCESS:
            self._end()
        process = self._process or self._start()
        self._items += 1
        # Where items have processes of their own, whoever forked them watches the clock; this one is for when it fails.
        seconds = self._limits.most_seconds + GOODBYE_SECONDS if self._limits.is_forked else self._limits.seconds
        self._place, self._began = None, monotonic()
        with _Patience(process, seconds) as patience:
            streams = _streams(process)
            streams.requests.write(content)
            streams.requests.flush()
            answer = _read_answer(
                streams.answers,
                listen,
                lambda asked: patience.have(self._limits.granted(asked)),
                self._note_place,
            )
        before, now = self.usage, answer.end
        self.usage = Usage(
            before.processor_seconds + now.processor_seconds,
            before.seconds + now.seconds,
            max(before.megabytes, now.megabytes),
        )
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise EOFError
            self._folder = mkdtemp(prefix="lotaip-")
            command = [sys.executable, "-P", "-m", f"{__package__}.child", self._folder]
            self._process = process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(self._limits.cores),
                start_new_session=os.name == "posix",
            )
        self._items = 0
        try:
            with _Patience(process, START_SECONDS):
                streams = _streams(process)
                streams.requests.write(self._work)
                streams.requests.flush()
                read_frame(streams.answers)
        except TimeoutError as error:
            raise EOFError from error
        return process

    def _end(self) -> int | None:
        """End the process, if there is one, and return its exit code: its own, where it had died before."""
        with self._lock:
            process, self._process = self._process, None
            folder, self._folder = self._folder, None
        if process is None:
            return None
        _kill(process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GOODBYE_SECONDS)
            _streams(process).close()
        if folder:
            rmtree(folder, ignore_errors=True)
        return process.returncode


@dataclass(frozen=True, slots=True)
class _Answer:
    value: object
    end: End


def _read_answer(
    stream: IO[bytes], listen: Channel, grant: Callable[[float], object], note: Callable[[Place], object]
) -> _Answer:
    """Return what comes back for one item; raise ``EOFError`` where nobody is there to answer."""
    value: object = None
    while True:
        kind, content = read_frame(stream)
        if kind == PROGRESS:
            listen(Progress(*unpack_progress(content)))
        elif kind == PLACE:
            note(unpack_place(content))
        elif kind == TIME:
            grant(unpack_time(content))
        elif kind == VALUE:
            value = load_plain(content)
        elif kind == END:
            return _Answer(value, unpack_end(content))


class _Patience:
    """Ends a process where a block takes longer than some seconds, and has the block raise ``TimeoutError``."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._overdue = Event()
        self._started = monotonic()
        self._timer = self._begun(seconds)

    def have(self, seconds: float) -> None:
        """Let the block take so long in all."""
        self._timer.cancel()
        self._timer = self._begun(seconds)

    def _begun(self, seconds: float) -> Timer:
        timer = Timer(max(self._started + seconds - monotonic(), 0.0), self._end)
        timer.daemon = True
        timer.start()
        return timer

    def _end(self) -> None:
        self._overdue.set()
        _kill(self._process)

    def __enter__(self) -> _Patience:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if isinstance(error, EOFError | OSError) and self._overdue.is_set():
            raise TimeoutError from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that belong to it."""
    if os.name == "posix" and process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


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
