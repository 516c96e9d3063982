"""What every executor promises, and the one loop that hands items over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from .progress import Place

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Ended = Literal["TIMEOUT", "OUT_OF_MEMORY", "WORKER_CRASHED"]
"""Why a process was ended, or died."""
Cause = Ended | Literal["UNEXPECTED"]
"""Why an item has no outcome; the codes are those of ``plantillas/mensajes/errores.toml``."""

MOST_SECONDS = 1_800.0
"""By the clock, for an item that asks for time as it goes: a document of some hundred pages."""
WAITING_ITEMS = 1
"""Items handed over beyond those at work, so that no process idles while the parent writes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may ask for before its process is ended."""

    seconds: float = 120.0
    """By the clock, before the item asks for more (:data:`MOST_SECONDS`)."""
    processor_seconds: float = 60.0
    """For each core; more when the item asks for it, by as much."""
    most_seconds: float = MOST_SECONDS
    """By the clock, whatever the item asks for."""
    megabytes: int = 2_000
    """Address space of the process, some 300 of them before it reads anything."""
    cores: int = 1
    """Cores that the process may use."""
    alone: bool = True
    """Whether each item has a process to itself; otherwise one serves several, one after the other, until one of them
    breaks it. A process takes some 10 ms: too long only for what somebody waits for, and whose result is not kept."""

    @property
    def is_forked(self) -> bool:
        """Whether items get processes of their own: not every system can fork."""
        return self.alone and sys.platform == "linux"

    @classmethod
    def fixed(cls, seconds: float, megabytes: int) -> Limits:
        """Return limits by the clock that hold whatever an item asks for: those that somebody chose."""
        return cls(seconds, seconds, seconds, megabytes)

    def granted(self, asked: float) -> float:
        """Return the seconds by the clock of an item that asked for so many more."""
        return max(self.seconds, min(self.seconds + asked, self.most_seconds))


class Files(NamedTuple):
    """What the process of an item needs beside the program and a folder of its own, which it always has."""

    reads: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()
    """Files that are there already."""


class Usage(NamedTuple):
    """What one item used."""

    processor_seconds: float
    seconds: float
    """By the clock."""
    megabytes: float
    """The most memory that its process had at once; 0 where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Crash(Generic[Item]):
    """An item without an outcome."""

    item: Item
    cause: Cause
    error: Exception | None = None
    """What the work raised; None where its process was ended, or died."""
    seconds: float = 0.0
    """What it was given before it was ended, where it took too long."""
    place: Place | None = None
    """The pages that were being read when its process was ended, or died; None where it never told."""
    took_most: bool = False
    """Whether these pages alone took more than half of the time."""


@dataclass(frozen=True, slots=True)
class Ready(Generic[Outcome]):
    """An outcome that is known already and takes its place among the items."""

    outcome: Outcome


def hand_over(
    submit: Callable[[Item], Future[Any]],
    items: Iterator[Item | Ready[Outcome]],
    places: int,
    stop: Event,
) -> Iterator[Outcome | Crash[Item]]:
    """Yield the outcomes of ``items`` as they are done, with ``places`` at once under way.

    An item is taken from ``items`` only when there is a place for it, so that they may be many and made as they are
    needed. Once ``stop`` is set nothing more is taken, and what has not begun is dropped; what runs is awaited.
    """
    running: dict[Future[Any], Item] = {}
    while True:
        while len(running) < places and not stop.is_set() and (item := next(items, None)) is not None:
            if isinstance(item, Ready):
                yield item.outcome
            else:
                running[submit(item)] = item
        if stop.is_set():
            running = {future: item for future, item in running.items() if not future.cancel()}
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield _outcome(future, running.pop(future))


def _outcome(future: Future[Any], item: Item) -> Any:
    """Return the outcome; an executor that fails, and not the work, has lost whoever worked on the item."""
    try:
        return future.result()
    except (Exception, CancelledError):
        return Crash(item, "WORKER_CRASHED")
