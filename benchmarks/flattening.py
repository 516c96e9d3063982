"""Flatten PDFs as archives do: ``python -m benchmarks.flattening FOLDER OUTPUT``.

For each labelled PDF (``NAME.pdf`` with ``NAME.truth.json``) every extractor that is installed writes
``NAME_EXTRACTOR.txt`` with the same truth beside it: dumps to learn from and to measure by. pdftotext comes with
Poppler, PDFBox with its own command line (``PDFBOX`` names the class path), the others are Python packages.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

PDFBOX = "PDFBOX"
"""Environment variable: the Java class path of PDFBox's tools."""
PDFBOX_TOOL = "org.apache.pdfbox.tools.PDFBox"
LEAST_CHARACTERS = 200
"""Less text than this is a scan's."""
TRUTH = ".truth.json"

Extractor = Callable[[Path], str]


def main() -> None:
    """Flatten all labelled PDFs of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.folder.glob("*.pdf")):
        flatten(path, options.output)


def flatten(path: Path, output: Path) -> None:
    """Write what each extractor makes of ``path``, with its truth."""
    truth = json.loads(path.with_suffix(TRUTH).read_text(encoding="utf-8"))
    for name, extract in extractors().items():
        text = extract(path)
        if len(text) >= LEAST_CHARACTERS:
            stem = f"{path.stem}_{name}"
            (output / f"{stem}.txt").write_text(text, encoding="utf-8", newline="")
            told = json.dumps({**truth, "kind": "text", "extractor": name}, ensure_ascii=False, indent=1)
            (output / f"{stem}{TRUTH}").write_text(told, encoding="utf-8")


def extractors() -> Mapping[str, Extractor]:
    """Return the extractors that work here."""
    found: dict[str, Extractor] = {"pdfminer": _pdfminer, "pypdf": _pypdf}
    if shutil.which("pdftotext"):
        found |= {"pdftotext": _pdftotext, "raw": _raw, "layout": pdftotext_layout}
    if os.environ.get(PDFBOX):
        found["pdfbox"] = _pdfbox
    return found


def _pdftotext(path: Path, *options: str) -> str:
    return _output_of(["pdftotext", *options, str(path), "-"])


def _raw(path: Path) -> str:
    return _pdftotext(path, "-raw")


def pdftotext_layout(path: Path) -> str:
    """Return the text with its columns kept as runs of spaces."""
    return _pdftotext(path, "-layout")


def _pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(str(path))


def _pypdf(path: Path) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _pdfbox(path: Path) -> str:
    return _output_of(["java", "-cp", os.environ[PDFBOX], PDFBOX_TOOL, "ExtractText", "-console", str(path)])


def _output_of(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


if __name__ == "__main__":
    main()
