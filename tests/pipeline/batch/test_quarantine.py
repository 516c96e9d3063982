"""Copies of what could not be converted."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch.listing import list_batch
from pipeline.batch.quarantine import fill_quarantine
from tests.batch_fakes import entries_of, jobs_of, run, write


def test_what_failed_is_copied_and_stays_where_it_is(tmp_path: Path) -> None:
    write(tmp_path / "entrada", a="Alcaldía", b="cifrado", c="literal b2", d="error")
    jobs = jobs_of(tmp_path / "entrada", tmp_path / "salida")
    batch = list_batch(jobs, entries_of(run(jobs, tmp_path / "salida")))
    assert fill_quarantine(jobs, batch, tmp_path / "cuarentena") == 2
    copies = {path.name: path.read_text() for path in (tmp_path / "cuarentena").iterdir()}
    assert copies == {"b.txt": "cifrado", "d.txt": "error"}
    assert (tmp_path / "entrada" / "b.txt").exists()


def test_what_cannot_be_read_is_not_copied(tmp_path: Path) -> None:
    write(tmp_path / "entrada", a="cifrado")
    jobs = jobs_of(tmp_path / "entrada", tmp_path / "salida")
    batch = list_batch(jobs, entries_of(run(jobs, tmp_path / "salida")))
    (tmp_path / "entrada" / "a.txt").unlink()
    assert fill_quarantine(jobs, batch, tmp_path / "cuarentena") == 0
