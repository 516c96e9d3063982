"""``python -m benchmarks.dialects --salida DIR [--dialecto NAME]``: write the documents and their truth."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from .compose import programmes_of
from .content import Programme, truth_records
from .engines import is_installed, make_pdf, print_blocks
from .layout import Layout
from .layouts import LAYOUTS
from .others import LOOKS, OTHERS, blocks_of


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
    if not options.dialecto:
        write_others(options.salida.resolve())
    return 0


def write_others(folder: Path) -> None:
    """Write the tables that are no matrices, each in several looks."""
    for other, look in product(OTHERS, LOOKS):
        if is_installed(look.engine):
            name = f"other_{other.name}_{look.name}"
            print_blocks(look, blocks_of(other, look), "GAD de Valle Hondo", folder / f"{name}.pdf")
            write_truth(folder, {"id": name, "records": [], "footer": {}, "dialect": "other", "engine": look.engine})


def write(layout: Layout, folder: Path) -> None:
    """Write ``NAME.pdf`` and ``NAME.truth.json``."""
    write_programmes(layout, programmes_of(layout), folder)


def write_programmes(layout: Layout, programmes: Sequence[Programme], folder: Path) -> None:
    """Write some programmes in a layout, with their truth."""
    make_pdf(layout, programmes, folder / f"{layout.name}.pdf")
    first = programmes[0]
    truth: dict[str, object] = {
        "id": layout.name,
        "literal": "a4",
        "institution": first.institution,
        "period": f"{first.year}-{first.month:02d}",
        "records": truth_records(programmes),
        "dialect": layout.name,
        "engine": layout.engine,
    }
    write_truth(folder, truth)


def write_truth(folder: Path, truth: dict[str, object]) -> None:
    content = json.dumps({**truth, "kind": "pdf", "tags": []}, ensure_ascii=False, indent=1)
    (folder / f"{truth['id']}.truth.json").write_text(content, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
