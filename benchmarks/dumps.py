"""``python -m benchmarks.dumps FOLDER --salida DIR [--scorer score.py]``: PDFs flattened by tools that keep the layout.

FOLDER holds labelled PDFs (``NAME.pdf`` beside ``NAME.truth.json``): those of ``benchmarks.bench``, or what
``benchmarks.dialects`` writes. DIR gets ``NAME_TOOL.txt`` and its truth for every tool that is installed. With the
scorer the dumps are converted, too, and judged by tool and by dialect.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from .accuracy import TRUTH, predict, score
from .flattening import pdftotext_layout

READABLE_SHARE = 0.8
"""Share of the truth's words that a dump must have: scans and fonts without meaning are another matter."""


class Tool(NamedTuple):
    """Something that turns a PDF into text whose runs of spaces keep the columns."""

    name: str
    is_installed: Callable[[], bool]
    flatten: Callable[[Path], str]


def _pdfplumber(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\f".join(page.extract_text(layout=True) for page in document.pages)


def _pypdf(path: Path) -> str:
    from pypdf import PdfReader

    return "\f".join(page.extract_text(extraction_mode="layout") for page in PdfReader(path).pages)


TOOLS = (
    Tool("pdftotext-layout", lambda: shutil.which("pdftotext") is not None, pdftotext_layout),
    Tool("pdfplumber-layout", lambda: find_spec("pdfplumber") is not None, _pdfplumber),
    Tool("pypdf-layout", lambda: find_spec("pypdf") is not None, _pypdf),
)


def main(arguments: list[str] | None = None) -> int:
    """Flatten and, if asked to, score; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="labelled PDFs")
    parser.add_argument("--salida", type=Path, required=True, metavar="DIR", help="where the dumps go")
    parser.add_argument("--scorer", type=Path, help="score.py of the labelled documents")
    options = parser.parse_args(arguments)
    options.salida.mkdir(parents=True, exist_ok=True)
    for tool in TOOLS:
        if tool.is_installed():
            count = sum(_write(tool, path, options.salida) for path in sorted(options.folder.glob("*.pdf")))
            print(f"{tool.name}: {count} dumps")
        else:
            print(f"{tool.name}: skipped, it is not installed", file=sys.stderr)
    if options.scorer:
        predictions = options.salida / "predicciones"
        predict(options.salida, predictions)
        for by in ("extractor", "dialect"):
            print(f"\nBy {by}\n{score(options.scorer, options.salida, predictions, by)}")
    return 0


def _write(tool: Tool, path: Path, folder: Path) -> bool:
    """Write the dump of ``path`` with its truth; tell whether it can be read at all."""
    truth = json.loads(path.with_suffix(TRUTH).read_text(encoding="utf-8"))
    text = tool.flatten(path)
    if _readable_share(text, truth) < READABLE_SHARE:
        return False
    labels = truth | {"kind": "txt", "extractor": tool.name, "source": path.name}
    (folder / f"{path.stem}_{tool.name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{path.stem}_{tool.name}{TRUTH}").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    return True


def _readable_share(text: str, truth: dict[str, Any]) -> float:
    """Return the share of the words of the true records that the dump has; 1 where there is nothing to have."""
    wanted = {word for record in truth["records"] for word in (record["unit"] or "").split()}
    printed = set(text.split())
    return sum(word in printed for word in wanted) / len(wanted) if wanted else float(bool(printed))


if __name__ == "__main__":
    sys.exit(main())
