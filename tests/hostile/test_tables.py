"""CSV, JSON, XLSX and Parquet: nothing runs, and every text comes back as it was read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_FORMULA, TYPE_STRING
from pyarrow import parquet

from pipeline.batch.listing import to_csv as batch_to_csv
from pipeline.compare.changes import compare
from pipeline.compare.pages import changes_to_csv
from pipeline.compliance.page import sheets_to_csv, sheets_to_json
from pipeline.compliance.scoring import score
from pipeline.decisions.review_sheet import to_review_csv
from pipeline.exports import to_csv, unguard
from pipeline.exports.open_data.columns import TABLES, TableName, columns_of
from pipeline.exports.open_data.package import build_open_data
from pipeline.exports.open_data.rows import tables_of
from pipeline.exports.open_data.text_formats import read_csv
from pipeline.exports.records_csv import FORMULA, HARMLESS
from pipeline.exports.records_json import from_json, to_json
from pipeline.exports.sheet_files import KINDS, read_sheet, write_sheet
from pipeline.exports.workbook_text import LONGEST_TEXT, read_workbook_text
from pipeline.model import Matrix
from pipeline.portal.package import PortalFacts, build_package
from plantillas import message
from tests.hostile_matrix import batch_full_of, matrix_full_of
from tests.payloads import ALL

FACTS = PortalFacts("1760000070001", "2021-06", "2021-06-30", "NO APLICA")
each = pytest.mark.parametrize("payload", ALL, ids=lambda text: ascii(text[:30]))


def cells(text: str) -> list[str]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    return [cell for row in rows for cell in row]


def open_data(matrix: Matrix) -> dict[str, bytes]:
    return build_open_data([matrix], with_contacts=True).files


def fits(text: str) -> bool:
    """Tell whether a cell of a workbook holds a text wholly, with its marks."""
    return len(read_workbook_text(text)) == len(text) and len(text.encode("utf-16-le")) <= 2 * LONGEST_TEXT


CSVS: Mapping[str, Callable[[str], str]] = {
    "records": lambda text: to_csv(matrix_full_of(text)),
    "review sheet": lambda text: to_review_csv(matrix_full_of(text)),
    "batch": lambda text: batch_to_csv(batch_full_of(text)),
    "changes": lambda text: changes_to_csv([compare(matrix_full_of("Antes"), matrix_full_of(text))]),
    "points": lambda text: sheets_to_csv([score(matrix_full_of(text))]),
    "doubts": lambda text: write_sheet([["texto"], [text]], "csv").decode(),
    **{f"open data: {name}": lambda text, name=name: open_data(matrix_full_of(text))[f"{name}.csv"].decode() for name in TABLES},  # type: ignore[misc]
    **{
        f"portal: {name}": lambda text, name=name: build_package(matrix_full_of(text), FACTS).files[name].decode()  # type: ignore[misc]
        for name in ("Conjunto de datos.csv", "Metadatos.csv", "Diccionario.csv")
    },
}


@pytest.mark.parametrize("name", CSVS)
@each
def test_no_cell_of_a_csv_is_a_formula(name: str, payload: str) -> None:
    comparators = {">=", "<=", "=", ">", "<"}
    for cell in cells(CSVS[name](payload)):
        assert not FORMULA.match(cell) or cell.startswith("'") or HARMLESS.fullmatch(cell) or cell in comparators


@each
def test_records_come_back_from_json_and_csv(payload: str) -> None:
    matrix = matrix_full_of(payload)
    assert from_json(to_json(matrix)) == matrix
    row = next(csv.DictReader(io.StringIO(to_csv(matrix).removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert {unguard(row[heading]) for heading in ("Unidad", "Misión", "Indicador", "Meta")} == {payload}


@each
@pytest.mark.parametrize("name", TABLES)
def test_open_data_come_back_from_csv_lines_and_parquet(payload: str, name: TableName) -> None:
    matrix, columns = matrix_full_of(payload), columns_of(name, with_contacts=True)
    files = open_data(matrix)
    expected = [{column.name: row[column.name] for column in columns} for row in tables_of([matrix])[name]]
    assert read_csv(columns, files[f"{name}.csv"]) == expected
    if name == "registros":
        assert parquet.read_table(io.BytesIO(files["registros.parquet"])).to_pylist() == expected
        (first, _) = files["registros.jsonl"].decode().splitlines(keepends=False)[:1] * 2
        assert json.loads(first)["target"] == payload


@each
def test_a_workbook_has_texts_and_nothing_else(payload: str) -> None:
    matrix = matrix_full_of(payload)
    book = load_workbook(io.BytesIO(open_data(matrix)["metas_y_objetivos.xlsx"]))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert TYPE_FORMULA not in kinds
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    sheet = book[message("datos_abiertos", "sheet_registros")]
    headings = [cell.value for cell in sheet[1]]
    places = [headings.index(column.title) for column in columns_of("registros", with_contacts=True) if column.name in FIELDS]
    for at in places:
        cell = sheet[2][at]
        assert cell.data_type == TYPE_STRING
        value = read_workbook_text(cell.value)
        assert value == payload or (not fits(payload) and cell.value.endswith("[sigue en registros.csv]"))
        assert len(cell.value.encode("utf-16-le")) <= 2 * LONGEST_TEXT


FIELDS = ("unit", "mission", "indicator", "target")


@each
@pytest.mark.parametrize("kind", KINDS)
def test_the_sheet_of_doubts_comes_back(payload: str, kind: str) -> None:
    ((_, _), (value, one)) = read_sheet(write_sheet([["texto", "n"], [payload, "1"]], kind), kind)
    assert one == "1"
    assert value == payload.strip() or (kind == "xlsx" and not fits(payload) and value.endswith(" […]"))


@each
def test_points_are_sound_json(payload: str) -> None:
    assert json.loads(sheets_to_json([score(matrix_full_of(payload))]))
    descriptor = json.loads(open_data(matrix_full_of(payload))["datapackage.json"])
    assert descriptor["resources"]
    assert json.loads(open_data(matrix_full_of(payload))["dcat.jsonld"])
