"""How far a long reading is, where it is, and how long it may take, told to whoever shows it or waits for it.

How far it is is told of what takes seconds a page: scanned pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

PAGE_SECONDS = 2.0
"""For a page, at the worst; a usual one takes some milliseconds."""
SCANNED_PAGE_SECONDS = 45.0
"""For a page that must be recognised; a usual one takes 12 of a slow core."""
MEGABYTE_SECONDS = 15.0
"""For a megabyte of text whose columns are gone; a usual one takes 3.5."""

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


PlaceListener: TypeAlias = "Callable[[int, int, int], object]"
"""Told the first and the last of the pages that are being read, and how many there are; where none is being read the
last one is the last that was, and the first the one behind it."""

_place_listener: ContextVar[PlaceListener | None] = ContextVar("place_listener", default=None)


@contextmanager
def places_told_to(listener: PlaceListener) -> Iterator[None]:
    """Tell ``listener``, in this context, which pages are being read: who dies of one cannot tell it any more."""
    before = _place_listener.set(listener)
    try:
        yield
    finally:
        _place_listener.reset(before)


def tell_place(first: int, last: int, total: int) -> None:
    """Tell that the pages from ``first`` to ``last``, of ``total``, are being read (:data:`PlaceListener`)."""
    listener = _place_listener.get()
    if listener:
        listener(first, last, total)


_patience: ContextVar[Callable[[float], object] | None] = ContextVar("patience", default=None)
_asked: ContextVar[float] = ContextVar("asked", default=0.0)


@contextmanager
def time_asked_of(grant: Callable[[float], object]) -> Iterator[None]:
    """Tell ``grant``, in this context, how many seconds a document needs beyond those that every one has."""
    before = _patience.set(grant), _asked.set(0.0)
    try:
        yield
    finally:
        _patience.reset(before[0])
        _asked.reset(before[1])


def tell_length(pages: int = 0, *, scanned: int = 0, text_bytes: int = 0) -> None:
    """Tell how long a document is, of which each part may take its time."""
    seconds = pages * PAGE_SECONDS + scanned * SCANNED_PAGE_SECONDS + text_bytes / 1_000_000 * MEGABYTE_SECONDS
    grant = _patience.get()
    if grant and seconds:
        _asked.set(_asked.get() + seconds)
        grant(_asked.get())
