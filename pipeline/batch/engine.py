"""Many documents: each is converted by itself, none can touch another, and what is done is not done again.

Documents go through in their order: brought where they can be read, named by their content, looked up in what is
done, and only then handed to a worker. The parent alone writes. Results come as they are done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

from extractores.errors import DocumentError

from ..reading_findings import PARTIAL
from .execution import Execution
from .executors import Crash, Limits, Ready
from .failures import short_cause
from .ledger import Ledger
from .outcomes import crashed_entry, failed_entry, same_entry, unwritten_entry
from .outputs import STATE_FOLDER, DiskFullError, keep_names, printable, write_aside
from .report import BatchEntry, PackedEntries
from .spool import Spool, hash_of
from .task import ENDINGS, Conversion, Job, Plan, Result, convert_job

PASSING = frozenset(
    {"TIMEOUT", "OUT_OF_MEMORY", "WORKER_CRASHED", "UNEXPECTED", "NOT_WRITTEN", "NOT_FETCHED"}
    | {"UNREADABLE", "MISSING", "NOT_REGULAR_FILE"}
)
"""Codes of failures that another run, with other limits or on another day, may not have: they are tried again."""


CLOSED = "ENCRYPTED"
"""What a document was that a password may open now."""
COPIES = "copias"
"""In the state folder: members of ZIPs and what was fetched, while they are read."""


def run_batch(
    jobs: Iterable[Job],
    folder: Path,
    plan: Plan,
    execution: Execution,
    stop: Event | None = None,
    tried: dict[str, BatchEntry] | None = None,
) -> Generator[Result, None, None]:
    """Convert ``jobs``, write their results into ``folder`` and yield them as they are done.

    Once ``stop`` is set nothing more is begun. Raises ``DiskFullError`` where nothing more can be written, and
    ``FolderInUseError``; what was yielded before is safe, and a run over the same jobs goes on from there.
    ``tried`` keeps, by key, failures that a run on another day would try again, for runs on the same day.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with Ledger(folder) as ledger, Spool(folder / STATE_FOLDER / COPIES) as spool:
        tried = {} if tried is None else tried
        intake = _Intake(folder, ledger, spool, plan, execution, tried)
        entries: PackedEntries[tuple[object, ...]] = PackedEntries()
        for outcome in execution.run(Conversion(plan), intake.prepare(jobs), stop or Event()):
            result = _crashed(outcome, execution.limits) if isinstance(outcome, Crash) else outcome
            if result.job.file:
                spool.drop(result.job.file)
            result = _write(result, folder, ledger, plan, execution.limits)
            entries[_identity(result.job)] = result.entry
            if result.entry.code in PASSING and result.job.sha256:
                tried[key_of(result.job, plan)] = result.entry
            yield result
        for job in intake.repeated:
            if first := entries.get(_identity(job)):
                yield Result(job, same_entry(job.document, first), {}, known=True)


class _Intake:
    """The documents on their way to the workers."""

    def __init__(
        self, folder: Path, ledger: Ledger, spool: Spool, plan: Plan, execution: Execution, tried: dict[str, BatchEntry]
    ) -> None:
        self._folder, self._ledger, self._spool = folder, ledger, spool
        self._plan, self._execution, self._tried = plan, execution, tried
        self._seen: set[tuple[object, ...]] = set()
        self.repeated: list[Job] = []
        """Documents whose content an earlier one has, too."""

    def prepare(self, jobs: Iterable[Job]) -> Iterator[Job | Ready[Result]]:
        """Yield each job ready for a worker, or with its result where it is known."""
        for job in jobs:
            try:
                file = self._spool.bring(job.document)
            except DocumentError as error:
                yield Ready(Result(job, failed_entry(job.document, error), {}))
                continue
            ready = replace(job, file=file, sha256=hash_of(file))
            if _identity(ready) in self._seen:
                self._spool.drop(file)
                self.repeated.append(ready)
                continue
            yield self._known(ready) or (self._loaded(ready) if self._execution.elsewhere else ready)

    def _known(self, job: Job) -> Ready[Result] | None:
        """Return what an earlier run made of the same content, under this name or another."""
        if job.sha256 is None:
            return None
        self._seen.add(_identity(job))
        key = key_of(job, self._plan)
        if key in self._tried:
            return Ready(Result(job, self._tried[key], {}, known=True))
        done = self._ledger.find(key) or self._ledger.find(partial_key(key, self._execution.limits))
        if done is None or (done.entry["code"] == CLOSED and self._plan.password):
            return None
        entry = BatchEntry.model_validate({**done.entry, "path": printable(job.document.label)})
        if done.output_name == job.output_name:
            return Ready(Result(job, entry, {}, known=True))
        rendered = {name: (self._folder / file).read_bytes() for name, file in entry.outputs.items()}
        return Ready(Result(job, entry, rendered, known=True))

    def _loaded(self, job: Job) -> Job | Ready[Result]:
        """Return the job with its content, for who cannot read our files; what has none is refused here and now."""
        if job.file is None or job.sha256 is None:
            return Ready(convert_job(job, self._plan))
        return replace(job, content=job.file.read_bytes())


def key_of(job: Job, plan: Plan) -> str:
    """Return the digest of all that the files of ``job`` depend on."""
    name, facts = printable(job.document.path.name), asdict(job.facts)
    parts = [job.sha256, name, facts, repr(job.beside), sorted(plan.formats), plan.without_contacts, plan.basis]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def partial_key(key: str, limits: Limits) -> str:
    """Return the digest of all that a part of a result depends on: with other limits the document is tried again."""
    asked = [limits.seconds, limits.processor_seconds, limits.most_seconds, limits.megabytes]
    return hashlib.sha256(json.dumps([key, asked]).encode()).hexdigest()


def _identity(job: Job) -> tuple[object, ...]:
    """Return what tells whether two jobs have the same result; a data set is often republished for another month."""
    return job.sha256, job.beside


def _crashed(crash: Crash[Job], limits: Limits) -> Result:
    job = replace(crash.item, content=None)
    return Result(job, crashed_entry(job.document, crash, job.sha256, limits), {})


def _write(result: Result, folder: Path, ledger: Ledger, plan: Plan, limits: Limits) -> Result:
    """Write what was rendered, keep it as done, and return the result with its files instead of their contents."""
    if result.known and not result.rendered:
        return result
    outputs = {name: f"{result.job.output_name}.{ENDINGS.get(name, name)}" for name in result.rendered}
    contents = {outputs[name]: content for name, content in result.rendered.items()}
    entry = result.entry.model_copy(update={"outputs": outputs})
    try:
        for name, content in contents.items():
            write_aside(folder / name, content)
        if contents:
            keep_names(folder)
    except DiskFullError:
        raise
    except OSError as error:
        return replace(result, entry=unwritten_entry(result.entry, short_cause(error)), rendered={})
    if entry.sha256 == result.job.sha256 is not None and entry.code not in PASSING:
        key = key_of(result.job, plan)
        key = partial_key(key, limits) if entry.code == PARTIAL else key
        ledger.add(key, result.job.output_name, contents, entry.model_dump(mode="json", exclude={"path"}))
    return replace(result, entry=entry, rendered={})
