"""A sheet of doubts goes out, is filled in and comes back, while others decide, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pipeline.decisions.actions import Edit, Reject
from pipeline.decisions.doubt_sheet import question_rows, read_answers
from pipeline.exports.sheet_files import KINDS, read_sheet, write_sheet
from pipeline.store import Store
from pipeline.store.filled_sheet import RowOutcome, apply_sheet, summary
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

JUNE = matrix("Archivo? | Custodiar | % de actas? | 90%?", "Archivo? | Custodiar | % de oficios | 80%")
JULY = matrix("Archivo? | Custodiar | % de actas? | 95%", name="julio.pdf")


@dataclass
class Sheet:
    """A sheet on somebody's desk."""

    rows: list[list[str]]

    def fill(self, text: str, decision: str, value: str = "", comment: str = "") -> None:
        """Fill in the row of a text."""
        [row] = [row for row in self.rows[1:] if row[self.at("texto leído")] == text]
        for column, cell in (("decisión", decision), ("valor", value), ("comentario", comment)):
            row[self.at(column)] = cell

    def at(self, column: str) -> int:
        return self.rows[0].index(column)


def export(store: Store, kind: str = "csv") -> Sheet:
    return Sheet(read_sheet(write_sheet(question_rows(list(store.questions())), kind), kind))


def bring_back(store: Store, sheet: Sheet, by: str = "eva") -> list[RowOutcome]:
    return apply_sheet(store, read_answers(sheet.rows), by)


@pytest.fixture
def documents(store: Store) -> list[int]:
    return convert_into(store, JUNE, JULY)


def text_of(store: Store, document: int, record: str, field: str) -> str:
    row = store.document(document).worksheet.find(record)
    assert row is not None
    value = row.values[field]  # type: ignore[index]
    return (value.entry_name or value.text) if value else ""


@pytest.mark.parametrize("kind", KINDS)
def test_each_question_is_one_row_and_its_answer_holds_wherever_it_is_asked(
    store: Store, documents: list[int], kind: str
) -> None:
    sheet = export(store, kind)
    assert [row[sheet.at("texto leído")] for row in sheet.rows[1:]] == ["Archivo", "% de actas", "90%"]
    assert [row[sheet.at("campos iguales")] for row in sheet.rows[1:]] == ["3", "2", "1"]
    sheet.fill("Archivo", "nuevo", comment="así se llama")
    sheet.fill("% de actas", "Otro", "Porcentaje de actas")
    sheet.fill("90%", " ACEPTAR ")
    outcomes = bring_back(store, sheet)
    assert [(one.row, one.state, one.fields) for one in outcomes] == [(2, "done", 3), (3, "done", 2), (4, "done", 1)]
    assert store.queue_size() == 0
    assert text_of(store, documents[1], "m0", "indicator") == "Porcentaje de actas"
    [entry] = store.history(documents[0], "m0", "unit")
    assert (entry.by, entry.reason) == ("eva", "así se llama")
    assert len(export(store).rows) == 1
    assert len(store.undo("eva")) == 1, "each row is a step"


def test_the_same_sheet_again_changes_nothing(store: Store, documents: list[int]) -> None:
    sheet = export(store)
    sheet.fill("Archivo", "sin_match")
    sheet.fill("% de actas", "otro", "Actas")
    bring_back(store, sheet)
    before = [store.history(document) for document in documents]
    assert {one.state for one in bring_back(store, sheet, "luis")} == {"same"}
    assert [store.history(document) for document in documents] == before


def test_a_value_that_names_an_entry_chooses_it(store: Store, documents: list[int]) -> None:
    entry = store.search_catalogue("talento humano", 1)[0]
    sheet = export(store)
    sheet.fill("Archivo", "otro", entry.name.upper())
    bring_back(store, sheet)
    assert text_of(store, documents[0], "m0", "unit") == entry.name


def test_what_others_changed_meanwhile_is_told_with_both_values_and_left_alone(
    store: Store, documents: list[int]
) -> None:
    sheet = export(store)
    store.decide(documents[0], Edit(record="m0", field="indicator", text="Lo de Ana"), "ana")
    store.decide(documents[0], Reject(record="m0", field="target"), "ana")
    sheet.fill("% de actas", "otro", "Lo de Eva")
    sheet.fill("Archivo", "nuevo")
    conflict, done = sorted(bring_back(store, sheet), key=lambda one: one.state)
    assert conflict.state == "conflict"
    assert all(words in conflict.says for words in ("ana", "Lo de Ana", "Lo de Eva"))
    assert (done.state, done.fields) == ("done", 3), "another field of the same record is no conflict"
    assert text_of(store, documents[0], "m0", "indicator") == "Lo de Ana"
    assert "mientras tanto: 1" in " ".join(summary([conflict, done]))


def scramble(sheet: Sheet) -> None:
    """Do as somebody who sorts one column only."""
    at = sheet.at("texto leído")
    texts = [row[at] for row in sheet.rows[1:]]
    for row, text in zip(sheet.rows[1:], texts[1:] + texts[:1], strict=True):
        row[at] = text


def drop_column(sheet: Sheet) -> None:
    sheet.rows[0][sheet.at("lugar")] = "otra"


def spoil(column: str, cell: str) -> Callable[[Sheet], None]:
    def change(sheet: Sheet) -> None:
        for row in sheet.rows[1:]:
            row[sheet.at(column)] = cell

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (scramble, "alguien movió o cambió celdas"),
        (drop_column, "Falta la columna «lugar»"),
        (spoil("decisión", "quizás"), "«quizás» no es una decisión; las que hay son: aceptar, otro, nuevo, sin_match"),
        (spoil("decisión", "otro"), "necesita el valor correcto"),
        (spoil("lugar", "1/m0"), "no dicen de qué campo"),
        (spoil("lugar", "99/m0/unit"), "No existe el documento 99"),
        (spoil("lugar", "1/m77/unit"), "alguien movió"),
        (spoil("versión", "ayer"), "no dicen de qué campo"),
    ],
)
def test_a_sheet_that_was_spoiled_changes_nothing(
    store: Store, documents: list[int], change: Callable[[Sheet], None], says: str
) -> None:
    sheet = export(store)
    for text in ("Archivo", "% de actas", "90%"):
        sheet.fill(text, "aceptar")
    change(sheet)
    outcomes = bring_back(store, sheet)
    assert {one.state for one in outcomes} == {"refused"}
    assert says in outcomes[0].says
    assert [store.history(document) for document in documents] == [(), ()]


def test_a_sheet_may_be_of_some_documents_only(store: Store, documents: list[int]) -> None:
    assert [question.document for question in store.questions([documents[1]])] == [documents[1]] * 2
    assert list(store.questions([])) == []
    assert summary([]) == ["La hoja no tiene ninguna decisión: llene la columna «decisión»."]
