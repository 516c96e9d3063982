"""What is shown of a batch: table, totals, failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.execution import UnderWay
from pipeline.batch.executors import Progress
from pipeline.batch.inputs import Input
from pipeline.batch.report import Batch, BatchEntry
from pipeline.batch.task import Job, Result
from pipeline.commands.progress import (
    MOST_ROWS,
    describe_pages,
    describe_totals,
    show_failures,
    show_outcomes,
    show_progress,
)
from pipeline.model import Status


def entry(name: str, outcome: Status = "ok", **more: object) -> BatchEntry:
    return BatchEntry.model_validate({"name": name, "path": name, "outcome": outcome, **more})


def result(of: BatchEntry, traceback: str | None = None) -> Result:
    return Result(Job(0, Input(Path(of.name)), of.name), of, {}, traceback)


def test_the_totals_count_outcomes_and_records() -> None:
    entries = (
        entry("a.pdf", records=8, to_review=0),
        entry("b.pdf", records=4),
        entry("c.pdf", "needs_review", records=10, to_review=3),
        entry("d.pdf", "not_a_matrix"),
        entry("e.pdf", "failed"),
    )
    assert describe_totals(Batch(entries=entries)) == (
        "Documentos: 5 (listos: 2, por revisar: 1, no son matriz a4: 1, sin convertir: 1). "
        "Registros: 22, por revisar: 3."
    )


def test_the_table_has_a_row_for_each_document(capsys: pytest.CaptureFixture[str]) -> None:
    show_outcomes(Batch(entries=(entry("a[1].pdf"), entry("b.pdf", "failed", code="ENCRYPTED"))), Path("salida"))
    shown = capsys.readouterr().out
    assert "a[1].pdf" in shown
    assert "Convertido" in shown
    assert "Cifrado" in shown


def test_a_long_table_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    show_outcomes(Batch(entries=tuple(entry(f"{number}.pdf") for number in range(MOST_ROWS + 7))), Path("salida"))
    shown = capsys.readouterr().out
    assert f"{MOST_ROWS - 1}.pdf" in shown
    assert f"{MOST_ROWS}.pdf" not in shown
    assert f"… y 7 documentos más; todos están en {Path('salida/index.html')}." in shown


def test_failures_are_one_line_each_however_long(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "«a.pdf» " + "está dañado " * 30
    show_failures(Batch(entries=(entry("a.pdf", "failed", message=sentence), entry("b.pdf"))))
    assert capsys.readouterr().err.splitlines() == [sentence]


def test_without_a_terminal_there_is_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    results = [result(entry("a.pdf"))]
    assert list(show_progress(results, 1)) == results
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_the_bar_counts_outcomes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    results = [result(entry("a.pdf")), result(entry("b.pdf", "failed"))]
    assert list(show_progress(results, 2)) == results
    shown = capsys.readouterr().err
    assert "Convirtiendo" in shown
    assert "2/2" in shown
    assert "listos: 1, sin convertir: 1" in shown


def test_documents_that_take_long_show_their_page_until_they_are_done() -> None:
    under_way = UnderWay()
    first, second = (Job(number, Input(Path(f"{number}.pdf")), str(number)) for number in (1, 2))
    under_way.note(first, Progress(3, 12))
    under_way.note(second, Progress(1, 2))
    assert describe_pages(under_way) == "1.pdf: 3 de 12 páginas escaneadas, 2.pdf: 1 de 2 páginas escaneadas"
    under_way.note(first, None)
    assert describe_pages(under_way) == "2.pdf: 1 de 2 páginas escaneadas"


def test_the_bar_shows_them(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    under_way = UnderWay()
    under_way.note(Job(1, Input(Path("enero.pdf")), "enero"), Progress(3, 12))
    list(show_progress([result(entry("a.pdf"))], 2, under_way))
    assert "enero.pdf: 3 de 12 páginas escaneadas" in capsys.readouterr().err
