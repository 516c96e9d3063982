"""Matrices that have one text in every place that a document, a catalogue or a person fills, or in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.batch.report import Batch, BatchEntry
from pipeline.model import (
    Decision,
    DecisionKey,
    Evidence,
    Field,
    Finding,
    Footer,
    Institution,
    Match,
    Matrix,
    Place,
    Record,
    Source,
    Target,
    Words,
)

HERE = Place(page=1, bbox=(10.0, 20.0, 90.0, 31.0))
SENTINEL = "\ue000"
"""Stands in the places of the pattern; no payload has it."""
Path = tuple[str | int, ...]


def _field(text: str, *, decided: bool = False) -> Field:
    match = Match(
        entry=text, name=text, score=0.8, evidence=(text,), runner_up=text, runner_up_score=0.4, verdict="review"
    )
    key = DecisionKey(institution=text, field="target", text=text, unit=text, indicator=text)
    decision = Decision(
        key=key,
        judgement="other",
        value=text,
        entry=text,
        entry_name=text,
        reviewer=text,
        time="2021-07-01",
        comment=text,
    )
    return Field(
        text=text,
        normalised=text,
        confidence=0.4,
        reasons=(text,),
        spans=(HERE,),
        evidence=Evidence(way="table", layout=1.0, traits=(), rival=text),
        match=match,
        decision=decision if decided else None,
    )


def matrix_full_of(text: str) -> Matrix:
    """Return a matrix of two records with ``text`` in every place, the second one decided by a person."""
    records = (
        Record(
            number=text,
            process_level_printed=text,
            unit=_field(text),
            mission=_field(text),
            indicator=_field(text),
            target=_field(text),
            parsed_target=Target(
                kind="count", value=12, unit=text, per=text, period=text, deadline=text, baseline=text, flags=("marks",)
            ),
            extra={text: text},
        ),
        Record(
            process_level="gobernante",
            unit=_field(text),
            indicator=_field(text),
            target=_field(text, decided=True),
            extra={"Avance": text},
        ),
    )
    return Matrix(
        source=Source(
            name=text, sha256="0" * 64, media_type="application/pdf", pages=1, reader="pdfium", words=Words(total=9)
        ),
        status="needs_review",
        literal="a4",
        institution=text,
        known_institution=Institution(ruc="1760000070001", name=text, type="municipio", province=text, canton=text),
        period="2021-06",
        records=records,
        footer=Footer(**dict.fromkeys(Footer.model_fields, text)),
        findings=(Finding(code="EMAIL_FORMAT", severity="warning", message=text, record=0, field="unit", span=HERE),),
    )


def places() -> dict[str, Path]:
    """Return every place of a matrix that a text may fill, by a name: a field that is added later is among them."""
    pattern = matrix_full_of(SENTINEL).model_dump(mode="json")
    return {".".join(map(str, path)).replace(SENTINEL, "*"): path for path in _paths(pattern)}


def matrix_with(text: str, place: Path) -> Matrix:
    """Return a matrix that has ``text`` in one place and a harmless one in all others."""
    values = matrix_full_of("Archivo").model_dump(mode="json")
    path = tuple("Archivo" if step == SENTINEL else step for step in place)
    target: Any = values
    for step in path[:-1]:
        target = target[step]
    if path[-1] == KEY:
        target[text] = target.pop("Archivo")
    else:
        target[path[-1]] = text
    return Matrix.model_validate(values)


def batch_full_of(text: str) -> Batch:
    """Return a batch of one document that failed and one that did not, with ``text`` in every place."""
    said: Mapping[str, Any] = {"name": text, "path": text, "institution": text, "period": text, "notes": (text,)}
    outputs = {"html": f"{text}.html", "csv": f"{text}.csv"}
    return Batch(
        entries=(
            BatchEntry(outcome="failed", code="DAMAGED", message=text, same_as=text, **said),
            BatchEntry(outcome="ok", republishes=text, outputs=outputs, records=3, **said),
        )
    )


KEY = "<key>"


def _paths(value: object, before: Path = ()) -> Iterator[Path]:
    match value:
        case str():
            if SENTINEL in value:
                yield before
        case dict():
            for key, part in value.items():
                if key == SENTINEL:
                    yield (*before, KEY)
                yield from _paths(part, (*before, key))
        case list():
            for at, part in enumerate(value):
                yield from _paths(part, (*before, at))
