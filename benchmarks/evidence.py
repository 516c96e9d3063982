"""What each evidence of the layout engine is worth: the record F1 with one switched off at a time."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from extractores import find_layout, read_document
from extractores.geometry import Document
from extractores.settings import EVIDENCE, LayoutSettings
from pipeline.model import Record
from pipeline.records import read_records

from .accuracy import TRUTH, score

WORST_SHOWN = 5
"""Dialects named in each line."""


def measure(folder: Path, scorer: Path) -> dict[str, dict[str, float]]:
    """Print a line for each evidence: macro record F1 without it, the difference, and which dialects lose most.

    Documents without a text layer are left out: no evidence helps them.
    """
    documents = [read_document(path) for path in sorted(folder.glob("*.pdf"))]
    documents = [document for document in documents if any(page.words for page in document.pages)]
    everything = _scores(documents, LayoutSettings(), folder, scorer)
    print(f"\n{'without':14}{'macro F1':>10}{'change':>9}  dialects that lose most")
    print(f"{'nothing':14}{everything['']:10.3f}")
    figures = {"nothing": everything}
    for kind in EVIDENCE:
        settings = LayoutSettings(evidence=frozenset(EVIDENCE) - {kind})
        figures[kind] = scores = _scores(documents, settings, folder, scorer)
        losses = sorted((scores[dialect] - everything[dialect], dialect) for dialect in scores if dialect)
        worst = ", ".join(f"{dialect} {loss:+.2f}" for loss, dialect in losses[:WORST_SHOWN] if loss < 0)
        print(f"{kind:14}{scores['']:10.3f}{scores[''] - everything['']:+9.3f}  {worst}")
    return figures


def _scores(documents: Sequence[Document], settings: LayoutSettings, folder: Path, scorer: Path) -> dict[str, float]:
    """Return the macro record F1 by dialect, and over all under the empty name."""
    with tempfile.TemporaryDirectory() as truths, tempfile.TemporaryDirectory() as predictions:
        for document in documents:
            stem = Path(document.name).stem
            truth = (folder / f"{stem}{TRUTH}").read_text(encoding="utf-8")
            if not json.loads(truth)["records"]:
                continue
            (Path(truths) / f"{stem}{TRUTH}").write_text(truth, encoding="utf-8")
            records = read_records(find_layout(document.pages, settings), document).records
            content = json.dumps({"records": [_plain(record) for record in records]}, ensure_ascii=False)
            (Path(predictions) / f"{stem}.json").write_text(content, encoding="utf-8")
        figures = json.loads(score(scorer, Path(truths), Path(predictions), "dialect", as_json=True))
    by_dialect = {dialect: values["macro_record_f1"] for dialect, values in figures["by"].items()}
    return {"": figures["all"]["macro_record_f1"], **by_dialect}


def _plain(record: Record) -> dict[str, str]:
    return {name: field.text for name, field in record.printed_fields.items()}
