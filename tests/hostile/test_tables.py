"""CSV, JSON, XLSX and Parquet: nothing runs, and every text comes back as it was read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from functools import cache

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
from pipeline.exports.open_data.text_formats import read_csv, to_csv as to_open_csv
from pipeline.exports.records_csv import FORMULA, HARMLESS
from pipeline.exports.records_json import from_json, to_json
from pipeline.exports.sheet_files import KINDS, read_sheet, write_sheet
from pipeline.exports.workbook_text import LONGEST_TEXT, read_workbook_text
from pipeline.portal.package import PortalFacts, build_package
from plantillas import message
from tests.hostile_matrix import batch_full_of, matrix_full_of
from tests.payloads import ALL

FACTS = PortalFacts("1760000070001", "2021-06", "2021-06-30", "NO APLICA")
each = pytest.mark.parametrize("payload", ALL, ids=lambda text: ascii(text[:30]))


def cells(text: str) -> list[str]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    return [cell for row in rows for cell in row]


@cache
def open_data(payload: str) -> dict[str, bytes]:
    return build_open_data([matrix_full_of(payload)], with_contacts=True).files


def open_csv(name: TableName) -> Callable[[str], str]:
    columns = columns_of(name, with_contacts=True)
    return lambda text: to_open_csv(columns, tables_of([matrix_full_of(text)])[name]).decode()


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
    **{f"open data: {name}": open_csv(name) for name in TABLES},
    **{
        f"portal: {name}": lambda text, name=name: build_package(matrix_full_of(text), FACTS).files[name].decode()  # type: ignore[misc]
        for name in ("Conjunto de datos.csv", "2. Metadatos.csv", "3. Diccionario.csv")
    },
}


def runs(cell: str) -> bool:
    """Tell whether a spreadsheet would run a cell; a bare comparator is none."""
    guarded = cell.startswith("'") or HARMLESS.fullmatch(cell) or cell in COMPARATORS
    return FORMULA.match(cell) is not None and not guarded


COMPARATORS = frozenset({">=", "<=", "=", ">", "<"})


@pytest.mark.parametrize("name", CSVS)
def test_no_cell_of_a_csv_is_a_formula(name: str) -> None:
    found = {payload: [cell for cell in cells(CSVS[name](payload)) if runs(cell)] for payload in ALL}
    assert {payload: cells for payload, cells in found.items() if cells} == {}


@each
def test_records_come_back_from_json_and_csv(payload: str) -> None:
    matrix = matrix_full_of(payload)
    assert from_json(to_json(matrix)) == matrix
    row = next(csv.DictReader(io.StringIO(to_csv(matrix).removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert {unguard(row[heading]) for heading in ("Unidad", "Misión", "Indicador", "Meta")} == {payload}


@each
def test_open_data_come_back_from_csv_lines_and_parquet(payload: str) -> None:
    files, rows = open_data(payload), tables_of([matrix_full_of(payload)])
    for name in TABLES:
        columns = columns_of(name, with_contacts=True)
        expected = [{column.name: row[column.name] for column in columns} for row in rows[name]]
        assert read_csv(columns, files[f"{name}.csv"]) == expected
    assert [row["target"] for row in rows["registros"]] == [payload, payload]
    assert parquet.read_table(io.BytesIO(files["registros.parquet"])).to_pylist() == rows["registros"]
    lines = files["registros.jsonl"].decode().split("\n")[:-1]
    assert [json.loads(line)["target"] for line in lines] == [payload, payload]
    assert json.loads(files["datapackage.json"])["resources"]
    assert json.loads(files["dcat.jsonld"])


@each
def test_a_workbook_has_texts_and_nothing_else(payload: str) -> None:
    book = load_workbook(io.BytesIO(open_data(payload)["metas_y_objetivos.xlsx"]))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert TYPE_FORMULA not in kinds
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    sheet = book[message("datos_abiertos", "sheet_registros")]
    headings = [cell.value for cell in sheet[1]]
    places = [
        headings.index(column.title) for column in columns_of("registros", with_contacts=True) if column.name in FIELDS
    ]
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
