"""PDFs to text dumps, by whatever extractors are installed: labelled dumps for as many labelled PDFs."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

Extractor = Callable[[Path], str]


def extractors() -> dict[str, Extractor]:
    """Return the extractors that can be used here, by name; pdfminer and PDFium always can."""
    found: dict[str, Extractor] = {"pdfminer": _pdfminer, "pdfium": _pdfium}
    if shutil.which("pdftotext"):
        found |= {"pdftotext": _poppler(), "raw": _poppler("-raw"), "layout": _poppler("-layout")}
    return found


def _pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def _pdfium(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        text = io.StringIO()
        for page in document:
            text.write(page.get_textpage().get_text_range() + "\f")
        return text.getvalue().replace("\r\n", "\n")
    finally:
        document.close()


def _poppler(*options: str) -> Extractor:
    def extract(path: Path) -> str:
        command = ["pdftotext", *options, str(path), "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")

    return extract
