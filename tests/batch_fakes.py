"""A converter whose documents say themselves what becomes of them, and short ways to run it over a folder."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

from extractores.errors import EmptyFileError, EncryptedError
from pipeline.batch.engine import run_batch
from pipeline.batch.execution import Execution
from pipeline.batch.executors import Limits, run_serial
from pipeline.batch.inputs import Input, find_inputs
from pipeline.batch.listing import list_batch, write_list
from pipeline.batch.outputs import printable
from pipeline.batch.report import PackedEntries
from pipeline.batch.task import Job, Plan, Result, make_jobs
from pipeline.model import Field, Finding, Matrix, Record, Source

SERIAL = Execution(run_serial, Limits())


def convert_fake(
    path: Path, *, catalogue: object = None, decisions: object = None, beside: object = None, password: str = ""
) -> Matrix:
    """Stand for the converter: what the file says is what happens; lines of ``clave: valor`` are facts."""
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    _misbehave(path, content)
    lines = content.splitlines()
    facts = dict(line.split(": ", 1) for line in lines if ": " in line)
    source = Source(
        name=printable(path.name),
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        media_type="text/plain",
        pages=1,
        reader="utf-8",
    )
    known = {"institution": facts.get("institución"), "period": facts.get("período")}
    if content.startswith("literal "):
        return Matrix(source=source, status="not_a_matrix", literal=content.removeprefix("literal "), **known)
    if content == "ilegible":
        finding = Finding(code="NO_TEXT", severity="error", message="Las páginas no tienen texto.")
        return Matrix(source=source, status="failed", findings=(finding,), **known)
    confidence = 0.2 if content == "dudoso" else 0.99
    fields = [
        Field(text=line, normalised=line, confidence=confidence, reasons=(), spans=())
        for line in lines
        if ": " not in line
    ]
    status = "needs_review" if content == "dudoso" else "ok"
    records = tuple(Record(unit=field) for field in fields)
    return Matrix(source=source, status=status, literal="a4", records=records, **known)


def _misbehave(path: Path, content: str) -> None:
    match content:
        case "":
            raise EmptyFileError(path.name)
        case "cifrado":
            raise EncryptedError(path.name)
        case "error":
            raise ZeroDivisionError("division by zero")
        case "muere":
            os._exit(1)
        case "no termina":
            time.sleep(1000)
        case "come memoria":
            raise MemoryError


def write(folder: Path, **documents: str) -> list[Input]:
    """Write ``documents`` as texts and return them as inputs, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents.items():
        (folder / f"{name}.txt").write_text(content, encoding="utf-8")
    return [Input(folder / f"{name}.txt") for name in documents]


def jobs_of(folder: Path, output: Path, formats: tuple[str, ...] = ("json",)) -> list[Job]:
    """Return the jobs of all documents below ``folder``."""
    return make_jobs(find_inputs([str(folder)]).documents, output, formats)


def run(jobs: list[Job], output: Path, execution: Execution = SERIAL, **plan: object) -> list[Result]:
    """Convert ``jobs`` into ``output``, write the list, and return the results in the order of the jobs."""
    the_plan = Plan(**{"convert": convert_fake, "formats": ("json",), **plan})  # type: ignore[arg-type]
    results = list(run_batch(jobs, output, the_plan, execution))
    write_list(list_batch(jobs, entries_of(results)), output)
    return sorted(results, key=lambda result: result.job.index)


def entries_of(results: Iterable[Result]) -> PackedEntries[int]:
    entries: PackedEntries[int] = PackedEntries()
    for result in results:
        entries[result.job.index] = result.entry
    return entries


def contents(output: Path) -> dict[str, bytes]:
    """Return every file of an output folder but the log and the lock, which tell of runs."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in {"bitacora.jsonl", "cerrojo"}
    }
