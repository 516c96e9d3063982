"""The same work on many items in several processes, where a process that dies takes only its own item along."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

WAITING_ITEMS = 1
"""Items handed over beyond those at work, so that no process idles while the parent writes."""

PRELOADED = ("pipeline.batch", "pipeline.exports", "pipeline.render")
"""Modules that are imported once and not by every process: where processes are forked, a new one starts at once."""


@dataclass(frozen=True, slots=True)
class Crash(Generic[Item]):
    """An item without an outcome."""

    item: Item
    error: Exception | None = None
    """None where the process died: killed by the system, or by a library that aborts."""


def run_parallel(
    work: Callable[[Item], Outcome], items: Sequence[Item], processes: int
) -> Iterator[Outcome | Crash[Item]]:
    """Yield the outcome of ``work`` on each item as it is done, with ``processes`` at once.

    ``work``, items and outcomes must be picklable. When a process dies, the pool does not say on which item: those it
    held are done again, each in a process of its own, and the others go on in a new pool.
    """
    waiting = deque(items)
    while waiting:
        suspects: list[Item] = []
        yield from _run_until_broken(work, waiting, processes, suspects)
        for item in suspects:
            yield _run_alone(work, item)


def _run_until_broken(
    work: Callable[[Item], Outcome], waiting: deque[Item], processes: int, suspects: list[Item]
) -> Iterator[Outcome | Crash[Item]]:
    """Take from ``waiting`` until nothing is left or the pool breaks; then ``suspects`` are the items it held."""
    running: dict[Future[Outcome], Item] = {}
    pool = _pool(min(processes, len(waiting)))
    try:
        while _hand_over(pool, work, waiting, running, processes + WAITING_ITEMS) and not suspects:
            done = wait(running, return_when=FIRST_COMPLETED).done
            broken = any(_is_broken(future) for future in done)
            for future in [future for future in running if broken or future in done]:
                item = running.pop(future)
                if _is_broken(future):
                    suspects.append(item)
                else:
                    error = _error(future)
                    yield Crash(item, error) if error else future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _hand_over(
    pool: ProcessPoolExecutor,
    work: Callable[[Item], Outcome],
    waiting: deque[Item],
    running: dict[Future[Outcome], Item],
    places: int,
) -> bool:
    """Fill the pool's places from ``waiting``; return whether anything runs."""
    try:
        while waiting and len(running) < places:
            running[pool.submit(work, waiting[0])] = waiting[0]
            waiting.popleft()
    except BrokenProcessPool:
        pass  # what runs says the same when it is asked
    return bool(running)


def _run_alone(work: Callable[[Item], Outcome], item: Item) -> Outcome | Crash[Item]:
    pool = _pool(1)
    try:
        future = pool.submit(work, item)
        if _is_broken(future):
            return Crash(item)
        error = _error(future)
        return Crash(item, error) if error else future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _error(future: Future[Outcome]) -> Exception | None:
    """Return what the work raised, or what kept its outcome from coming back."""
    error = future.exception()
    if error is not None and not isinstance(error, Exception):
        raise error
    return error


def _is_broken(future: Future[Outcome]) -> bool:
    """Whether the process died; waits until this is known."""
    return isinstance(future.exception(), BrokenProcessPool)


def _pool(processes: int) -> ProcessPoolExecutor:
    """Return processes that start fresh: a copy of a parent with threads (a progress bar's) may hang."""
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload(list(PRELOADED))
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
