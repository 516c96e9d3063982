"""How right a conversion is: records and fields against the truth, by the rules of ``docs/confidence.md``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..assignment import assign
from ..likeness import similarities
from ..model import FIELD_NAMES, OPEN_VERDICTS, FieldName, is_sure

RIGHT = 0.97
"""Share of letters that must be the same for a field to be right."""
NEARNESS = 1e-6
"""Weight of the place in reading order: it only breaks ties between equal texts."""
EDGES = " \t\r\n.,;:!?¡¿'\"“”‘’«»()[]{}-–—_*•·/\\|"
"""Stripped before texts are compared; % and $ are no punctuation here."""
_SPACES = re.compile(r"\s+")

Mapped = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JudgedField:
    """A predicted field beside the truth."""

    record: int
    name: str
    confidence: float | None
    """``None`` where the field was not evaluated."""
    is_accepted: bool
    """It does not wait for a human eye."""
    is_right: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """One document, or several added up, beside the truth."""

    documents: int = 0
    true_records: int = 0
    predicted_records: int = 0
    right_records: int = 0
    f1_sum: float = 0.0
    """Sum of the record F1 of the documents that have records in truth ..."""
    with_records: int = 0
    """... and how many these are."""
    true_fields: Counter[str] = field(default_factory=Counter)
    predicted_fields: Counter[str] = field(default_factory=Counter)
    right_fields: Counter[str] = field(default_factory=Counter)
    fields: tuple[JudgedField, ...] = ()

    def __add__(self, other: Judgement) -> Judgement:
        return Judgement(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def record_f1(self) -> float:
        return f1(self.right_records, self.predicted_records, self.true_records)

    @property
    def macro_record_f1(self) -> float:
        """Mean of the documents' record F1."""
        return self.f1_sum / self.with_records if self.with_records else 0.0

    def field_f1(self, name: str) -> float:
        return f1(self.right_fields[name], self.predicted_fields[name], self.true_fields[name])


def f1(right: int, predicted: int, true: int) -> float:
    """Return the harmonic mean of precision and recall; 0 where there is nothing."""
    return 2 * right / (predicted + true) if predicted + true else 0.0


def judge(truth: Sequence[Mapped], predicted: Sequence[Mapped]) -> Judgement:
    """Compare records as JSON has them: a field is a text, null, or an object with ``text`` and ``confidence``.

    Records are paired one to one so that their fields are most alike; a record is right when all four fields are.
    """
    true_texts = {name: [_text(record.get(name)) for record in truth] for name in FIELD_NAMES}
    texts = {name: [_text(record.get(name)) for record in predicted] for name in FIELD_NAMES}
    alike = {name: similarities(true_texts[name], texts[name]) for name in FIELD_NAMES}
    pairs = _pair(sum(alike.values()) / len(FIELD_NAMES)) if truth and predicted else []
    right = {(name, j) for name in FIELD_NAMES for i, j in pairs if alike[name][i, j] >= RIGHT}
    right_records = sum(all((name, j) in right for name in FIELD_NAMES) for _, j in pairs)
    true_at = {j: i for i, j in pairs}
    return Judgement(
        documents=1,
        true_records=len(truth),
        predicted_records=len(predicted),
        right_records=right_records,
        f1_sum=f1(right_records, len(predicted), len(truth)) if truth else 0.0,
        with_records=int(bool(truth)),
        true_fields=Counter({name: sum(map(bool, true_texts[name])) for name in FIELD_NAMES}),
        predicted_fields=Counter({name: sum(map(bool, texts[name])) for name in FIELD_NAMES}),
        right_fields=Counter(name for name, j in right if true_texts[name][true_at[j]]),
        fields=tuple(_judged_fields(predicted, right)),
    )


def _pair(alike: Any) -> list[tuple[int, int]]:
    rows, columns = alike.shape
    apart = np.abs(np.linspace(0, 1, rows)[:, None] - np.linspace(0, 1, columns)[None, :])
    return assign(alike - NEARNESS * apart)


def _judged_fields(predicted: Sequence[Mapped], right: set[tuple[FieldName, int]]) -> Iterator[JudgedField]:
    for at, record in enumerate(predicted):
        for name in FIELD_NAMES:
            value = record.get(name)
            if isinstance(value, Mapping):
                confidence = value.get("confidence")
                yield JudgedField(at, name, confidence, _is_accepted(value), (name, at) in right)


def _is_accepted(value: Mapped) -> bool:
    """Repeat :attr:`pipeline.model.Field.needs_review` for a field of any program's JSON."""
    if value.get("decision"):
        return True
    verdict = (value.get("match") or {}).get("verdict")
    return verdict not in OPEN_VERDICTS and is_sure(value.get("confidence"), (value.get("evidence") or {}).get("way"))


def _text(value: Any) -> str:
    text = value.get("text") if isinstance(value, Mapping) else value
    composed = unicodedata.normalize("NFC", str(text or "")).casefold()
    return _SPACES.sub(" ", composed).strip(EDGES)
