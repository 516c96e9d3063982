"""Seconds and memory of a scanned page, beside OCRmyPDF on the same pages in the same run.

    python -m benchmarks.scan_costs FOLDER [--documents N]

FOLDER holds ``NAME.pdf`` with ``NAME.truth.json``. Each document is printed and scanned (:mod:`benchmarks.scans`), and
both programs read it as whole processes with one core, in turn: OCRmyPDF makes a PDF with text, ``lotaip`` the records.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .memory import BYTES_PER_MEGABYTE
from .scans import DOCUMENTS, USUAL, choose, scan

OCRMYPDF = (
    "ocrmypdf",
    "--language",
    "spa",
    "--rotate-pages",
    "--deskew",
    "--jobs",
    "1",
    "--output-type",
    "pdf",
    "--quiet",
)
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one document took, all processes together; pages are one each (:data:`benchmarks.scans.MOST_PAGES`)."""

    wall: float
    cpu: float
    megabytes: float
    """Of the largest process."""


def measure_costs(folders: Sequence[Path], documents: int) -> dict[str, list[Cost]]:
    """Print and return what each program took for each document."""
    programs = {"lotaip": _command_of_lotaip, "OCRmyPDF": _command_of_ocrmypdf}
    if not shutil.which(OCRMYPDF[0]):
        print("OCRmyPDF is not installed: lotaip alone")
        del programs["OCRmyPDF"]
    costs: dict[str, list[Cost]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        for item in choose(folders, documents):
            page = Path(folder, item.path.name)
            page.write_bytes(scan(item.path.read_bytes(), USUAL, item.path.stem))
            for name, command in programs.items():
                costs[name].append(_cost(command(page)))
    print(f"{'':10}{'s':>8}{'CPU s':>8}{'MB':>8}   a page, medians of {len(costs['lotaip'])}")
    for name, those in costs.items():
        print(f"{name:10}" + "".join(f"{median(getattr(c, of) for c in those):8.1f}" for of in Cost.__slots__))
    return costs


def _command_of_lotaip(page: Path) -> list[str]:
    return [sys.executable, "-c", "import sys; from pipeline.convert import convert; convert(sys.argv[1])", str(page)]


def _command_of_ocrmypdf(page: Path) -> list[str]:
    return [*OCRMYPDF, str(page), str(page.with_suffix(".ocr.pdf"))]


def _cost(command: Sequence[str]) -> Cost:
    """Run a command with one core; raise ``CalledProcessError`` where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | {"LOTAIP_NUCLEOS": "1", "OMP_THREAD_LIMIT": "1"})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(
        time.perf_counter() - started,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * KILOBYTE / BYTES_PER_MEGABYTE,
    )


def main() -> None:
    """Measure the documents of some folders."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    options = parser.parse_args()
    measure_costs(options.folders, options.documents)


if __name__ == "__main__":
    main()
