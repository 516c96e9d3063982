"""Peak memory: a long document may not need more than a short one, page for page read and let go."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.pdf_builder import Cell, PdfBuilder, TableStyle

SHORT, LONG = 30, 300
"""Pages of the two documents."""
ROWS_PER_PAGE = 12
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


def measure() -> dict[str, float]:
    """Return peaks in megabytes: tables page by page, at page 30 and 300 of one document; whole conversions."""
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
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
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
