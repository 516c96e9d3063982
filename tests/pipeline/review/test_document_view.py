"""The table of a document: states, places, merged cells, levels."""

from pipeline.decisions.actions import Accept, Delete, Edit, apply
from pipeline.decisions.worksheet import worksheet_of
from pipeline.review.document_view import CHUNK, document_page, record_rows
from tests.review_matrices import matrix

BY, AT = "ana", "2024-03-05T10:32:00-05:00"
TWO = matrix("Archivo | Custodiar | % de actas? | 90%", "Archivo | Custodiar | Actas |")


def test_a_cell_says_how_its_field_is() -> None:
    sheet = apply(worksheet_of(TWO), Accept(record="m1", field="indicator"), BY, AT)
    states = [[cell.state for cell in row.cells] for row in record_rows(TWO, sheet)]
    assert states == [["sure", "sure", "doubtful", "sure"], ["sure", "sure", "decided", "empty"]]


def test_a_doubt_about_the_catalogue_is_told_apart_from_one_about_the_text() -> None:
    sure_text = matrix("Financiera técnica? | x | y | z")
    field = sure_text.records[0].unit
    assert field
    record = sure_text.records[0].model_copy(update={"unit": field.model_copy(update={"confidence": 0.9999})})
    both = sure_text.model_copy(update={"records": (record, *sure_text.records)})
    cells = [row.cells[0] for row in record_rows(both, worksheet_of(both))]
    assert [(cell.state, cell.is_about_catalogue) for cell in cells] == [("doubtful", True), ("doubtful", False)]


def test_a_cell_shows_what_a_person_wrote_and_where_it_is_printed() -> None:
    sheet = apply(worksheet_of(TWO), Edit(record="m0", field="indicator", text="% de acta"), BY, AT)
    cell = record_rows(TWO, sheet)[0].cells[2]
    assert (cell.text, cell.places) == ("% de acta", "1:2,0,10,10")


def test_the_same_piece_of_paper_below_itself_is_a_merged_cell() -> None:
    one = TWO.records[0]
    merged = TWO.model_copy(update={"records": (one, one.model_copy(update={"indicator": TWO.records[1].indicator}))})
    repeated = [[cell.repeated for cell in row.cells] for row in record_rows(merged, worksheet_of(merged))]
    assert repeated == [[False] * 4, [True, True, False, True]]


def test_rows_are_numbered_as_they_stand_now() -> None:
    sheet = apply(worksheet_of(TWO), Delete(record="m0"), BY, AT)
    assert [(row.id, row.number) for row in record_rows(TWO, sheet)] == [("m1", 1)]


def test_a_page_counts_what_is_to_be_looked_at() -> None:
    page = document_page(7, TWO, worksheet_of(TWO), ())
    assert (page.id, page.title, page.to_review) == (7, "GAD Municipal de Río Claro", 1)


def test_long_tables_come_in_pieces_and_each_level_is_named_once() -> None:
    many = matrix(*(f"Archivo | Custodiar | Actas {number} | 90%" for number in range(2 * CHUNK + 1)))
    sections = document_page(1, many, worksheet_of(many), ()).sections
    assert [len(section.rows) for section in sections] == [CHUNK, CHUNK, 1]
    assert [section.title for section in sections] == ["Procesos gobernantes", None, None]
