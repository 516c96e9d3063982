"""``lotaip exportar --formato paquete`` as analysts use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main

SAMPLE = "matriz_empresa_publica_dos_paginas.pdf"


def export(*arguments: object) -> int:
    return main(["exportar", "--formato", "paquete", *map(str, arguments)])


def test_all_matrices_become_one_package(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [samples / SAMPLE, samples / "literal_b2_distributivo.pdf"]
    assert export(*given, "--salida", tmp_path) == 0, "a document of another literal is no failure"
    told = capsys.readouterr()
    assert "Registros: 14; publicaciones: 1; documentos sin exportar: 1" in told.out
    assert "no es una matriz" in told.err
    assert {path.name for path in tmp_path.iterdir()} >= {"datapackage.json", "registros.csv", "metas_y_objetivos.xlsx"}


def test_the_same_again_gives_the_same_bytes(samples: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert export(samples / SAMPLE, "--salida", tmp_path / folder) == 0
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second


def test_contacts_come_only_when_they_are_asked_for(samples: Path, tmp_path: Path) -> None:
    for option in ("--con-contactos", "--sin-contactos"):
        assert export(samples / SAMPLE, option, "--salida", tmp_path / option) == 0
    assert export(samples / SAMPLE, "--salida", tmp_path / "nada") == 0
    held = {path.name: "@" in (path / "publicaciones.csv").read_text("utf-8") for path in tmp_path.iterdir()}
    assert held == {"--con-contactos": True, "--sin-contactos": False, "nada": False}


def test_what_cannot_be_read_is_a_failure_and_the_rest_is_written(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "malo.pdf").write_bytes(b"%PDF-1.7 nada")
    assert export(samples / SAMPLE, tmp_path / "malo.pdf", "--salida", tmp_path / "p") == 1
    assert (tmp_path / "p" / "registros.csv").is_file()


def test_nothing_to_export_writes_nothing(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(samples / "literal_b2_distributivo.pdf", "--salida", tmp_path / "p") == 1
    assert "no se escribió ningún paquete" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_another_format_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exportar", "--formato", "docx"]) == 2
    assert "los que hay son: pnt, paquete" in capsys.readouterr().err
