"""One command for every figure: ``make bench``, or ``python -m benchmarks.bench FOLDER`` with ``--only`` for a part.

The folder holds labelled documents in ``dev/`` and their scorer, ``score.py``; labelled targets are looked for beside
it, in ``../targets/dev.json``, and what makes hostile documents in ``../hostile/make_hostile.py``. It is not part of
this repository.
What is printed is also written to ``benchmarks/resultados/`` as JSON.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from . import accuracy, batches, evidence, matching, memory, speed, targets

RESULTS = Path(__file__).parent / "resultados"
PARTS = ("accuracy", "targets", "evidence", "matching", "speed", "memory", "batches")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and keep the figures; return the exit code."""
    options = _parse(arguments)
    documents, scorer = options.bench / "dev", options.bench / "score.py"
    if not documents.is_dir() or not scorer.is_file():
        print(
            f"No labelled documents in {options.bench}: expected dev/ and score.py.\nSay where: make bench BENCH=folder"
        )
        return 2
    figures: dict[str, object] = {"python": platform.python_version(), "machine": platform.machine()}
    if "accuracy" in options.only:
        figures["accuracy"] = accuracy.measure(documents, scorer, RESULTS / "predicciones")
    labelled_targets = options.bench.resolve().parent / "targets" / "dev.json"
    if "targets" in options.only and labelled_targets.is_file():
        figures["targets"] = targets.measure(labelled_targets)
    if "evidence" in options.only:
        figures["evidence"] = evidence.measure(documents, scorer)
    if "matching" in options.only:
        figures["matching"] = matching.measure(documents)
    if "speed" in options.only:
        figures["speed"] = speed.measure(sorted(documents.glob("*.pdf")), options.rounds)
    if "memory" in options.only:
        figures["memory"] = memory.measure()
    if "batches" in options.only:
        hostile_maker = options.bench.resolve().parent / "hostile" / "make_hostile.py"
        figures["batches"] = batches.measure(documents, hostile_maker)
    print(f"\nFigures: {_keep(figures)}")
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="folder with dev/ and score.py")
    parser.add_argument("--only", type=lambda text: text.split(","), default=PARTS, help=",".join(PARTS))
    parser.add_argument("--rounds", type=int, default=3, help="times each document is read for the speed (default 3)")
    return parser.parse_args(arguments)


def _keep(figures: dict[str, object]) -> Path:
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"bench-{datetime.now(UTC):%Y%m%dT%H%M%S}.json"
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
