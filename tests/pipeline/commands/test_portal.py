"""``lotaip exportar`` and ``lotaip verificar`` as officers use them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.cli import main
from pipeline.convert import convert
from pipeline.exports import to_json

GIVEN = ["--ruc", "1760000070001", "--periodo", "2020-01", "--fecha", "2020-01-31", "--enlace", "NO APLICA"]
MONTH = Path("1760000070001") / "Numeral 1.3" / "2020" / "1"


@pytest.fixture
def sample(samples: Path) -> Path:
    return samples / "matriz_municipio_celdas_unidas.pdf"


def test_a_matrix_becomes_files_that_the_portal_takes(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exportar", str(sample), "--salida", str(tmp_path), *GIVEN]) == 0
    assert sorted(path.name for path in (tmp_path / MONTH).iterdir()) == [
        *("2. Metadatos.csv", "3. Diccionario.csv", "Conjunto de datos.csv")
    ]
    assert (tmp_path / "1760000070001 2020-01.zip").is_file()
    assert "(10 filas)" in capsys.readouterr().out
    assert main(["verificar", str(tmp_path / MONTH)]) == 0
    assert "el portal aceptaría estos archivos" in capsys.readouterr().out


def test_our_json_gives_the_same_files_as_the_document(sample: Path, tmp_path: Path) -> None:
    result = tmp_path / "matriz.json"
    result.write_text(to_json(convert(sample)), encoding="utf-8")
    for source, folder in ((sample, "a"), (result, "b")):
        assert main(["exportar", str(source), "--salida", str(tmp_path / folder), *GIVEN]) == 0
    written = [sorted(p.read_bytes() for p in (tmp_path / name / MONTH).iterdir()) for name in "ab"]
    assert written[0] == written[1]


def test_what_the_matrix_lacks_is_asked_for(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exportar", str(sample), "--salida", str(tmp_path)]) == 1
    assert "indíquelo con --ruc" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_another_content_is_never_written_over(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["exportar", str(sample), "--salida", str(tmp_path)]
    assert main([*command, *GIVEN]) == 0
    assert main([*command, *GIVEN]) == 0, "the same content again is no clash"
    assert main([*command, *GIVEN[:-1], "https://gpr.example.gob.ec"]) == 1
    assert "ya existe" in capsys.readouterr().err
    assert "NO APLICA\r\n" in (tmp_path / MONTH / "Conjunto de datos.csv").read_bytes().decode()


def test_contacts_stay_out_where_that_is_asked(samples: Path, tmp_path: Path) -> None:
    source = samples / "matriz_empresa_publica_dos_paginas.pdf"
    command = ["exportar", str(source), *GIVEN, "--salida"]
    assert main([*command, str(tmp_path / "con")]) == 0
    assert main([*command, str(tmp_path / "sin"), "--sin-contactos"]) == 0
    with_them, without = ((tmp_path / name / MONTH / "2. Metadatos.csv").read_text("utf-8") for name in ("con", "sin"))
    assert "@" in with_them
    assert "@" not in without


def test_verify_says_where_and_how_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "datos.csv"
    file.write_text("Unidad,Objetivos,Indicador,Meta cuantificable,Enlace\nAlcaldía,Dirigir,Actas,,NO APLICA\n")
    assert main(["verificar", str(file)]) == 1
    told = capsys.readouterr().out
    assert "datos.csv, línea 2 [error]: la celda «Meta cuantificable» está vacía" in told
    assert "guárdelo con punto y coma" in told


def test_repair_writes_a_copy_and_says_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "datos.csv"
    file.write_text("Unidad,Objetivos,Indicador,Meta cuantificable,Enlace\nAlcaldía,Dirigir,Actas,12 actas,n/a\n")
    before = file.read_bytes()
    assert main(["verificar", str(file), "--reparar", "--salida", str(tmp_path / "listo")]) == 0
    assert file.read_bytes() == before
    assert "quedan 0 errores" in capsys.readouterr().out
    assert main(["verificar", str(tmp_path / "listo" / "datos.csv")]) == 0


def test_repair_never_writes_over_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "datos.csv"
    file.write_text("Unidad,Objetivos\nAlcaldía,Dirigir\n")
    assert main(["verificar", str(file), "--reparar", "--salida", str(tmp_path)]) == 2
    assert "no se cambió" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["no existe", "."])
def test_a_place_without_files_is_said(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["verificar", place]) == 2
    assert place in capsys.readouterr().err


def test_a_workbook_is_told_to_be_one_and_mended_into_a_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    for row in (
        ("Unidad", "Objetivos", "Indicador", "Meta cuantificable", "Enlace"),
        ("Alcaldía", "Dirigir", "Porcentaje de actas", 0.9, "NO APLICA"),
    ):
        book.active.append(row)
    book.active["D2"].number_format = "0%"
    metadata = book.create_sheet("Metadatos")
    metadata.append(("PERSONA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:", "Ana Pérez"))
    book.save(tmp_path / "1-3-metas.xlsx")
    output = tmp_path / "listo"
    command = ["verificar", str(tmp_path / "1-3-metas.xlsx")]
    assert main(command) == 1
    assert "es un libro de Excel" in capsys.readouterr().out
    main([*command, "--reparar", "--sin-contactos", "--salida", str(output)])
    data_set = (output / "1-3-metas.csv").read_bytes().decode("utf-8-sig")
    assert data_set.endswith("\r\nAlcaldía;Dirigir;Porcentaje de actas;90%;NO APLICA\r\n")
    assert "RESPONSABLE" in (mended := (output / "2. Metadatos.csv").read_text("utf-8"))
    assert "Ana" not in mended
