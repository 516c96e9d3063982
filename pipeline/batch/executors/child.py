"""What runs in a worker process (``python -m pipeline.executors.child``): one item after the other, under limits.

The process ends at once when its parent is gone or closes the pipe, whatever it is doing: nobody is left to stop a
document that never ends. Where a library does not let go of the interpreter, the limit of processor time ends it.
"""

from __future__ import annotations

import math
import os
import pickle
import signal
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from .contract import Limits
from .frames import pack, read_frame
from .progress import Progress, channel

SPARE_SECONDS = 10
"""Processor time beyond the limit by the clock: only a process that its parent cannot end needs as much."""


def main() -> None:
    """Read the work and its limits, then answer every item with how far it is, and ``(outcome, error)`` at the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the parent's to decide on
    requests, answers = sys.stdin.buffer, _take_stdout()
    work, limits = read_frame(requests)
    _limit_memory(limits)
    _send(answers, pack("ready"))
    items = _listen(requests)

    def tell(progress: Progress) -> None:
        _send(answers, pack(progress))

    channel.set(tell)
    while True:
        item = items.get()
        _limit_processor_time(limits)
        _send(answers, _answer(work, item))


def _send(answers: IO[bytes], frame: bytes) -> None:
    answers.write(frame)
    answers.flush()


def _take_stdout() -> IO[bytes]:
    """Return the pipe to the parent; what libraries print goes to the error stream from now on."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _listen(requests: IO[bytes]) -> SimpleQueue[Any]:
    """Return a queue of the items that come; the end of the pipe ends the process."""
    items: SimpleQueue[Any] = SimpleQueue()

    def read() -> None:
        try:
            while True:
                items.put(read_frame(requests))
        finally:
            os._exit(0)

    Thread(target=read, daemon=True).start()
    return items


def _answer(work: Callable[[Any], object], item: object) -> bytes:
    try:
        return pack((work(item), None))
    except Exception as error:  # the work's, or an outcome's that cannot be pickled
        return pack((None, _portable(error)))


def _portable(error: Exception) -> Exception:
    """Return ``error``, or its words where it does not survive the way to the parent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _limit_memory(limits: Limits) -> None:
    """Let what is too much fail here with ``MemoryError`` and not by the system's choice; Windows has no such limit."""
    try:
        import resource
    except ImportError:
        return
    size = limits.megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor_time(limits: Limits) -> None:
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    end = math.ceil(usage.ru_utime + usage.ru_stime + limits.cores * limits.seconds + SPARE_SECONDS)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (end if hard == resource.RLIM_INFINITY else min(end, hard), hard))


if __name__ == "__main__":
    main()
