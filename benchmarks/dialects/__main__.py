"""``python -m benchmarks.dialects --salida DIR [--dialecto NAME]``: write the documents and their truth."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .compose import programmes_of
from .content import truth_records
from .engines import is_installed, make_pdf
from .layout import Layout
from .layouts import LAYOUTS


def main(arguments: list[str] | None = None) -> int:
    """Write what was asked for, and say what could not be written; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--salida", type=Path, required=True, metavar="DIR")
    parser.add_argument("--dialecto", choices=[layout.name for layout in LAYOUTS], action="append", metavar="NAME")
    options = parser.parse_args(arguments)
    options.salida.mkdir(parents=True, exist_ok=True)
    for layout in LAYOUTS:
        if options.dialecto and layout.name not in options.dialecto:
            continue
        if is_installed(layout.engine):
            write(layout, options.salida.resolve())
        else:
            print(f"{layout.name}: skipped, {layout.engine} is not installed", file=sys.stderr)
    return 0


def write(layout: Layout, folder: Path) -> None:
    """Write ``NAME.pdf`` and ``NAME.truth.json``."""
    programmes = programmes_of(layout)
    make_pdf(layout, programmes, folder / f"{layout.name}.pdf")
    first = programmes[0]
    truth = {
        "id": layout.name,
        "literal": "a4",
        "institution": first.institution,
        "period": f"{first.year}-{first.month:02d}",
        "records": truth_records(programmes),
        "dialect": layout.name,
        "kind": "pdf",
        "engine": layout.engine,
        "tags": [],
    }
    content = json.dumps(truth, ensure_ascii=False, indent=1)
    (folder / f"{layout.name}.truth.json").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
