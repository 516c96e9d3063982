"""Where the documents of a run are converted: in processes of this machine, on a cluster, or in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeAlias

from plantillas import message

from .executors import Crash, Limits, Progress, Ready, run_local, run_serial

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
    under_way: UnderWay = field(default_factory=lambda: UnderWay())
    """How far documents are that take long."""


class UnderWay:
    """How far the documents are that are being read; written by some threads, read by another."""

    def __init__(self) -> None:
        self._pages: dict[int, tuple[str, Progress]] = {}

    def note(self, job: Job, progress: Progress | None) -> None:
        """Remember how many pages of a document are read; None once it is done."""
        if progress:
            self._pages[job.index] = job.document.path.name, progress
        else:
            self._pages.pop(job.index, None)

    def pages(self) -> list[tuple[str, Progress]]:
        """Return names with pages done and in all, of those that told of any."""
        return list(self._pages.values())


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
        processes, limits = _share_cores(documents, processes, limits)
        under_way = UnderWay()
        run = partial(run_local, processes=processes, limits=limits, listen=under_way.note)
        yield Execution(run, limits, under_way=under_way)


@contextmanager
def _cluster(address: str, limits: Limits) -> Iterator[Executor]:
    from ..basis import program
    from .executors.cluster import ClusterError, connect

    try:
        with connect(address, limits, program) as run:
            yield run
    except ClusterError as error:
        raise UnusableClusterError(message("ordenes", error.code, address=address, cause=error.cause)) from error


def _share_cores(documents: int, processes: int | None, limits: Limits) -> tuple[int, Limits]:
    """Return how many processes work, and their limits with the cores that each may use."""
    from extractores.settings import available_cores  # brings libraries along that the help does without

    cores = available_cores()
    processes = processes or (1 if documents < FEW_DOCUMENTS else min(cores, documents))
    return processes, replace(limits, cores=max(cores // processes, 1))
