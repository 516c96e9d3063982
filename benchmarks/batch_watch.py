"""What a batch uses and leaves behind, watched from outside while it runs."""

from __future__ import annotations

import os
import resource
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep

from pipeline.batch.executors import Usage

MOST_PROCESSOR_SECONDS, MOST_SECONDS, MOST_MEGABYTES = 60.0, 120.0, 2_000.0
"""What one document may use."""
MOST_GROWTH = 50.0
"""Megabytes that the parent may grow by."""
NOTHING_USED = Usage(0.0, 0.0, 0.0)


def used_too_much(usage: Usage) -> str:
    """Return of what a document used too much: ``time``, ``memory`` or nothing."""
    if usage.processor_seconds > MOST_PROCESSOR_SECONDS or usage.seconds > MOST_SECONDS:
        return "time"
    return "memory" if usage.megabytes > MOST_MEGABYTES else ""


class BatchWatch:
    """What a run does to this process and to the machine; begins when it is made."""

    def __init__(self) -> None:
        self._before = _megabytes()
        self._most = self._before
        self._children = set(_children())
        self._files = set(_temporary_files())
        self._stop = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._stop.wait(0.2):
            self._most = max(self._most, _megabytes())

    def left(self) -> list[str]:
        """Return what should not be there any more."""
        self._stop.set()
        sleep(0.5)
        growth = self._most - self._before
        print(f"parent grew by {growth:.0f} MB at most, {_megabytes() - self._before:.0f} MB at the end")
        files = [f"temporary file {name}" for name in sorted(set(_temporary_files()) - self._files)]
        orphans = [f"process {orphan}" for orphan in sorted(set(_children()) - self._children)]
        return files + orphans + ([f"parent grew by {growth:.0f} MB"] if growth > MOST_GROWTH else [])


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_000_000


def _children() -> Iterator[int]:
    """Yield the worker processes of this run, whosever children they are by now: their folders are in its own."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if tempfile.gettempdir().encode() in (place / "cmdline").read_bytes():
                yield int(place.name)
        except OSError:
            continue


def _temporary_files() -> Iterator[str]:
    return (entry.name for entry in os.scandir(tempfile.gettempdir()))
