"""One document of a batch: it has an outcome, whatever goes wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Facts
from pipeline.batch.task import Job, Plan, Result, convert_job, make_jobs
from tests.batch_fakes import convert_fake, write


def convert(folder: Path, content: str, formats: tuple[str, ...] = ("json",), facts: Facts | None = None) -> Result:
    [document] = write(folder, a=content)
    return convert_job(Job(0, document, "a", facts or Facts()), Plan(convert_fake, formats))


def test_each_format_is_rendered(tmp_path: Path) -> None:
    result = convert(tmp_path, "Secretaría", ("json", "html", "md", "csv"))
    assert list(result.rendered) == ["json", "html", "md", "csv"]
    assert json.loads(result.rendered["json"])["records"][0]["unit"]["text"] == "Secretaría"
    assert (result.entry.outcome, result.entry.code) == ("ok", None)


@pytest.mark.parametrize(("content", "code"), [("cifrado", "ENCRYPTED"), ("", "EMPTY_FILE"), ("error", "UNEXPECTED")])
def test_a_failure_is_an_outcome(tmp_path: Path, content: str, code: str) -> None:
    result = convert(tmp_path, content)
    assert (result.entry.outcome, result.entry.code, result.rendered) == ("failed", code, {})


def test_only_an_unexpected_error_has_a_traceback(tmp_path: Path) -> None:
    assert convert(tmp_path, "cifrado").traceback is None
    assert "ZeroDivisionError" in (convert(tmp_path, "error").traceback or "")


def test_want_of_memory_is_for_the_process_to_answer(tmp_path: Path) -> None:
    with pytest.raises(MemoryError):
        convert(tmp_path, "come memoria")


def test_what_the_document_does_not_print_the_manifest_fills_in(tmp_path: Path) -> None:
    result = convert(tmp_path, "período: 2019-05\nAlcaldía", facts=Facts("GAD de Sumapaz", "2019-06"))
    matrix = json.loads(result.rendered["json"])
    assert (matrix["institution"], matrix["period"]) == ("GAD de Sumapaz", "2019-05")
    assert (result.entry.institution, result.entry.period) == ("GAD de Sumapaz", "2019-05")
    assert result.entry.notes == (
        "El manifiesto dice 2019-06 y el documento 2019-05: compruebe cuál es el mes correcto.",
    )


def test_a_job_may_bring_its_content_along(tmp_path: Path) -> None:
    job = Job(0, Input(tmp_path / "lejos" / "a.txt"), "a", content="Alcaldía".encode())
    result = convert_job(job, Plan(convert_fake, ("json",)))
    assert json.loads(result.rendered["json"])["source"]["name"] == "a.txt"
    assert result.job.content is None, "it need not travel back"


def test_no_result_takes_the_name_of_an_input_beside_it(tmp_path: Path) -> None:
    documents = [Input(tmp_path / "a.md"), Input(tmp_path / "b.txt")]
    assert [job.output_name for job in make_jobs(documents, tmp_path, ("md",))] == ["a.md", "b"]
