"""One document of a batch: what is to be done, how, and what became of it.

A worker reads one document and returns what became of it, with its results as bytes; :mod:`pipeline.engine` hands the
documents out and alone writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from os.path import realpath
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from traceback import format_exc
from types import MappingProxyType
from typing import TYPE_CHECKING

from extractores.errors import DocumentError

from ..contacts import without_contacts
from ..model import Matrix
from ..portal.beside import NOTHING, Beside, look_beside, look_beside_in_archive
from ..warming import read_own_matrix
from .documents import files_for, told_while_reading
from .executors import Files
from .executors.contract import Ended
from .inputs import Input
from .manifest import NO_FACTS, Facts, ManifestLine, facts_of
from .outcomes import converted_entry, failed_entry
from .outputs import name_outputs, safe_name
from .report import BatchEntry

if TYPE_CHECKING:
    from extractores.geometry import PageTrouble

    from ..catalogue.entries import Catalogue
    from ..decisions.memory import Memory

FORMATS = ("json", "html", "md", "csv", "revision")
ENDINGS = {"revision": "revision.csv"}
"""Formats whose files end otherwise than in their names."""

Converter = Callable[..., Matrix]
"""``convert(path, catalogue=..., decisions=..., beside=...)``: a parameter so that tests can pass one that fails."""


def convert_file(
    path: Path,
    *,
    catalogue: Catalogue | None = None,
    decisions: Memory | None = None,
    beside: Beside | None = None,
    password: str = "",
    **partly: Mapping[int, PageTrouble],
) -> Matrix:
    """Convert with :func:`pipeline.convert.convert`, which only workers need to import."""
    from ..convert import convert

    return convert(path, catalogue=catalogue, decisions=decisions, beside=beside, password=password, **partly)


@dataclass(frozen=True, slots=True)
class Job:
    """One document to convert; small, because it crosses to another process."""

    index: int
    document: Input
    output_name: str
    """Name of its results, without format."""
    facts: Facts = NO_FACTS
    beside: Beside = NOTHING
    """What the files around a published table say of it."""
    file: Path | None = None
    """Where its content is to be read, once that is known."""
    content: bytes | None = None
    """The same for a process on another machine, which cannot read our files."""
    sha256: str | None = None
    unread: Mapping[int, Ended] = field(default_factory=dict)
    """Pages that are left out because an earlier attempt did not get through them, and what it ended in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How every document of a run is converted; crosses to other processes, and machines, too: values, no paths."""

    convert: Converter = convert_file
    formats: tuple[str, ...] = FORMATS
    catalogue: Catalogue | None = None
    """The officer's own; None for the built-in one."""
    decisions: Memory | None = None
    """Those of reviewers that are in force."""
    without_contacts: bool = False
    """Whether names, addresses and telephones of officials are left out of all that is written."""
    password: str = field(default="", repr=False)
    """What opens documents that are closed; no part of what results depend on, and never written."""
    basis: str = ""
    """Digest of what results depend on beside the document (:func:`pipeline.basis.basis`)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document."""

    job: Job
    entry: BatchEntry
    rendered: dict[str, bytes]
    """Format to content; empty where the document failed, and once it is written."""
    traceback: str | None = None
    """Of an unexpected error, for whoever mends it."""
    seconds: float = 0.0
    """What the conversion took; for the log and the terminal, never for the results."""
    known: bool = False
    """Whether an earlier run did it, or the same content was converted under another name."""


def make_jobs(
    documents: Sequence[Input],
    folder: Path,
    formats: Sequence[str],
    manifest: Mapping[str, ManifestLine] = MappingProxyType({}),
) -> list[Job]:
    """Return a job for each document; its results will stand in ``folder`` and write over no input."""
    paths = [document.path for document in documents]
    inputs = [path for path in paths if path.suffix.lstrip(".").casefold() in formats and _stands_in(path, folder)]
    names = name_outputs(paths, taken=inputs)
    return [
        Job(index, document, name, facts_of(document, manifest), beside_of(document))
        for index, (document, name) in enumerate(zip(documents, names, strict=True))
    ]


def convert_job(job: Job, plan: Plan) -> Result:
    """Convert one document; whatever goes wrong with it becomes its entry, but for want of memory: the process's."""
    started = perf_counter()
    try:
        with told_while_reading():
            matrix = _convert(job, plan)
        if plan.without_contacts:
            matrix = without_contacts(matrix)
        known = _with_facts(matrix, job.facts)
        rendered = {name: render(known, name) for name in plan.formats}
    except MemoryError:
        raise
    except Exception as error:  # one document must never touch the others
        traceback = None if isinstance(error, DocumentError) else format_exc()
        return Result(_light(job), failed_entry(job.document, error, job.sha256), {}, traceback, _since(started))
    entry = converted_entry(job.document, matrix, job.facts)
    return Result(_light(job), entry, rendered, seconds=_since(started))


@dataclass(frozen=True, slots=True)
class Conversion:
    """The work on each document of a run; crosses to other processes."""

    plan: Plan

    def __call__(self, job: Job) -> Result:
        """Convert one document."""
        return convert_job(job, self.plan)

    def files(self, job: Job) -> Files:
        """Return what the process of a job needs to read."""
        return files_for(*([job.file or job.document.path] if job.content is None else []))

    def without(self, job: Job, unread: Mapping[int, Ended]) -> Job:
        """Return the job to be done without some pages."""
        return replace(job, unread=unread)

    def prepare(self) -> None:
        """Load what every document needs."""
        if self.plan.convert is convert_file:
            matrix = read_own_matrix(self.plan.catalogue)
            for name in self.plan.formats:
                render(matrix, name)


def render(matrix: Matrix, format_name: str) -> bytes:
    """Return ``matrix`` in one of ``FORMATS``, as the bytes of a file."""
    from ..decisions.review_sheet import to_review_csv
    from ..exports import to_csv, to_json
    from ..render import render_html, render_markdown

    renderers: dict[str, Callable[[Matrix], str]] = {
        "json": to_json,
        "html": render_html,
        "md": render_markdown,
        "csv": to_csv,
        "revision": to_review_csv,
    }
    return renderers[format_name](matrix).encode()


def _convert(job: Job, plan: Plan) -> Matrix:
    if job.content is None:
        return _convert_file(job.file or job.document.path, job, plan)
    with TemporaryDirectory(prefix="lotaip-") as folder:
        file = Path(folder, safe_name(job.document.path.name))
        file.write_bytes(job.content)
        return _convert_file(file, job, plan)


def _convert_file(file: Path, job: Job, plan: Plan) -> Matrix:
    known, decided = plan.catalogue, plan.decisions
    partly = {"unread": job.unread} if job.unread else {}  # none but those who read pages need to know of it
    return plan.convert(file, catalogue=known, decisions=decided, beside=job.beside, password=plan.password, **partly)


def beside_of(document: Input) -> Beside:
    """Return what is said around a document, here where its neighbours are: a worker gets nothing but the document."""
    if document.archive:
        return look_beside_in_archive(document.archive, document.member)
    return NOTHING if document.address else look_beside(document.path)


def _with_facts(matrix: Matrix, facts: Facts) -> Matrix:
    """Return the matrix with what its document does not print and the manifest knows."""
    update = {"institution": matrix.institution or facts.institution, "period": matrix.period or facts.period}
    return matrix.model_copy(update=update)


def _light(job: Job) -> Job:
    """Return the job without what need not travel back: its content, and what it was read without."""
    return replace(job, content=None, unread={})


def _since(started: float) -> float:
    return round(perf_counter() - started, 3)


def _stands_in(path: Path, folder: Path) -> bool:
    return realpath(path.parent) == realpath(folder)
