"""A word of a million letters and a very long table are written in a time that grows with their size, no faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import process_time

import pytest

from pipeline.checks import check_records
from pipeline.compare.changes import compare
from pipeline.compliance.scoring import score
from pipeline.context.surroundings import Context
from pipeline.decisions.review_sheet import to_review_csv
from pipeline.exports import to_csv
from pipeline.exports.open_data.package import build_open_data
from pipeline.exports.records_json import to_json
from pipeline.model import Matrix
from pipeline.render import render_html, render_markdown
from tests.model_builder import matrix_of, record_of

pytestmark = pytest.mark.slow
LETTERS = 1_000_000
ROWS = 1_500
MOST_SECONDS = 5.0
"""For four words of a million letters; measured: at most 0.3."""
MOST_GROWTH = 3.0
ATTEMPTS = 5

OUTPUTS: Mapping[str, Callable[[Matrix], object]] = {
    "html": render_html,
    "markdown": render_markdown,
    "csv": to_csv,
    "json": to_json,
    "review sheet": to_review_csv,
    "open data": lambda matrix: build_open_data([matrix]),
    "points": score,
    "checks": lambda matrix: check_records(matrix.records, Context()),
}


def seconds(work: Callable[[Matrix], object], matrix: Matrix) -> float:
    began = process_time()
    work(matrix)
    return process_time() - began


def table(rows: int) -> Matrix:
    some = (record_of(f"Unidad {at % 50}", "Dirigir", f"Porcentaje de avance {at}", "90 %") for at in range(rows))
    return matrix_of(*some)


@pytest.fixture(scope="module")
def tables() -> tuple[Matrix, Matrix]:
    return table(ROWS), table(2 * ROWS)


@pytest.fixture(scope="module")
def words() -> Matrix:
    return matrix_of(record_of(*(sign * LETTERS for sign in "xyz1")))


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_word_of_a_million_letters(name: str, words: Matrix) -> None:
    assert seconds(OUTPUTS[name], words) < MOST_SECONDS


def test_two_months_with_such_words_are_compared(words: Matrix) -> None:
    """It took minutes: the likeness of two texts takes the square of their length."""
    other = matrix_of(record_of(*(sign * (LETTERS + 1) for sign in "xyz1")))
    assert seconds(lambda matrix: compare(words, matrix), other) < MOST_SECONDS


@pytest.mark.parametrize("name", OUTPUTS)
def test_twice_the_rows_take_twice_the_time(name: str, tables: tuple[Matrix, Matrix]) -> None:
    few, many = tables
    seconds(OUTPUTS[name], few)
    growth = (seconds(OUTPUTS[name], many) / max(seconds(OUTPUTS[name], few), 0.005) for _ in range(ATTEMPTS))
    assert any(times <= MOST_GROWTH for times in growth)
