"""Fuzz the readers: ``python -m tests.fuzz [--seconds 60] [TARGET ...]``; ``--replay TARGET FILE`` tries one input.

Each target runs in a process of its own, so that a crash of a native library is seen and told like any other fault.
The corpus grows from run to run in ``benchmarks/resultados/fuzz``; inputs that broke a target are kept beside it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .targets import TARGETS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "benchmarks" / "resultados" / "fuzz"
WORKER = "tests.fuzz.worker"
SECONDS = 60
SECONDS_PER_INPUT = 30
"""An input that takes longer is a fault; the instrumented code is some ten times slower than the plain one."""
MEGABYTES = 2_000
"""Of the whole process, which starts with some 300."""
START_UP = 120
"""Seconds that a process may take to start and to end."""
COVERAGE = re.compile(r"^#\d+\s.*\bcov: (\d+)", re.MULTILINE)
EXECUTIONS = re.compile(r"^stat::number_of_executed_units:\s*(\d+)|^#(\d+)\s", re.MULTILINE)
ENDED = -9
"""The exit code of a process that was killed."""
KEPT_LINES = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one target."""

    target: str
    executions: int
    first_coverage: int
    last_coverage: int
    seconds: float
    faults: tuple[Path, ...]
    returncode: int
    log: str

    @property
    def is_sound(self) -> bool:
        """Whether the fuzzer ran to its end and broke nothing."""
        return self.returncode == 0 and not self.faults and self.executions > 0


def fuzz(name: str, seconds: int, folder: Path = FOLDER, worker: str = WORKER) -> Outcome:
    """Fuzz one target for so many seconds, or until an input breaks it."""
    corpus, faults = folder / name / "corpus", folder / name / "fallos"
    for needed in (corpus, faults):
        needed.mkdir(parents=True, exist_ok=True)
    target = TARGETS[name]
    for number, seed in enumerate(target.seeds()):
        (corpus / f"semilla-{number}").write_bytes(seed)
    before = set(faults.iterdir())
    started = time.monotonic()
    options: dict[str, object] = {
        "max_total_time": seconds,
        "max_len": target.most_bytes,
        "timeout": SECONDS_PER_INPUT,
        "report_slow_units": SECONDS_PER_INPUT,
        "rss_limit_mb": MEGABYTES,
        "print_final_stats": 1,
        "artifact_prefix": f"{faults}/",
    }
    if target.tokens:
        options["dict"] = _write_tokens(target.tokens, folder / name / "palabras.dict")
    command = [sys.executable, "-m", worker, name, *(f"-{key}={value}" for key, value in options.items())]
    log, returncode = _run([*command, str(corpus)], seconds + START_UP + SECONDS_PER_INPUT)
    found = tuple(sorted(set(faults.iterdir()) - before))
    return read_log(log, name, time.monotonic() - started, found, returncode)


def _run(command: Sequence[str], seconds: int) -> tuple[str, int]:
    """Return what a process printed and its exit code; one that goes on for longer than ``seconds`` is ended."""
    try:
        run = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as ended:
        return (ended.stdout or b"").decode("utf-8", "replace"), ENDED
    return run.stdout.decode("utf-8", "replace"), run.returncode


def read_log(log: str, name: str, seconds: float, faults: tuple[Path, ...], returncode: int) -> Outcome:
    """Return what libFuzzer's lines say of a run."""
    coverage = [int(found) for found in COVERAGE.findall(log)]
    executions = [int(final or running) for final, running in EXECUTIONS.findall(log)]
    first, last = (coverage[0], coverage[-1]) if coverage else (0, 0)
    return Outcome(name, max(executions, default=0), first, last, seconds, faults, returncode, log)


def _write_tokens(tokens: Sequence[str], path: Path) -> Path:
    """Write the words of a format as a dictionary of libFuzzer's."""
    escaped = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in tokens)
    path.write_text("".join(f'"{token}"\n' for token in escaped), encoding="utf-8")
    return path


def report(outcome: Outcome) -> str:
    """Return what is said of a target: a line of figures, and of each fault how it is seen again."""
    lines = [
        f"{outcome.target:8} {outcome.executions:8} executions in {outcome.seconds:4.0f} s, "
        f"coverage {outcome.first_coverage} -> {outcome.last_coverage}, "
        + ("nothing broke" if outcome.is_sound else f"BROKEN (exit code {outcome.returncode})")
    ]
    if not outcome.is_sound:
        lines += outcome.log.splitlines()[-KEPT_LINES:]
    for path in outcome.faults:
        lines += [
            f"The input is kept: {path}",
            f"See it again with: python -m tests.fuzz --replay {outcome.target} {path}",
            f"Once it is mended, keep the smallest such input in tests/fuzz/found/{outcome.target}/.",
        ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz targets one after the other and return 1 where one broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"one of {', '.join(TARGETS)}; all where none is named"
    )
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each target")
    parser.add_argument("--replay", nargs=2, metavar=("TARGET", "FILE"), help="try one input again")
    options = parser.parse_args(arguments)
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    if options.replay:
        name, file = options.replay
        TARGETS[name].run(Path(file).read_bytes())
        print("nothing broke")
        return 0
    outcomes = []
    for name in options.targets or TARGETS:
        outcomes.append(fuzz(name, options.seconds))
        print(report(outcomes[-1]), flush=True)
    return 0 if all(outcome.is_sound for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
