"""Peak memory: a long document may not need more than a short one, page for page read and let go.

A text is read as a whole: ``python -m benchmarks.memory`` tells what its length costs, in memory and in time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

from pipeline.batch.executors.worker_process import THREADS
from tests.pdf_builder import Cell, PdfBuilder, TableStyle

SHORT, LONG = 30, 300
"""Pages of the two documents."""
ROWS_PER_PAGE = 12
MEGABYTES = (1, 2, 4)
"""Lengths of the texts; one of twice as many would have more words than are read."""
BYTES_PER_MEGABYTE = 1_000_000

PEAK = """
import pathlib, re, sys
status = pathlib.Path("/proc/self/status")
def peak():
    # What Linux says of a process's resources also counts the process that started it, up to the start.
    if status.exists():
        return int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) * 1024
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
"""
_CONVERT = f"""{PEAK}
from pipeline.convert import convert
convert(sys.argv[1])
print(peak())
"""
_TABLES = f"""{PEAK}
from extractores import iterate_page_tables
for layout in iterate_page_tables(sys.argv[1]):
    if layout.page in ({SHORT}, {LONG}):
        print(peak())
"""
_DUMP = f"""{PEAK}
import time
from extractores import read_document
from pipeline.dumps import read_dump
started = time.process_time()
read_dump(read_document(sys.argv[1]))
print(peak())
print(int({BYTES_PER_MEGABYTE} * (time.process_time() - started)))
"""


def measure() -> dict[str, float]:
    """Return peaks in megabytes: tables page by page, at page 30 and 300 of one document; conversions; texts."""
    return {**_measure_documents(), **measure_dumps()}


def measure_dumps() -> dict[str, float]:
    """Return the peak in megabytes, and the processor's seconds, of reading texts with and without columns."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, page in (("aligned", _aligned_page), ("flat", _flat_page)):
            for size in MEGABYTES:
                path = Path(folder) / f"{kind}_{size}.txt"
                path.write_text(_long_text(page, size * BYTES_PER_MEGABYTE), encoding="utf-8")
                peak, seconds = peaks(_DUMP, path)
                figures |= {f"dump_{kind}_{size}_megabytes": peak, f"dump_{kind}_{size}_seconds": seconds}
                print(f"Text, {kind}, {size} MB: peak {peak:.0f} MB, {seconds:.1f} s of one core")
    return figures


def _long_text(page: Callable[[int], str], size: int) -> str:
    """Return pages until they have ``size`` characters."""
    return "\f".join(map(page, range(size // len(page(0)) + 1)))


def _aligned_page(page: int) -> str:
    row = "{:<6}{:<24}{:<62}{:<34}{}\n"
    lines = [row.format("No.", "Unidad", "Objetivo", "Indicador", "Meta")]
    for number in range(page * ROWS_PER_PAGE + 1, (page + 1) * ROWS_PER_PAGE + 1):
        first, second = textwrap.wrap(_mission(number), 60)
        lines += [
            row.format(number, f"Unidad {number}", first, f"Trámites atendidos {number}", f"{number % 100}%"),
            row.format("", "", second, "", "").rstrip() + "\n",
        ]
    return "".join(lines)


def _flat_page(page: int) -> str:
    numbers = range(page * ROWS_PER_PAGE + 1, (page + 1) * ROWS_PER_PAGE + 1)
    cells = (
        [f"{n} Unidad {n}", *textwrap.wrap(_mission(n), 60), f"Trámites atendidos {n} {n % 100}%"] for n in numbers
    )
    return "\n".join(line for row in cells for line in row) + "\n"


def _measure_documents() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        documents = {pages: _build(Path(folder), pages) for pages in (SHORT, LONG)}
        short_tables, long_tables = peaks(_TABLES, documents[LONG])
        converted = {pages: peaks(_CONVERT, document)[0] for pages, document in documents.items()}
    print(f"\nPeak memory, tables page by page: {short_tables:.0f} MB at page {SHORT}, {long_tables:.0f} at {LONG}")
    print(f"Peak memory, conversion: {converted[SHORT]:.0f} MB for {SHORT} pages, {converted[LONG]:.0f} for {LONG}")
    return {
        f"tables_page_{SHORT}": short_tables,
        f"tables_page_{LONG}": long_tables,
        **{f"conversion_{pages}_pages": peak for pages, peak in converted.items()},
    }


def peaks(program: str, *arguments: Path) -> list[float]:
    """Run a Python program that starts with ``PEAK`` and return the megabytes that it prints, line by line."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    environment = os.environ | dict.fromkeys(THREADS, "1")  # as the processes that convert
    shown = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    return [int(line) / BYTES_PER_MEGABYTE for line in shown.split()]


def _build(folder: Path, pages: int) -> Path:
    pdf = PdfBuilder(landscape=True)
    widths = (30, 140, 280, 180, 120)
    heading = ["No.", "Unidad", "Objetivo", "Indicador", "Meta"]
    for page in range(pages):
        rows: list[list[str | Cell]] = [list(heading)]
        for row in range(ROWS_PER_PAGE):
            number = page * ROWS_PER_PAGE + row + 1
            rows.append(
                [str(number), f"Unidad {number}", _mission(number), f"Trámites atendidos {number}", f"{number}%"]
            )
        pdf.table(40, widths, rows, style=TableStyle(size=8))
        pdf.next_page()
    path = folder / f"{pages}.pdf"
    path.write_bytes(pdf.to_bytes())
    return path


def _mission(number: int) -> str:
    return f"Coordinar, ejecutar y evaluar los procesos del área {number} para atender a la ciudadanía con oportunidad."


if __name__ == "__main__":
    measure_dumps()
