"""How likely each field is right: doubts weighed by what was learnt from labelled documents.

For each way of reading and each field there is a logistic model whose weights can only lower a confidence, so that
the doubts that weigh most are its reasons. The weights are ``data/confidence.json``, made by
``python -m benchmarks.confidence_training``; ``docs/confidence.md`` explains them. A field unlike the labelled ones
gets no number: it was not evaluated, which is a reason for review.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from math import exp

from plantillas import message

from .doubts import Doubts, find_doubts
from .model import Evidence, Field, Record
from .reading import Reading

TRAIT = "trait:"
"""Stands before the names of traits among the features."""
TELLING = 0.2
"""A doubt that lowers the logarithm of the odds by less is not worth a sentence."""
DECIMALS = 4
SUREST_SCAN = 0.98
"""Highest confidence of a field of a scan; of those that two recognisers read alike, more are right."""
TOPIC = "motivos_confianza"


@dataclass(frozen=True, slots=True)
class FieldModel:
    """What was learnt of one field read in one way."""

    intercept: float
    """Logarithm of the odds that it is right when nothing speaks against it."""
    weights: Mapping[str, float]
    """By how much a unit of each feature lowers them; never below 0."""
    limits: Mapping[str, float]
    """Largest value of each feature in the labelled documents; a feature that is not named was never seen."""

    def confidence(self, given: Mapping[str, float]) -> float | None:
        """Return how likely a field with these features is right; ``None`` where none like it was seen."""
        if self.unlike(given):
            return None
        odds = self.intercept - sum(self.lowers(given).values())
        return round(1 / (1 + exp(-odds)), DECIMALS)

    def unlike(self, given: Mapping[str, float]) -> list[str]:
        """Return the features that lie beyond what was seen."""
        return [name for name, value in given.items() if value > self.limits.get(name, 0.0)]

    def lowers(self, given: Mapping[str, float]) -> dict[str, float]:
        """Return by how much each feature lowers the logarithm of the odds."""
        return {name: self.weights.get(name, 0.0) * value for name, value in given.items()}


Model = Mapping[tuple[str, str], FieldModel]
"""By way of reading and name of the field."""


@cache
def shipped_model() -> Model:
    """Return the model that comes with the package."""
    return read_model(files(__package__).joinpath("data", "confidence.json").read_text(encoding="utf-8"))


def read_model(text: str) -> Model:
    """Return the model in the JSON ``text``."""
    return {
        (way, name): FieldModel(**part)
        for way, names in json.loads(text)["ways"].items()
        for name, part in names.items()
    }


def rate_records(records: Sequence[Record], reading: Reading, model: Model | None = None) -> tuple[Record, ...]:
    """Return the records with the confidence of every field that was read, and the reasons for it in Spanish."""
    model = shipped_model() if model is None else model
    return tuple(
        record.model_copy(
            update={name: _rate(name, getattr(record, name), found, model) for name, found in doubts.items()}
        )
        for record, doubts in zip(records, find_doubts(records, reading), strict=True)
    )


def features(doubts: Doubts, evidence: Evidence) -> dict[str, float]:
    """Return the doubts and traits of a field as named numbers, without those that are 0."""
    named = {name: value for name, value in asdict(doubts).items() if value}
    return named | {f"{TRAIT}{trait}": 1.0 for trait in evidence.traits}


def _rate(name: str, field: Field, doubts: Doubts, model: Model) -> Field:
    assert field.evidence
    given = features(doubts, field.evidence)
    learnt = _learnt(name, field.evidence, model)
    confidence = learnt.confidence(given) if learnt else None
    if confidence is not None and field.evidence.way == "scanned":
        confidence = min(confidence, SUREST_SCAN)
    if learnt is None or confidence is None:
        keys = ["not_evaluated", *(learnt.unlike(given) if learnt else ())]
    else:
        lowers = learnt.lowers(given)
        keys = sorted((key for key in lowers if lowers[key] >= TELLING), key=lambda key: -lowers[key])
    return field.model_copy(update={"confidence": confidence, "reasons": _sentences(keys, field.evidence)})


def _learnt(name: str, evidence: Evidence, model: Model) -> FieldModel | None:
    """Return what was learnt of a way of reading; a scan whose words two recognisers read alike is like a print.

    Where they differ, or there is only one, ``unsure_letters`` lies beyond what was seen of prints.
    """
    return model.get((evidence.way, name)) or (model.get(("table", name)) if evidence.way == "scanned" else None)


def _sentences(keys: Sequence[str], evidence: Evidence) -> tuple[str, ...]:
    """Return how the field was read, and then a sentence for each feature, the gravest first."""
    named = [evidence.way, *(key.removeprefix(TRAIT) for key in keys)]
    sentences = (message(TOPIC, key, count=evidence.pieces, text=evidence.rival) for key in named)
    return tuple(dict.fromkeys(sentences))
