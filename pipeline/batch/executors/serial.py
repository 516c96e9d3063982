"""In this process, one after the other: for a debugger, and for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

from .contract import Crash, Item, Outcome, Ready


def run_serial(
    work: Callable[[Item], Outcome], items: Iterator[Item | Ready[Outcome]], stop: Event
) -> Iterator[Outcome | Crash[Item]]:
    """Yield the outcome of ``work`` on each item, without limits."""
    for item in items:
        if isinstance(item, Ready):
            yield item.outcome
        else:
            yield _attempt(work, item)
        if stop.is_set():
            return


def _attempt(work: Callable[[Item], Outcome], item: Item) -> Outcome | Crash[Item]:
    try:
        return work(item)
    except MemoryError as error:
        return Crash(item, "OUT_OF_MEMORY", error)
    except Exception as error:
        return Crash(item, "UNEXPECTED", error)
