"""``lotaip evaluar``: what it prints, draws and refuses."""

import json
from pathlib import Path

import pytest

from pipeline.cli import main

RECORD = {"unit": "Alcaldía", "mission": "Velar", "indicator": "Actas", "target": "12"}


def write(folder: Path, name: str, records: object) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps({"records": records}), encoding="utf-8")


def rated(record: dict[str, str], confidence: float) -> dict[str, object]:
    return {name: {"text": text, "confidence": confidence} for name, text in record.items()}


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    truth, predicted = tmp_path / "verdad", tmp_path / "salida"
    write(truth, "a.truth.json", [RECORD])
    write(truth, "b.truth.json", [RECORD])
    write(predicted, "a.json", [rated(RECORD | {"target": "13"}, 0.96)])
    return [str(truth), str(predicted)]


def test_it_says_how_right_and_how_honest_results_are(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluar", *folders]) == 0
    shown = capsys.readouterr()
    assert "Registros en la verdad: 2; leídos: 1; enteros y correctos: 0." in shown.out
    assert "F1 de unidad: 0,667." in shown.out
    assert "4 de 4 campos evaluados" in shown.out
    assert "ECE 0,210" in shown.out
    assert "0,9 a 1,0" in shown.out
    assert "Aceptados sin revisión: 100,00 %" in shown.out.replace("  ", " ")
    assert "b" in shown.err


def test_results_without_confidence_are_judged_too(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    write(Path(folders[1]), "a.json", [RECORD])
    assert main(["evaluar", *folders]) == 0
    assert "Ningún campo tiene confianza." in capsys.readouterr().out


def test_the_plot_is_drawn(folders: list[str], tmp_path: Path) -> None:
    plot = tmp_path / "plot.svg"
    assert main(["evaluar", *folders, "--grafico", str(plot)]) == 0
    assert plot.read_text(encoding="utf-8").startswith("<svg")


def test_a_folder_without_truth_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluar", str(tmp_path), str(tmp_path)]) == 2
    assert "No hay ningún archivo NOMBRE.truth.json" in capsys.readouterr().err


def test_a_file_that_is_no_result_is_named(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(folders[1], "b.json").write_text("[1", encoding="utf-8")
    assert main(["evaluar", *folders]) == 2
    assert "b.json» no es un resultado en JSON" in capsys.readouterr().err
