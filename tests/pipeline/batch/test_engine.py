"""Many documents: each has one outcome, none touches another, and what is done is not done again."""

from __future__ import annotations

import errno
import os
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from pipeline.batch.engine import run_batch
from pipeline.batch.execution import Execution
from pipeline.batch.executors import Limits, run_local
from pipeline.batch.inputs import Input
from pipeline.batch.ledger import FolderInUseError
from pipeline.batch.outputs import DiskFullError
from pipeline.batch.task import Job, Plan, Result
from tests.batch_fakes import SERIAL, contents, convert_fake, jobs_of, run, write
from tests.traps import EATS, HANGS, KILLS, convert_with_traps, matrix_pdf


def two_processes(seconds: float) -> Execution:
    """Return an execution that ends a document after ``seconds``; on a busy machine each may take one or two."""
    limits = Limits(seconds=seconds)
    return Execution(partial(run_local, processes=2, limits=limits), limits)


ALL_KINDS = {
    "a": "Alcaldía",
    "b": "cifrado",
    "c": "error",
    "d": "",
    "e": "muere",
    "f": "no termina",
    "g": "come memoria",
    "h": "ilegible",
    "i": "literal b2",
    "j": "dudoso",
    "k": "Tesorería",
}


def convert_counted(path: Path, **more: object) -> object:
    """Leave a mark for each conversion beside the document."""
    with path.with_suffix(".veces").open("a") as marks:
        marks.write("x")
    return convert_fake(path)


def times_converted(folder: Path) -> dict[str, int]:
    return {path.stem: path.stat().st_size for path in sorted(folder.glob("*.veces"))}


def test_one_bad_document_never_touches_the_others(tmp_path: Path) -> None:
    write(tmp_path / "entrada", **ALL_KINDS)
    results = run(jobs_of(tmp_path / "entrada", tmp_path / "salida"), tmp_path / "salida", two_processes(5.0))
    assert {result.entry.name[0]: (result.entry.state, result.entry.code) for result in results} == {
        "a": ("Convertido", None),
        "b": ("Cifrado", "ENCRYPTED"),
        "c": ("Error del programa", "UNEXPECTED"),
        "d": ("Vacío", "EMPTY_FILE"),
        "e": ("Detuvo el programa", "WORKER_CRASHED"),
        "f": ("Tiempo agotado", "TIMEOUT"),
        "g": ("Memoria agotada", "OUT_OF_MEMORY"),
        "h": ("Sin texto", "NO_TEXT"),
        "i": ("Otro literal", "OTHER_LITERAL"),
        "j": ("Por revisar", "NEEDS_REVIEW"),
        "k": ("Convertido", None),
    }
    assert {"a.json", "k.json"} <= contents(tmp_path / "salida").keys()
    assert "b.json" not in contents(tmp_path / "salida")


def test_a_limit_is_told_in_the_sentence(tmp_path: Path) -> None:
    write(tmp_path / "entrada", a="no termina")
    [result] = run(jobs_of(tmp_path / "entrada", tmp_path / "salida"), tmp_path / "salida", two_processes(1.0))
    assert "no terminó en 1 segundos" in (result.entry.message or "")


def test_results_do_not_depend_on_the_executor(tmp_path: Path) -> None:
    write(tmp_path / "entrada", **{f"doc{number}": f"Unidad {number}" for number in range(8)}, otro="cifrado")
    for name, execution in (("una", SERIAL), ("dos", two_processes(60.0))):
        run(jobs_of(tmp_path / "entrada", tmp_path / name), tmp_path / name, execution)
    assert contents(tmp_path / "una") == contents(tmp_path / "dos")


# What is done is not done again


def test_a_second_run_converts_nothing_and_writes_the_same(tmp_path: Path) -> None:
    write(tmp_path, a="Alcaldía", b="literal b2", c="cifrado")
    output = tmp_path / "salida"
    run(jobs_of(tmp_path, output), output, convert=convert_counted)
    before = contents(output)
    results = run(jobs_of(tmp_path, output), output, convert=convert_counted)
    assert times_converted(tmp_path) == {"a": 1, "b": 1, "c": 1}
    assert all(result.known for result in results)
    assert contents(output) == before


@pytest.mark.parametrize(
    "change",
    [{"formats": ("json", "md")}, {"basis": "otro catálogo"}],
)
def test_what_results_depend_on_makes_them_anew(tmp_path: Path, change: dict[str, object]) -> None:
    write(tmp_path, a="Alcaldía")
    output = tmp_path / "salida"
    run(jobs_of(tmp_path, output), output, convert=convert_counted)
    run(jobs_of(tmp_path, output), output, convert=convert_counted, **change)
    assert times_converted(tmp_path) == {"a": 2}


def test_a_changed_document_is_converted_again(tmp_path: Path) -> None:
    output = tmp_path / "salida"
    for content in ("Alcaldía", "Prefectura"):
        write(tmp_path / "entrada", a=content)
        run(jobs_of(tmp_path / "entrada", output), output)
    assert b"Prefectura" in (output / "a.json").read_bytes()


def test_a_result_that_was_changed_or_lost_is_written_again(tmp_path: Path) -> None:
    write(tmp_path / "entrada", a="Alcaldía", b="Tesorería")
    output = tmp_path / "salida"
    run(jobs_of(tmp_path / "entrada", output), output)
    before = contents(output)
    (output / "a.json").write_text("editado")
    (output / "b.json").unlink()
    run(jobs_of(tmp_path / "entrada", output), output)
    assert contents(output) == before


def test_a_failure_that_may_pass_is_tried_again(tmp_path: Path) -> None:
    output = tmp_path / "salida"
    write(tmp_path / "entrada", a="error", b="cifrado")
    run(jobs_of(tmp_path / "entrada", output), output)
    again = run(jobs_of(tmp_path / "entrada", output), output)
    assert [result.known for result in again] == [False, True]


def test_a_failure_is_not_tried_again_on_the_same_day(tmp_path: Path) -> None:
    output, tried = tmp_path / "salida", {}
    write(tmp_path / "entrada", a="error")
    plan = Plan(convert_fake, ("json",))
    for known in (False, True):
        jobs = jobs_of(tmp_path / "entrada", output)
        [result] = run_batch(jobs, output, plan, SERIAL, tried=tried)
        assert result.known is known


def test_results_move_with_the_name_they_get(tmp_path: Path) -> None:
    """Another document of the same name has come: the names of the results change, nothing is converted again."""
    output = tmp_path / "salida"
    write(tmp_path / "entrada" / "enero", a4="Alcaldía")
    run(jobs_of(tmp_path / "entrada", output), output)
    write(tmp_path / "entrada" / "febrero", a4="Tesorería")
    results = run(jobs_of(tmp_path / "entrada", output), output)
    assert {result.job.output_name: result.known for result in results} == {
        "enero-a4.txt": True,
        "febrero-a4.txt": False,
    }
    assert b"Alcald" in (output / "enero-a4.txt.json").read_bytes()


def test_the_same_content_is_converted_once_and_listed_twice(tmp_path: Path) -> None:
    output = tmp_path / "salida"
    write(tmp_path, a="Alcaldía", b="Tesorería", c="Alcaldía")
    first, _, third = run(jobs_of(tmp_path, output), output, convert=convert_counted)
    assert times_converted(tmp_path) == {"a": 1, "b": 1}
    assert (third.entry.name, third.entry.outcome, third.entry.outputs) == ("c.txt", "ok", first.entry.outputs)
    assert third.entry.same_as == first.entry.path
    assert third.entry.notes == (f"Tiene el mismo contenido que «{first.entry.path}»: se convirtió una sola vez.",)


# Interruptions and full disks


def test_a_run_that_is_stopped_and_run_again_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    write(tmp_path / "entrada", **ALL_KINDS | {"e": "Auditoría", "f": "Compras", "l": "Alcaldía"})
    whole, broken = tmp_path / "entera", tmp_path / "cortada"
    run(jobs_of(tmp_path / "entrada", whole), whole)
    for stopped_after in (1, 2, 4):
        stop = Event()
        results = run_batch(jobs_of(tmp_path / "entrada", broken), broken, Plan(convert_fake, ("json",)), SERIAL, stop)
        for count, _ in enumerate(results, 1):
            if count == stopped_after:
                stop.set()
    run(jobs_of(tmp_path / "entrada", broken), broken)
    assert contents(broken) == contents(whole)


def test_a_run_that_ends_in_the_midst_of_a_write_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path / "entrada", a="Alcaldía", b="Tesorería")
    whole, broken = tmp_path / "entera", tmp_path / "cortada"
    for output in (whole, broken):
        run(jobs_of(tmp_path / "entrada", output), output)
    (broken / ".a.json.lotaip-part").write_bytes(b"{")
    (broken / "a.json").unlink()
    ledger = broken / ".lotaip" / "hechos.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-40])
    run(jobs_of(tmp_path / "entrada", broken), broken)
    assert contents(broken) == contents(whole)


def test_a_full_disk_stops_the_run_and_room_lets_it_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "entrada", a="Alcaldía", b="Tesorería", c="Archivo")
    whole, output = tmp_path / "entera", tmp_path / "salida"
    run(jobs_of(tmp_path / "entrada", whole), whole)
    replace = os.replace

    def full_from_b_on(source: Path, target: Path) -> None:
        if Path(target).name == "b.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full_from_b_on)
        with pytest.raises(DiskFullError):
            run(jobs_of(tmp_path / "entrada", output), output)
    assert contents(output).keys() == {"a.json", ".lotaip/hechos.jsonl"}
    run(jobs_of(tmp_path / "entrada", output), output)
    assert contents(output) == contents(whole)


def test_what_cannot_be_written_for_another_reason_is_a_failure_of_its_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    write(tmp_path / "entrada", a="Alcaldía")
    output = tmp_path / "salida"
    jobs = jobs_of(tmp_path / "entrada", output)
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.batch.engine.write_aside", refuse)
        [result] = run_batch(jobs, output, Plan(convert_fake, ("json",)), SERIAL)
    assert (result.entry.outcome, result.entry.code, result.entry.outputs) == ("failed", "NOT_WRITTEN", {})
    assert "Permission denied" in (result.entry.message or "")


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    write(tmp_path / "entrada", a="Alcaldía", b="Tesorería")
    output, plan = tmp_path / "salida", Plan(convert_fake, ("json",))
    first = run_batch(jobs_of(tmp_path / "entrada", output), output, plan, SERIAL)
    next(first)
    with pytest.raises(FolderInUseError):
        next(run_batch(jobs_of(tmp_path / "entrada", output), output, plan, SERIAL))
    assert len(list(first)) == 1
    assert len(list(run_batch(jobs_of(tmp_path / "entrada", output), output, plan, SERIAL))) == 2


def test_a_document_that_is_missing_has_its_entry(tmp_path: Path) -> None:
    [result] = run([Job(0, Input(tmp_path / "falta.txt"), "falta")], tmp_path / "salida")
    assert (result.entry.outcome, result.entry.sha256) == ("failed", None)


# What a page does to its reader costs that page


def read_with(folder: Path, seconds: float, *pages: str) -> list[Result]:
    """Return what became of a matrix with these pages, each document having so many ``seconds``."""
    (folder / "entrada").mkdir(exist_ok=True)
    (folder / "entrada" / "a.pdf").write_bytes(matrix_pdf(*pages))
    limits = Limits.fixed(seconds, 2_000)
    execution = Execution(partial(run_local, processes=1, limits=limits), limits)
    output = folder / "salida"
    return run(jobs_of(folder / "entrada", output), output, execution, convert=convert_with_traps)


@pytest.mark.parametrize(
    ("trap", "words"),
    [
        (KILLS, "La página 2 detuvo de golpe el programa que la leía y quedó fuera."),
        (HANGS, "Se acabó el tiempo y la página 2 no se leyó."),
        (EATS, "La página 2 necesita más memoria de la permitida y no se leyó."),
    ],
)
def test_a_page_that_ends_its_reader_is_told_and_the_others_are_kept(tmp_path: Path, trap: str, words: str) -> None:
    [result] = read_with(tmp_path, 8.0, "Alcaldía", trap, "Tesorería")
    entry = result.entry
    assert (entry.outcome, entry.state, entry.code) == ("needs_review", "Leído en parte", "TIMEOUT_PARTIAL")
    assert (entry.pages, entry.records) == (3, 2)
    assert f"«a.pdf»: {words} Los registros son los de las demás páginas (2 de 3)." in (entry.message or "")
    written = contents(tmp_path / "salida")["a.json"].decode()
    assert all(unit in written for unit in ("Alcaldía", "Tesorería"))


def test_a_part_is_done_until_there_are_other_limits(tmp_path: Path) -> None:
    read_with(tmp_path, 8.0, "Alcaldía", KILLS)
    before = contents(tmp_path / "salida")
    [same] = read_with(tmp_path, 8.0, "Alcaldía", KILLS)
    assert (same.known, same.entry.code) == (True, "TIMEOUT_PARTIAL")
    assert contents(tmp_path / "salida") == before
    [other] = read_with(tmp_path, 9.0, "Alcaldía", KILLS)
    assert not other.known
