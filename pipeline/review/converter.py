"""What converts documents beside the web server: a process that takes them from the store, and never from the web.

Each of its threads has a worker process of the batch engine, whose limits of time and memory hold: a document that
crashes it, never ends or asks for too much is a document that failed, and the next one is begun.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from time import perf_counter
from typing import Any
from uuid import uuid4

from extractores.errors import DocumentError, EncryptedError
from plantillas import message

from ..batch.conversion import Conversion, Task
from ..batch.executors import Crash, Limits
from ..batch.executors.worker_process import WorkerProcess
from ..batch.failures import describe, ended_sentence, short_cause
from ..catalogue.entries import Catalogue
from ..model import Matrix
from ..store import Store
from ..store.views import QueuedDocument

TOPIC = "revision"
LOOK_SECONDS = 0.5
"""Between two looks at the store when there is nothing to do."""
HEARTBEAT_SECONDS = 15.0
"""Well below the store's lease."""
PAUSE_SECONDS = 2.0
"""After trouble with the store, before the next attempt."""
SAVE_ATTEMPTS = 5


@dataclass
class Converter:
    """One thread's work: documents one after the other, until it is told to stop."""

    store: Store
    stop: Event
    limits: Limits = field(default_factory=Limits)
    make_work: Callable[[Catalogue], Callable[[Task], Matrix]] = Conversion
    """A parameter so that tests can pass work that crashes."""
    name: str = field(default_factory=lambda: f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}")
    _process: WorkerProcess[Task, Matrix] | None = None
    _catalogue: Catalogue | None = None

    def run(self) -> None:
        """Convert what comes; trouble with the store is told and waited for, never the end."""
        try:
            while not self.stop.is_set():
                try:
                    if not self.convert_next():
                        self.stop.wait(LOOK_SECONDS)
                except Exception as error:
                    print("conversor:", short_cause(error), file=sys.stderr)
                    self.stop.wait(PAUSE_SECONDS)
        finally:
            self.close()
            with suppress(Exception):
                self.store.release(self.name)

    def convert_next(self) -> bool:
        """Convert the next document, if there is one, and tell whether there was."""
        document = self.store.claim(self.name)
        if document is None:
            return False
        finished = Event()
        heart = Thread(target=self._beat, args=(finished,), daemon=True)
        heart.start()
        try:
            self._convert(document)
        finally:
            finished.set()
            heart.join()
        return True

    def close(self) -> None:
        """End the worker process, whatever it is doing."""
        if self._process:
            self._process.close()

    def _convert(self, document: QueuedDocument) -> None:
        started = perf_counter()
        task = Task(self.store.content_path(document.id), document.name, self.store.memory())
        outcome = self._worker().run(task)
        if self.stop.is_set() and isinstance(outcome, Crash):
            return  # it was ended with this process, and is given back
        if isinstance(outcome, Crash):
            self._save(lambda: self.store.save_failure(document.id, *self._failure(document.name, outcome)))
        else:
            self._save(lambda: self.store.save_result(document.id, outcome, round(perf_counter() - started, 3)))

    def _worker(self) -> WorkerProcess[Task, Matrix]:
        """Return the worker process; a new one where the catalogue has changed."""
        catalogue = self.store.catalogue()
        if self._process is None or catalogue is not self._catalogue:
            self.close()
            self._process, self._catalogue = WorkerProcess(self.make_work(catalogue), self.limits), catalogue
        return self._process

    def _beat(self, finished: Event) -> None:
        while not finished.wait(HEARTBEAT_SECONDS):
            with suppress(Exception):  # the next beat may reach the store
                self.store.heartbeat(self.name)

    def _save(self, save: Callable[[], None]) -> None:
        """Save what took so long to make; the store may be busy for a while."""
        for attempt in range(1, SAVE_ATTEMPTS + 1):
            try:
                save()
            except Exception:
                if attempt == SAVE_ATTEMPTS or self.stop.wait(PAUSE_SECONDS):
                    raise
            else:
                return

    def _failure(self, name: str, crash: Crash[Any]) -> tuple[str, str]:
        """Return code and sentence for a document without an outcome."""
        if isinstance(crash.error, EncryptedError):
            return crash.error.code, message(TOPIC, "failure_ENCRYPTED", name=name)
        if isinstance(crash.error, DocumentError):
            return crash.error.code, describe(crash.error, name)
        return crash.cause, ended_sentence(crash, name, self.limits)


def convert_until(stop: Event, converters: Iterable[Converter]) -> None:
    """Run each converter in a thread, until ``stop`` is set; then end what they have begun."""
    running = [(converter, Thread(target=converter.run)) for converter in converters]
    for _, thread in running:
        thread.start()
    stop.wait()
    for converter, thread in running:
        converter.close()
        thread.join()
