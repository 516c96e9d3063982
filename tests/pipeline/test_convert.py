"""A file in, a matrix out: its status, where its words went, and what the same file gives twice."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from extractores import DocumentError
from pipeline import convert
from pipeline.model import Matrix
from tests.pdf_builder import Cell, PdfBuilder, TableStyle

ROWS: list[list[str | Cell]] = [
    ["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"],
    [Cell("PROCESOS GOBERNANTES / NIVEL DIRECTIVO", columns=5)],
    [
        Cell("1", rows=2),
        Cell("Dirección Financiera", rows=2),
        Cell("Administrar los recursos económicos.", rows=2),
        "Porcentaje de ejecución presupuestaria",
        "95%",
    ],
    ["Número de informes", "12 informes"],
    ["2", "Secretaría General", "Dar fe de los actos del concejo.", "Actas aprobadas", "48 actas"],
]


FIELDS = [
    *("Dirección Financiera", "Administrar los recursos económicos."),
    *("Porcentaje de ejecución presupuestaria", "95%", "Número de informes", "12 informes"),
    *("Secretaría General", "Dar fe de los actos del concejo.", "Actas aprobadas", "48 actas"),
]
"""What of it belongs to records, each cell once."""


def write(path: Path, style: TableStyle | None = None) -> Path:
    """Write the matrix as a PDF."""
    pdf = PdfBuilder(landscape=True)
    pdf.text(40, 20, "GAD MUNICIPAL DE RÍO CLARO", size=11, bold=True)
    pdf.text(40, 36, "Art. 7 LOTAIP - a4) Las metas y objetivos de las unidades administrativas")
    pdf.table(top=60, widths=[30, 140, 220, 200, 140], rows=ROWS, style=style or TableStyle())
    path.write_bytes(pdf.to_bytes())
    return path


def write_with_white(path: Path, text: str) -> Path:
    """Write the matrix with ``text`` in white behind its last target."""
    pdf = PdfBuilder(landscape=True)
    bottom = pdf.table(top=60, widths=[30, 140, 220, 200, 140], rows=ROWS)
    pdf.text(700, bottom - 12.6, text, grey=1)
    path.write_bytes(pdf.to_bytes())
    return path


def texts(matrix: Matrix) -> list[tuple[str | None, ...]]:
    return [(record.number, *(field.text for field in record.printed_fields.values())) for record in matrix.records]


@pytest.mark.parametrize("rules", ["all", "rows"])
def test_a_matrix_is_read(tmp_path: Path, rules: str) -> None:
    matrix = convert(write(tmp_path / "matriz.pdf", style=TableStyle(rules=rules)))  # type: ignore[arg-type]
    mission = "Administrar los recursos económicos."
    assert texts(matrix) == [
        ("1", "Dirección Financiera", mission, "Porcentaje de ejecución presupuestaria", "95%"),
        ("1", "Dirección Financiera", mission, "Número de informes", "12 informes"),
        ("2", "Secretaría General", "Dar fe de los actos del concejo.", "Actas aprobadas", "48 actas"),
    ]
    assert matrix.literal == "a4"


def test_every_word_is_accounted_for(tmp_path: Path) -> None:
    words = convert(write(tmp_path / "matriz.pdf")).source.words
    assert words.leftover == 0
    assert words.total == words.in_records + words.in_context
    assert words.in_records == sum(len(text.split()) for text in FIELDS)


def test_what_nobody_sees_is_in_no_record_and_the_record_beside_it_waits_for_a_person(tmp_path: Path) -> None:
    matrix = convert(write_with_white(tmp_path / "matriz.pdf", "y 900 más"))
    *others, last = matrix.records
    assert last.printed_fields["target"].text == "48 actas"
    assert [finding.message for finding in matrix.findings if finding.code == "HIDDEN_TEXT"] == [
        "Hay 3 palabras que nadie ve en el papel (sin tinta, del color del fondo, transparentes, tapadas o diminutas; "
        "página 1): «y 900 más». No entran en los registros. Compruebe que no deban publicarse, o que no sobren."
    ]
    reason = "a la altura del campo hay texto que nadie ve en el papel"
    assert all(reason in field.reasons and field.needs_review for field in last.printed_fields.values())
    assert not any(reason in field.reasons for record in others for field in record.printed_fields.values())


def test_the_same_file_gives_the_same_matrix(tmp_path: Path) -> None:
    path = write(tmp_path / "matriz.pdf")
    assert convert(path).model_dump_json() == convert(path).model_dump_json()


def test_the_content_is_the_identity_and_not_the_name(tmp_path: Path) -> None:
    one, other = write(tmp_path / "uno.pdf"), write(tmp_path / "dos.pdf")
    assert convert(one).source.sha256 == convert(other).source.sha256


def test_a_page_without_a_matrix_fails_with_a_finding(tmp_path: Path) -> None:
    pdf = PdfBuilder()
    pdf.text(40, 40, "Oficio circular a todas las unidades")
    path = tmp_path / "oficio.pdf"
    path.write_bytes(pdf.to_bytes())
    matrix = convert(path)
    assert matrix.status == "failed"
    assert matrix.records == ()
    assert matrix.findings


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        convert(tmp_path / "no.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_text_fails_nobody(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xf1o.pdf")
    write(tmp_path / "matriz.pdf").rename(path)
    assert '"name":"a?o.pdf"' in convert(path).model_dump_json()
