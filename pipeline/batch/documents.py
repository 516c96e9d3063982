"""What the process that reads a document needs, and what it tells of it while it reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractores.ocr import recogniser_data
from extractores.progress import pages_told_to, places_told_to, time_asked_of

from .executors import Files, ask_for_time, tell, tell_place


def files_for(*documents: Path) -> Files:
    """Return the files that a process needs to read ``documents``."""
    data = recogniser_data()
    return Files((*documents, Path(data)) if data else documents)


@contextmanager
def told_while_reading() -> Iterator[None]:
    """Tell, of documents that are read in this block, how far they are, where, and how long they may take."""
    with pages_told_to(tell), places_told_to(tell_place), time_asked_of(ask_for_time):
        yield
