"""A folder of suites goes through as one batch; what is wrong with it is told by suite, file and reason."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from benchmarks.batch_watch import used_too_much
from benchmarks.silent_loss import Ending
from benchmarks.suites import Case, report, run, write
from pipeline.batch.executors import Usage
from tests.pdf_builder import PdfBuilder

LITTLE = Usage(0.1, 0.2, 90.0)
SOUND = Case("pypdf", "a.pdf", Ending("failed", "NO_RECORDS"), LITTLE, ())
LOST = Case("qpdf", "b.pdf", Ending("ok", None), LITTLE, ("silent: 90 letters by PDFium, 0 by us",))


def test_a_folder_of_suites_is_converted_and_read_by_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))  # others' files are none of what this run leaves
    pdf = PdfBuilder()
    pdf.text(40, 40, "Esta página no tiene ninguna matriz")
    for suite, content in (("uno", pdf.to_bytes()), ("dos", b"%PDF-1.7\nnothing\n")):
        (tmp_path / "suites" / suite / "deep").mkdir(parents=True)
        (tmp_path / "suites" / suite / "deep" / "a.pdf").write_bytes(content)
    cases, left = run(tmp_path / "suites", tmp_path / "out", processes=1)
    assert [(case.suite, case.file, case.outcome, case.wrong) for case in cases] == [
        ("dos", "a.pdf", "DAMAGED", ()),
        ("uno", "a.pdf", "NO_RECORDS", ()),
    ]
    assert left == []


@pytest.mark.parametrize(
    ("usage", "over"),
    [
        (Usage(59.0, 119.0, 1_999.0), ""),
        (Usage(61.0, 61.0, 90.0), "time"),
        (Usage(1.0, 121.0, 90.0), "time"),
        (Usage(1.0, 1.0, 2_001.0), "memory"),
    ],
)
def test_what_one_document_may_use_has_bounds(usage: Usage, over: str) -> None:
    assert used_too_much(usage) == over


def test_all_that_is_wrong_is_told_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    report([SOUND, LOST], ["process 7"])
    said = capsys.readouterr().out
    assert "qpdf/b.pdf (ok): silent: 90 letters by PDFium, 0 by us" in said
    assert "wrong: silent 1" in said
    assert "left behind: process 7" in said


def test_the_list_has_a_line_for_each_file(tmp_path: Path) -> None:
    write([SOUND, LOST], tmp_path / "list.tsv")
    lines = (tmp_path / "list.tsv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "pypdf\ta.pdf\tNO_RECORDS\t",
        "qpdf\tb.pdf\tok\tsilent: 90 letters by PDFium, 0 by us",
    ]
