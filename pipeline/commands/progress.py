"""What the command line shows of a batch: a bar while it runs, a table and the failures at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from plantillas import message
from plantillas.marks import on_one_line

from ..batch.report import Batch, BatchEntry

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table

    from ..batch.execution import UnderWay
    from ..batch.task import Result

TOPIC = "ordenes"
COLOURS = {"ok": "green", "needs_review": "yellow", "not_a_matrix": "cyan", "failed": "red", "pending": "magenta"}
"""Of each outcome, in the order in which they are told."""
REFRESH_SECONDS = 0.5
MOST_ROWS = 50
"""Rows of the table; a longer one nobody reads, and the index holds them all."""


def show_progress(results: Iterable[Result], total: int, under_way: UnderWay | None = None) -> Iterator[Result]:
    """Yield ``results`` and show on the terminal how many are done, how fast and with what outcomes.

    Of the documents ``under_way`` that take long it shows the page.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from results
        return
    counts: Counter[str] = Counter()
    started = perf_counter()
    with _bar(console, under_way) as bar:
        task = bar.add_task(message(TOPIC, "progress"), total=total, rate="", counts="")
        for result in results:
            counts[result.entry.outcome] += 1
            rate = counts.total() / (perf_counter() - started)
            bar.update(task, advance=1, rate=_rate(rate), counts=describe_counts(counts))
            yield result


def show_outcomes(batch: Batch, folder: Path) -> None:
    """Print the table of outcomes, the totals and where to look."""
    from rich.console import Console

    console = Console(highlight=False)
    index = folder / "index.html"
    console.print(_table(batch.entries[:MOST_ROWS]))
    if len(batch.entries) > MOST_ROWS:
        print(message(TOPIC, "table_more", count=len(batch.entries) - MOST_ROWS, index=index))
    print(describe_totals(batch))
    print(message(TOPIC, "open_index", index=index))


def show_counts(known: int, copied: int, quarantine: Path | None) -> None:
    """Print how many documents an earlier run had done, and how many were copied to the quarantine."""
    if known:
        print(message(TOPIC, "known", count=known))
    if quarantine:
        print(message(TOPIC, "quarantined", folder=quarantine, count=copied))


def count_states(batch: Batch) -> dict[str, int]:
    """Return how many documents ended in each state."""
    return dict(Counter(entry.state for entry in batch.entries).most_common())


def show_failures(batch: Batch, tracebacks: Mapping[int, str] = MappingProxyType({})) -> None:
    """Print one sentence for each document that failed, and the traceback of its place in the list if there is one."""
    for index, entry in enumerate(batch.entries):
        if entry.outcome == "failed":
            say_error(entry.message or on_one_line(entry.name))
            if index in tracebacks:
                say_error(tracebacks[index])


def say_news(entry: BatchEntry) -> None:
    """Print in one line what became of a document."""
    print(message(TOPIC, "news", path=entry.path, state=entry.state), flush=True)


def say_error(sentence: str) -> None:
    """Print a sentence on the error stream, on one line however long it is."""
    print(sentence, file=sys.stderr)


def describe_totals(batch: Batch) -> str:
    """Return in one sentence what became of the whole batch."""
    counts = Counter[str](entry.outcome for entry in batch.entries)
    return message(
        TOPIC,
        "totals",
        documents=len(batch.entries),
        counts=describe_counts(counts),
        records=sum(entry.records for entry in batch.entries),
        to_review=sum(entry.to_review for entry in batch.entries),
    )


def describe_counts(counts: Counter[str]) -> str:
    """Return how many documents had each outcome, e.g. "12 listos, 3 por revisar"."""
    return ", ".join(
        message(TOPIC, f"total_{outcome}", count=counts[outcome]) for outcome in COLOURS if counts[outcome]
    )


def _table(entries: Iterable[BatchEntry]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table()
    table.add_column(message(TOPIC, "column_document"), overflow="fold")
    table.add_column(message(TOPIC, "column_outcome"))
    for key in ("column_records", "column_to_review"):
        table.add_column(message(TOPIC, key), justify="right")
    for entry in entries:
        state = Text(entry.state, style=COLOURS[entry.outcome])
        table.add_row(Text(on_one_line(entry.name)), state, str(entry.records), str(entry.to_review))
    return table


def _rate(documents_per_second: float) -> str:
    return message(TOPIC, "progress_rate", rate=_decimal(documents_per_second))


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def describe_pages(under_way: UnderWay) -> str:
    """Return which scanned page of which document is read, e.g. "enero.pdf: 3 de 12 páginas escaneadas"."""
    pages = under_way.pages()
    return ", ".join(message(TOPIC, "progress_pages", name=name, done=at.done, total=at.total) for name, at in pages)


def _bar(console: Console, under_way: UnderWay | None) -> Progress:
    from rich import progress
    from rich.text import Text

    class Pages(progress.ProgressColumn):
        """Asks at each refresh, for documents tell of their pages while none of them ends."""

        max_refresh = REFRESH_SECONDS

        def render(self, task: progress.Task) -> Text:
            return Text(describe_pages(under_way) if under_way else "")

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.fields[counts]}"),
        Pages(),
        console=console,
    )
