"""The four points: what each is given for, and that what a file cannot tell costs none."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.compliance.scoring import Criterion, Point, Sheet, deadline, score
from pipeline.model import Footer, Matrix, Record
from pipeline.portal.template import template
from tests.model_builder import matrix_of, record_of

LINK = template().columns[-1]
CSV, PDF = "text/csv", "application/pdf"


def row(*texts: str, link: str | None = "https://gpr.example.gob.ec/1") -> Record:
    record = record_of(*texts)
    return record.model_copy(update={"extra": {LINK: link}}) if link else record


WHOLE = row("Alcaldía", "Dirigir", "Actas", "12 actas")


def published(
    *records: Record, updated: str | None = "2025-01-31", period: str | None = "2025-01", kind: str = CSV
) -> Matrix:
    matrix = matrix_of(*records)
    source = matrix.source.model_copy(update={"media_type": kind})
    return matrix.model_copy(update={"source": source, "period": period, "footer": Footer(updated=updated)})


def point(sheet: Sheet, criterion: Criterion) -> Point:
    return next(point for point in sheet.points if point.criterion == criterion)


def test_a_sound_publication_has_all_points() -> None:
    sheet = score(published(WHOLE))
    assert [point.value for point in sheet.points] == [1, 1, 1, 1]
    assert (sheet.total, sheet.least) == (1, 1)


@pytest.mark.parametrize(
    ("matrix", "criterion", "value", "said"),
    [
        (published(row("Alcaldía", "", "Actas", "12 actas")), "complete", 0.5, "en 1 de 1 registros"),
        (published(row("Alcaldía", "Dirigir", "Actas", "N/D")), "complete", 0.5, "«N/D» (1 veces)"),
        (published(row("Alcaldía", "Dirigir", "Actas", "NO APLICA")), "complete", 1, "1 registros"),
        (published(WHOLE, updated="2024-12-20"), "complete", 0.5, "anterior al mes"),
        (published(WHOLE, updated=None), "complete", 0.5, "No dice su fecha"),
        (published(), "complete", 0, "ningún registro"),
        (published(WHOLE, kind=PDF), "open", 0, "1 de las 3"),
        (published(WHOLE, kind="text/plain"), "open", None, "no se sabe en qué formato"),
        (published(WHOLE, updated="2025-02-17"), "in_time", 1, "17/02/2025"),
        (published(WHOLE, updated="2025-02-18"), "in_time", 0, "posterior al plazo"),
        (published(WHOLE, updated=None), "in_time", None, "No dice su fecha"),
        (published(WHOLE, period=None), "in_time", None, "de qué mes"),
        (published(WHOLE, row("A", "B", "C", "1", link="NO APLICA")), "links", 0, "«NO APLICA» (1 veces)"),
        (published(WHOLE, row("A", "B", "C", "1", link=None)), "links", 0, "Faltan enlaces en 1 de 2"),
        (published(row("A", "B", "C", "1", link=None)), "links", None, "no tiene columna"),
    ],
)
def test_each_point_says_why(matrix: Matrix, criterion: Criterion, value: float | None, said: str) -> None:
    found = point(score(matrix), criterion)
    assert found.value == value
    assert said in " ".join(found.reasons)


def test_what_is_not_known_leaves_no_total() -> None:
    sheet = score(published(WHOLE, kind="text/plain"))
    assert (sheet.total, sheet.least) == (None, 0.75)


def test_what_the_program_could_not_read_is_nobody_s_fault() -> None:
    unread = published().model_copy(update={"status": "failed"})
    assert point(score(unread), "complete").value is None


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2019-08", date(2019, 9, 10)),
        ("2019-12", date(2020, 1, 10)),
        ("2024-12", date(2025, 1, 15)),
        ("2025-01", date(2025, 2, 17)),  # the 15th is a Saturday
        ("2025-05", date(2025, 6, 16)),  # a Sunday
    ],
)
def test_the_deadline_is_a_working_day_of_the_next_month(period: str, last: date) -> None:
    assert deadline(period) == last
