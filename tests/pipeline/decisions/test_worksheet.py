"""The worksheet starts as the machine read it, and its rows keep their places whatever comes and goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from pipeline.decisions.actions import Add, Choose, Delete, Edit, apply
from pipeline.decisions.worksheet import Row, Worksheet, changed_rows, with_changes, worksheet_of
from pipeline.model import Decision, DecisionKey
from tests.review_matrices import FINANCE, matrix

JUNE = matrix("Archivo? | Custodiar | % de actas | 90%", "Obras | | Número de obras? | 12")
WHEN = "2026-01-02T03:04:05-05:00"


def test_the_start_is_what_the_machine_read() -> None:
    first, second = worksheet_of(JUNE).rows
    assert (first.id, second.id, first.number) == ("m0", "m1", "1")
    assert [value.text for value in first.present.values()] == ["Archivo", "Custodiar", "% de actas", "90%"]
    assert second.values["mission"] is None
    origin = first.present["unit"].origin
    assert origin
    assert (origin.record, origin.field) == (0, "unit")
    assert first.present["unit"].judgement is None


def test_what_was_decided_last_month_is_decided() -> None:
    key = DecisionKey(institution="", field="unit", text="archivo")
    decision = Decision(key=key, judgement="other", value="Financiero", reviewer="eva", time="2026-01-01")
    unit = JUNE.records[0].unit
    assert unit
    decided = unit.model_copy(update={"decision": decision, "match": FINANCE})
    record = JUNE.records[0].model_copy(update={"unit": decided})
    value = worksheet_of(JUNE.model_copy(update={"records": (record,)})).rows[0].present["unit"]
    assert (value.judgement, value.entry, value.entry_name, value.reviewer) == (
        "other",
        "financiero",
        "Financiero",
        "eva",
    )


def test_a_row_comes_back_the_same_from_json() -> None:
    sheet = apply(worksheet_of(JUNE), Edit(record="m0", field="unit", text="Archivo General"), "ana", WHEN, "así dice")
    sheet = apply(sheet, Choose(record="m0", field="indicator", entry="x", name="Equis"), "ana", WHEN)
    for row in sheet.rows:
        assert Row.model_validate_json(row.model_dump_json(exclude_defaults=True)) == row


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=30))
def test_a_new_row_stands_right_behind_the_one_that_was_named(places: list[tuple[int, bool]]) -> None:
    """The slow obvious version is a list."""
    sheet, expected = worksheet_of(JUNE), ["m0", "m1"]
    for number, (place, remove) in enumerate(places):
        if remove and len(expected) > 1:
            gone = expected.pop(place % len(expected))
            sheet = apply(sheet, Delete(record=gone), "ana", WHEN)
        else:
            at = place % (len(expected) + 1)
            after = expected[at - 1] if at else None
            sheet = apply(sheet, Add(after=after, new_record=f"a{number}", texts={"unit": "x"}), "ana", WHEN)
            expected.insert(at, f"a{number}")
        assert [row.id for row in sheet.rows] == expected


def test_places_stay_short_when_rows_are_added_at_one_place_again_and_again() -> None:
    sheet = worksheet_of(JUNE)
    for number in range(200):
        sheet = apply(sheet, Add(after="m0", new_record=f"a{number}", texts={"unit": "x"}), "ana", WHEN)
    assert max(max(row.rank) for row in sheet.rows) < 1_000


def test_changes_lead_from_one_state_to_another_and_back() -> None:
    states = [worksheet_of(JUNE)]
    for action in (Delete(record="m0"), Add(after=None, new_record="a1", texts={"unit": "x"})):
        states.append(apply(states[-1], action, "ana", WHEN))
    for before, after in pairwise([*states, Worksheet()]):
        changes = changed_rows(before, after)
        assert with_changes(before, changes) == after
        assert with_changes(after, [change.inverse for change in changes]) == before


def test_changes_of_another_state_are_refused() -> None:
    sheet = worksheet_of(JUNE)
    changes = changed_rows(sheet, apply(sheet, Edit(record="m0", field="unit", text="x"), "ana", WHEN))
    other = apply(sheet, Edit(record="m0", field="unit", text="y"), "luis", WHEN)
    with pytest.raises(ValueError, match="m0"):
        with_changes(other, changes)
