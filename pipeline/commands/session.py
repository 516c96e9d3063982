"""One run as the command line sees it: its log, its bar, its interruptions, its list, its exit code."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

from plantillas import message

from ..batch.engine import run_batch
from ..batch.execution import Execution
from ..batch.heap import give_back_big_blocks
from ..batch.ledger import FolderInUseError
from ..batch.listing import list_batch, write_list
from ..batch.outputs import DiskFullError
from ..batch.quarantine import fill_quarantine
from ..batch.report import PackedEntries
from ..batch.run_log import RunLog
from ..batch.task import Job, Plan, Result
from . import progress
from .usage import DONE, INTERRUPTED, SOME_FAILED, WRONG_USAGE

if TYPE_CHECKING:
    from ..batch.report import Batch, BatchEntry

TOPIC = "ordenes"


@dataclass(frozen=True, slots=True)
class Manner:
    """What is shown of a run."""

    quiet: bool = False
    """Nothing but errors."""
    lines: bool = False
    """A JSON line for each document on the standard output, instead of bar and summary."""
    debug: bool = False
    """Tracebacks of unexpected errors."""
    news: bool = False
    """Only a line for each document that was not done before."""

    @property
    def talks(self) -> bool:
        """Whether people are told how it goes."""
        return not (self.quiet or self.lines or self.news)


class _Done:
    """What a run has to remember of each document until its end."""

    def __init__(self) -> None:
        self.entries: PackedEntries[int] = PackedEntries()
        self.tracebacks: dict[int, str] = {}
        self.known = 0

    def take(self, result: Result) -> None:
        """Remember one more."""
        self.entries[result.job.index] = result.entry
        self.known += result.known
        if result.traceback:
            self.tracebacks[result.job.index] = result.traceback


def run_session(
    jobs: list[Job],
    folder: Path,
    plan: Plan,
    execution: Execution,
    manner: Manner,
    quarantine: Path | None = None,
    tried: dict[str, BatchEntry] | None = None,
) -> int:
    """Convert ``jobs``, write everything into ``folder``, say what became of them and return the exit code.

    ``tried`` is for :func:`pipeline.engine.run_batch`.
    """
    give_back_big_blocks()
    try:
        with RunLog(folder, echo=manner.lines) as log:
            log.started(len(jobs), folder=str(folder), formats=list(plan.formats))
            done = _collect(jobs, folder, plan, execution, manner, tried, log)
            batch = list_batch(jobs, done.entries)
            outcome = _finish(jobs, batch, done, folder, manner, quarantine)
            log.ended(exit_code=outcome, states=progress.count_states(batch))
            return outcome
    except FolderInUseError:
        progress.say_error(message(TOPIC, "usage_folder_in_use", folder=folder))
        return WRONG_USAGE
    except DiskFullError as error:
        progress.say_error(message(TOPIC, "disk_full", folder=error.filename))
        return SOME_FAILED


def _collect(
    jobs: list[Job],
    folder: Path,
    plan: Plan,
    execution: Execution,
    manner: Manner,
    tried: dict[str, BatchEntry] | None,
    log: RunLog,
) -> _Done:
    """Return what became of all jobs, or of those that were done before an interruption."""
    done = _Done()
    stop = Event()
    with (
        suppress(KeyboardInterrupt),
        _interruptible(stop),
        closing(run_batch(jobs, folder, plan, execution, stop, tried)) as running,
    ):
        for result in progress.show_progress(running, len(jobs), execution.under_way) if manner.talks else running:
            log.document(result)
            done.take(result)
            if manner.news and not result.known:
                progress.say_news(result.entry)
    return done


def _finish(jobs: list[Job], batch: Batch, done: _Done, folder: Path, manner: Manner, quarantine: Path | None) -> int:
    """Write the list and the copies, say what became of the documents and return the exit code."""
    try:
        write_list(batch, folder)
        copied = fill_quarantine(jobs, batch, quarantine) if quarantine else 0
    except OSError as error:
        progress.say_error(message(TOPIC, "list_not_written", folder=folder, cause=error.strerror))
        return SOME_FAILED
    if manner.talks:
        progress.show_outcomes(batch, folder)
        progress.show_counts(known=done.known, copied=copied, quarantine=quarantine)
    if not manner.news:
        progress.show_failures(batch, done.tracebacks if manner.debug else {})
    pending = sum(entry.outcome == "pending" for entry in batch.entries)
    if pending:
        progress.say_error(message(TOPIC, "interrupted", pending=pending, total=len(jobs)))
        return INTERRUPTED
    return SOME_FAILED if any(entry.outcome == "failed" for entry in batch.entries) else DONE


@contextmanager
def _interruptible(stop: Event) -> Iterator[None]:
    """Let the first interruption set ``stop`` and the second one raise ``KeyboardInterrupt``."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        progress.say_error(message(TOPIC, "stopping"))

    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, interrupt)
    except ValueError:  # not the main thread: nobody interrupts it by a key
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
