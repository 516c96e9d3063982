"""``lotaip base``."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.store import open_store
from tests.review_app import add_converted
from tests.review_matrices import matrix


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOTAIP_BASE", raising=False)
    store = open_store(folder=tmp_path / "datos")
    add_converted(store, matrix("Archivo? | Custodiar | % de actas? | 90%"))
    store.close()
    return tmp_path


def test_there_and_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, other, backup = (str(folder / name) for name in ("datos", "otra", "respaldo"))
    assert main(["base", "respaldar", backup, "--datos", own]) == 0
    assert main(["base", "verificar", backup]) == 0
    assert main(["base", "restaurar", backup, "--datos", other]) == 0
    assert main(["base", "verificar", "--datos", other]) == 0
    assert main(["base", "migrar", "--datos", other]) == 0
    said = capsys.readouterr().out
    assert said.count("1 documentos y 1 registros, 0 decisiones.") == 2
    assert said.count("Sin daños.") == 2
    assert "La base está al día (versión 0002)." in said


def test_damage_is_named_and_nothing_is_restored_from_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, backup = str(folder / "datos"), folder / "respaldo"
    main(["base", "respaldar", str(backup), "--datos", own])
    [content] = [path for path in (backup / "documentos").rglob("*") if path.is_file()]
    content.unlink()
    capsys.readouterr()
    assert main(["base", "verificar", str(backup)]) == 1
    assert capsys.readouterr().err == f"{content}: falta el archivo.\n"
    assert main(["base", "restaurar", str(backup), "--datos", str(folder / "otra")]) == 1
    assert "no se restauró nada" in capsys.readouterr().out
    assert not (folder / "otra").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["verificar", "no-existe"], "no es un respaldo entero"),
        (["restaurar", "datos"], "no es un respaldo entero"),
        (["respaldar", "datos", "--datos", "datos"], "ya existe"),
    ],
)
def test_what_cannot_be_done_is_told(
    folder: Path, words: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert main(["base", *words]) == 2
    assert says in capsys.readouterr().err
