"""The log of runs: one JSON line for each document, with what the results do not tell: when, how long, how."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from ..json_line import json_line
from .outputs import STATE_FOLDER, noticing_full_disk
from .task import Result

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger, Processor

LOG = "bitacora.jsonl"


class RunLog:
    """The log in one output folder; with ``echo`` its lines go to the standard output, too."""

    def __init__(self, folder: Path, echo: bool = False) -> None:
        self._path = folder / STATE_FOLDER / LOG
        self._echo = echo

    def __enter__(self) -> RunLog:
        with noticing_full_disk(self._path.parent):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("a", encoding="utf-8", buffering=1)
        self._loggers = [_logger(stream) for stream in ([self._file, sys.stdout] if self._echo else [self._file])]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._file.close()

    def started(self, documents: int, **how: object) -> None:
        """Log that a run begins."""
        self._say("run_started", documents=documents, **how)

    def ended(self, **outcome: object) -> None:
        """Log how a run ended."""
        self._say("run_ended", **outcome)

    def document(self, result: Result) -> None:
        """Log what became of one document."""
        entry = result.entry.model_dump(include={"path", "sha256", "outcome", "code", "message", "pages", "records"})
        more = {"traceback": result.traceback} if result.traceback else {}
        state = result.entry.state
        self._say("document", **entry, state=state, seconds=result.seconds, known=result.known, **more)

    def _say(self, event: str, **facts: object) -> None:
        """Write a line; a disk without room for it or a pipe that nobody reads stops no run: results tell of that."""
        for logger in self._loggers:
            with suppress(OSError):
                logger.info(event, **facts)


def _logger(stream: TextIO) -> FilteringBoundLogger:
    import structlog

    processors: list[Processor] = [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(serializer=json_line),
    ]
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(stream), processors=processors, wrapper_class=structlog.make_filtering_bound_logger(0)
    )
    return logger
