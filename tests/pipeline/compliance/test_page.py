"""The points over a batch, as a page, a table and data."""

from __future__ import annotations

import csv
import io
import json

from pipeline.compliance.page import compliance_page, sheets_to_csv, sheets_to_json
from pipeline.compliance.scoring import Sheet, score
from pipeline.render import render_compliance
from tests.model_builder import matrix_of, record_of


def sheets() -> list[Sheet]:
    sound = matrix_of(record_of("Alcaldía", "Dirigir", "Actas", "12 actas"))
    worse = matrix_of().model_copy(update={"institution": "GAD <Municipal>", "period": "2025-01"})
    return [score(sound), score(worse)]


def test_the_worst_come_first_and_averages_are_over_what_is_known() -> None:
    page = compliance_page(sheets())
    assert [line.sheet.institution for line in page.lines] == ["GAD <Municipal>", None]
    assert [(average.mean, average.known) for average in page.averages] == [(0.25, 2), (0.0, 2), (None, 0), (None, 0)]
    assert page.lines[1].total == "al menos 0,125"


def test_the_page_can_be_sorted_and_says_every_reason() -> None:
    text = render_compliance(compliance_page(sheets()))
    assert "data-sortable" in text
    assert "GAD &lt;Municipal&gt;" in text
    for sheet in json.loads(sheets_to_json(sheets())):
        assert all(reason in text for point in sheet["points"] for reason in point["reasons"])


def test_the_csv_has_a_row_for_each_publication() -> None:
    text = sheets_to_csv(sheets())
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row["Completa"] for row in rows] == ["0,5", "0"]
    assert "ningún registro" in rows[1]["Completa: por qué"]
    assert rows[1]["Total (SITA)"] == "al menos 0"
