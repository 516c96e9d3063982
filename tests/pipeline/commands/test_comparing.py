"""``lotaip comparar``: two months, or a folder that holds a year."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.exports import to_json
from tests.model_builder import matrix_of, record_of

ACTS = "Número de actas aprobadas"


@pytest.fixture
def year(tmp_path: Path) -> Path:
    folder = tmp_path / "2020"
    folder.mkdir()
    for number, target in enumerate(("12 actas", "12 actas", "8 actas"), 1):
        month = matrix_of(record_of("Alcaldía", "Dirigir", ACTS, target)).model_copy(
            update={"period": f"2020-{number:02}"}
        )
        (folder / f"{number}.json").write_text(to_json(month), encoding="utf-8")
    (folder / "lote.json").write_text("{}", encoding="utf-8")
    return folder


def test_a_changed_target_is_told_and_ends_with_three(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["comparar", str(year / "1.json"), str(year / "3.json"), "--salida", str(tmp_path / "c")]) == 3
    assert f"Alcaldía · {ACTS}: «12 actas» → «8 actas» (el valor)" in capsys.readouterr().out
    written = json.loads((tmp_path / "c" / "comparacion.json").read_text("utf-8"))
    assert [change["kind"] for change in written["changes"]] == ["target_changed"]
    assert (
        (tmp_path / "c" / "comparacion.csv").read_text("utf-8-sig").splitlines()[1].startswith("2020-01;2020-03;meta")
    )
    assert "<del>12 actas</del>" in (tmp_path / "c" / "comparacion.html").read_text("utf-8")


def test_the_same_again_ends_with_zero(year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["comparar", str(year / "1.json"), str(year / "2.json"), "--salida", str(tmp_path / "c")]) == 0
    assert "dicen lo mismo" in capsys.readouterr().out


def test_a_folder_is_a_year(year: Path, tmp_path: Path) -> None:
    assert main(["comparar", str(year), "--salida", str(tmp_path / "c"), "--silencioso"]) == 3
    written = json.loads((tmp_path / "c" / "linea_de_tiempo.json").read_text("utf-8"))
    assert [point["changed"] for point in written["series"][0]["points"]] == [False, False, True]


def test_documents_are_compared_as_well(samples: Path, tmp_path: Path) -> None:
    sample = str(samples / "matriz_gad_provincial.txt")
    assert main(["comparar", sample, sample, "--salida", str(tmp_path / "c")]) == 0


@pytest.mark.parametrize("places", [["uno.json"], ["a", "b", "c"], ["no.json", "existe.json"]])
def test_what_cannot_be_compared_is_said(
    places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["comparar", *places]) == 2
    assert capsys.readouterr().err
    assert not list(tmp_path.iterdir())
