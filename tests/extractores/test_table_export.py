"""Tables as plain values: merged, empty and absent cells are three different things."""

from __future__ import annotations

import json

from extractores import BBox, Cell, Document, Layout, Page, Span, Table, Word, find_layout
from extractores.lines import find_lines
from extractores.readers import read_bytes
from extractores.table_export import layout_as_dict, table_as_dict, table_as_rows
from tests.pdf_builder import Cell as Drawn, PdfBuilder


def cell(text: str, row: int, column: int, row_span: int = 1, column_span: int = 1, page: int = 1) -> Cell:
    """Return a cell of 50 by 20 points a place; its text is one word."""
    x0, top = 50.0 * column, 20.0 * row
    box = BBox(x0, top, x0 + 50 * column_span, top + 20 * row_span)
    words = [Word(text, x0 + 2, top + 2, x0 + 40, top + 12, 10)] if text else []
    return Cell(row, column, row_span, column_span, (Span(page, box),), tuple(find_lines(words, page)))


def table(*cells: Cell) -> Table:
    return Table((1,), (0.0, 50.0, 100.0), 2, cells, "rules", "rules", 1.0, (0.0, 20.0, 40.0))


def test_a_merged_cell_is_one_cell_with_spans_at_every_place_it_covers() -> None:
    found = table_as_dict(table(cell("unidad", 0, 0, row_span=2), cell("a", 0, 1), cell("b", 1, 1)))
    assert [(c["text"], c["row_span"], c["column_span"]) for c in found["cells"]] == [
        ("unidad", 2, 1),
        ("a", 1, 1),
        ("b", 1, 1),
    ]
    assert found["grid"] == [[0, 1], [0, 2]]


def test_an_empty_cell_is_there_without_text() -> None:
    found = table_as_dict(table(cell("a", 0, 0), cell("", 0, 1), cell("b", 1, 0, column_span=2)))
    assert found["cells"][1]["text"] == ""
    assert found["grid"] == [[0, 1], [2, 2]]


def test_an_absent_cell_is_null() -> None:
    found = table_as_dict(table(cell("a", 0, 0), cell("b", 0, 1), cell("c", 1, 0)))
    assert found["grid"] == [[0, 1], [2, None]]


def test_rows_have_a_merged_text_once() -> None:
    rows = table_as_rows(table(cell("unidad", 0, 0, row_span=2), cell("a", 0, 1), cell("", 1, 1)))
    assert rows == [["unidad", "a"], ["", ""]]


def drawn() -> Document:
    pdf = PdfBuilder()
    pdf.text(40, 30, "Título de fuera")
    pdf.table(60, [60, 120], [[Drawn("Banda sobre todo", columns=2)], ["1", "uno dos"], ["", "tres"]])
    return read_bytes(pdf.to_bytes(), "tres.pdf")


def test_a_document_says_where_every_word_is() -> None:
    document = drawn()
    found = layout_as_dict(document, find_layout(document.pages))
    [page] = found["pages"]
    assert page["words"] == {"total": 10, "in_cells": 7, "outside": 3}
    assert [line["text"] for line in page["outside"]] == ["Título de fuera"]
    assert [c["text"] for c in page["tables"][0]["cells"]] == ["Banda sobre todo", "1", "uno dos", "", "tres"]
    assert found["tables"][0]["bbox"] == [40.0, 60.0, 220.0, 106.8]


def test_the_values_are_json_and_need_no_tables() -> None:
    empty = Document("vacío.pdf", "0" * 64, "application/pdf", (Page(1, 100.0, 50.0, ()),), "pdfium")
    found = layout_as_dict(empty, Layout(find_layout(empty.pages).pages, ()))
    assert json.loads(json.dumps(found)) == found
    assert found["document"]["pages_read"] == 1
    assert found["tables"] == []
