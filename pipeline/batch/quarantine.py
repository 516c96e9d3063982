"""Copies of the documents that could not be converted, in a folder of their own, for whoever sees to them."""

from __future__ import annotations

from pathlib import Path

from .outputs import keep_names, name_outputs, write_aside
from .report import Batch
from .spool import Spool, hash_of
from .task import Job


def fill_quarantine(jobs: list[Job], batch: Batch, folder: Path) -> int:
    """Copy each document that failed and can be read, and return how many; the originals stay where they are.

    What is there already stays, too: it may wait for somebody from an earlier run.
    """
    failed = [job for job, entry in zip(jobs, batch.entries, strict=True) if entry.outcome == "failed"]
    names = name_outputs([job.document.path for job in failed])
    copied = 0
    folder.mkdir(parents=True, exist_ok=True)
    with Spool(folder / ".copias") as spool:
        for job, name in zip(failed, names, strict=True):
            copied += _copy(job, folder / f"{name}{_ending(job, name)}", spool)
    keep_names(folder)
    return copied


def _ending(job: Job, name: str) -> str:
    suffix = job.document.path.suffix
    return "" if name.endswith(suffix) else suffix


def _copy(job: Job, target: Path, spool: Spool) -> bool:
    from extractores.errors import DocumentError

    try:
        file = spool.bring(job.document)
    except DocumentError:
        return False
    if hash_of(file) is None:
        return False
    write_aside(target, file.read_bytes())
    spool.drop(file)
    return True
