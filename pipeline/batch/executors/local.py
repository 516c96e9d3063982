"""Several processes of this machine, each with a thread of the parent that feeds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from threading import Event

from .contract import WAITING_ITEMS, Crash, Item, Limits, Outcome, Ready, Usage, hand_over
from .progress import Progress
from .worker_process import WorkerProcess


def run_local(
    work: Callable[[Item], Outcome],
    items: Iterator[Item | Ready[Outcome]],
    stop: Event,
    processes: int,
    limits: Limits,
    listen: Callable[[Item, Progress | None], object] = lambda item, progress: None,
    account: Callable[[Item, Usage], object] = lambda item, usage: None,
) -> Iterator[Outcome | Crash[Item]]:
    """Yield the outcome of ``work`` on each item as it is done, with ``processes`` at once.

    ``listen`` hears how far items are, in the threads that feed the processes, and None once an item is done;
    ``account`` what each used.

    ``work``, items and outcomes must be picklable, and what they are made of importable. Who closes this iterator
    ends all processes at once.
    """
    workers: list[WorkerProcess[Item, Outcome]] = [WorkerProcess(work, limits) for _ in range(processes)]
    free: SimpleQueue[WorkerProcess[Item, Outcome]] = SimpleQueue()
    for worker in workers:
        free.put(worker)

    def run(item: Item) -> Outcome | Crash[Item]:
        worker = free.get()
        try:
            return worker.run(item, partial(listen, item))
        finally:
            listen(item, None)
            account(item, worker.usage)
            free.put(worker)

    with ThreadPoolExecutor(processes) as threads:
        try:
            yield from hand_over(lambda item: threads.submit(run, item), items, processes + WAITING_ITEMS, stop)
        finally:
            for worker in workers:
                worker.close()  # before the threads are awaited, which wait for their processes
