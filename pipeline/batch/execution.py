"""Where the documents of a run are converted: in processes of this machine, on a cluster, or in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeAlias

from plantillas import message

from .executors import Crash, Limits, Ready, run_local, run_serial

if TYPE_CHECKING:
    from .task import Job, Result

Work: TypeAlias = "Callable[[Job], Result]"
Executor: TypeAlias = "Callable[[Work, Iterator[Job | Ready[Result]], Event], Iterator[Result | Crash[Job]]]"
"""``executor(work, jobs, stop)``: one of :mod:`pipeline.executors`, its own settings filled in."""

FEW_DOCUMENTS = 16
"""Below this many, a second process (which needs some 3 s to get going) takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class Execution:
    """Where the work is done."""

    run: Executor
    limits: Limits
    elsewhere: bool = False
    """Whether workers cannot read this machine's files."""


class UnusableClusterError(Exception):
    """The text is the sentence to show."""


@contextmanager
def choose_execution(
    documents: int, processes: int | None, cluster: str | None, limits: Limits, debug: bool = False
) -> Iterator[Execution]:
    """Yield where to work: the cluster that is named, else as many processes as are; one process to debug in.

    Raises ``UnusableClusterError`` where the cluster cannot be used.
    """
    if cluster:
        with _cluster(cluster, limits) as run:
            yield Execution(run, limits, elsewhere=True)
    elif debug:
        yield Execution(run_serial, limits)
    else:
        processes = processes or _default_processes(documents)
        yield Execution(partial(run_local, processes=processes, limits=limits), limits)


@contextmanager
def _cluster(address: str, limits: Limits) -> Iterator[Executor]:
    from ..basis import program
    from .executors.cluster import ClusterError, connect

    try:
        with connect(address, limits, program) as run:
            yield run
    except ClusterError as error:
        raise UnusableClusterError(message("ordenes", error.code, address=address, cause=error.cause)) from error


def _default_processes(documents: int) -> int:
    return 1 if documents < FEW_DOCUMENTS else min(available_cores(), documents)


def available_cores() -> int:
    """Return the cores this process may use, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
