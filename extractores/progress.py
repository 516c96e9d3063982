"""How far a long reading is, told to whoever wants to show it.

Only what takes seconds a page is told: scanned pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Listener: TypeAlias = "Callable[[int, int], object]"
"""Told how many pages are read, of how many."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def pages_told_to(listener: Listener) -> Iterator[None]:
    """Tell ``listener`` of the scanned pages of documents that are read in this context, in the thread that reads."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell_pages(done: int, total: int) -> None:
    """Tell that ``done`` of ``total`` pages are read."""
    listener = _listener.get()
    if listener:
        listener(done, total)
