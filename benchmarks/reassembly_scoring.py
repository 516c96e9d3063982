"""Score dumps: ``python -m benchmarks.reassembly_scoring FOLDER --scorer score.py [--roles NPZ] [--alone]``.

FOLDER holds ``NAME.txt`` with ``NAME.truth.json``. With the weights that ``benchmarks.reassembly_training --held-out``
wrote and the dumps that it left out, this measures what an institution can expect that nobody has seen.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from extractores import DocumentError, read_document
from pipeline.context.surroundings import read_context
from pipeline.convert import LITERAL
from pipeline.dumps import read_dump
from pipeline.reassemble import reassemble
from pipeline.reassembly.network import RoleModel, load_model, shipped_model

from .accuracy import score
from .held_out import link

FIELDS = ("unit", "mission", "indicator", "target")


def main() -> None:
    """Read all dumps of a folder and print what the scorer says, by extractor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, required=True, help="score.py of the labelled documents")
    parser.add_argument("--roles", type=Path, metavar="NPZ", help="other weights than the shipped ones")
    parser.add_argument("--alone", action="store_true", help="by the sequence alone, not by aligned columns")
    options = parser.parse_args()
    model = load_model(options.roles) if options.roles else shipped_model()
    with TemporaryDirectory() as folder:
        for path in sorted(options.folder.glob("*.txt")):
            link(path, Path(folder))
            records = read_records(path, model, alone=options.alone)
            (Path(folder) / f"{path.stem}.json").write_text(json.dumps({"records": records}), encoding="utf-8")
        print(score(options.scorer, Path(folder), Path(folder), "extractor"))


def read_records(path: Path, model: RoleModel, *, alone: bool) -> list[dict[str, str | None]]:
    """Return the texts of the records of a dump; none where it is another matrix or cannot be read."""
    try:
        document = read_document(path)
    except DocumentError:
        return []
    reading = reassemble(document, model=model) if alone else read_dump(document, model)
    context = read_context(reading.context_lines, reading.footer_rows, document.name)
    if context.literal not in (None, LITERAL):
        return []
    printed = (record.printed_fields for record in reading.records)
    return [{name: some[name].text if some.get(name) else None for name in FIELDS} for some in printed]


if __name__ == "__main__":
    main()
