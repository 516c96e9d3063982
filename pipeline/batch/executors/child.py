"""What runs beside the parent (``python -m pipeline.batch.executors.child FOLDER``): it reads items, each under limits.

It loads once what the work needs, and forks for each item a process that has all of it, reads one document and ends:
what a document does to a process it does to its own. Where the system cannot fork, items are worked on here, one after
the other.

FOLDER is for what is put aside meanwhile; it goes away with the process. The process ends at once when its parent is
gone or closes the pipe, whatever it is doing: nobody is left to stop a document that never ends.
"""

from __future__ import annotations

import os
import signal
import sys
from queue import SimpleQueue
from shutil import rmtree
from threading import Thread
from typing import IO, Any

from . import sandbox
from .frames import End, pack, pack_end, read_value
from .item import Work, answer, told_to


def main() -> None:
    """Read the work and its limits, then answer every item with frames that end in an ``END``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is the parent's to decide on
    sandbox.leave_network()
    requests, answers = sys.stdin.buffer, _take_stdout()
    folder = sys.argv[1]
    sandbox.use_folder(folder)
    work, limits = read_value(requests)
    if limits.is_forked:
        from .forked import serve_forked  # it needs what other systems do not have

        try:
            serve_forked(work, limits, requests, answers)
        finally:
            rmtree(folder, ignore_errors=True)  # whoever made it may have been killed
    else:
        sandbox.limit_memory(limits)
        sandbox.limit_files()
        if hasattr(work, "files"):
            sandbox.write_only_to(folder)
        _send(answers, pack("ready"))
        _serve_here(work, _listen(requests, folder), answers)


def _serve_here(work: Work, items: SimpleQueue[Any], answers: IO[bytes]) -> None:
    with told_to(lambda frame: _send(answers, frame)):
        while True:
            _send(answers, answer(work, items.get()) + pack_end(End(b"a", 0, 0.0, 0.0, 0.0)))


def _send(answers: IO[bytes], frame: bytes) -> None:
    answers.write(frame)
    answers.flush()


def _take_stdout() -> IO[bytes]:
    """Return the pipe to the parent; what libraries print goes to the error stream from now on."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _listen(requests: IO[bytes], folder: str) -> SimpleQueue[Any]:
    """Return a queue of the items that come; the end of the pipe ends the process."""
    items: SimpleQueue[Any] = SimpleQueue()

    def read() -> None:
        try:
            while True:
                items.put(read_value(requests))
        finally:
            rmtree(folder, ignore_errors=True)
            os._exit(0)

    Thread(target=read, daemon=True).start()
    return items


if __name__ == "__main__":
    main()
