"""What a reader tells while it reads, handed on to whoever waits for the process that it runs in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractores.progress import pages_told_to, places_told_to, time_asked_of

from .executors import ask_for_time, tell, tell_place


@contextmanager
def told_while_reading() -> Iterator[None]:
    """Tell, of documents that are read in this block, how far they are, where, and how long they may take."""
    with pages_told_to(tell), places_told_to(tell_place), time_asked_of(ask_for_time):
        yield
