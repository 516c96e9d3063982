"""How well printed names find their entry, and what 50,000 names against 2,000 entries cost.

- ``labelled``: the units of the labelled documents against the built-in catalogue, which was not made from them.
- ``own``: the same against the list of all clean names, as if it were the user's own catalogue.
- ``left_out``: the same as ``labelled``, but the right entries are taken out: whatever is accepted is wrong.
- ``damaged``: the catalogue's names with the errors of these documents; ``damaged_left_out`` without their entries.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogue.entries import Entry, load_catalogue
from pipeline.context.institutions import institution_type
from pipeline.matching.features import read_name
from pipeline.matching.match import match_names
from tests.name_damage import DAMAGES, damaged_names

from .memory import PEAK, peaks

NAMES, ENTRIES = 50_000, 2_000
SEED = 5
TRUTH = "*.truth.json"


@dataclass(frozen=True)
class Label:
    """A printed name, what it says, and whose unit it is."""

    printed: str
    clean: str
    institution: str | None


def measure(documents: Path) -> dict[str, object]:
    """Print and return the figures."""
    labels = sorted(set(read_labels(documents)), key=str)
    units = load_catalogue().units
    own = [Entry(id=name, name=name) for name in sorted({label.clean for label in labels})]
    figures: dict[str, object] = {
        "labelled": _judge(labels, units),
        "own": _judge(labels, own),
        "left_out": _judge(labels, units, leave_out=True),
        "damaged": damaged(units),
        "damaged_left_out": damaged(units, leave_out=True),
        "size": size(),
    }
    for name, figure in figures.items():
        print(f"Matching, {name}: {json.dumps(figure, ensure_ascii=False)}")
    return figures


def read_labels(documents: Path) -> Iterator[Label]:
    """Yield the labels of all documents; a document's own list is its ``canonical_units``."""
    for path in sorted(documents.glob(TRUTH)):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for printed, clean in (truth.get("canonical_units") or {}).items():
            yield Label(printed, clean, truth["institution"])


def is_right(entry: Entry, clean: str) -> bool:
    """Tell whether ``entry`` is the unit ``clean``: one of its forms has the same words, but for the one in front."""
    name = read_name(clean)
    forms = (read_name(form) for form in entry.forms)
    return any(set(form.stems) == set(name.stems) and form.numbers == name.numbers for form in forms)


def _judge(labels: Iterable[Label], entries: Sequence[Entry], *, leave_out: bool = False) -> dict[str, object]:
    """Count verdicts over labels; names of units that the catalogue has, and of others, stand apart."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for label in labels:
        kind = institution_type(label.institution)
        right = [entry for entry in entries if entry.belongs_to(kind) and is_right(entry, label.clean)]
        among = [entry for entry in entries if entry not in right] if leave_out else entries
        match = match_names([label.printed], among, institution=label.institution)[label.printed]
        is_known = bool(right) and not leave_out
        is_wrong = match.verdict == "accepted" and match.entry not in {entry.id for entry in right if is_known}
        counts["wrong" if is_wrong else f"{'known' if is_known else 'unknown'}_{match.verdict}"] += 1
        wrong += [f"{label.printed} → {match.name} ({label.clean})"] if is_wrong else []
    return {**dict(sorted(counts.items())), "acceptance": _acceptance(counts), "wrong_ones": wrong}


def damaged(units: Sequence[Entry], *, leave_out: bool = False) -> dict[str, object]:
    """Count verdicts over damaged names of each type of institution; one damage a name, and of each kind."""
    counts: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = {name: Counter() for name in DAMAGES}
    wrong: list[str] = []
    for damage, printed, entry, kind in damaged_names(units):
        among = [unit for unit in units if unit.belongs_to(kind) and not (leave_out and unit is entry)]
        match = match_names([printed], among, kind=kind)[printed]
        is_wrong = match.verdict == "accepted" and (leave_out or match.entry != entry.id)
        verdict = "wrong" if is_wrong else f"known_{match.verdict}"
        counts[verdict] += 1
        by_kind[damage][verdict] += 1
        wrong += [f"{damage}: {printed} → {match.name} ({entry.name})"] if is_wrong else []
    return {
        **dict(sorted(counts.items())),
        "acceptance": _acceptance(counts),
        "by_damage": {name: _acceptance(those) for name, those in by_kind.items()},
        "wrong_ones": wrong,
    }


def _acceptance(counts: Counter[str]) -> float | None:
    known = sum(count for verdict, count in counts.items() if verdict.startswith(("known", "wrong")))
    return round(counts["known_accepted"] / known, 4) if known else None


_SIZE = f"""{PEAK}
import random, time
from pipeline.catalogue.entries import Entry, load_catalogue
from pipeline.matching.match import match_names
chance = random.Random({SEED})
words = sorted({{word for unit in load_catalogue().units for word in unit.name.split() if len(word) > 3}})
def name():
    return " ".join(chance.sample(words, chance.randint(2, 4)))
entries = [Entry(id=str(i), name=name()) for i in range({ENTRIES})]
known = [entry.name for entry in entries]
names = [name() if chance.random() < 0.5 else f"Unidad {{i}} de " + chance.choice(known) for i in range({NAMES})]
before = time.perf_counter()
match_names(names, entries)
print(round((time.perf_counter() - before) * 1e9))
print(peak())
"""


def size() -> dict[str, float]:
    """Return seconds and peak megabytes of matching many names with many entries, in a process of its own."""
    milliseconds, peak = peaks(_SIZE)  # whatever is printed comes back in millions
    return {"names": NAMES, "entries": ENTRIES, "seconds": round(milliseconds / 1000, 1), "megabytes": round(peak)}
