"""Workbooks as people see them: percentages, dates, merged cells; what is no workbook, or a damaged one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlwt
from openpyxl import Workbook

from extractores.errors import DamagedError, TooLargeError
from pipeline.portal import workbooks
from pipeline.portal.workbooks import is_workbook, read_workbook


def xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Datos"
    sheet.append([0.9, 1.5, 12, date(2025, 1, 31), True, 1200])
    sheet["A1"].number_format, sheet["F1"].number_format = "0%", '"$"#,##0.00'
    sheet["A2"] = "Alcaldía"
    sheet.merge_cells("A2:A3")
    sheet["B3"] = "Actas"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Datos")
    sheet.write(0, 0, 0.9, xlwt.easyxf(num_format_str="0%"))
    for at, value in ((1, 1.5), (2, 12), (4, True)):
        sheet.write(0, at, value)
    sheet.write(0, 3, date(2025, 1, 31), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(0, 5, 1200, xlwt.easyxf(num_format_str='"$"#,##0.00'))
    sheet.write_merge(1, 2, 0, 0, "Alcaldía")
    sheet.write(2, 1, "Actas")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("make", [xlsx, xls])
def test_cells_are_texts_as_they_are_shown(make: Callable[[], bytes]) -> None:
    (sheet,) = read_workbook(make(), "datos")
    assert sheet.name == "Datos"
    assert sheet.rows[0] == ("90%", "1,5", "12", "2025-01-31", "VERDADERO", "USD 1200")
    assert [row[:2] for row in sheet.rows[1:]] == [("Alcaldía", ""), ("Alcaldía", "Actas")]


def test_a_workbook_is_known_by_its_content() -> None:
    assert is_workbook(xlsx())
    assert is_workbook(xls())
    assert not is_workbook(b"Unidad;Objetivos")
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert not is_workbook(document.getvalue())


@pytest.mark.parametrize("make", [xlsx, xls])
def test_a_damaged_workbook_is_said_to_be_so(make: Callable[[], bytes]) -> None:
    content = make()
    with pytest.raises(DamagedError):
        read_workbook(content[: len(content) // 2], "datos")


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_BYTES", 100)
    with pytest.raises(TooLargeError):
        read_workbook(xlsx(), "datos")


def test_what_openpyxl_does_not_know_of_a_workbook_is_no_damage() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as whole, zipfile.ZipFile(content, "w") as other:
        for part in whole.infolist():
            data = whole.read(part)
            if part.filename == "xl/styles.xml":
                data = data.replace(b'name="Normal"', b'name="Otro"')
            other.writestr(part, data)
    assert read_workbook(content.getvalue(), "datos")[0].rows[0][0] == "90%"
