"""Tables as files for a spreadsheet."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.exports.sheet_files import KINDS, SheetFileError, read_sheet, write_sheet
from pipeline.exports.workbook_text import LONGEST_TEXT

ROWS = [["texto", "valor"], ["=1+1", "007"], ["dos\nlíneas; «ñ»", ""], ["-3 %", "@a"], ["1/2/2021", "+5"]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_comes_back_as_the_text_that_it_was(kind: str) -> None:
    assert read_sheet(write_sheet(ROWS, kind), kind) == ROWS


def test_signs_that_a_workbook_cannot_have_are_marks_in_it_and_come_back() -> None:
    rows = [["a"], ["x\x00\x0b\ud800y"], ["_x000D_"]]
    content = write_sheet(rows, "xlsx")
    assert load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value == "x⟨U+0000⟩⟨U+000B⟩⟨U+D800⟩y"
    assert read_sheet(content, "xlsx") == rows


def test_a_text_that_no_cell_holds_says_that_it_is_not_whole() -> None:
    ((_,), (text,)) = read_sheet(write_sheet([["a"], ["x" * 40_000]], "xlsx"), "xlsx")
    assert (len(text), text[-6:]) == (LONGEST_TEXT, "xx […]")


def test_a_csv_may_be_of_any_spreadsheet() -> None:
    for text, encoding in (("a,b\r\n1,2\r\n", "utf-8-sig"), ("a\tb\n1\t2", "utf-16"), ("a;b\n1;2\n;\n", "cp1252")):
        assert read_sheet(text.encode(encoding), "csv") == [["a", "b"], ["1", "2"]]


def bomb() -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as member:
        for _ in range(210):
            member.write(bytes(1_000_000))
    return file.getvalue()


@pytest.mark.parametrize("make", [lambda: b"", lambda: b"PK\x03\x04", lambda: write_sheet(ROWS, "xlsx")[:-60], bomb])
def test_what_is_no_workbook_is_refused(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SheetFileError):
        read_sheet(make(), "xlsx")
