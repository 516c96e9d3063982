"""Labelled fields to learn confidence from: every field that was read, with its features, right or wrong.

Nearly every field of an ordinary PDF is right, which teaches nothing. So each labelled PDF is also read without its
ruling lines, and flattened to dumps. Dumps are read with a model of roles that knows nothing of their institution:
the shipped one was trained on some of them and is too sure of these.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.flatten import extractors
from benchmarks.reassembly_training import load_texts, train
from extractores import DocumentError
from extractores.geometry import Document
from extractores.readers import read_bytes, read_document
from pipeline.catalogue import load_catalogue
from pipeline.confidence import features
from pipeline.context import read_context
from pipeline.convert import LITERAL, match_reading, read_matrix
from pipeline.doubts import find_doubts
from pipeline.evaluation import judge
from pipeline.known_institutions import recognise
from pipeline.normalise import fold
from pipeline.reassembly.tagging import RoleModel, load_model

FOLDS = 5
DUMPS_OF_PDF = 2
"""Extractors that flatten each PDF, in turn."""
TRUTH = ".truth.json"
TELLING_LENGTH = 60
"""Characters of a mission that no two institutions share by chance."""


@dataclass(frozen=True, slots=True)
class LabelledField:
    """A field that was read."""

    document: str
    kind: str
    """``pdf``, ``dump``, ``bare`` (a PDF without its ruling lines) or ``flat`` (a PDF made a dump)."""
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


def load_labelled(folders: Iterable[Path]) -> list[Labelled]:
    """Return the documents of ``folders``: ``NAME.pdf`` or ``NAME.txt``, each with ``NAME.truth.json``."""
    found = []
    for truth_path in sorted(path for folder in folders for path in folder.glob(f"*{TRUTH}")):
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        stem = truth_path.name.removesuffix(TRUTH)
        paths = (truth_path.with_name(f"{stem}{suffix}") for suffix in (".pdf", ".txt"))
        institution = fold(truth["institution"] or "")
        found += [Labelled(path, institution, tuple(truth["records"])) for path in paths if path.is_file()]
    return _with_institutions(found)


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


def gather_fields(
    items: Sequence[Labelled], folds: Mapping[str, int], models: Sequence[RoleModel]
) -> list[LabelledField]:
    """Read every variant of every document and return its fields; the model of its institution's fold reads dumps."""
    return [
        field
        for item in items
        for kind, document in _variants(item.path)
        for field in _label(item, kind, document, models[folds[item.institution]])
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
        document = read_document(path)
    except DocumentError:
        return
    if path.suffix == ".txt":
        yield "dump", document
        return
    yield "pdf", document
    if any(page.rules for page in document.pages):
        yield "bare", replace(document, pages=tuple(replace(page, rules=()) for page in document.pages))
    yield from (("flat", dump) for dump in _flatten(path))


def _flatten(path: Path) -> Iterator[Document]:
    """Yield dumps of a PDF; which extractors make them depends on its name, so that all have their turn."""
    available = sorted(extractors().items())
    first = sum(path.stem.encode())
    for step in range(DUMPS_OF_PDF):
        name, extract = available[(first + step * len(available) // DUMPS_OF_PDF) % len(available)]
        with suppress(DocumentError):  # a font without meaning gives no text
            yield read_bytes(extract(path).encode("utf-8", "replace"), f"{path.stem}_{name}.txt")


def fold_of_institutions(items: Iterable[Labelled]) -> dict[str, int]:
    """Return the fold of each institution, about as many documents in each."""
    sizes = Counter(item.institution for item in items)
    load = [0] * FOLDS
    folds: dict[str, int] = {}
    for institution, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        folds[institution] = load.index(min(load))
        load[folds[institution]] += size
    return folds


def train_roles(items: Sequence[Labelled], folds: Mapping[str, int]) -> list[RoleModel]:
    """Return for each fold a model of roles that was trained on the dumps of the others."""
    institutions = {item.path.stem: item.institution for item in items}
    folders = sorted({item.path.parent for item in items})
    texts = [(folds[institutions[text.name]], text) for folder in folders for text in load_texts(folder)]
    models = []
    with TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            path = Path(folder) / f"{fold}.npz"
            train([text for own, text in texts if own != fold], path)
            models.append(load_model(path))
    return models
