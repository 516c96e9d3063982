"""Many documents: each is converted by itself, and none can touch another.

A worker reads one document and returns what became of it, with its results as bytes; the parent alone writes.
Results come as they are done, and the list keeps the order of the inputs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from traceback import format_exc
from typing import TYPE_CHECKING

from extractores.errors import DocumentError

from .batch_report import Batch, BatchEntry
from .failures import short_cause
from .model import Matrix
from .outcomes import converted_entry, crashed_entry, failed_entry, unwritten_entry
from .outputs import batch_files, name_outputs, write_aside
from .workers import Crash, run_parallel

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .decisions import Memory

FORMATS = ("json", "html", "md", "csv", "revision")
ENDINGS = {"revision": "revision.csv"}
"""Formats whose files end otherwise than in their names."""
FEW_DOCUMENTS = 16
"""Below this many, starting processes (some 2 s) takes longer than it saves (some 0.1 s for each document)."""

Converter = Callable[..., Matrix]
"""``convert(path, catalogue=..., decisions=...)``: a parameter so that tests can pass one that fails."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to convert; small, because it crosses to another process."""

    index: int
    path: Path
    output_name: str
    """Name of its results, without format."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How every document of a run is converted; crosses to another process too."""

    convert: Converter
    formats: tuple[str, ...] = FORMATS
    catalogue: Path | None = None
    decisions: Path | None = None
    """The memory of decisions."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document."""

    job: Job
    entry: BatchEntry
    rendered: dict[str, bytes]
    """Format to content; empty where the document failed."""
    traceback: str | None = None
    """Of an unexpected error, for whoever mends it."""


def make_jobs(paths: Sequence[Path], folder: Path, formats: Sequence[str]) -> list[Job]:
    """Return a job for each document; its results will stand in ``folder`` and write over no input."""
    inputs = [path for path in paths if path.suffix.lstrip(".").casefold() in formats and _stands_in(path, folder)]
    names = name_outputs(paths, taken=inputs)
    return [Job(index, path, name) for index, (path, name) in enumerate(zip(paths, names, strict=True))]


def run_batch(jobs: Sequence[Job], folder: Path, plan: Plan, processes: int | None = None) -> Iterator[Result]:
    """Convert ``jobs``, write their results into ``folder`` and yield them as they are done.

    ``processes`` is how many work at once; by default one for each core, and one alone for few documents.
    """
    folder.mkdir(parents=True, exist_ok=True)
    work = partial(convert_job, plan=plan)
    processes = processes or _default_processes(len(jobs))
    if processes == 1:
        results: Iterator[Result | Crash[Job]] = map(work, jobs)
    else:
        results = run_parallel(work, jobs, processes)
    for result in results:
        yield _write(_crashed(result) if isinstance(result, Crash) else result, folder)


def list_batch(results: Sequence[Result]) -> Batch:
    """Return the list of what became of each document, in the order of the inputs."""
    return Batch(entries=tuple(result.entry for result in sorted(results, key=lambda result: result.job.index)))


def write_list(batch: Batch, folder: Path) -> None:
    """Write ``lote.json`` and ``index.html`` over all documents."""
    from .render import render_index

    index, listing = batch_files(folder)
    write_aside(listing, batch.to_json().encode())
    write_aside(index, render_index(batch).encode())


def convert_job(job: Job, plan: Plan) -> Result:
    """Convert one document; whatever goes wrong with it becomes its entry."""
    started = perf_counter()
    try:
        matrix = plan.convert(job.path, catalogue=_catalogue(plan.catalogue), decisions=_memory(plan.decisions))
        rendered = {name: render(matrix, name) for name in plan.formats}
    except Exception as error:  # one document must never touch the others
        traceback = None if isinstance(error, DocumentError) else format_exc()
        return Result(job, failed_entry(job.path, error, perf_counter() - started), {}, traceback)
    return Result(job, converted_entry(job.path, matrix, perf_counter() - started), rendered)


def render(matrix: Matrix, format_name: str) -> bytes:
    """Return ``matrix`` in one of ``FORMATS``, as the bytes of a file."""
    from .exports import to_csv, to_json
    from .render import render_html, render_markdown
    from .review_sheet import to_review_csv

    renderers: dict[str, Callable[[Matrix], str]] = {
        "json": to_json,
        "html": render_html,
        "md": render_markdown,
        "csv": to_csv,
        "revision": to_review_csv,
    }
    return renderers[format_name](matrix).encode()


@cache
def _catalogue(path: Path | None) -> Catalogue | None:
    """Read the officer's own catalogue once in each process; without one the converter takes the built-in one."""
    if path is None:
        return None
    from .catalogue import load_catalogue

    return load_catalogue(path)


def _memory(path: Path | None) -> Memory | None:
    """Return the decisions in force, if there is a memory of them."""
    return _read_memory(path.resolve(), path.stat().st_mtime_ns) if path else None


@cache
def _read_memory(path: Path, _written: int) -> Memory:
    """Read the decisions once in each process, and again when more were written."""
    from .decisions import in_force, read_decisions

    return in_force(read_decisions(path))


def _crashed(crash: Crash[Job]) -> Result:
    job = crash.item
    entry = failed_entry(job.path, crash.error, 0.0) if crash.error else crashed_entry(job.path)
    return Result(job, entry, {})


def _write(result: Result, folder: Path) -> Result:
    """Write what was rendered and return the result with the files in its entry, and without their contents."""
    outputs = {name: f"{result.job.output_name}.{ENDINGS.get(name, name)}" for name in result.rendered}
    try:
        for name, content in result.rendered.items():
            write_aside(folder / outputs[name], content)
    except OSError as error:
        return replace(result, entry=unwritten_entry(result.entry, short_cause(error)), rendered={})
    return replace(result, entry=result.entry.model_copy(update={"outputs": outputs}), rendered={})


def _default_processes(documents: int) -> int:
    return 1 if documents < FEW_DOCUMENTS else min(_cores(), documents)


def _cores() -> int:
    """Return the cores this process may use, which in a container are fewer than the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _stands_in(path: Path, folder: Path) -> bool:
    return os.path.realpath(path.parent) == os.path.realpath(folder)
