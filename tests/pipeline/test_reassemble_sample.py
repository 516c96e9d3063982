"""The one real dump: read exactly, and not by a hair."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest

from extractores import read_document
from extractores.geometry import Document
from pipeline.model import FIELD_NAMES
from pipeline.reassemble import reassemble
from pipeline.reassembly.cues import DEFAULT_CUES, CueSettings
from pipeline.reassembly.settings import DEFAULT_SETTINGS, AssemblySettings

SAMPLES = Path(__file__).parents[2] / "samples"
Rows = list[tuple[str | None, ...]]

CUES = [field.name for field in fields(CueSettings)]
WEIGHTS = [field.name for field in fields(AssemblySettings) if isinstance(field.default, float)]


@cache
def document() -> Document:
    return read_document(SAMPLES / "matriz_gad_provincial.txt")


@cache
def truth() -> Rows:
    records = json.loads((SAMPLES / "matriz_gad_provincial.truth.json").read_text(encoding="utf-8"))["records"]
    return [tuple(record[name] for name in ("number", *FIELD_NAMES)) for record in records]


def rows(settings: AssemblySettings = DEFAULT_SETTINGS, cues: CueSettings = DEFAULT_CUES) -> Rows:
    records = reassemble(document(), settings, cues).records
    return [
        (record.number, *(field.text if (field := getattr(record, name)) else None for name in FIELD_NAMES))
        for record in records
    ]


def test_the_real_sample_is_read_exactly() -> None:
    assert rows() == truth()


@pytest.mark.parametrize("factor", [0.8, 1.2])
@pytest.mark.parametrize("name", CUES)
def test_no_cue_may_be_missing_a_fifth(name: str, factor: float) -> None:
    cues = replace(DEFAULT_CUES, **{name: factor * getattr(DEFAULT_CUES, name)})
    assert rows(cues=cues) == truth()


@pytest.mark.parametrize("factor", [0.8, 1.2])
@pytest.mark.parametrize("name", WEIGHTS)
def test_no_weight_of_the_assembly_may_be_missing_a_fifth(name: str, factor: float) -> None:
    settings = replace(DEFAULT_SETTINGS, **{name: factor * getattr(DEFAULT_SETTINGS, name)})
    assert rows(settings) == truth()
