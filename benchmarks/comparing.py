"""How well ``pipeline.compare`` finds what changed: months made of labelled matrices by seeded edits.

    python -m benchmarks.comparing FOLDER [--edits 200] [--seed 1]

``FOLDER`` holds ``NAME.truth.json``. Each matrix gets edits of six kinds in random places: typos, rewordings, another
order, changed targets, dropped and added rows. Printed are the share of the changed targets that are found, and of
the reported ones that are false.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.compare.changes import compare
from pipeline.model import Field, Matrix, Place, Record, Source
from pipeline.targets import parse_targets

LEAST_RECORDS = 8
"""Smaller matrices hold too little to edit."""
EDITS_PER_RECORD = 0.5
KINDS = ("typo", "reword", "target", "drop", "add")
REWORDINGS = (
    (r"^Porcentaje de ", "% de "),
    (r"^% de ", "Porcentaje de "),
    (r"^N[úu]mero de ", "Cantidad de "),
    (r"^Cantidad de ", "Número de "),
    (r"^N\.?° de ", "Número de "),
    (r" de la institución", " institucionales"),
    (r"$", " durante el período"),
    (r"$", " en el año"),
)
NEW_INDICATORS = (
    "Número de veedurías acompañadas",
    "Porcentaje de luminarias reparadas",
    "Tiempo de espera en ventanilla",
)
NEW_TARGETS = ("7 veedurías", "64 %", "18 minutos")
HERE = Place(page=1, bbox=(0.0, 0.0, 1.0, 1.0))


@dataclass
class Edited:
    """A second month, with what was done to it."""

    records: list[Record]
    targets: Counter[tuple[str, str]]
    """Unit and indicator of the rows of the first month whose target was changed."""
    edits: Counter[str]


def matrix_of(records: Sequence[Record], name: str) -> Matrix:
    """Return a matrix of records and nothing else."""
    source = Source(name=name, sha256="0" * 64, media_type="application/json", pages=1, reader="truth")
    return Matrix(source=source, status="ok", records=parse_targets(tuple(records)))


def truth_records(path: Path) -> list[Record]:
    """Return the records of a labelled file."""
    rows = json.loads(path.read_text(encoding="utf-8"))["records"]
    names = ("unit", "mission", "indicator", "target")
    return [Record(**{name: field(row[name]) for name in names}) for row in rows]


def field(text: str | None) -> Field | None:
    return Field(text=text, normalised=text, confidence=1.0, spans=(HERE,)) if text else None


def edit(records: Sequence[Record], count: int, chance: random.Random) -> Edited:
    """Return ``records`` with ``count`` edits, each in a row of its own, and then in another order."""
    rows: list[Record | None] = list(records)
    added: list[Record] = []
    targets: Counter[tuple[str, str]] = Counter()
    done: Counter[str] = Counter()
    places = chance.sample(range(len(rows)), min(count, len(rows)))
    for place in places:
        kind = chance.choice(KINDS)
        record = records[place]
        if kind == "drop":
            rows[place] = None
        elif kind == "add":
            new = chance.randrange(len(NEW_INDICATORS))
            changed = {"indicator": field(NEW_INDICATORS[new]), "target": field(NEW_TARGETS[new])}
            added.append(record.model_copy(update=changed))
        elif kind == "target":
            other = other_target(record, chance)
            if other is None:
                continue
            rows[place] = record.model_copy(update={"target": field(other)})
            targets[name_of(record)] += 1
        else:
            rows[place] = reworded(record, kind, chance)
        done[kind] += 1
    month = [row for row in rows if row] + added
    if chance.random() < 0.5:
        chance.shuffle(month)
        done["order"] += 1
    return Edited(month, targets, done)


def name_of(record: Record) -> tuple[str, str]:
    """Return what tells a record to a reader: several may have the same."""
    return record.unit.text if record.unit else "", record.indicator.text if record.indicator else ""


def other_target(record: Record, chance: random.Random) -> str | None:
    """Return the target with another figure; None where it has none."""
    text = record.target.text if record.target else ""
    found = re.search(r"\d+", text)
    if not found or re.search(r"20\d\d", text):
        return None
    figure = int(found[0])
    other = chance.choice(
        [value for value in (figure + 1, figure + 5, figure * 2 + 1, max(figure - 3, 0)) if value != figure]
    )
    return text[: found.start()] + str(other) + text[found.end() :]


def reworded(record: Record, kind: str, chance: random.Random) -> Record:
    """Return the record with a typo in some field, or its indicator in other words."""
    if kind == "reword" and record.indicator:
        fitting = [(pattern, new) for pattern, new in REWORDINGS if re.search(pattern, record.indicator.text)]
        pattern, new = chance.choice(fitting)
        return record.model_copy(update={"indicator": field(re.sub(pattern, new, record.indicator.text, count=1))})
    name = chance.choice([name for name in ("unit", "mission", "indicator") if getattr(record, name)] or ["unit"])
    text = getattr(record, name).text if getattr(record, name) else "Unidad"
    at = chance.randrange(len(text))
    return record.model_copy(update={name: field(text[:at] + chance.choice("aeiourstln") + text[at + 1 :])})


def measure(folder: Path, edits: int, seed: int) -> dict[str, float]:
    """Return what was found over all matrices of a folder, each as often as ``edits`` need."""
    chance = random.Random(seed)
    totals: Counter[str] = Counter()
    paths = [path for path in sorted(folder.glob("*.truth.json")) if len(truth_records(path)) >= LEAST_RECORDS]
    while totals["edits"] < edits:
        for path in paths:
            records = list(matrix_of(truth_records(path), path.name).records)
            month = edit(records, int(len(records) * EDITS_PER_RECORD), chance)
            result = compare(matrix_of(records, "a"), matrix_of(month.records, "b"))
            changed = [change.before for change in result.of_kind("target_changed") if change.before is not None]
            reported = Counter(name_of(records[place]) for place in changed)
            totals.update(
                edits=sum(month.edits.values()),
                changed=month.targets.total(),
                found=(month.targets & reported).total(),
                reported=reported.total(),
                false=(reported - month.targets).total(),
                records=len(records),
            )
    return {
        **totals,
        "found_share": totals["found"] / max(totals["changed"], 1),
        "false_share": totals["false"] / max(totals["reported"], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.folder, arguments.edits, arguments.seed), indent=1))


if __name__ == "__main__":
    main()
