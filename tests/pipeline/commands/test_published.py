"""Months that the portal published, through every command: they join with the documents of before."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipeline.cli import main

RUC = "1760000070001"
DATA_SET = "Conjunto de datos.csv"


def publish(source: Path, folder: Path, month: int) -> Path:
    """Export ``source`` as a month of 2025, in the portal's folders, and return its data set."""
    given = ["--ruc", RUC, "--periodo", f"2025-{month:02}", "--fecha", f"2025-{month:02}-28", "--enlace", "NO APLICA"]
    assert main(["exportar", str(source), "--salida", str(folder), *given]) == 0
    return folder / RUC / "Numeral 1.3" / "2025" / str(month) / DATA_SET


@pytest.fixture
def sample(samples: Path) -> Path:
    return samples / "matriz_empresa_publica_dos_paginas.pdf"


@pytest.mark.usefixtures("in_this_process")
def test_a_year_that_never_changed_is_listed_month_by_month(sample: Path, tmp_path: Path) -> None:
    for month in (1, 2, 3):
        publish(sample, tmp_path / "portal", month)
    year = tmp_path / "portal" / RUC / "Numeral 1.3"
    output = tmp_path / "salida"
    for _ in range(2):  # the second time nothing is done again, and the same is said
        assert main(["convertir", str(year), "--salida", str(output), "--silencioso"]) == 0
        entries = json.loads((output / "lote.json").read_text(encoding="utf-8"))["entries"]
        assert [(entry["period"], entry["records"]) for entry in entries] == [
            *(("2025-01", 14), ("2025-02", 14), ("2025-03", 14))
        ]
        assert {entry["institution"] for entry in entries} == {
            "EMPRESA PÚBLICA MUNICIPAL DE AGUA POTABLE DE VALLE SERENO"
        }


def test_a_document_and_its_published_month_say_the_same(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_set = publish(sample, tmp_path / "portal", 1)
    assert main(["comparar", str(sample), str(data_set), "--salida", str(tmp_path / "c")]) == 0
    assert "dicen lo mismo (14 registros)" in capsys.readouterr().out


def test_a_published_month_is_exported_as_it_was(sample: Path, tmp_path: Path) -> None:
    data_set = publish(sample, tmp_path / "a", 1)
    assert main(["exportar", str(data_set), "--salida", str(tmp_path / "b")]) == 0
    again = tmp_path / "b" / data_set.relative_to(tmp_path / "a")
    assert {path.name: path.read_bytes() for path in again.parent.iterdir()} == {
        path.name: path.read_bytes() for path in data_set.parent.iterdir()
    }


def test_the_portal_s_zip_is_taken_by_every_command(sample: Path, tmp_path: Path) -> None:
    publish(sample, tmp_path / "portal", 1)
    archive = tmp_path / "portal" / f"{RUC} 2025-01.zip"
    assert main(["exportar", str(archive), "--formato", "paquete", "--salida", str(tmp_path / "datos")]) == 0
    with (tmp_path / "datos" / "registros.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {(row["ruc"], row["period"]) for row in rows} == {(RUC, "2025-01")}
    assert main(["cumplimiento", str(archive), "--salida", str(tmp_path / "puntos"), "-q"]) == 0


def test_results_are_no_documents_of_the_next_run(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "todo"
    data_set = publish(sample, folder, 1)
    output = folder / "salida"
    assert main(["convertir", str(data_set), "--salida", str(output), "--silencioso"]) == 0
    assert main(["convertir", str(folder), "--salida", str(tmp_path / "otra"), "--silencioso"]) == 0
    entries = json.loads((tmp_path / "otra" / "lote.json").read_text(encoding="utf-8"))["entries"]
    assert [entry["name"] for entry in entries if entry["records"]] == [DATA_SET, DATA_SET], "folder and ZIP"
    assert not any("salida" in entry["path"] for entry in entries)


@pytest.mark.usefixtures("in_this_process")
def test_contacts_stay_out_of_all_that_is_written(sample: Path, tmp_path: Path) -> None:
    assert main(["convertir", str(sample), "--salida", str(tmp_path / "con"), "--silencioso"]) == 0
    (held,) = (tmp_path / "con").glob("matriz*.json")
    footer = json.loads(held.read_text(encoding="utf-8"))["footer"]
    persons = [footer[name] for name in ("responsible", "email", "phone")]
    assert all(persons)
    for folder in ("con", "sin"):  # into the folder of the first run as well: it must not be taken for done
        command = ["convertir", str(sample), "--salida", str(tmp_path / folder), "--sin-contactos", "--silencioso"]
        assert main(command) == 0
        texts = [path.read_text(encoding="utf-8") for path in (tmp_path / folder).glob("*.*") if path.is_file()]
        assert [person for person in persons for text in texts if person in text] == []
