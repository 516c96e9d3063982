"""``lotaip cumplimiento`` as officers use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.batch.executors import Limits
from pipeline.cli import main


def test_points_are_told_and_written(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = samples / "matriz_empresa_publica_dos_paginas.pdf"
    assert main(["cumplimiento", str(document), "--salida", str(tmp_path)]) == 0
    assert "Formato abierto: 0. El formato tiene 1 de las 3 estrellas" in capsys.readouterr().out
    (sheet,) = json.loads((tmp_path / "cumplimiento.json").read_text(encoding="utf-8"))
    assert [point["value"] for point in sheet["points"]] == [1.0, 0.0, 1.0, None]
    assert {path.suffix for path in tmp_path.iterdir()} == {".html", ".csv", ".json"}


def test_documents_of_other_literals_are_not_scored(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cumplimiento", str(samples / "literal_b2_distributivo.pdf"), "--salida", str(tmp_path)]) == 2
    assert "No hay ninguna publicación" in capsys.readouterr().err


def test_a_document_that_cannot_be_read_is_said(samples: Path, tmp_path: Path) -> None:
    document = samples / "matriz_empresa_publica_dos_paginas.pdf"
    (tmp_path / "malo.pdf").write_bytes(b"%PDF-1.7 nada")
    command = ["cumplimiento", str(document), str(tmp_path / "malo.pdf"), "-q", "--salida", str(tmp_path / "s")]
    assert main(command) == 1


@pytest.mark.parametrize("command", ["cumplimiento", "comparar", "exportar"])
def test_a_document_that_takes_too_long_is_ended_and_told(
    command: str, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.batch.isolation.LIMITS", Limits.fixed(0.001, 2_000))
    documents = [str(samples / "matriz_empresa_publica_dos_paginas.pdf")] * 2
    assert main([command, *documents, "--salida", str(tmp_path)]) != 0
    assert "«matriz_empresa_publica_dos_paginas.pdf» no terminó en " in capsys.readouterr().err
