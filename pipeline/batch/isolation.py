"""A document that a command reads itself: in a process of its own, under the limits that it has in a batch."""

from __future__ import annotations

from types import TracebackType
from typing import Generic

from .executors import Crash, Limits
from .executors.contract import Item, Outcome
from .executors.worker_process import Work, WorkerProcess
from .failures import EndedError, ended_sentence

LIMITS = Limits()


class Isolated(Generic[Item, Outcome]):
    """The work of a command on documents, one after the other; nothing is started before the first."""

    def __init__(self, work: Work[Item, Outcome], limits: Limits | None = None) -> None:
        self._limits = limits or LIMITS
        self._process: WorkerProcess[Item, Outcome] = WorkerProcess(work, self._limits)

    def __enter__(self) -> Isolated[Item, Outcome]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.close()

    def run(self, item: Item, name: str) -> Outcome:
        """Return the outcome of the work on a document called ``name``.

        Raises what the work raises, and :class:`EndedError` where its process was ended, or died.
        """
        outcome = self._process.run(item)
        if not isinstance(outcome, Crash):
            return outcome
        if outcome.error is not None and outcome.cause == "UNEXPECTED":
            raise outcome.error
        raise EndedError(outcome.cause, ended_sentence(outcome, name, self._limits))
