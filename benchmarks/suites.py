"""What becomes of the PDFs of public test suites: ``python -m benchmarks.suites FOLDER [--processes N] [--out FILE]``.

All documents below FOLDER go through the engine of ``lotaip convertir`` as one batch, in isolated processes with the
usual limits; each folder in FOLDER is a suite. Each must end in exactly one named way within the limits, and no text
may be lost without a word (:mod:`benchmarks.silent_loss`). Printed are how they ended by suite, the most that one used,
each violation with its reason, and what the run left behind.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

from pipeline.basis import basis
from pipeline.batch.engine import run_batch
from pipeline.batch.execution import Execution
from pipeline.batch.executors import Crash, Limits, Usage, run_local
from pipeline.batch.inputs import Input, find_inputs
from pipeline.batch.report import BatchEntry
from pipeline.batch.task import Plan, make_jobs

from .batch_watch import NOTHING_USED, BatchWatch, used_too_much
from .silent_loss import READERS, Ending, Found, Glance, ReaderName, look, violations

Readings = Mapping[ReaderName, Found | None]


@dataclass(frozen=True, slots=True)
class Case:
    """One file of a suite, how it ended, what it used, and what is wrong with that."""

    suite: str
    file: str
    ending: Ending | None
    usage: Usage
    wrong: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """The end in one word for the table."""
        return (self.ending.code or self.ending.state) if self.ending else "-"


def run(folder: Path, output: Path, processes: int) -> tuple[list[Case], list[str]]:
    """Convert all documents of a folder in one batch; return what became of each and what the run left behind."""
    documents = find_inputs([str(folder)]).documents
    watch = BatchWatch()
    endings, usages, twice = convert(documents, output, processes)
    left = watch.left()
    readings = read_all([document.path for document in documents], processes)
    cases = [
        _case(folder, document, endings.get(document.label), usages, readings[document.path]) for document in documents
    ]
    return cases, [*left, *(f"two ends of {label}" for label in twice)]


def convert(
    documents: Sequence[Input], output: Path, processes: int
) -> tuple[dict[str, Ending], dict[str, Usage], list[str]]:
    """Convert documents as a batch; return their ends and what they used by label, and who ended twice."""
    usages: dict[str, Usage] = {}
    limits = Limits()
    executor = partial(
        run_local,
        processes=processes,
        limits=limits,
        account=lambda job, usage: usages.__setitem__(job.document.label, usage),
    )
    endings: dict[str, Ending] = {}
    twice = []
    jobs = make_jobs(list(documents), output, ("json",), {})
    for result in run_batch(jobs, output, Plan(formats=("json",), basis=basis([])), Execution(executor, limits)):
        label = result.job.document.label
        twice += [label] * (label in endings)
        endings[label] = ending_of(result.entry, output)
    return endings, usages, twice


def ending_of(entry: BatchEntry, output: Path) -> Ending:
    """Return how a document ended, with the findings that its result has."""
    file = entry.outputs.get("json")
    findings = json.loads((output / file).read_text(encoding="utf-8"))["findings"] if file else ()
    return Ending(entry.outcome, entry.code, frozenset(finding["code"] for finding in findings))


def read_all(paths: Sequence[Path], processes: int) -> dict[Path, dict[ReaderName, Found | None]]:
    """Return what each reader finds in each file; None where it cannot open it, or dies of it."""
    readings: dict[Path, dict[ReaderName, Found | None]] = {path: {} for path in paths}
    for answer in run_local(look, _glances(paths), Event(), processes, Limits()):
        if not isinstance(answer, Crash):
            (path, reader), found = answer
            readings[path][reader] = found
    return readings


def _glances(paths: Sequence[Path]) -> Iterator[Glance]:
    return (Glance(path, reader) for path in paths for reader in READERS)


def _case(folder: Path, document: Input, ending: Ending | None, usages: Mapping[str, Usage], found: Readings) -> Case:
    suite, _, file = document.path.relative_to(folder).as_posix().rpartition("/")
    usage = usages.get(document.label, NOTHING_USED)
    over = used_too_much(usage)
    wrong = (*violations(ending, found), *([f"over: {over}"] if over else []))
    return Case(suite.partition("/")[0] or ".", file, ending, usage, wrong)


def report(cases: Sequence[Case], left: Sequence[str]) -> None:
    """Print how the files of each suite ended, the most that one used, and all that is wrong."""
    for suite in sorted({case.suite for case in cases}):
        ends = Counter(case.outcome for case in cases if case.suite == suite)
        print(f"{suite:<24} {ends.total():>5}  {', '.join(f'{end} {count}' for end, count in ends.most_common())}")
    ends = Counter(case.outcome for case in cases)
    print(f"{'all':<24} {ends.total():>5}  {', '.join(f'{end} {count}' for end, count in ends.most_common())}")
    for name, most in (("s of the processor", 0), ("s by the clock", 1), ("MB", 2)):
        worst = max(cases, key=lambda case: case.usage[most])
        print(f"most: {worst.usage[most]:.1f} {name} by {worst.suite}/{worst.file}")
    for case in cases:
        for reason in case.wrong:
            print(f"{case.suite}/{case.file} ({case.outcome}): {reason}")
    kinds = Counter(reason.partition(":")[0] for case in cases for reason in case.wrong)
    print("wrong:", ", ".join(f"{kind} {count}" for kind, count in kinds.items()) or "nothing")
    print("left behind:", "; ".join(left) or "nothing")


def write(cases: Sequence[Case], file: Path) -> None:
    """Write a line for each file: suite, file, end, what is wrong."""
    lines = ("\t".join((case.suite, ascii(case.file)[1:-1], case.outcome, "; ".join(case.wrong))) for case in cases)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main() -> int:
    """Run the files of a folder; exit with 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=1, help="documents at once")
    parser.add_argument("--out", type=Path, help="file for a line about each document")
    options = parser.parse_args()
    started = monotonic()
    with tempfile.TemporaryDirectory() as output, tempfile.TemporaryDirectory() as tempfile.tempdir:
        cases, left = run(options.folder, Path(output), options.processes)
    report(cases, left)
    if options.out:
        write(cases, options.out)
    print(f"{monotonic() - started:.0f} s")
    return int(bool(left) or any(case.wrong for case in cases))


if __name__ == "__main__":
    raise SystemExit(main())
