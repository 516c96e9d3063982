"""What becomes of hostile and broken inputs: ``python -m benchmarks.hostile FOLDER [--only GLOB] [--seconds SECONDS]``.

FOLDER holds the inputs and ``hostile.json``, which says for each which outcome is expected. All of them go through the
engine of ``lotaip convertir`` with its worker processes as one batch. For each is printed what became of it, what it
used and whether that is what was expected; at the end what the run left behind: memory of the parent, processes, files.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from time import monotonic

from pipeline.basis import basis
from pipeline.batch.engine import run_batch
from pipeline.batch.execution import Execution
from pipeline.batch.executors import Limits, Usage, run_local
from pipeline.batch.inputs import Input, find_inputs
from pipeline.batch.task import Plan, make_jobs

from .batch_watch import NOTHING_USED, BatchWatch, used_too_much
from .hostile_contract import Expected, Outcome, contract_outcome, judge, worst_of

ODD = "fs/"
"""The folder of what is odd for its name or its kind of file."""


@dataclass(frozen=True, slots=True)
class Case:
    """One input, what became of it and what it used."""

    expected: Expected
    outcome: Outcome | None
    usage: Usage

    @property
    def verdict(self) -> str:
        """``match``, ``differs`` or why the difference is meant; ``over`` where it used too much."""
        if self.outcome is None:
            return judge(self.expected, None)
        over = used_too_much(self.usage)
        return f"OVER: {over}" if over else judge(self.expected, self.outcome)


def run(folder: Path, expected: Sequence[Expected], output: Path, most_seconds: float) -> tuple[list[Case], list[str]]:
    """Convert all inputs in one batch, tell of each as it is done, and return all with what the run left behind."""
    inputs = _inputs(folder, expected)
    jobs = make_jobs(list(inputs.values()), output, ("json",), {})
    usages: dict[int, Usage] = {}
    limits = Limits() if not most_seconds else Limits.fixed(most_seconds, Limits().megabytes)
    executor = partial(
        run_local, processes=1, limits=limits, account=lambda job, usage: usages.__setitem__(job.index, usage)
    )
    watch = BatchWatch()
    cases, waiting = [], {str(folder / one.file): one for one in expected if not one.is_folder}
    folders: dict[str, list[Outcome]] = {str(folder / one.file): [] for one in expected if one.is_folder}
    for result in run_batch(jobs, output, Plan(formats=("json",), basis=basis([])), Execution(executor, limits)):
        outcome = contract_outcome(result.entry, output)
        one = waiting.pop(result.job.document.label, None)
        if one is None:
            for place, found in folders.items():
                found += [outcome] * result.job.document.label.startswith(f"{place}{os.sep}")
            continue
        cases.append(Case(one, outcome, usages.get(result.job.index, NOTHING_USED)))
        tell(cases[-1])
    for one in (*waiting.values(), *(one for one in expected if one.is_folder)):
        cases.append(Case(one, worst_of(folders.get(str(folder / one.file), ())), NOTHING_USED))
        tell(cases[-1])
    return cases, watch.left()


def _inputs(folder: Path, expected: Sequence[Expected]) -> dict[str, Input]:
    """Return the inputs as a user names them: each file, and the folder of odd files as a whole.

    What a walk through that folder passes over (hidden files, names of no document) is named, too.
    """
    names = [str(folder / one.file) for one in expected if not one.file.startswith(ODD)]
    odd = [folder / one.file for one in expected if one.file.startswith(ODD)]
    found = find_inputs([*names, *([str(folder / ODD)] if odd else [])]).documents
    walked = {document.path for document in found}
    passed = [path for path in odd if path not in walked and path.is_file() and not path.is_symlink()]
    return {document.label: document for document in (*found, *find_inputs(list(map(str, passed))).documents)}


HEADINGS = f"{'input':<34} {'outcome':<44} {'CPU s':>6} {'wall s':>6} {'MB':>5}  verdict"


def tell(case: Case) -> None:
    """Print a line about one input."""
    used, name = case.usage, ascii(case.expected.file)[1:-1][-34:]
    figures = f"{used.processor_seconds:6.1f} {used.seconds:6.1f} {used.megabytes:5.0f}"
    print(f"{name:<34} {case.outcome or '-'!s:<44} {figures}  {case.verdict}", flush=True)


def report(cases: Sequence[Case], left: Sequence[str]) -> Counter[str]:
    """Print what all inputs come to; return how often each verdict is."""
    counts = Counter(case.verdict.partition(":")[0] for case in cases)
    print(", ".join(f"{verdict}: {count}" for verdict, count in counts.most_common()), f"of {len(cases)}")
    print(f"most: {max(case.usage.processor_seconds for case in cases):.1f} s of the processor, ", end="")
    print(f"{max(case.usage.seconds for case in cases):.1f} s by the clock, ", end="")
    print(f"{max(case.usage.megabytes for case in cases):.0f} MB")
    print("left behind:", "; ".join(left) or "nothing")
    return counts


def main() -> int:
    """Run the inputs of a folder; exit with 1 where something is not as expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="*", help="inputs whose names match")
    parser.add_argument("--seconds", type=float, default=0.0, help="limit of time instead of the usual ones")
    options = parser.parse_args()
    listed = json.loads((options.folder / "hostile.json").read_text(encoding="utf-8"))
    expected = [Expected(one["file"], one["expect"]) for one in listed if fnmatch(one["file"], options.only)]
    started = monotonic()
    with tempfile.TemporaryDirectory() as output, tempfile.TemporaryDirectory() as tempfile.tempdir:
        print(HEADINGS)
        cases, left = run(options.folder, expected, Path(output), options.seconds)
    counts = report(cases, left)
    print(f"{monotonic() - started:.0f} s")
    return int(bool(left) or any(counts[bad] for bad in ("differs", "OVER", "untyped")))


if __name__ == "__main__":
    raise SystemExit(main())
