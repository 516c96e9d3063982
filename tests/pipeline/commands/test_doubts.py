"""``lotaip dudas``."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.exports.sheet_files import read_sheet, write_sheet
from pipeline.store import open_store
from tests.review_app import add_converted
from tests.review_matrices import matrix


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOTAIP_BASE", raising=False)
    store = open_store(folder=tmp_path)
    add_converted(store, matrix("Archivo? | Custodiar | % de actas? | 90%"))
    store.close()
    return tmp_path


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_out_and_back(folder: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    path = folder / f"dudas.{kind}"
    assert main(["dudas", "exportar", str(path), "--lote", "1", "--datos", str(folder)]) == 0
    assert "Preguntas: 2." in capsys.readouterr().out
    rows = read_sheet(path.read_bytes(), kind)
    rows[1][rows[0].index("decisión")] = "aceptar"
    path.write_bytes(write_sheet(rows, kind))
    words = ["dudas", "importar", str(path), "--revisor", "Eva", "--datos", str(folder)]
    assert main(words) == 0
    assert capsys.readouterr().out == "Decisiones tomadas: 1, en 1 campos.\n"
    rows[2][rows[0].index("decisión")] = "otro"
    path.write_bytes(write_sheet(rows, kind))
    assert main(words) == 1
    said = capsys.readouterr()
    assert "Ya estaban así: 1." in said.out
    assert "Fila 3: La decisión «otro» necesita" in said.err
    store = open_store(folder=folder)
    assert [entry.by for entry in store.history(1)] == ["Eva"]
    store.close()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["exportar", "dudas.pdf"], "debe terminar en .xlsx o .csv"),
        (["importar", "no-existe.csv"], "No se puede leer"),
        (["exportar", "dudas.csv", "--lote", "9"], "No existe el lote 9"),
    ],
)
def test_what_cannot_be_done_is_told(
    folder: Path, words: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert main(["dudas", *words, "--datos", str(folder)]) == 2
    assert says in capsys.readouterr().err
