"""Learn confidence from labelled documents: ``python -m benchmarks.confidence_training FOLDER ...``.

Each FOLDER holds ``NAME.pdf`` or ``NAME.txt`` with ``NAME.truth.json``; the documents of ``benchmarks.dialects`` are
made and added. Dumps without columns are in folders of their own (``--unseen``): of institutions that the model of
roles (``--roles``) was not trained on. Prints and ships the figures of institutions left out of training.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.optimize import minimize

from benchmarks.confidence_data import (
    FOLDS,
    LabelledField,
    fold_of_institutions,
    gather_fields,
    load_labelled,
)
from benchmarks.dialects.__main__ import main as make_dialects
from pipeline.confidence import TRAIT, FieldModel, Model
from pipeline.evaluation.reliability import Reliability, cover, measure
from pipeline.evaluation.scoring import JudgedField
from pipeline.model import REVIEW_BELOW, REVIEW_TEXT_BELOW, is_sure
from pipeline.reassembly.network import load_model, shipped_model

PULL = 1.0
"""How strongly weights are drawn to 0: half of it times their squares is added to the loss."""
MOST_OF_DOCUMENT = 25.0
"""A document's fields of one kind weigh no more than so many, or volumes would teach alone."""
SHOWN = ("fields", "evaluated", "accuracy", "ece", "brier", "coverage", "threshold", "accepted", "accepted_right")
"""Figures that are shipped with the model."""
LEAST_SEEN = 20
"""Fields in which a trait must have been seen to be known."""
DECIMALS = 4
NATURAL = ("pdf", "dump")
"""Kinds of documents that are as somebody gave them; the others are made harder on purpose."""
PROMISED = 0.995
"""Share of right fields among those accepted without review."""
SHIPPED = Path("pipeline/data/confidence.json")


def main() -> None:
    """Train on all labelled documents, print the figures and write both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--unseen", type=Path, nargs="*", default=[], metavar="FOLDER", help="dumps new to --roles")
    parser.add_argument("--roles", type=Path, metavar="NPZ", help="weights that benchmarks.reassembly_training wrote")
    parser.add_argument("--output", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        make_dialects(["--salida", folder])
        items = load_labelled([*arguments.folders, Path(folder)], arguments.unseen)
        roles = load_model(arguments.roles) if arguments.roles else shipped_model()
        fields = gather_fields(items, roles)
    folds = fold_of_institutions(items)
    judged = judge_left_out(fields, folds)
    figures = {kind: measure(some) for kind, some in judged.items()}
    for kind, figure in figures.items():
        print(describe(kind, figure))
        share, least = cover_right(judged[kind], PROMISED)
        print(f"{'':9} {PROMISED:.1%} of them are right from {least} on, which {share:.3f} of them reach")
    arguments.output.write_text(to_json(learn(fields), figures), encoding="utf-8")


def judge_left_out(fields: Sequence[LabelledField], folds: Mapping[str, int]) -> dict[str, list[JudgedField]]:
    """Return the fields by kind of document, rated by models that have not seen the institution."""
    judged: dict[str, list[JudgedField]] = {}
    for fold in range(FOLDS):
        model = learn([field for field in fields if folds[field.institution] != fold])
        for at, field in enumerate(fields):
            if folds[field.institution] == fold:
                judged.setdefault(field.kind, []).append(_judged(at, field, model))
    natural = [field for kind in NATURAL for field in judged.get(kind, ())]
    return dict(sorted(judged.items())) | {"+".join(NATURAL): natural}


def cover_right(fields: Sequence[JudgedField], wanted: float) -> tuple[float, float | None]:
    """Return the largest share of the fields of which ``wanted`` are right, and from which confidence on.

    The thresholds of review rest on it.
    """
    rated = [(field.confidence, field.is_right) for field in fields if field.confidence is not None]
    count, least = cover(rated, wanted)
    return count / len(fields), least


def _judged(at: int, field: LabelledField, model: Model) -> JudgedField:
    learnt = model.get((field.way, field.name))
    confidence = learnt.confidence(field.features) if learnt else None
    return JudgedField(at, field.name, confidence, is_sure(confidence, field.way), field.is_right)


def learn(fields: Iterable[LabelledField]) -> dict[tuple[str, str], FieldModel]:
    """Return a model for each field of each way of reading."""
    parts: dict[tuple[str, str], list[LabelledField]] = {}
    for field in fields:
        parts.setdefault((field.way, field.name), []).append(field)
    return {key: _learn(parts[key]) for key in sorted(parts)}


def _learn(fields: Sequence[LabelledField]) -> FieldModel:
    seen = Counter(name for field in fields for name in field.features)
    names = sorted(name for name in seen if not name.startswith(TRAIT) or seen[name] >= LEAST_SEEN)
    table = np.array([[field.features.get(name, 0.0) for name in names] for field in fields])
    right = np.array([field.is_right for field in fields], dtype=float)
    sizes = Counter(field.document for field in fields)
    shares = np.array([min(1.0, MOST_OF_DOCUMENT / sizes[field.document]) for field in fields])
    intercept, *weights = fit(table, right, shares)
    return FieldModel(
        intercept=round(float(intercept), DECIMALS),
        weights={name: round(w, DECIMALS) for name, w in zip(names, weights, strict=True) if round(w, DECIMALS)},
        limits={
            name: round(float(top), DECIMALS) + 10**-DECIMALS
            for name, top in zip(names, table.max(axis=0), strict=True)
        },
    )


def fit(table: np.ndarray, right: np.ndarray, shares: np.ndarray) -> list[float]:
    """Return the intercept, and the weights by which each column lowers the logarithm of the odds, none below 0.

    ``table`` has a row for each field, ``right`` says which are right, ``shares`` how much each counts.
    """
    columns = np.column_stack([np.ones(len(table)), -table])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = columns @ weights
        pulled = np.concatenate([[0.0], weights[1:]])
        value = (shares * (np.logaddexp(0, odds) - right * odds)).sum() + PULL / 2 * (pulled @ pulled)
        return value, columns.T @ (shares * (1 / (1 + np.exp(-odds)) - right)) + PULL * pulled

    bounds = [(None, None), *[(0.0, None)] * table.shape[1]]
    start = np.zeros(columns.shape[1])
    return [float(weight) for weight in minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x]


def describe(kind: str, figure: Reliability) -> str:
    """Return one line of figures."""
    return (
        f"{kind:9} {figure.fields:6} fields, right {figure.accuracy:.3f}, not evaluated "
        f"{1 - figure.evaluated / figure.fields:.3f}, ECE {figure.ece:.3f}, Brier {figure.brier:.3f}, coverage at 99 % "
        f"{figure.coverage:.3f}, accepted {figure.accepted:.3f} of which right {figure.accepted_right:.4f}"
    )


def to_json(model: Model, figures: Mapping[str, Reliability]) -> str:
    """Return the model and the figures of what was left out of training as JSON."""
    ways: dict[str, dict[str, object]] = {}
    for (way, name), learnt in model.items():
        ways.setdefault(way, {})[name] = asdict(learnt)
    shown = {kind: {key: _rounded(getattr(figure, key)) for key in SHOWN} for kind, figure in figures.items()}
    content = {"review_below": [REVIEW_BELOW, REVIEW_TEXT_BELOW], "left_out": shown, "ways": ways}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _rounded(value: float | None) -> float | None:
    return value if value is None else round(value, DECIMALS)


if __name__ == "__main__":
    main()
