"""``--clave`` opens closed documents wherever one is read, is tried again after a failure, and is written nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.commands.passwords import read_password
from tests.pdf_builder import PdfBuilder

ROWS = [
    ["No.", "Unidad", "Objetivo", "Indicador", "Meta"],
    ["1", "Dirección Financiera", "Administrar los recursos", "Porcentaje de gasto", "95%"],
]
WORD = "palabra-secreta"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    pdf = PdfBuilder(landscape=True)
    pdf.table(top=60, widths=[30, 150, 150, 150, 100], rows=ROWS)
    path = tmp_path / "matriz.pdf"
    path.write_bytes(pdf.encrypted_bytes(WORD))
    return path


def test_a_batch_opens_what_it_could_not_the_day_before(closed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = closed.parent / "salida"
    command = ["convertir", str(closed), "--salida", str(output), "--formato", "json", "--depurar"]
    assert main(command) == 1
    assert "--clave" in capsys.readouterr().err
    assert main([*command, "--clave", "otra"]) == 1
    assert "no se abre con la contraseña" in capsys.readouterr().err
    assert main([*command, "--clave", WORD]) == 0
    [record] = json.loads((output / "matriz.json").read_text(encoding="utf-8"))["records"]
    assert record["unit"]["text"] == "Dirección Financiera"
    written = b"".join(path.read_bytes() for path in output.rglob("*") if path.is_file())
    assert WORD.encode() not in written


@pytest.mark.parametrize("command", ["tablas", "inspeccionar"])
def test_a_single_document_is_opened(command: str, closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(closed.parent)
    assert main([command, closed.name]) == 1
    assert main([command, closed.name, "--clave", WORD]) == 0


def test_a_dash_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: "dicha")
    assert (read_password("-"), read_password("escrita"), read_password("")) == ("dicha", "escrita", "")
