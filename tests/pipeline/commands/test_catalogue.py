"""``lotaip catalogo``: what its commands print and write, and what they refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.context.institutions import institution_types
from plantillas import message

SAMPLE = Path(__file__).parents[3] / "samples" / "matriz_empresa_publica_dos_paginas.pdf"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_search_shows_verdict_score_and_reasons(capsys: Output) -> None:
    assert (
        main(["catalogo", "buscar", "Dir. de TT.HH.", "Subcentro de Bodega", "Guardapáramos", "-t", "municipio"]) == 0
    )
    shown = capsys.readouterr().out
    assert "«Dir. de TT.HH.»: coincide.\n  Talento Humano (puntaje 100 de 100; identificador: talento-humano)" in shown
    assert "abreviatura: «tt.hh.» es «talento humano»" in shown
    assert "«Subcentro de Bodega»: parecida, la decide una persona." in shown
    assert "«Guardapáramos»: fuera de catálogo." in shown


def test_indicators_and_institutions_can_be_searched_too(capsys: Output) -> None:
    assert main(["catalogo", "buscar", "% de cumplimiento del POA", "--en", "indicadores"]) == 0
    assert main(["catalogo", "buscar", "GAD Municipal de Girón", "Algo", "--en", "instituciones"]) == 0
    shown = capsys.readouterr().out
    assert "identificador: cumplimiento-poa" in shown
    assert "GAD Municipal de Girón, tipo municipio, provincia Azuay, cantón Girón" in shown
    assert "«Algo»: no se reconoce." in shown


def test_an_exported_catalogue_is_one_to_convert_with(folder: Path, capsys: Output) -> None:
    assert main(["catalogo", "exportar", "--salida", "mio", "--tipo", "bomberos"]) == 0
    assert sorted(path.name for path in (folder / "mio").iterdir()) == ["indicadores.csv", "unidades.csv"]
    assert "Primer Jefe" in (folder / "mio" / "unidades.csv").read_text(encoding="utf-8")
    assert "Alcaldía" not in (folder / "mio" / "unidades.csv").read_text(encoding="utf-8")
    assert main(["catalogo", "verificar", "mio"]) == 0
    assert "El catálogo se puede usar" in capsys.readouterr().out


def test_an_imported_register_recognises_the_institution_of_a_document(folder: Path, capsys: Output) -> None:
    name = "Empresa Publica Municipal de Agua Potable de Valle Sereno EP"
    (folder / "catastro.csv").write_text(f"RUC;Nombre;Provincia\n160000780001;{name};Azuay\n", encoding="utf-8")
    assert main(["catalogo", "importar", "catastro.csv", "--salida", "mio"]) == 0
    shown = capsys.readouterr()
    assert "Importado en la tabla «instituciones»: 1 filas; avisos: 1." in shown.out
    assert shown.err == "Fila 2: el RUC perdió su cero inicial; se repuso: 0160000780001.\n"
    assert main(["convertir", str(SAMPLE), "--catalogo", "mio", "--formato", "json", "-q"]) == 0
    written = json.loads((folder / "salida" / f"{SAMPLE.stem}.json").read_text(encoding="utf-8"))
    assert written["institution"] == "EMPRESA PÚBLICA MUNICIPAL DE AGUA POTABLE DE VALLE SERENO"
    assert written["known_institution"] == {
        "ruc": "0160000780001",
        "name": name,
        "type": "empresa_publica",
        "province": "Azuay",
        "canton": None,
    }


def test_a_check_tells_every_problem_at_once(folder: Path, capsys: Output) -> None:
    (folder / "c.csv").write_text("nombre;tipo;nivel\nRentas;club;alto\n;municipio;\n", encoding="utf-8")
    assert main(["catalogo", "verificar", "c.csv"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [re.search(r"fila \d, columna «\w+»", line)[0] for line in lines] == [
        "fila 2, columna «tipo»",
        "fila 2, columna «nivel»",
        "fila 3, columna «nombre»",
    ]


def test_units_that_cannot_be_told_apart_are_named(folder: Path, capsys: Output) -> None:
    (folder / "c.csv").write_text("nombre;alias\nObras Públicas;\nInfraestructura;Obra Pública\n", encoding="utf-8")
    assert main(["catalogo", "verificar", "c.csv"]) == 0
    assert "«Obras Públicas» y «Obra Pública» se escriben igual" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["buscar"], 2, "Falta indicar NOMBRE"),
        (["buscar", "x", "--tipo", "club"], 2, "No existe el tipo de institución «club»"),
        (["buscar", "x", "--en", "calles"], 2, "No existe la tabla «calles»"),
        (["borrar"], 2, "las que hay son: buscar, exportar, importar, verificar"),
        (["verificar", "falta.csv"], 1, "No existe el catálogo «falta.csv»"),
        (["verificar", "."], 1, "no tiene ninguna tabla de catálogo"),
        (["exportar", "--salida", "c.docx"], 1, "indique una carpeta"),
        (["importar", "c.csv", "--salida", "c.csv"], 2, "es el archivo de origen"),
    ],
)
def test_what_cannot_be_done_is_explained(arguments: list[str], code: int, words: str, capsys: Output) -> None:
    assert main(["catalogo", *arguments]) == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["buscar"], ["exportar"], ["importar"], ["verificar"]])
def test_the_help_is_in_spanish(command: list[str], capsys: Output) -> None:
    assert main(["catalogo", *command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Uso: lotaip catalogo")
    assert "required" not in shown


def test_the_help_names_every_type_of_institution() -> None:
    assert all(kind in message("ordenes_catalogo", "option_type") for kind in institution_types())
