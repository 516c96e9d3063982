"""A batch: every document has one outcome, and none can touch another."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from extractores.errors import EmptyFileError, EncryptedError
from pipeline.batch import Plan, Result, list_batch, make_jobs, run_batch, write_list
from pipeline.model import Field, Finding, Matrix, Record, Source


def convert_fake(path: Path, *, catalogue: object = None, decisions: object = None) -> Matrix:
    """Stand for the converter: what the file says is what happens."""
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    match content:
        case "":
            raise EmptyFileError(path.name)
        case "cifrado":
            raise EncryptedError(path.name)
        case "error":
            raise ZeroDivisionError("division by zero")
        case "muere":
            os._exit(1)
    source = Source(name=path.name, sha256="0" * 64, media_type="text/plain", pages=1, reader="utf-8")
    if content.startswith("literal "):
        return Matrix(source=source, status="not_a_matrix", literal=content.removeprefix("literal "))
    if content == "ilegible":
        finding = Finding(code="NO_TEXT", severity="error", message="Las páginas no tienen texto.")
        return Matrix(source=source, status="failed", findings=(finding,))
    confidence = 0.2 if content == "dudoso" else 0.99
    unit = Field(text=content, normalised=content, confidence=confidence, reasons=(), spans=())
    status = "needs_review" if content == "dudoso" else "ok"
    return Matrix(source=source, status=status, literal="a4", records=(Record(unit=unit),))


def convert_folder(
    folder: Path, processes: int = 1, formats: tuple[str, ...] = ("json",), **files: str
) -> list[Result]:
    """Write ``files`` as texts, convert them into ``folder/salida`` and return the results in their order."""
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content, encoding="utf-8")
    output = folder / "salida"
    jobs = make_jobs([folder / f"{name}.txt" for name in files], output, formats)
    results = list(run_batch(jobs, output, Plan(convert_fake, formats), processes))
    return sorted(results, key=lambda result: result.job.index)


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "salida").iterdir())


def test_each_document_gets_its_files(tmp_path: Path) -> None:
    [result] = convert_folder(tmp_path, formats=("json", "html", "md", "csv", "revision"), a="Secretaría")
    assert written(tmp_path) == ["a.csv", "a.html", "a.json", "a.md", "a.revision.csv"]
    assert result.entry.outputs == {
        "json": "a.json",
        "html": "a.html",
        "md": "a.md",
        "csv": "a.csv",
        "revision": "a.revision.csv",
    }
    unit = json.loads((tmp_path / "salida" / "a.json").read_text(encoding="utf-8"))["records"][0]["unit"]
    assert unit["text"] == "Secretaría"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_failure_leaves_the_others_alone(tmp_path: Path, processes: int) -> None:
    results = convert_folder(tmp_path, processes, a="Alcaldía", b="cifrado", c="error", d="", e="Tesorería")
    entries = [result.entry for result in results]
    assert [(entry.name, entry.outcome, entry.code) for entry in entries] == [
        ("a.txt", "ok", None),
        ("b.txt", "failed", "ENCRYPTED"),
        ("c.txt", "failed", "UNEXPECTED"),
        ("d.txt", "failed", "EMPTY_FILE"),
        ("e.txt", "ok", None),
    ]
    assert written(tmp_path) == ["a.json", "e.json"]


def test_a_document_that_kills_its_process_leaves_the_others_alone(tmp_path: Path) -> None:
    results = convert_folder(tmp_path, 2, a="Alcaldía", b="muere", c="Tesorería", d="Archivo")
    assert [result.entry.code for result in results] == [None, "WORKER_CRASHED", None, None]
    assert written(tmp_path) == ["a.json", "c.json", "d.json"]


def test_results_do_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    files = {f"doc{number}": f"Unidad {number}" for number in range(8)}
    contents = []
    for processes in (1, 2):
        results = convert_folder(tmp_path, processes, **files)
        entries = [result.entry.model_copy(update={"seconds": 0.0}) for result in results]
        contents.append((entries, [(tmp_path / "salida" / f"{name}.json").read_bytes() for name in files]))
    assert contents[0] == contents[1]


def test_the_entry_says_what_became_of_the_document(tmp_path: Path) -> None:
    sure, doubtful, other = convert_folder(tmp_path, a="Alcaldía", b="dudoso", c="literal b2")
    assert (sure.entry.outcome, sure.entry.records, sure.entry.to_review) == ("ok", 1, 0)
    assert doubtful.entry.message == "«b.txt» se convirtió; registros que esperan una revisión: 1 de 1."
    assert (other.entry.outcome, other.entry.code) == ("not_a_matrix", "OTHER_LITERAL")
    assert other.entry.message == "«c.txt» no es una matriz del literal a4; parece el literal b2."


def test_a_document_that_was_opened_but_not_read_has_failed(tmp_path: Path) -> None:
    [result] = convert_folder(tmp_path, a="ilegible")
    assert (result.entry.outcome, result.entry.code) == ("failed", "NO_TEXT")
    assert result.entry.message == "«a.txt»: Las páginas no tienen texto."


def test_only_an_unexpected_error_has_a_traceback(tmp_path: Path) -> None:
    expected, unexpected = convert_folder(tmp_path, a="cifrado", b="error")
    assert expected.traceback is None
    assert "ZeroDivisionError: division by zero" in (unexpected.traceback or "")
    assert "Traceback" not in (unexpected.entry.message or "")


def test_a_failed_document_is_known_by_its_content(tmp_path: Path) -> None:
    [result] = convert_folder(tmp_path, a="error")
    assert result.entry.sha256 == hashlib.sha256(b"error").hexdigest()


def test_a_missing_document_has_no_content_to_know_it_by(tmp_path: Path) -> None:
    jobs = make_jobs([tmp_path / "falta.pdf"], tmp_path, ("json",))
    [result] = run_batch(jobs, tmp_path, Plan(convert_fake))
    assert result.entry.sha256 is None


def test_a_full_disk_is_a_failure_of_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.batch.write_aside", full_disk)
    [result] = convert_folder(tmp_path, a="Alcaldía")
    assert (result.entry.outcome, result.entry.code) == ("failed", "NOT_WRITTEN")
    assert "No space left on device" in (result.entry.message or "")
    assert result.entry.outputs == {}


def test_no_result_is_written_over_an_input(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text("Alcaldía", encoding="utf-8")
    jobs = make_jobs([document], tmp_path, ("md",))
    [result] = run_batch(jobs, tmp_path, Plan(convert_fake, ("md",)))
    assert document.read_text(encoding="utf-8") == "Alcaldía"
    assert result.entry.outputs == {"md": "a.md.md"}


def test_running_again_replaces_the_results(tmp_path: Path) -> None:
    convert_folder(tmp_path, a="Alcaldía")
    convert_folder(tmp_path, a="Prefectura")
    assert "Prefectura" in (tmp_path / "salida" / "a.json").read_text(encoding="utf-8")
    assert written(tmp_path) == ["a.json"]


def test_the_list_and_the_index_hold_every_document_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    results = convert_folder(tmp_path, b="Alcaldía", a="cifrado", c="Tesorería")
    write_list(list_batch(results[::-1]), tmp_path / "salida")
    entries = json.loads((tmp_path / "salida" / "lote.json").read_text(encoding="utf-8"))["entries"]
    assert [(entry["name"], entry["outcome"]) for entry in entries] == [
        ("b.txt", "ok"),
        ("a.txt", "failed"),
        ("c.txt", "ok"),
    ]
    assert {"path", "sha256", "outcome", "code", "message", "seconds", "outputs"} <= set(entries[0])
    assert "a.txt" in (tmp_path / "salida" / "index.html").read_text(encoding="utf-8")
