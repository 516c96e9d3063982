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

_PROGRAM = """
import resource, sys
from pathlib import Path
from pipeline.convert import convert
convert(Path(sys.argv[1]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak * (1 if sys.platform == "darwin" else 1024))
"""


def measure() -> dict[str, float]:
    """Convert a document of 30 and one of 300 pages, each in its own process, and return the peaks in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        peaks = {pages: _peak(_build(Path(folder), pages)) for pages in (SHORT, LONG)}
    ratio = peaks[LONG] / peaks[SHORT]
    print(f"\nPeak memory: {peaks[SHORT]:.0f} MB at {SHORT} pages, {peaks[LONG]:.0f} MB at {LONG} ({ratio:.2f} times)")
    return {f"{pages}_pages_megabytes": peak for pages, peak in peaks.items()} | {"ratio": ratio}


def _peak(document: Path) -> float:
    arguments = [sys.executable, "-c", _PROGRAM, str(document)]
    shown = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    return int(shown) / BYTES_PER_MEGABYTE


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
