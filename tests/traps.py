"""PDFs of which some page does to its reader what its first word says, by the real converter."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from extractores import pdf
from extractores.geometry import Page
from pipeline.convert import convert
from pipeline.model import Matrix
from tests.pdf_builder import PdfBuilder

HEADINGS = ["No.", "Unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"]
WIDTHS = [40, 130, 130, 130, 90]
KILLS, HANGS, EATS = "mata", "cuelga", "devora"


def matrix_pdf(*pages: str) -> bytes:
    """Return a matrix with a page and a record for each unit; a unit that is a trap is one."""
    drawn = PdfBuilder()
    for number, unit in enumerate(pages, 1):
        if number > 1:
            drawn.next_page()
        row = [str(number), unit, f"Administrar {number}", f"Porcentaje de avance {number}", f"{90 + number}%"]
        drawn.table(60, WIDTHS, [HEADINGS, row])
    return drawn.to_bytes()


def convert_with_traps(path: Path, **more: Any) -> Matrix:
    """Convert in the process for a document, in which pages that are traps go off."""
    real = pdf.read_page

    def read_page(*arguments: Any) -> Page:
        page = real(*arguments)
        for word in page.words:
            _go_off(word.text)
        return page

    pdf.read_page = read_page
    return convert(path, **more)


def _go_off(word: str) -> None:
    if word == KILLS:
        os.kill(os.getpid(), signal.SIGKILL)
    if word == HANGS:
        time.sleep(1000)
    if word == EATS:
        raise MemoryError
