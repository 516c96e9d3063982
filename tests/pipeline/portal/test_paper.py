"""What is shown of a published table: its own lines, on which its records say they stand."""

from __future__ import annotations

import io

from openpyxl import Workbook

from extractores.geometry import LINE_HEIGHT
from pipeline.portal.intake import parse_published
from pipeline.portal.paper import text_pages
from pipeline.portal.records import records_of

ROWS = (("Unidad", "Objetivos", "Indicador", "Meta cuantificable"), ("Alcaldía", "Dirigir", "Actas", "12 actas"))


def lines(content: bytes) -> dict[int, str]:
    (page,) = text_pages(content, "datos")
    found: dict[int, str] = {}
    for word in page.words:
        line = round(word.top / LINE_HEIGHT) + 1
        found[line] = f"{found.get(line, '')} {word.text}".strip()
    return found


def test_a_workbook_is_shown_row_by_row_where_its_records_stand() -> None:
    book = Workbook()
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row, 1):
            book.active.cell(4 + at, column, cell)
    content = io.BytesIO()
    book.save(content)
    (record,) = records_of(parse_published(content.getvalue(), "datos.xlsx"))
    assert record.unit is not None
    place = record.unit.spans[0].lines
    assert place == (5, 5)
    assert lines(content.getvalue())[5] == "Alcaldía ; Dirigir ; Actas ; 12 actas"


def test_a_csv_is_shown_as_it_is() -> None:
    content = "\n".join(";".join(row) for row in ROWS).encode("cp1252")
    assert lines(content)[2] == "Alcaldía;Dirigir;Actas;12 actas"
