"""``lotaip tablas`` and ``lotaip inspeccionar``: what they print and write, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.batch.executors import Limits
from pipeline.cli import main
from tests.pdf_builder import Cell, PdfBuilder

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a document of two pages, a table on each."""
    monkeypatch.chdir(tmp_path)
    pdf = PdfBuilder()
    pdf.table(60, [60, 120, 90], [["No.", "Río", "Cauce"], ["1", Cell("Claro; hondo", columns=2)], ["2", "", "=5+5"]])
    pdf.next_page()
    pdf.table(60, [200, 250], [["Canal", "Compuerta"], ["Norte", "Abierta"]])
    (tmp_path / "ríos.pdf").write_bytes(pdf.to_bytes())
    return tmp_path


def test_all_tables_are_printed_as_json(capsys: Output) -> None:
    assert main(["tablas", "ríos.pdf"]) == 0
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert [page["page"] for page in found["pages"]] == [1, 2]
    assert [table["grid"] for table in found["tables"]] == [[[0, 1, 2], [3, 4, 4], [5, 6, 7]], [[0, 1], [2, 3]]]
    assert found["tables"][0]["cells"][4] == {
        "row": 1,
        "column": 1,
        "row_span": 1,
        "column_span": 2,
        "text": "Claro; hondo",
        "boxes": [{"page": 1, "bbox": [100.0, 75.6, 310.0, 91.2]}],
    }
    assert shown.err == ""


def test_only_the_pages_that_are_asked_for(capsys: Output) -> None:
    assert main(["tablas", "ríos.pdf", "--paginas", "2-2"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [page["page"] for page in found["pages"]] == [2]
    assert [table["pages"] for table in found["tables"]] == [[2]]


def test_csv_is_for_spreadsheets(capsys: Output) -> None:
    assert main(["tablas", "ríos.pdf", "--paginas", "1", "--formato", "csv"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [["No.", "Río", "Cauce"], ["1", "Claro; hondo", ""], ["2", "", "'=5+5"]]


def test_files_are_written_into_a_folder(folder: Path, capsys: Output) -> None:
    assert main(["tablas", "ríos.pdf", "--salida", "tablas/hoy"]) == 0
    written = folder / "tablas" / "hoy"
    assert sorted(path.name for path in written.iterdir()) == [
        "ríos.tabla-1.csv",
        "ríos.tabla-2.csv",
        "ríos.tablas.json",
    ]
    assert (written / "ríos.tabla-2.csv").read_bytes() == b"\xef\xbb\xbfCanal;Compuerta\r\nNorte;Abierta\r\n"
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_text_with_aligned_columns_has_tables_too(folder: Path, capsys: Output) -> None:
    rows = "".join(f"{n}     Dirección de Ríos        {n}0 informes\n      y Cauces\n\n" for n in range(1, 6))
    (folder / "volcado.txt").write_text(f"No.   Unidad                   Meta\n\n{rows}", encoding="utf-8")
    assert main(["tablas", "volcado.txt", "--formato", "csv"]) == 0
    assert "5;Dirección de Ríos y Cauces;50 informes" in capsys.readouterr().out


def test_where_there_is_no_table_it_says_so(folder: Path, capsys: Output) -> None:
    pdf = PdfBuilder()
    pdf.text(40, 40, "Solo un título")
    (folder / "carta.pdf").write_bytes(pdf.to_bytes())
    assert main(["tablas", "carta.pdf"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["tables"] == []
    assert shown.err == "No se encontró ninguna tabla en «carta.pdf».\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["tablas", "ríos.pdf", "--paginas", "3"], "«ríos.pdf» no tiene página 3: su última página es la 2."),
        (["tablas", "ríos.pdf", "--paginas", "2-1"], "«2-1» no es una página"),
        (["tablas", "ríos.pdf", "--paginas", "uno"], "«uno» no es una página"),
        (["tablas", "ríos.pdf", "--formato", "xls"], "No existe el formato «xls»; los que hay son: json, csv."),
        (["tablas", "ríos.pdf", "--formato", "json,csv"], "En la pantalla cabe un solo formato"),
        (["inspeccionar", "ríos.pdf", "--pagina", "3"], "«ríos.pdf» no tiene página 3: su última página es la 2."),
        (["inspeccionar", "ríos.pdf", "--salida", "ríos.pdf"], "«ríos.pdf» es uno de los documentos de entrada"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(arguments: list[str], sentence: str, capsys: Output) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(sentence)
    assert len(shown.err.splitlines()) == 1
    assert shown.out == ""


@pytest.mark.parametrize("command", ["tablas", "inspeccionar"])
def test_a_document_that_cannot_be_read_fails_with_one_sentence(command: str, folder: Path, capsys: Output) -> None:
    (folder / "roto.pdf").write_bytes(b"%PDF-1.4 roto")
    assert main([command, "roto.pdf"]) == 1
    assert main([command, "falta.pdf"]) == 1
    broken, missing = capsys.readouterr().err.splitlines()
    assert broken.startswith("«roto.pdf» está dañado")
    assert missing.startswith("«falta.pdf» no existe")


def test_a_page_is_drawn(folder: Path, capsys: Output) -> None:
    assert main(["inspeccionar", "ríos.pdf", "--pagina", "2"]) == 0
    assert (folder / "ríos-pagina-2.png").read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out.splitlines() == [
        "Tabla 1: 2 filas × 2 columnas; columnas por líneas, filas por líneas; puntuación 1,00",
        "Imagen escrita: ríos-pagina-2.png",
    ]


def test_a_text_is_not_drawn(folder: Path, capsys: Output) -> None:
    (folder / "volcado.txt").write_text("uno dos tres", encoding="utf-8")
    assert main(["inspeccionar", "volcado.txt"]) == 2
    assert capsys.readouterr().err.startswith("«volcado.txt» es un texto y no tiene páginas que dibujar")


@pytest.mark.parametrize("command", ["tablas", "inspeccionar"])
def test_the_help_is_in_spanish(command: str, capsys: Output) -> None:
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Uso: lotaip {command}" in shown
    assert "FICHERO" in shown
    assert "<path>" not in shown


@pytest.mark.parametrize("command", ["tablas", "inspeccionar"])
def test_a_document_that_takes_too_long_is_ended_and_told(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr("pipeline.batch.isolation.LIMITS", Limits.fixed(0.05, 2_000))
    assert main([command, "ríos.pdf"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("«ríos.pdf» no terminó en ")
    assert "--tiempo" not in shown.err, "the command has no such option"
    assert sorted(path.name for path in folder.iterdir()) == ["ríos.pdf"]
