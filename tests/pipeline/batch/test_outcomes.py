"""What became of a document, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.inputs import Input
from pipeline.batch.manifest import Facts
from pipeline.batch.outcomes import converted_entry, failed_entry, pending_entry, same_entry
from pipeline.batch.report import BatchEntry
from pipeline.model import Field, Record
from tests.batch_fakes import convert_fake, write


def entry_of(folder: Path, content: str, facts: Facts | None = None) -> BatchEntry:
    [document] = write(folder, a=content)
    return converted_entry(document, convert_fake(document.path), facts or Facts())


@pytest.mark.parametrize(
    ("content", "outcome", "code", "sentence"),
    [
        ("Alcaldía", "ok", None, ""),
        ("dudoso", "needs_review", "NEEDS_REVIEW", "registros que esperan una revisión: 1 de 1."),
        (
            "literal b2",
            "not_a_matrix",
            "OTHER_LITERAL",
            "«a.txt» no es una matriz del literal a4; parece el literal b2.",
        ),
        ("ilegible", "failed", "NO_TEXT", "Las páginas no tienen texto."),
    ],
)
def test_what_is_not_simply_well_has_code_and_sentence(
    tmp_path: Path, content: str, outcome: str, code: str | None, sentence: str
) -> None:
    entry = entry_of(tmp_path, content)
    assert (entry.outcome, entry.code) == (outcome, code)
    assert sentence in (entry.message or "")


def test_equal_rows_have_one_digest_whatever_the_date(tmp_path: Path) -> None:
    january, february, other = (
        entry_of(tmp_path / str(index), text).rows
        for index, text in enumerate(("período: 2019-01\nAlcaldía", "período: 2019-02\nAlcaldía", "Alcaldía\nArchivo"))
    )
    assert january == february != other


def test_words_do_not_move_from_one_row_to_the_next(tmp_path: Path) -> None:
    def digest(*units: str) -> str | None:
        matrix = convert_fake(write(tmp_path, a="x")[0].path)
        fields = (Field(text=unit, normalised=unit, confidence=1, reasons=(), spans=()) for unit in units)
        records = tuple(Record(unit=field) for field in fields)
        return converted_entry(Input(Path("a")), matrix.model_copy(update={"records": records}), Facts()).rows

    assert digest("Alcaldía Archivo", "Rentas") != digest("Alcaldía", "Archivo Rentas")


def test_without_records_there_is_no_digest(tmp_path: Path) -> None:
    assert entry_of(tmp_path, "literal b2").rows is None


def test_an_institution_is_the_same_however_it_is_spelt(tmp_path: Path) -> None:
    content = "institución: GAD DE SUMAPAZ\nAlcaldía"
    assert entry_of(tmp_path, content, Facts("Gad de Sumapaz")).notes == ()
    assert entry_of(tmp_path, content, Facts("GAD de Carora")).notes == (
        "El manifiesto dice «GAD de Carora» y el documento «GAD DE SUMAPAZ»: compruebe de qué institución es.",
    )


def test_the_same_content_has_the_same_outcome_under_its_own_name() -> None:
    first = failed_entry(Input(Path("enero/a.pdf")), ValueError("x"), "0" * 64)
    entry = same_entry(Input(Path("febrero/b.pdf")), first)
    assert (entry.name, entry.path, entry.same_as) == ("b.pdf", str(Path("febrero/b.pdf")), first.path)
    assert (entry.outcome, entry.code, entry.sha256) == (first.outcome, first.code, first.sha256)


def test_what_the_run_did_not_come_to_says_what_to_do() -> None:
    entry = pending_entry(Input(Path("a.pdf")))
    assert (entry.outcome, entry.message) == ("pending", "«a.pdf» quedó pendiente: repita la orden para convertirlo.")
