"""How well printed names find their entry, and what 50,000 names against 2,000 entries cost.

- ``labelled``: the units of the labelled documents against the built-in catalogue, which was not made from them.
- ``own``: the same against the list of all clean names, as if it were the user's own catalogue.
- ``left_out``: the same as ``labelled``, but the right entries are taken out: whatever is accepted is wrong.
- ``damaged``: the catalogue's names with the errors of these documents; ``damaged_left_out`` without their entries.
- ``offices``: names of offices of every family, damaged in the same ways; another clean name than theirs is wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalogue.entries import Entry, load_catalogue
from pipeline.context.institutions import institution_type
from pipeline.matching.features import read_name
from pipeline.matching.match import match_names
from pipeline.matching.offices import offices_of
from pipeline.model import Match
from tests.name_damage import DAMAGES, damaged_names, damaged_offices

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
        "offices": offices(units),
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


def _judge(labels: Sequence[Label], entries: Sequence[Entry], *, leave_out: bool = False) -> dict[str, object]:
    """Count verdicts over labels; names of units that the catalogue has, and of others, stand apart."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for group in _by_institution(labels):
        right = _right_entries(group, entries)
        matches = _match_all(group, entries, right if leave_out else {})
        for label in group:
            match, known = matches[label.printed], right[label] if not leave_out else frozenset()
            is_wrong = match.verdict == "accepted" and not _is_right_match(match, label, entries, known)
            counts["wrong" if is_wrong else f"{'known' if known else 'unknown'}_{match.verdict}"] += 1
            wrong += [f"{label.printed} → {match.name} ({label.clean})"] if is_wrong else []
    accepted = sum(count for verdict, count in counts.items() if verdict.endswith("accepted"))
    return {
        **dict(sorted(counts.items())),
        "acceptance": _acceptance(counts),
        "accepted_of_all": round(accepted / len(labels), 4),
        "wrong_ones": wrong,
    }


def _by_institution(labels: Sequence[Label]) -> Iterator[list[Label]]:
    """Yield the labels of each institution; one that is not printed is nobody's fellow."""
    groups: dict[object, list[Label]] = {}
    for label in labels:
        groups.setdefault(label.institution or label, []).append(label)
    yield from groups.values()


def _right_entries(group: Sequence[Label], entries: Sequence[Entry]) -> dict[Label, frozenset[str]]:
    """Return the units that each label may mean, and the families whose slots its clean name fills."""
    kind = institution_type(group[0].institution)
    usual = tuple(entry for entry in entries if entry.belongs_to(kind))
    filled = offices_of(tuple(entries), kind).compare([label.clean for label in group], ())
    return {
        label: frozenset(entry.id for entry in usual if not entry.is_family and is_right(entry, label.clean))
        | frozenset(one.form.entry.id for one in filled.get(label.clean, ()) if one.form.entry.name == label.clean)
        for label in group
    }


def _match_all(
    group: Sequence[Label], entries: Sequence[Entry], left_out: Mapping[Label, frozenset[str]]
) -> dict[str, Match]:
    """Match the names of an institution together, or each without the entries that are left out for it."""
    institution = group[0].institution
    if not left_out:
        return match_names([label.printed for label in group], entries, institution=institution)
    matches: dict[str, Match] = {}
    for label in group:
        among = [entry for entry in entries if entry.id not in left_out[label]]
        matches |= match_names([label.printed], among, institution=institution)
    return matches


def _is_right_match(match: Match, label: Label, entries: Sequence[Entry], known: frozenset[str]) -> bool:
    """Tell whether an accepted entry is what the label says; an office of a family must have its very name."""
    is_family = any(entry.id == match.entry and entry.is_family for entry in entries)
    return match.entry in known and (not is_family or match.name == label.clean)


def damaged(units: Sequence[Entry], *, leave_out: bool = False) -> dict[str, object]:
    """Count verdicts over damaged names of each type of institution; one damage a name, and of each kind."""
    counts: Counter[str] = Counter()
    by_kind: dict[str, Counter[str]] = {name: Counter() for name in DAMAGES}
    wrong: list[str] = []
    families = {unit.id for unit in units if unit.is_family}
    for damage, printed, entry, kind in damaged_names(units):
        among = [unit for unit in units if unit.belongs_to(kind) and not (leave_out and unit is entry)]
        match = match_names([printed], among, kind=kind)[printed]
        is_own = match.name == entry.name if match.entry in families else match.entry == entry.id and not leave_out
        is_wrong = match.verdict == "accepted" and not is_own
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


def offices(units: Sequence[Entry]) -> dict[str, object]:
    """Count verdicts over damaged names of offices, of whose families the catalogue has all."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for damage, printed, clean, kind in damaged_offices(units):
        match = match_names([printed], units, kind=kind)[printed]
        is_wrong = match.verdict == "accepted" and match.name != clean
        counts["wrong" if is_wrong else f"known_{match.verdict}"] += 1
        wrong += [f"{damage}: {printed} → {match.name} ({clean})"] if is_wrong else []
    return {**dict(sorted(counts.items())), "acceptance": _acceptance(counts), "wrong_ones": wrong}


def _acceptance(counts: Counter[str]) -> float | None:
    known = sum(count for verdict, count in counts.items() if verdict.startswith(("known", "wrong")))
    return round(counts["known_accepted"] / known, 4) if known else None


_SIZE = f"""{PEAK}
import random, time
from pipeline.catalogue.entries import Entry, load_catalogue
from pipeline.matching.match import match_names
chance = random.Random({SEED})
units = [unit for unit in load_catalogue().units if not unit.is_family]
words = sorted({{word for unit in units for word in unit.name.split() if len(word) > 3}})
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
