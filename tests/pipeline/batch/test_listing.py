"""The list over all documents of a run."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from pipeline.batch.listing import list_batch, to_csv
from pipeline.batch.report import BatchEntry
from tests.batch_fakes import contents, entries_of, jobs_of, run, write


def listed(folder: Path, **documents: str) -> list[BatchEntry]:
    write(folder / "entrada", **documents)
    jobs = jobs_of(folder / "entrada", folder / "salida")
    return list(list_batch(jobs, entries_of(run(jobs, folder / "salida")[::-1])).entries)


def test_it_holds_every_document_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    listed(tmp_path, a="Alcaldía", b="cifrado", c="Tesorería")
    output = tmp_path / "salida"
    entries = json.loads((output / "lote.json").read_text(encoding="utf-8"))["entries"]
    assert [(entry["name"], entry["outcome"]) for entry in entries] == [
        ("a.txt", "ok"),
        ("b.txt", "failed"),
        ("c.txt", "ok"),
    ]
    assert "b.txt" in (output / "index.html").read_text(encoding="utf-8")
    assert {"index.html", "lote.csv", "lote.json"} <= contents(output).keys()


def test_what_has_no_result_is_pending(tmp_path: Path) -> None:
    write(tmp_path, a="Alcaldía", b="Tesorería")
    jobs = jobs_of(tmp_path, tmp_path / "salida")
    first, second = list_batch(jobs, entries_of(run(jobs[:1], tmp_path / "salida"))).entries
    assert (first.outcome, second.outcome, second.state) == ("ok", "pending", "Pendiente")


def test_a_republished_month_is_told_with_the_first_that_had_its_rows(tmp_path: Path) -> None:
    entries = listed(
        tmp_path,
        a="institución: GAD\nperíodo: 2019-02\nAlcaldía",
        b="institución: GAD\nperíodo: 2019-01\nAlcaldía",
        c="institución: EP\nperíodo: 2019-03\nAlcaldía",
        d="institución: GAD\nperíodo: 2019-03\nAlcaldía\nTesorería",
    )
    assert [entry.republishes for entry in entries] == [entries[1].path, None, None, None]
    assert entries[0].notes == (f"Publicación repetida: tiene las mismas filas que «{entries[1].path}» (2019-01).",)


def test_the_sheet_says_state_reason_and_notes(tmp_path: Path) -> None:
    write(tmp_path, a="cifrado", b="Alcaldía")
    jobs = jobs_of(tmp_path, tmp_path / "salida")
    text = to_csv(list_batch(jobs, entries_of(run(jobs, tmp_path / "salida"))))
    failed, well = csv.DictReader(text.removeprefix("\ufeff").splitlines(), delimiter=";")
    assert (failed["Estado"], failed["Código"], well["Estado"], well["Registros"]) == (
        "Cifrado",
        "ENCRYPTED",
        "Convertido",
        "1",
    )
    assert "protegido con contraseña" in failed["Motivo"]
