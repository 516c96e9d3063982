"""A Dask cluster by its address: the same work, each item in a process of its own on the worker, under its limits.

Dask hands an item on when the worker that had it is lost. What the item itself does to a process is none of Dask's
business: on each worker a :class:`WorkerProcess` takes it, as on this machine.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, get_ident
from typing import Any

from .contract import WAITING_ITEMS, Crash, Item, Limits, Outcome, Ready, hand_over
from .frames import pack
from .worker_process import WorkerProcess

CONNECT_SECONDS = 15.0
_processes: dict[int, tuple[bytes, WorkerProcess[Any, Any]]] = {}
"""On a worker: for each of its threads a process, and the work that it does."""


class ClusterError(Exception):
    """A cluster that cannot be used; ``code`` is a key of ``ordenes.toml``."""

    def __init__(self, code: str, cause: str = "") -> None:
        self.code, self.cause = code, cause
        super().__init__(f"{code} {cause}")


@contextmanager
def connect(address: str, limits: Limits, same: Callable[[], str]) -> Iterator[Callable[..., Iterator[Any]]]:
    """Yield an executor on the cluster at ``address``.

    ``same`` must return on each worker what it does here: workers with another program would give other results.
    Raises ``ClusterError``.
    """
    try:
        import distributed
    except ImportError as error:
        raise ClusterError("usage_cluster_missing") from error
    try:
        client: Any = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError("usage_cluster", type(error).__name__) from error
    with client:
        _check(client, same)
        try:
            yield partial(_run, client, limits)
        finally:
            with suppress(Exception):  # of a cluster that is gone; its processes go with it
                client.run(_end_processes)


def _check(client: Any, same: Callable[[], str]) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        answers = set(client.run(same).values())
    except TimeoutError as error:
        raise ClusterError("usage_cluster", "TimeoutError") from error
    except Exception as error:  # the worker cannot even import it
        raise ClusterError("usage_cluster_version") from error
    if answers != {same()}:
        raise ClusterError("usage_cluster_version")


def _run(
    client: Any,
    limits: Limits,
    work: Callable[[Item], Outcome],
    items: Iterator[Item | Ready[Outcome]],
    stop: Event,
) -> Iterator[Outcome | Crash[Item]]:
    """Yield the outcome of ``work`` on each item as it is done."""
    workers = client.nthreads()
    executor = client.get_executor(pure=False)

    def submit(item: Item) -> Future[Any]:
        future: Future[Any] = executor.submit(_work_on, work, item, limits)
        return future

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sending large graph")  # a document of some megabytes: meant
        yield from hand_over(submit, items, sum(workers.values()) + WAITING_ITEMS * len(workers), stop)


def _work_on(work: Callable[[Item], Outcome], item: Item, limits: Limits) -> Outcome | Crash[Item]:
    """On a worker: do the work in a process that belongs to the thread, and begin a new one for other work."""
    kind = pack((work, limits))
    before, process = _processes.get(get_ident(), (b"", None))
    if process is None or before != kind:
        if process:
            process.close()
        process = WorkerProcess(work, limits)
        _processes[get_ident()] = kind, process
    return process.run(item)


def _end_processes() -> None:
    """On a worker: end what the last run needed."""
    while _processes:
        _processes.popitem()[1][1].close()
