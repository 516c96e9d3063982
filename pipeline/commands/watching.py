"""A folder that is watched: what comes into it is converted once it is whole, and never twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic

from plantillas import message

from ..batch.execution import Execution
from ..batch.inputs import find_inputs
from ..batch.report import BatchEntry
from ..batch.task import Plan, make_jobs
from .session import Manner, run_session
from .usage import DONE, INTERRUPTED

TOPIC = "ordenes"
SETTLED_SECONDS = 2.0
"""A file that nobody has written to for so long is whole: who copies or downloads writes more often."""


def watch_folder(folder: Path, output: Path, plan: Plan, execution: Execution, stop: Event | None = None) -> int:
    """Convert the documents of ``folder`` now and after each change, until interrupted or ``stop`` is set.

    Each time all of them are looked at: what is done is known by its content, so that nothing is converted twice,
    and the list in ``output`` is that of the whole folder.
    """
    print(message(TOPIC, "watching", folder=folder), flush=True)
    tried: dict[str, BatchEntry] = {}
    for growing in _changes(folder, output, stop or Event()):
        documents = [
            document
            for document in find_inputs([str(folder)]).documents
            if os.path.realpath(document.archive or document.path) not in growing
        ]
        jobs = make_jobs(documents, output, plan.formats)
        if run_session(jobs, output, plan, execution, Manner(news=True), tried=tried) == INTERRUPTED:
            break
    return DONE


def _changes(folder: Path, output: Path, stop: Event) -> Iterator[set[str]]:
    """Yield at first, and whenever some file has come or changed and is whole; each time the files that still grow."""
    from watchfiles import watch

    touched: dict[str, float] = {}
    due = True
    own = os.path.join(os.path.realpath(output), "")
    events = watch(
        os.path.realpath(folder),
        watch_filter=lambda _, path: not path.startswith(own),
        stop_event=stop,
        rust_timeout=round(SETTLED_SECONDS * 1000),
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for changes in events:
        now = monotonic()
        touched |= {os.path.realpath(path): now for _, path in changes}
        growing = {path for path, last in touched.items() if now - last < SETTLED_SECONDS}
        if due or len(growing) < len(touched):
            due = False
            touched = {path: touched[path] for path in growing}
            yield growing
