"""The command line: Spanish words, exit codes, and files where they belong."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractores.errors import EncryptedError, MissingFileError
from pipeline.cli import main
from pipeline.model import Matrix, Source

ENGLISH = re.compile(r"\b(usage|options?|arguments?|commands?|error|required|default|show|try|missing|no such)\b", re.I)


def convert_fake(path: Path, **more: object) -> Matrix:
    """Stand for the converter: the name of the file says what happens."""
    if not path.exists():
        raise MissingFileError(path.name)
    if "cifrado" in path.name:
        raise EncryptedError(path.name)
    if "error" in path.name:
        raise ZeroDivisionError("division by zero")
    if "interrumpe" in path.name:
        for _ in range(path.name.count("interrumpe")):
            signal.raise_signal(signal.SIGINT)
    source = Source(name=path.name, sha256="0" * 64, media_type="text/plain", pages=1, reader="utf-8")
    return Matrix(source=source, status="ok", literal="a4")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_this_process: None) -> Path:
    """Work in a folder with two documents, in this process, and with the converter above."""
    monkeypatch.setitem(sys.modules, "pipeline.convert", SimpleNamespace(convert=convert_fake))
    monkeypatch.chdir(tmp_path)
    for name in ("enero.pdf", "febrero.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_documents_become_files_an_index_and_a_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convertir", "enero.pdf", "febrero.txt", "--salida", "otra/carpeta", "--formato", "json,HTML"]) == 0
    assert names(folder / "otra" / "carpeta") == [
        "enero.html",
        "enero.json",
        "febrero.html",
        "febrero.json",
        "index.html",
        "lote.csv",
        "lote.json",
    ]
    shown = capsys.readouterr().out
    assert "enero.pdf" in shown
    assert "Documentos: 2 (listos: 2). Registros: 0, por revisar: 0." in shown
    assert f"Informe de todo: {Path('otra/carpeta/index.html')}" in shown


def test_all_formats_are_written_into_salida_by_default(folder: Path) -> None:
    assert main(["convertir", "enero.pdf"]) == 0
    results = [f"enero.{ending}" for ending in ("csv", "html", "json", "md", "revision.csv")]
    assert names(folder / "salida") == [*results, "index.html", "lote.csv", "lote.json"]


def test_a_folder_and_a_glob_are_inputs(folder: Path) -> None:
    assert main(["convertir", ".", "*.txt", "--salida", "salida"]) == 0
    entries = json.loads((folder / "salida" / "lote.json").read_text(encoding="utf-8"))["entries"]
    assert [entry["name"] for entry in entries] == ["enero.pdf", "febrero.txt"]


def test_some_document_failed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cifrado.pdf").touch()
    assert main(["convertir", "cifrado.pdf", "falta.pdf", "enero.pdf"]) == 1
    assert (folder / "salida" / "enero.json").exists()
    sentences = capsys.readouterr().err.splitlines()
    assert [sentence.split("»")[0] for sentence in sentences] == ["«cifrado.pdf", "«falta.pdf"]
    assert "protegido con contraseña" in sentences[0]
    assert "no existe" in sentences[1]


def test_a_traceback_is_shown_only_when_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "error.pdf").touch()
    assert main(["convertir", "error.pdf"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert main(["convertir", "error.pdf", "--depurar"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_quiet_shows_errors_only(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convertir", "enero.pdf", "falta.pdf", "--silencioso"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("«falta.pdf» no existe")


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("interrumpe.pdf", "ok"), ("interrumpe interrumpe.pdf", "pending")],
    ids=["once: what runs is finished", "twice: at once"],
)
def test_an_interruption_keeps_what_is_done(
    folder: Path, name: str, outcome: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text("y", encoding="utf-8")
    (folder / "marzo.txt").write_text("z", encoding="utf-8")
    assert main(["convertir", "enero.pdf", name, "marzo.txt"]) == 130
    entries = json.loads((folder / "salida" / "lote.json").read_text(encoding="utf-8"))["entries"]
    assert [entry["outcome"] for entry in entries] == ["ok", outcome, "pending"]
    said = capsys.readouterr().err
    assert "Se termina lo que está en marcha; Ctrl-C otra vez lo corta ya." in said
    assert "de 3 documentos. Repita la misma orden para seguir: lo que ya está hecho no se repite." in said


def test_an_index_that_cannot_be_written_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full_disk(batch: object, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.commands.session.write_list", full_disk)
    assert main(["convertir", "enero.pdf"]) == 1
    assert "el índice no se pudo escribir en «salida» (No space left on device)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["convetir"], "Falta la orden, o no existe; las que hay son: convertir, "),
        (["convertir"], "Falta indicar ENTRADA o --manifiesto."),
        (["vigilar"], "Falta indicar CARPETA. Vea «lotaip vigilar --help»."),
        (["convertir", "enero.pdf", "--salid", "x"], "No existe la opción --salid. ¿Quiso decir --salida?"),
        (["convertir", "enero.pdf", "--salida"], "La opción --salida lleva un valor"),
        (["convertir", "enero.pdf", "--procesos", "0"], "El valor de --procesos no es válido."),
        (["convertir", "enero.pdf", "--procesos", "dos"], "El valor de --procesos no es válido."),
        (
            ["convertir", "enero.pdf", "--formato", "pdf"],
            "No existe el formato «pdf»; los que hay son: json, html, md, csv, revision.",
        ),
        (["convertir", "*.xlsx"], "No se encontró ningún documento (.pdf, .txt, .csv, .xlsx, .xls) en «*.xlsx»."),
        (
            ["convertir", "enero.pdf", "--salida", "febrero.txt"],
            "No se puede usar «febrero.txt» como carpeta de salida",
        ),
        (["convertir", "lote.json", "--salida", "."], "«lote.json» es uno de los documentos de entrada"),
        (["convertir", "enero.pdf", "--catalogo", "falta.csv"], "falta.csv"),
        (["esquema", "sobra"], "La orden está mal escrita o le sobra algo."),
    ],
)
def test_a_wrong_command_is_explained_in_spanish(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert words in shown
    assert not ENGLISH.search(re.sub(r"--\w+|\w+Error", "", shown))
    assert not Path("salida").exists()


@pytest.mark.parametrize("arguments", [["--help"], ["convertir", "--help"], ["esquema", "--help"], []])
def test_the_help_is_in_spanish(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == (0 if arguments else 2)
    shown = capsys.readouterr().out
    assert shown.startswith("Uso: lotaip")
    assert "Opciones:" in shown
    assert "Muestra esta ayuda y termina." in shown
    assert not ENGLISH.search(re.sub(r"--\w+", "", shown))


def test_the_schema_describes_what_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["esquema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    main(["convertir", "enero.pdf", "--formato", "json"])
    matrix = json.loads((folder / "salida" / "enero.json").read_text(encoding="utf-8"))
    assert set(matrix) == set(schema["properties"])


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"lotaip \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_a_pipe_gets_utf_8_whatever_the_console_speaks() -> None:
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2])}
    program = [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())", "--help"]
    shown = subprocess.run(program, env=environment, check=True, capture_output=True).stdout
    assert "registros limpios, informes" in shown.decode("utf-8")
    assert "Órdenes:" in shown.decode("utf-8")
