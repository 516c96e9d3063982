"""LibreOffice opens what we write and sees the same cells: ``make office``, apart from ``make test``.

It takes seconds a file and some 300 MB on the disk, so that nobody must have it; without it these tests are skipped.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from pipeline.contacts import without_contacts
from pipeline.convert import convert
from pipeline.exports import to_csv as to_records_csv, unguard
from pipeline.exports.open_data.columns import TABLES, Column, Row, TableName, Value, columns_of
from pipeline.exports.open_data.package import build_open_data
from pipeline.exports.open_data.rows import tables_of
from pipeline.model import Matrix
from pipeline.portal.package import PortalFacts, build_package
from pipeline.portal.rules import portal_rows
from plantillas import message
from tests.model_builder import matrix_of, record_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.skipif("LOTAIP_OFFICE" not in os.environ, reason="apart from the other tests: make office"),
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine: apt-get install libreoffice-calc"),
]
UTF8, COMMA, SEMICOLON, QUOTE = 76, 44, 59, 34
STANDARD, TEXT = 1, 2
"""What LibreOffice calls its ways to read a column."""
SECONDS = 120

Open = Callable[..., Path]


@pytest.fixture(scope="module")
def matrices() -> list[Matrix]:
    """Return the samples, and a matrix whose cells a spreadsheet would run."""
    folder = Path(__file__).parents[2] / "samples"
    read = [convert(path) for path in (*sorted(folder.glob("matriz*.pdf")), *sorted(folder.glob("matriz*.txt")))]
    hostile = matrix_of(
        record_of("=1+1", "- Elaborar; coordinar", '+HYPERLINK("x")', "@SUM(A1)"),
        record_of("'=2+2", "\tActas", "-5", "0012"),
    )
    return [without_contacts(matrix) for matrix in (*read, hostile)]


@pytest.fixture
def open_in_office(tmp_path: Path) -> Open:
    """Return what has LibreOffice read a file and write it as CSV."""

    def open_in_office(file: Path, reading: str = "") -> Path:
        writing = f"csv:Text - txt - csv (StarCalc):{COMMA},{QUOTE},{UTF8},1,,0,false,false,false,false,false,-1"
        output = tmp_path / "abierto"
        profile = f"-env:UserInstallation={(tmp_path / 'perfil').as_uri()}"
        command = [str(OFFICE), "--headless", "--norestore", profile, "--convert-to", writing, "--outdir", str(output)]
        command += [f"--infilter=Text - txt - csv (StarCalc):{reading}"] if reading else []
        subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=SECONDS)
        return output

    return open_in_office


def cells_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def seen(cell: str, column: Column) -> Value:
    """Return what LibreOffice shows, with the type of its column."""
    if not cell:
        return None
    if column.type == "boolean":
        return cell.upper() == "TRUE"
    if column.type in ("number", "integer"):
        return float(cell)
    return date.fromisoformat(cell) if column.type == "date" else cell


def expected(rows: Sequence[Row], columns: Sequence[Column]) -> list[list[Value]]:
    def plain(value: Value) -> Value:
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    return [[plain(row[column.name]) for column in columns] for row in rows]


def reading_of(columns: Sequence[Column]) -> str:
    """Return how LibreOffice is to read our CSV: as its schema says."""
    kinds = (STANDARD if column.type in ("number", "integer", "boolean") else TEXT for column in columns)
    formats = "/".join(f"{at}/{kind}" for at, kind in enumerate(kinds, 1))
    return f"{SEMICOLON},{QUOTE},{UTF8},1,{formats},1033,false,false"


@pytest.mark.parametrize("name", TABLES)
def test_the_workbook_has_the_same_cells(
    name: TableName, matrices: list[Matrix], open_in_office: Open, tmp_path: Path
) -> None:
    (tmp_path / "datos.xlsx").write_bytes(build_open_data(matrices).files["metas_y_objetivos.xlsx"])
    folder = open_in_office(tmp_path / "datos.xlsx")
    columns = columns_of(name, with_contacts=False)
    headings, *rows = cells_of(folder / f"datos-{message('datos_abiertos', f'sheet_{name}')}.csv")
    assert headings == [column.title for column in columns]
    read = [[seen(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
    assert read == expected(tables_of(matrices)[name], columns)


@pytest.mark.parametrize("name", TABLES)
def test_the_csv_has_the_same_cells_and_runs_nothing(
    name: TableName, matrices: list[Matrix], open_in_office: Open, tmp_path: Path
) -> None:
    file = tmp_path / f"{name}.csv"
    file.write_bytes(build_open_data(matrices).files[file.name])
    columns = columns_of(name, with_contacts=False)
    _, *rows = cells_of(next(open_in_office(file, reading_of(columns)).iterdir()))
    read = [
        [value if not isinstance(value := seen(cell, column), str) or column.among else unguard(value)
         for cell, column in zip(row, columns, strict=True)]
        for row in rows
    ]  # fmt: skip
    assert read == expected(tables_of(matrices)[name], columns)


def test_the_spreadsheet_of_a_document_runs_nothing(
    matrices: list[Matrix], open_in_office: Open, tmp_path: Path
) -> None:
    file = tmp_path / "matriz.csv"
    file.write_bytes(to_records_csv(matrices[-1]).encode())
    opened = open_in_office(file, f"{SEMICOLON},{QUOTE},{UTF8},1,,3082,false,false")
    _, *rows = cells_of(next(opened.iterdir()))
    texts = [unguard(cell) for row in rows for cell in row[2:6]]
    assert texts == ["=1+1", "- Elaborar; coordinar", '+HYPERLINK("x")', "@SUM(A1)", "'=2+2", "\tActas", "-5", "12"], (
        "opened without a schema, figures lose their zeros in front; nothing is calculated"
    )


def test_the_portal_s_data_set_has_the_same_cells(matrices: list[Matrix], open_in_office: Open, tmp_path: Path) -> None:
    facts = PortalFacts("1760000070001", "2025-01", "2025-01-31", "NO APLICA")
    content = build_package(matrices[0], facts).files["Conjunto de datos.csv"]
    (tmp_path / "datos.csv").write_bytes(content)
    reading = f"{SEMICOLON},{QUOTE},{UTF8},1,1/2/2/2/3/2/4/2/5/2,3082,false,false"
    assert cells_of(next(open_in_office(tmp_path / "datos.csv", reading).iterdir())) == portal_rows(content)
