"""The log of runs: one JSON line for each document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.batch.run_log import RunLog
from tests.batch_fakes import jobs_of, run, write


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_document_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "salida"
    write(tmp_path, a="Alcaldía", b="error")
    results = run(jobs_of(tmp_path, output), output)
    with RunLog(output, echo=True) as log:
        log.started(2)
        for result in results:
            log.document(result)
        log.ended(exit_code=1)
    logged = lines((output / ".lotaip" / "bitacora.jsonl").read_text(encoding="utf-8"))
    assert [line["event"] for line in logged] == ["run_started", "document", "document", "run_ended"]
    assert (logged[1]["state"], logged[2]["state"]) == ("Convertido", "Error del programa")
    assert "ZeroDivisionError" in str(logged[2]["traceback"])
    assert {"timestamp", "seconds", "known"} <= logged[1].keys()
    shown = lines(capsys.readouterr().out)
    assert [line["event"] for line in shown] == [line["event"] for line in logged]


def test_no_name_breaks_a_line(tmp_path: Path) -> None:
    output = tmp_path / "salida"
    write(tmp_path, **{"a\n{}\x1b[31m": "Alcaldía"})
    [result] = run(jobs_of(tmp_path, output), output)
    with RunLog(output) as log:
        log.document(result)
    text = (output / ".lotaip" / "bitacora.jsonl").read_text(encoding="utf-8")
    assert text.count("\n") == 1
    assert "\x1b" not in text
