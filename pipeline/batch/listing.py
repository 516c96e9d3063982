"""The list over all documents of a run: what became of each, in the order of the inputs, whatever the run did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plantillas import message

from ..normalise import fold
from .outcomes import pending_entry
from .outputs import batch_files, keep_names, write_aside
from .report import TOPIC, Batch, BatchEntry, PackedEntries
from .task import Job

CSV_COLUMNS = (
    *("name", "path", "state", "message", "notes", "institution", "period", "pages", "records", "to_review"),
    *("code", "same_as", "republishes", "sha256"),
)


def list_batch(jobs: Sequence[Job], entries: PackedEntries[int]) -> Batch:
    """Return the entry of each job, by its index; what has none is pending."""
    listed = [entries.get(job.index) or pending_entry(job.document) for job in jobs]
    return Batch(entries=tuple(_with_republished(listed)))


def write_list(batch: Batch, folder: Path) -> None:
    """Write ``lote.json``, ``lote.csv`` and ``index.html``; raise an ``OSError`` where that cannot be done."""
    from ..render import render_index

    index, listing, sheet = batch_files(folder)
    write_aside(listing, batch.to_json().encode())
    write_aside(sheet, to_csv(batch).encode())
    write_aside(index, render_index(batch).encode())
    keep_names(folder)


def to_csv(batch: Batch) -> str:
    """Return the list for a spreadsheet, as :mod:`pipeline.exports.records_csv` writes one."""
    from ..exports.records_csv import rows_to_csv

    headings = [message(TOPIC, f"csv_{column}") for column in CSV_COLUMNS]
    return rows_to_csv([headings, *([_cell(entry, column) for column in CSV_COLUMNS] for entry in batch.entries)])


def _cell(entry: BatchEntry, column: str) -> str:
    value = getattr(entry, column)
    return " ".join(value) if isinstance(value, tuple) else str(value or "" if value != 0 else 0)


def _with_republished(entries: Sequence[BatchEntry]) -> list[BatchEntry]:
    """Say of each document whose rows another of the same institution had before it that it repeats them.

    The law asks for that: a month without changes is published again with a new date.
    """
    first: dict[tuple[str, str], BatchEntry] = {}
    marked = list(entries)
    for place in sorted(range(len(entries)), key=lambda place: entries[place].period or ""):
        entry = entries[place]
        if entry.rows is None or entry.same_as:
            continue
        before = first.setdefault((entry.rows, fold(entry.institution or "")), entry)
        if before is not entry:
            update = {"republishes": before.path, "notes": (*entry.notes, _repeats(before))}
            marked[place] = entry.model_copy(update=update)
    return marked


def _repeats(before: BatchEntry) -> str:
    if before.period is None:
        return message(TOPIC, "republished_undated", path=before.path)
    return message(TOPIC, "republished", path=before.path, period=before.period)
