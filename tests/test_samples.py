"""The samples: what comes out is what their truth says, field by field, typos kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import convert
from pipeline.model import FIELD_NAMES, Field, Matrix, Record
from samples import make_samples

SAMPLES = Path(make_samples.__file__).parent
TRUTHS = sorted(SAMPLES.glob("*.truth.json"))


def read(truth_file: Path) -> tuple[dict, Matrix]:
    """Return the truth and what comes out of its document."""
    stem = truth_file.name.removesuffix(".truth.json")
    [document] = [path for path in SAMPLES.glob(f"{stem}.*") if path.suffix in (".pdf", ".txt")]
    return json.loads(truth_file.read_text(encoding="utf-8")), convert(document)


def text_of(record: Record, name: str) -> str | None:
    field: Field | None = getattr(record, name)
    return field.text if field else None


@pytest.mark.parametrize("truth_file", TRUTHS, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_every_record_comes_out_and_nothing_else(truth_file: Path) -> None:
    truth, matrix = read(truth_file)
    found = [(record.number, *(text_of(record, name) for name in FIELD_NAMES)) for record in matrix.records]
    assert found == [tuple(record[name] for name in ("number", *FIELD_NAMES)) for record in truth["records"]]


@pytest.mark.parametrize("truth_file", TRUTHS, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_what_stands_around_the_records_comes_out_too(truth_file: Path) -> None:
    truth, matrix = read(truth_file)
    assert matrix.literal == truth["literal"]
    assert matrix.period == truth["period"]
    assert (matrix.institution or "").casefold() == (truth["institution"] or "").casefold()
    assert matrix.footer.model_dump() == truth["footer"]


def test_a_sample_of_another_literal_says_so() -> None:
    matrix = convert(SAMPLES / "literal_b2_distributivo.pdf")
    assert (matrix.status, matrix.literal, matrix.records) == ("not_a_matrix", "b2", ())


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("matriz_empresa_publica_dos_paginas", make_samples.draw_official),
        ("matriz_municipio_celdas_unidas", make_samples.draw_merged),
        ("literal_b2_distributivo", make_samples.draw_other_literal),
    ],
)
def test_the_invented_samples_are_what_their_script_draws(name: str, draw: Callable[[], bytes]) -> None:
    assert (SAMPLES / f"{name}.pdf").read_bytes() == draw()
