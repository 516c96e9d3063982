"""What a reviewer can do: each action on a small worksheet, as an officer would see the rows before and after."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipeline.decisions.actions import (
    Accept,
    ActionError,
    Add,
    Choose,
    Clear,
    Delete,
    Edit,
    FieldAction,
    Merge,
    Move,
    New,
    Reject,
    RowAction,
    Split,
    apply,
    read_action,
)
from pipeline.decisions.worksheet import Value, Worksheet, worksheet_of
from pipeline.model import FieldName
from tests.review_matrices import matrix

WHEN = "2026-01-02T03:04:05-05:00"
SHEET = worksheet_of(
    matrix("Archivo? | Custodiar | % de actas y % de copias | 90% 80%", "Obras | Construir | Número de obras | 12")
)


def after(*actions: FieldAction | RowAction, sheet: Worksheet = SHEET) -> Worksheet:
    for action in actions:
        sheet = apply(sheet, action, "ana", WHEN)
    return sheet


def rows(sheet: Worksheet) -> list[str]:
    """Return the rows as their texts between bars."""
    return [" | ".join(value.text if value else "" for value in row.values.values()) for row in sheet.rows]


def value(sheet: Worksheet, name: FieldName = "unit", row: int = 0) -> Value:
    return sheet.rows[row].present[name]


@pytest.mark.parametrize(
    ("action", "judgement"),
    [
        (Accept(record="m0", field="unit"), "accept"),
        (Edit(record="m0", field="unit", text="Archivo General"), "other"),
        (Edit(record="m0", field="unit", text="  Archivo "), "accept"),
        (Choose(record="m0", field="unit", entry="archivo", name="Archivo"), "other"),
        (New(record="m0", field="unit"), "new"),
        (Reject(record="m0", field="unit"), "no_match"),
    ],
    ids=lambda part: getattr(part, "kind", part),
)
def test_who_says_what_of_a_field_and_when_is_kept(action: FieldAction, judgement: str) -> None:
    said = value(apply(SHEET, action, "ana", WHEN, "visto"))
    assert (said.judgement, said.reviewer, said.time, said.comment) == (judgement, "ana", WHEN, "visto")
    assert said.printed == "Archivo"
    assert said.origin == value(SHEET).origin


def test_an_edit_stands_beside_what_is_printed() -> None:
    edited = value(after(Edit(record="m0", field="unit", text=" Archivo\n General ")))
    assert (edited.text, edited.printed) == ("Archivo General", "Archivo")


def test_what_is_accepted_is_what_is_seen() -> None:
    chosen = after(
        Choose(record="m0", field="unit", entry="archivo", name="Archivo General"), Accept(record="m0", field="unit")
    )
    assert (value(chosen).judgement, value(chosen).entry) == ("accept", "archivo")


def test_another_word_on_a_field_forgets_the_entry() -> None:
    chosen = after(
        Choose(record="m0", field="unit", entry="archivo", name="Archivo"), Reject(record="m0", field="unit")
    )
    assert value(chosen).entry is None


def test_a_text_may_be_corrected_and_new_at_once() -> None:
    new = value(after(New(record="m0", field="unit", text="Archivo Histórico")))
    assert (new.judgement, new.text, new.printed) == ("new", "Archivo Histórico", "Archivo")


def test_an_empty_text_takes_a_value_away_and_a_text_brings_one() -> None:
    sheet = after(Edit(record="m0", field="mission", text=" "))
    assert sheet.rows[0].values["mission"] is None
    sheet = after(Edit(record="m0", field="mission", text="Guardar"), sheet=sheet)
    assert (value(sheet, "mission").text, value(sheet, "mission").origin) == ("Guardar", None)


def test_what_is_cleared_waits_again() -> None:
    cleared = value(after(Accept(record="m0", field="unit"), Clear(record="m0", field="unit")))
    assert cleared.is_reopened
    assert not value(SHEET).is_reopened


def test_a_split_shares_the_unit_and_cuts_the_texts() -> None:
    cuts: dict[FieldName, int] = {"indicator": len("% de actas y"), "target": len("90%")}
    sheet = after(Split(record="m0", new_record="a1", cuts=cuts))
    assert rows(sheet) == [
        "Archivo | Custodiar | % de actas y | 90%",
        "Archivo | Custodiar | % de copias | 80%",
        "Obras | Construir | Número de obras | 12",
    ]
    first, second = value(sheet, "target"), value(sheet, "target", 1)
    assert (first.printed, first.recut, first.judgement) == ("90%", True, "accept")
    assert second.spans == value(SHEET, "target").spans
    assert value(sheet, "unit", 1).judgement is None, "of the unit nobody said anything"


def test_a_split_at_the_start_gives_the_whole_text_to_the_new_record() -> None:
    sheet = after(Split(record="m0", new_record="a1", cuts={"target": 0}))
    assert rows(sheet)[:2] == ["Archivo | Custodiar | % de actas y % de copias | ", "Archivo | Custodiar |  | 90% 80%"]
    assert value(sheet, "target", 1).judgement is None, "its text is as the machine read it"


def test_what_a_person_typed_is_split_and_the_printed_text_stays_whole() -> None:
    sheet = after(
        Edit(record="m0", field="target", text="91% 81%"), Split(record="m0", new_record="a1", cuts={"target": 3})
    )
    assert [(value(sheet, "target", row).text, value(sheet, "target", row).printed) for row in (0, 1)] == [
        ("91%", "90% 80%"),
        ("81%", "90% 80%"),
    ]
    assert value(sheet, "target").judgement == "other"


def test_a_merge_joins_in_reading_order_whichever_record_stays() -> None:
    expected = ["Archivo Obras | Custodiar Construir | % de actas y % de copias Número de obras | 90% 80% 12"]
    assert rows(after(Merge(record="m0", other="m1"))) == expected
    assert rows(after(Merge(record="m1", other="m0"))) == expected


def test_a_merge_undoes_a_split() -> None:
    split = Split(record="m0", new_record="a1", cuts={"indicator": 12, "target": 3})
    assert rows(after(split, Merge(record="m0", other="a1"))) == rows(SHEET)


def test_a_merge_joins_a_word_that_was_cut_at_the_end_of_a_line() -> None:
    sheet = worksheet_of(matrix("Archivo | Custo- | % de actas | 90%", " | diar | | "))
    assert rows(after(Merge(record="m0", other="m1"), sheet=sheet)) == ["Archivo | Custodiar | % de actas | 90%"]


def test_a_fragment_moves_to_the_nearer_end_of_another_field() -> None:
    sheet = after(Move(record="m0", field="target", start=4, end=7, to_record="m1", to_field="target"))
    assert rows(sheet) == [
        "Archivo | Custodiar | % de actas y % de copias | 90%",
        "Obras | Construir | Número de obras | 80% 12",
    ]
    sheet = after(Move(record="m1", field="unit", start=0, end=5, to_record="m0", to_field="unit"))
    assert rows(sheet) == [
        "Archivo Obras | Custodiar | % de actas y % de copias | 90% 80%",
        " | Construir | Número de obras | 12",
    ]


def test_a_fragment_may_move_within_its_record() -> None:
    sheet = after(Move(record="m0", field="indicator", start=0, end=1, to_record="m0", to_field="target"))
    assert rows(sheet)[0] == "Archivo | Custodiar | de actas y % de copias | % 90% 80%"


def test_a_record_is_added_behind_another_one_with_its_level() -> None:
    sheet = after(Add(after="m0", new_record="a1", texts={"unit": "Talento Humano", "target": ""}))
    assert rows(sheet)[1] == "Talento Humano |  |  | "
    assert sheet.rows[1].process_level == "gobernante"
    assert (value(sheet, "unit", 1).judgement, value(sheet, "unit", 1).printed) == ("other", "")


def test_a_record_may_be_added_before_all_others_and_to_nothing() -> None:
    assert rows(after(Add(after=None, new_record="a1", texts={"unit": "Uno"})))[0] == "Uno |  |  | "
    assert rows(after(Add(after=None, new_record="a1", texts={"unit": "Uno"}), sheet=Worksheet())) == ["Uno |  |  | "]


def test_a_record_is_deleted() -> None:
    assert rows(after(Delete(record="m0"))) == ["Obras | Construir | Número de obras | 12"]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (Accept(record="m9", field="unit"), "Ese registro ya no existe"),
        (Merge(record="m0", other="m0"), "consigo mismo"),
        (Merge(record="m0", other="m9"), "Ese registro ya no existe"),
        (Split(record="m0", new_record="m1", cuts={"target": 1}), "Ya existe un registro"),
        (Split(record="m0", new_record="a1", cuts={}), "cada registro debe quedar con algo propio"),
        (Split(record="m0", new_record="a1", cuts={"indicator": 0, "target": 0}), "cada registro debe quedar"),
        (Split(record="m0", new_record="a1", cuts={"target": 99}), "El corte queda fuera del texto «90% 80%»"),
        (Move(record="m0", field="unit", start=0, end=1, to_record="m0", to_field="unit"), "ya está en ese dato"),
        (Move(record="m0", field="unit", start=2, end=2, to_record="m1", to_field="unit"), "El corte queda fuera"),
        (Move(record="m0", field="target", start=3, end=4, to_record="m1", to_field="unit"), "El corte queda fuera"),
        (Add(after="m9", new_record="a1", texts={"unit": "x"}), "Ese registro ya no existe"),
        (Add(after=None, new_record="a1", texts={"unit": " "}), "está vacío"),
    ],
)
def test_what_cannot_be_done_is_said(action: FieldAction | RowAction, said: str) -> None:
    with pytest.raises(ActionError, match=said):
        after(action)


def test_of_a_field_that_is_not_there_nothing_can_be_said() -> None:
    sheet = worksheet_of(matrix("Archivo | | % de actas | 90%"))
    with pytest.raises(ActionError, match="Ese registro no tiene «"):
        after(Accept(record="m0", field="mission"), sheet=sheet)


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "explode", "record": "m0"},
        {"kind": "accept", "record": "m0", "field": "number"},
        {"kind": "split", "record": "m0", "new_record": "../x", "cuts": {}},
        {"kind": "edit", "record": "m0", "field": "unit", "text": "x" * 30_000},
        {"kind": "accept", "record": "m0", "field": "unit", "by": "otro"},
    ],
)
def test_what_is_no_action_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read_action(data)


def test_an_action_comes_back_the_same_from_json() -> None:
    action = Split(record="m0", new_record="a1", cuts={"target": 3})
    assert read_action(action.model_dump_json()) == action
