"""How many records come out right: our predictions on labelled documents, judged by the scorer beside them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.engine import run_batch
from pipeline.batch.execution import choose_execution
from pipeline.batch.executors import Limits
from pipeline.batch.inputs import Input
from pipeline.batch.task import Plan, Result, make_jobs

TRUTH = ".truth.json"


@dataclass(frozen=True)
class View:
    """One table of the scorer: some of the documents, grouped."""

    title: str
    suffixes: tuple[str, ...]
    by: str


VIEWS = (
    View("PDF by dialect", (".pdf",), "dialect"),
    View("Texts by extractor", (".txt",), "extractor"),
    View("All by kind", (".pdf", ".txt"), "kind"),
)


def measure(documents: Path, scorer: Path, predictions: Path) -> dict[str, object]:
    """Convert every document, print the scorer's tables and return its figures."""
    results = predict(documents, predictions)
    failed = [f"{result.entry.name}: {result.entry.code}" for result in results if result.entry.outcome == "failed"]
    print(f"Failed documents: {', '.join(failed) or 'none'}")
    figures = {view.title: _score(view, documents, scorer, predictions) for view in VIEWS}
    return {"failed": failed, **figures}


def predict(documents: Path, predictions: Path) -> list[Result]:
    """Convert every PDF and text into a JSON file of the same stem, as the command line would."""
    shutil.rmtree(predictions, ignore_errors=True)
    paths = sorted(path for path in documents.iterdir() if path.suffix in (".pdf", ".txt"))
    started = time.perf_counter()
    jobs = make_jobs([Input(path) for path in paths], predictions, ("json",))
    with choose_execution(len(jobs), None, None, Limits()) as execution:
        results = list(run_batch(jobs, predictions, Plan(formats=("json",)), execution))
    seconds = time.perf_counter() - started
    pages = sum(result.entry.pages for result in results)
    print(f"Converted {len(paths)} documents ({pages} pages) in {seconds:.1f} s")
    return results


def _score(view: View, documents: Path, scorer: Path, predictions: Path) -> object:
    with tempfile.TemporaryDirectory() as folder:
        for path in documents.iterdir():
            if path.suffix in view.suffixes:
                shutil.copy(documents / f"{path.stem}{TRUTH}", folder)
        print(f"\n{view.title}\n{score(scorer, Path(folder), predictions, view.by)}")
        return json.loads(score(scorer, Path(folder), predictions, view.by, as_json=True))


def score(scorer: Path, truths: Path, predictions: Path, by: str, *, as_json: bool = False) -> str:
    """Return what the scorer prints of a folder of predictions."""
    arguments = [sys.executable, str(scorer), str(truths), str(predictions), "--by", by]
    command = [*arguments, "--json"] if as_json else arguments
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
