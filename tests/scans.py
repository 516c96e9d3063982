"""Scans for tests: PDFs drawn in memory, printed, worn and scanned again; and what a machine may lack to read them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.scans import Wear, scan
from extractores.ocr_tesseract import LANGUAGE, data_folder
from tests.pdf_builder import PdfBuilder
from tests.programs import missing

WIDTHS = (30.0, 130.0, 130.0, 90.0)
ROWS = (
    ("No.", "Unidad", "Indicador", "Meta"),
    ("1", "Gestión de riesgos", "Número de simulacros", "8,5 %"),
    ("2", "Dirección financiera", "Informes presentados", "1.200"),
)


def blank(rows: int = 900, columns: int = 1200) -> NDArray[np.uint8]:
    """Return white paper in grey; at 150 dots per inch it is 8 × 6 inches."""
    return np.full((rows, columns), 255, dtype=np.uint8)


def printed_table(page_size: tuple[float, float] = (460.0, 300.0)) -> PdfBuilder:
    """Return a page with a small ruled table."""
    pdf = PdfBuilder(page_size=page_size)
    pdf.table(60, WIDTHS, ROWS)
    return pdf


def scanned_table(wear: Wear) -> bytes:
    """Return the same page as a scan."""
    return scan(printed_table().to_bytes(), wear, "table")


def need_tesseract() -> None:
    """Skip, or fail where ``LOTAIP_REQUIRE_TOOLS`` is set, on a machine without Tesseract's Spanish data."""
    if data_folder() is None:
        missing(f"{LANGUAGE}.traineddata is not installed (Debian: tesseract-ocr-spa)")
