"""Labelled fields to learn confidence from: every field that was read, with its features, right or wrong.

Nearly every field of an ordinary PDF is right, which teaches nothing. So each labelled PDF is also read without its
ruling lines, and flattened to a dump that keeps its columns. What was put together from fragments teaches only where
the model of roles knows nothing of the institution: it is too sure of those that it was trained on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from benchmarks.dumps import TOOLS
from extractores import DocumentError
from extractores.geometry import Document
from extractores.readers import read_bytes, read_document
from pipeline.catalogue.entries import load_catalogue
from pipeline.catalogue.known_institutions import recognise
from pipeline.confidence import features
from pipeline.context.surroundings import read_context
from pipeline.convert import LITERAL, match_reading, read_matrix
from pipeline.doubts import find_doubts
from pipeline.evaluation.scoring import judge
from pipeline.normalise import fold
from pipeline.reassembly.network import RoleModel

FOLDS = 5
TRUTH = ".truth.json"
TELLING_LENGTH = 60
"""Characters of a mission that no two institutions share by chance."""


@dataclass(frozen=True, slots=True)
class LabelledField:
    """A field that was read."""

    document: str
    kind: str
    """``pdf``, ``dump``, ``bare`` (a PDF without its ruling lines) or ``aligned`` (a PDF made a dump with columns)."""
    institution: str
    name: str
    way: str
    features: dict[str, float]
    is_right: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file with its truth."""

    path: Path
    institution: str
    records: tuple[dict[str, str | None], ...]
    is_unseen: bool = False
    """Whether the model of roles knows nothing of its institution."""


def load_labelled(folders: Iterable[Path], unseen: Iterable[Path] = ()) -> list[Labelled]:
    """Return the documents of both lots of folders: ``NAME.pdf`` or ``NAME.txt``, each with ``NAME.truth.json``."""
    known, new = _load(folders), _load(unseen)
    return _with_institutions([*known, *(replace(item, is_unseen=True) for item in new)])


def _load(folders: Iterable[Path]) -> list[Labelled]:
    found = []
    for truth_path in sorted(path for folder in folders for path in folder.glob(f"*{TRUTH}")):
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        stem = truth_path.name.removesuffix(TRUTH)
        paths = (truth_path.with_name(f"{stem}{suffix}") for suffix in (".pdf", ".txt"))
        institution = fold(truth.get("institution") or "")
        found += [Labelled(path, institution, tuple(truth["records"])) for path in paths if path.is_file()]
    return found


def _with_institutions(found: Sequence[Labelled]) -> list[Labelled]:
    """Give a document that prints no institution the one whose missions it repeats, else itself as its own."""
    missions: dict[str, set[str]] = {}
    for labelled in found:
        if labelled.institution:
            missions.setdefault(labelled.institution, set()).update(_missions(labelled))
    return [item if item.institution else replace(item, institution=_likely(item, missions)) for item in found]


def _likely(labelled: Labelled, missions: Mapping[str, set[str]]) -> str:
    shared = {name: len(texts & _missions(labelled)) for name, texts in sorted(missions.items())}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if best and shared[best] else labelled.path.name.partition("_")[0].partition(".")[0]


def _missions(labelled: Labelled) -> set[str]:
    return {text for record in labelled.records if (text := record["mission"]) and len(text) >= TELLING_LENGTH}


def gather_fields(items: Iterable[Labelled], roles: RoleModel) -> list[LabelledField]:
    """Read every variant of every document and return its fields; ``roles`` judges the words of dumps."""
    return [
        field
        for item in items
        for kind, document in _variants(item.path)
        for field in _label(item, kind, document, roles)
        if item.is_unseen or field.way != "assembled"
    ]


def _label(item: Labelled, kind: str, document: Document, model: RoleModel) -> Iterator[LabelledField]:
    reading = read_matrix(document, model)
    context = read_context(reading.context_lines, reading.footer_rows, document.name)
    if not item.records or context.literal not in (None, LITERAL):
        return
    known = recognise(context.institution, load_catalogue())
    records = match_reading(reading, context.institution, known, load_catalogue())
    rows = find_doubts(records, reading)
    judged = judge(item.records, [record.model_dump() for record in records])
    for field in judged.fields:
        evidence = records[field.record].printed_fields[field.name].evidence
        assert evidence
        given = features(rows[field.record][field.name], evidence)
        yield LabelledField(
            f"{document.name} ({kind})", kind, item.institution, field.name, evidence.way, given, field.is_right
        )


def _variants(path: Path) -> Iterator[tuple[str, Document]]:
    try:
        with patch("extractores.scan.can_recognise", return_value=False):
            document = read_document(path)  # scans are too few to learn from, and are rated by their two readings
    except DocumentError:
        return
    if path.suffix == ".txt":
        yield "dump", document
        return
    yield "pdf", document
    if any(page.rules for page in document.pages):
        yield "bare", replace(document, pages=tuple(replace(page, rules=()) for page in document.pages))
    if dump := _flatten(path):
        yield "aligned", dump


def _flatten(path: Path) -> Document | None:
    """Return a PDF as a dump that keeps its columns; its name says which tool makes it, so that all have their turn."""
    tools = [tool for tool in TOOLS if tool.is_installed()]
    tool = tools[sum(path.stem.encode()) % len(tools)]
    with suppress(DocumentError):  # a font without meaning gives no text
        return read_bytes(tool.flatten(path).encode("utf-8", "replace"), f"{path.stem}_{tool.name}.txt")
    return None


def fold_of_institutions(items: Iterable[Labelled]) -> dict[str, int]:
    """Return the fold of each institution, about as many documents in each."""
    sizes = Counter(item.institution for item in items)
    load = [0] * FOLDS
    folds: dict[str, int] = {}
    for institution, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        folds[institution] = load.index(min(load))
        load[folds[institution]] += size
    return folds
