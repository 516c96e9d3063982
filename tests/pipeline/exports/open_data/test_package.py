"""Packages of open data: other programs find them valid and read the same cells."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from frictionless import validate
from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_FORMULA
from pyarrow import parquet

from pipeline.convert import convert
from pipeline.exports.open_data import package as module, workbook
from pipeline.exports.open_data.columns import TABLES, Row, columns_of
from pipeline.exports.open_data.package import OpenDataPackage, build_open_data
from pipeline.exports.open_data.rows import tables_of
from pipeline.exports.open_data.text_formats import read_csv
from pipeline.exports.workbook_text import LONGEST_TEXT, read_workbook_text
from pipeline.model import Finding, Footer, Institution, Matrix
from plantillas import message
from tests.model_builder import matrix_of, record_of

WORKBOOK = "metas_y_objetivos.xlsx"


@pytest.fixture(scope="module")
def sample_matrices() -> list[Matrix]:
    folder = Path(__file__).parents[4] / "samples"
    return [convert(path) for path in (*sorted(folder.glob("matriz*.pdf")), *sorted(folder.glob("matriz*.txt")))]


def hostile() -> Matrix:
    """Return a matrix whose texts a spreadsheet would run, or that are hard to write."""
    records = (
        record_of("=HYPERLINK(A1)", '- Elaborar; "coordinar"\ny evaluar', "+1-1", "@SUM(A1)"),
        record_of("'=2+2", "_x0041_ <b>&amp;", "\tActas", "-5"),
        record_of("＝1", "Un\x07timbre", "Indicador", "al menos 12 informes hasta diciembre de 2019"),
    )
    return matrix_of(*records).model_copy(
        update={
            "institution": "GAD Municipal de Valle Sereno",
            "known_institution": Institution(ruc="1760000070001", name="GAD", type="municipio"),
            "period": "2025-01",
            "footer": Footer(updated="31/01/2025", responsible="Ana Pérez", email="ana@example.gob.ec"),
            "findings": (Finding(code="DUPLICATE_ROW", severity="warning", message="=Se repite.", record=1),),
        }
    )


def write(package: OpenDataPackage, folder: Path) -> Path:
    for name, content in package.files.items():
        (folder / name).write_bytes(content)
    return folder / "datapackage.json"


def problems(descriptor: Path) -> list[list[object]]:
    return validate(str(descriptor)).flatten(["type", "rowNumber", "fieldName", "note"])


def test_frictionless_finds_each_sample_valid(sample_matrices: list[Matrix], tmp_path: Path) -> None:
    for number, matrix in enumerate(sample_matrices):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert problems(write(build_open_data([matrix]), folder)) == []


def test_frictionless_finds_many_matrices_valid_and_sees_what_is_not(
    sample_matrices: list[Matrix], tmp_path: Path
) -> None:
    descriptor = write(build_open_data([*sample_matrices, hostile()], with_contacts=True), tmp_path)
    assert problems(descriptor) == []
    broken = (tmp_path / "registros.csv").read_text("utf-8").replace("gobernante;", "director;")
    (tmp_path / "registros.csv").write_text(broken, encoding="utf-8", newline="")
    assert "constraint-error" in {problem[0] for problem in problems(descriptor)}


def expected(matrices: list[Matrix], name: str) -> list[Row]:
    columns = columns_of(name, with_contacts=True)  # type: ignore[arg-type]
    return [{column.name: row[column.name] for column in columns} for row in tables_of(matrices)[name]]  # type: ignore[index]


@pytest.mark.parametrize("name", TABLES)
def test_csvs_give_the_rows_back(sample_matrices: list[Matrix], name: str) -> None:
    matrices = [*sample_matrices, hostile()]
    package = build_open_data(matrices, with_contacts=True)
    assert read_csv(columns_of(name, with_contacts=True), package.files[f"{name}.csv"]) == expected(matrices, name)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", TABLES)
def test_openpyxl_reads_the_same_cells_and_no_formula(sample_matrices: list[Matrix], name: str) -> None:
    matrices = [*sample_matrices, hostile()]
    book = load_workbook(io.BytesIO(build_open_data(matrices, with_contacts=True).files[WORKBOOK]))
    sheet = book[message("datos_abiertos", f"sheet_{name}")]
    headings, *lines = sheet.iter_rows()
    columns = columns_of(name, with_contacts=True)  # type: ignore[arg-type]
    assert [cell.value for cell in headings] == [column.title for column in columns]
    assert all(cell.data_type != TYPE_FORMULA for row in lines for cell in row)

    def plain(value: object) -> object:
        # Excel knows no days without a time.
        if isinstance(value, datetime):
            return value.date()
        return read_workbook_text(value) if isinstance(value, str) else value

    read = [{c.name: plain(cell.value) for c, cell in zip(columns, row, strict=True)} for row in lines]
    assert read == expected(matrices, name)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(len(lines) + 1, len(columns)).coordinate}"


def test_what_a_spreadsheet_would_run_carries_its_mark() -> None:
    book = load_workbook(io.BytesIO(build_open_data([hostile()]).files[WORKBOOK]))
    units = book["Registros"]["J"][1:]
    assert [(cell.value, cell.quotePrefix) for cell in units] == [
        *(("=HYPERLINK(A1)", True), ("'=2+2", True), ("＝1", True))
    ]


def test_parquet_has_the_same_rows() -> None:
    content = build_open_data([hostile()]).files["registros.parquet"]
    assert parquet.read_table(io.BytesIO(content)).to_pylist() == expected([hostile()], "registros")


def test_sources_have_the_hashes_of_the_documents(sample_matrices: list[Matrix]) -> None:
    package = json.loads(build_open_data(sample_matrices).files["datapackage.json"])
    assert {(source["title"], source["sha256"]) for source in package["sources"]} == {
        (matrix.source.name, matrix.source.sha256) for matrix in sample_matrices
    }
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_the_catalogue_entry_lists_every_file() -> None:
    files = build_open_data([hostile()]).files
    entry = json.loads(files["dcat.jsonld"])
    listed = {(item["dct:title"], item["dcat:byteSize"]["@value"]) for item in entry["dcat:distribution"]}
    described = {"datapackage.json", "dcat.jsonld"}
    assert listed == {(name, str(len(content))) for name, content in files.items() if name not in described}
    assert entry["dct:publisher"]["foaf:name"] == "GAD Municipal de Valle Sereno"
    assert entry["dct:temporal"]["dcat:startDate"]["@value"] == "2025-01"
    assert entry["dct:modified"]["@value"] == "2025-01-31"


def test_contacts_are_there_only_when_they_are_asked_for() -> None:
    without, with_them = build_open_data([hostile()]), build_open_data([hostile()], with_contacts=True)
    assert "Ana Pérez" in with_them.files["publicaciones.csv"].decode()
    for name, content in without.files.items():
        assert b"Ana P" not in content, name
    assert "responsible" not in without.files["datapackage.json"].decode()


def test_the_same_matrices_give_the_same_bytes_and_one_given_twice_is_there_once() -> None:
    assert build_open_data([hostile()]).files == build_open_data([hostile(), hostile()]).files


def test_the_same_goal_of_another_month_has_the_same_identifier() -> None:
    later = hostile().model_copy(update={"period": "2025-02"})
    rows = tables_of([hostile(), later])["registros"]
    assert [row["goal_id"] for row in rows[:3]] == [row["goal_id"] for row in rows[3:]]
    assert len({row["record_id"] for row in rows}) == 6
    assert tables_of([hostile()])["publicaciones"][0]["updated"] == date(2025, 1, 31)


def test_what_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    monkeypatch.setattr(module, "can_write_parquet", lambda: False)
    package = build_open_data([hostile()])
    assert (package.lacks_workbook, package.lacks_parquet) == (True, True)
    assert {WORKBOOK, "registros.parquet"}.isdisjoint(package.files)


def test_a_text_that_excel_does_not_take_says_where_the_rest_is() -> None:
    long = matrix_of(record_of("Alcaldía", "a" * 40_000, "Actas", "12"))
    book = load_workbook(io.BytesIO(build_open_data([long]).files[WORKBOOK]))
    text = next(cell.value for cell in book["Registros"][2] if str(cell.value).startswith("aaa"))
    assert len(text) == LONGEST_TEXT
    assert text.endswith("[sigue en registros.csv]")
