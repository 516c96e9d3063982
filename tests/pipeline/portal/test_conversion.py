"""Published months become the same matrices as the documents of before: whose, of when, and which records."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlwt
from openpyxl import Workbook

from pipeline.convert import convert
from pipeline.model import Footer, Matrix
from pipeline.portal.beside import look_beside, look_beside_in_archive
from pipeline.portal.package import PortalFacts, PortalPackage, build_package
from tests.model_builder import matrix_of, record_of

RUC = "1760000070001"
FACTS = PortalFacts(ruc=RUC, period="2025-01", updated="2025-02-07", link="https://gpr.example.gob.ec")
RECORDS = (
    record_of("Alcaldía", "Dirigir, según la ley", "Porcentaje de resoluciones cumplidas", "90 %"),
    record_of("Dirección Jurídica", "Emitir criterios", "Número de informes", "al menos 40 informes"),
)
NAME = "Conjunto de datos.csv"


def package() -> PortalPackage:
    matrix = matrix_of(*RECORDS).model_copy(
        update={"institution": "GAD Municipal de Valle Sereno", "footer": Footer(holder_unit="Planificación")}
    )
    return build_package(matrix, FACTS)


@pytest.fixture
def month(tmp_path: Path) -> Path:
    folder = tmp_path / FACTS.folder
    folder.mkdir(parents=True)
    for name, content in package().files.items():
        (folder / name).write_bytes(content)
    return folder


def texts(matrix: Matrix) -> list[list[str]]:
    return [[field.text for field in record.printed_fields.values()] for record in matrix.records]


def test_a_published_month_says_whose_it_is_and_of_when(month: Path) -> None:
    matrix = convert(month / NAME)
    assert texts(matrix) == texts(matrix_of(*RECORDS))
    assert (matrix.status, matrix.literal, matrix.period) == ("ok", "a4", "2025-01")
    assert matrix.institution == "GAD Municipal de Valle Sereno"
    assert matrix.known_institution is not None
    assert (matrix.known_institution.ruc, matrix.known_institution.type) == (RUC, "municipio")
    assert (matrix.footer.updated, matrix.footer.holder_unit) == ("2025-02-07", "Planificación")
    unit = matrix.records[0].unit
    assert unit is not None
    assert unit.match is not None
    assert unit.match.entry == "alcaldia", "units are found in the catalogue as those of PDFs are"


def test_the_portal_s_zip_says_the_same(month: Path, tmp_path: Path) -> None:
    archive = tmp_path / "mes.zip"
    archive.write_bytes(package().as_zip())
    assert look_beside_in_archive(archive, f"{FACTS.folder}/{NAME}") == look_beside(month / NAME)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("tail", ["", "   "])
def test_dirt_makes_no_difference(tmp_path: Path, encoding: str, separator: str, tail: str) -> None:
    rows = [line.split(";") for line in package().files[NAME].decode("utf-8-sig").splitlines()]
    quoted = (separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows)
    text = "".join(f" {line}{separator * len(tail)}\n" for line in quoted)
    path = tmp_path / "1-4_metas(conjuntoDatos).csv"
    path.write_bytes(text.encode(encoding))
    assert texts(convert(path)) == texts(matrix_of(*RECORDS))


def test_a_workbook_with_its_sheets_is_a_month(tmp_path: Path) -> None:
    book = Workbook()
    for name, content in package().files.items():
        sheet = book.create_sheet(name.removesuffix(".csv"))
        for line in content.decode("utf-8-sig").splitlines():
            sheet.append(line.split(";"))
    book.save(tmp_path / "1-3-metas.xlsx")
    matrix = convert(tmp_path / "1-3-metas.xlsx")
    assert texts(matrix) == texts(matrix_of(*RECORDS))
    assert (matrix.institution, matrix.footer.updated) == ("GAD Municipal de Valle Sereno", "2025-02-07")
    assert matrix.period == "2025-02", "nothing else says of which month it is"


def test_an_old_workbook_gives_the_figures_that_it_shows(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja1")
    for at, cell in enumerate(("Unidad", "Objetivo", "Indicador", "Meta cuantificable")):
        sheet.write(3, at, cell)
    for at, cell in enumerate(("Alcaldía", "Dirigir", "Porcentaje de actas")):
        sheet.write(4, at, cell)
    sheet.write(4, 3, 0.95, xlwt.easyxf(num_format_str="0%"))
    book.save(str(tmp_path / "metas.xls"))
    (record,) = convert(tmp_path / "metas.xls").records
    assert record.target is not None
    assert record.target.text == "95%"
    assert record.target.spans[0].lines == (5, 5)


def test_levels_numbers_and_further_columns_are_kept(tmp_path: Path) -> None:
    rows = [
        ["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable", "Avance"],
        ["PROCESOS GOBERNANTES / NIVEL DIRECTIVO"],
        ["1", "Alcaldía", "Dirigir", "Actas", "12 actas", "40 %"],
        ["FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "31/01/2020"],
    ]
    (tmp_path / "a4.csv").write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    matrix = convert(tmp_path / "a4.csv")
    (record,) = matrix.records
    assert (record.number, record.process_level, record.extra) == ("1", "gobernante", {"Avance": "40 %"})
    assert (matrix.footer.updated, matrix.period) == ("2020-01-31", "2020-01")


def test_no_word_of_a_wide_row_is_lost(tmp_path: Path) -> None:
    heading = package().files[NAME].decode("utf-8-sig").splitlines()[0]
    wide = "Alcaldía;Dirigir;coordinar;Actas;12 actas;NO APLICA"
    unclear = "A;B;C;D;E;F"
    (tmp_path / "datos.csv").write_text(f"{heading}\n{wide}\n{unclear}\n", encoding="utf-8")
    matrix = convert(tmp_path / "datos.csv")
    assert texts(matrix)[0] == ["Alcaldía", "Dirigir; coordinar", "Actas", "12 actas"]
    assert "F" in matrix.records[1].extra.values()
    codes = [(finding.code, finding.record) for finding in matrix.findings if finding.code.startswith("WIDE")]
    assert codes == [("WIDE_ROW_MENDED", 0), ("WIDE_ROW", 1)]
    assert matrix.status == "needs_review"


def test_another_table_gives_no_records(tmp_path: Path) -> None:
    (tmp_path / "lista.csv").write_text("Nombre;Cargo\nAna;Analista\n", encoding="utf-8")
    assert convert(tmp_path / "lista.csv").status == "not_a_matrix"


def test_months_in_one_folder_take_their_own_metadata(tmp_path: Path) -> None:
    files = package().files
    for month, day in (("ENERO", "2025-01-31"), ("FEBRERO", "2025-02-28")):
        (tmp_path / f"1-4_metas_{month}(conjuntoDatos).csv").write_bytes(files[NAME])
        metadata = files["2. Metadatos.csv"].decode().replace("2025-02-07", day)
        (tmp_path / f"1-4_metas_{month}(metadatos).csv").write_text(metadata, encoding="utf-8")
    days = [convert(path).footer.updated for path in sorted(tmp_path.glob("*conjunto*"))]
    assert days == ["2025-01-31", "2025-02-28"]
    (tmp_path / "1-4_metas_ENERO(metadatos).csv").unlink()
    assert convert(tmp_path / "1-4_metas_ENERO(conjuntoDatos).csv").footer == Footer(), "February's are not January's"


def test_a_damaged_neighbour_does_no_harm(month: Path) -> None:
    (month / "2. Metadatos.csv").unlink()
    (month / "2. Metadatos.xlsx").write_bytes(b"PK\x03\x04xl/workbook.xml")
    assert convert(month / NAME).footer == Footer()


def test_a_zip_that_is_none_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    content = io.BytesIO()
    with ZipFile(content, "w") as empty:
        empty.writestr("a.csv", "")
    assert look_beside_in_archive(tmp_path / "x.zip", "a.csv").institution is None
