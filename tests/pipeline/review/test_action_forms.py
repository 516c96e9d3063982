"""What forms ask for."""

import pytest

from pipeline.catalogue.entries import Catalogue, Entry
from pipeline.decisions.actions import Accept, Add, Choose, Delete, Edit, Merge, Move, New, Reject, Split
from pipeline.decisions.worksheet import worksheet_of
from pipeline.review.action_forms import FormError, read_form
from tests.review_matrices import matrix

SHEET = worksheet_of(matrix("Archivo | Custodiar | Actas y planes hechos | 90% y 3", "Obras | x | y | z"))
CATALOGUE = Catalogue((Entry("archivo", "Archivo General"),), (Entry("actas", "Número de actas"),))
FIELD = {"record": "m0", "field": "indicator"}


def read(**form: str) -> object:
    return read_form(form, SHEET, CATALOGUE)


def test_each_button_is_an_action() -> None:
    assert read(kind="accept", **FIELD) == Accept(**FIELD)
    assert read(kind="reject", **FIELD) == Reject(**FIELD)
    assert read(kind="edit", text="Actas", **FIELD) == Edit(text="Actas", **FIELD)
    assert read(kind="new", text="Actas", **FIELD) == New(text="Actas", **FIELD)
    assert read(kind="delete", record="m1") == Delete(record="m1")
    assert read(merge="m1", record="m0") == Merge(record="m0", other="m1")
    move = {"start": "0", "end": "5", "to_record": "m1", "to_field": "target"}
    assert read(kind="move", **FIELD, **move) == Move(start=0, end=5, to_record="m1", to_field="target", **FIELD)


def test_without_a_button_the_text_is_saved() -> None:
    assert read(text="Actas", **FIELD) == Edit(text="Actas", **FIELD)


def test_what_is_called_right_after_it_was_changed_is_the_changed_text() -> None:
    assert read(kind="accept", text="Actas y  planes hechos ", **FIELD) == Accept(**FIELD)
    assert read(kind="accept", text="Actas", **FIELD) == Edit(text="Actas", **FIELD)


def test_an_entry_is_chosen_with_the_name_that_the_catalogue_gives_it() -> None:
    assert read(choose="actas", **FIELD) == Choose(entry="actas", name="Número de actas", **FIELD)
    with pytest.raises(FormError, match="elija otra"):
        read(choose="no-existe", **FIELD)


def test_a_record_is_split_where_the_line_was_broken() -> None:
    action = read(kind="split", record="m0", cut_indicator=" Actas y\r\nplanes hechos", cut_target="90% y 3")
    assert isinstance(action, Split)
    assert action.cuts == {"indicator": len("Actas y")}
    assert action.new_record.startswith("a")


@pytest.mark.parametrize("typed", ["Actas\nplanes hechos", "Actas\ny planes\nhechos"])
def test_a_split_changes_no_text_and_makes_two(typed: str) -> None:
    with pytest.raises(FormError, match="un Intro"):
        read(kind="split", record="m0", cut_indicator=typed)


def test_a_record_is_added_under_a_name_of_its_own() -> None:
    one, other = (read(kind="add", after="m0", text_unit="Obras", text_target="3") for _ in range(2))
    assert isinstance(one, Add)
    assert isinstance(other, Add)
    assert (one.after, one.texts["unit"], one.texts["mission"]) == ("m0", "Obras", "")
    assert one.new_record != other.new_record


@pytest.mark.parametrize(
    "form", [{}, {"kind": "accept"}, {"kind": "no", **FIELD}, {"kind": "move", **FIELD}, {"kind": "edit", "field": "x"}]
)
def test_what_asks_for_nothing_is_refused(form: dict[str, str]) -> None:
    with pytest.raises(FormError, match="no se entiende"):
        read_form(form, SHEET, CATALOGUE)


def test_a_text_with_hidden_signs_is_split_and_called_right_as_its_page_showed_it() -> None:
    hidden = worksheet_of(matrix("Archivo | Custodiar | Actas\u202e y planes | 90%"))
    form = {"kind": "split", "record": "m0", "cut_indicator": "Actas\ufffd\ny planes"}
    action = read_form(form, hidden, CATALOGUE)
    assert isinstance(action, Split)
    assert action.cuts == {"indicator": len("Actas\u202e")}
    assert read_form({"kind": "accept", "text": "Actas\ufffd y planes", **FIELD}, hidden, CATALOGUE) == Accept(**FIELD)
