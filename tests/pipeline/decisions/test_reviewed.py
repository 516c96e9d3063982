"""The matrix that outputs are made of: decisions beside what was read, and everything that follows from them anew."""

from __future__ import annotations

import pytest

from pipeline.decisions.actions import (
    Accept,
    Add,
    Choose,
    Clear,
    Delete,
    Edit,
    FieldAction,
    Merge,
    New,
    Reject,
    RowAction,
    Split,
    apply,
)
from pipeline.decisions.reviewed import reviewed_matrix, value_needs_review
from pipeline.decisions.worksheet import worksheet_of
from pipeline.model import Decision, DecisionKey, Field, Finding, Matrix
from tests.review_matrices import field, matrix

WHEN = "2026-01-02T03:04:05-05:00"
JUNE = matrix("Archivo? | Custodiar | % de actas | 90%", "Archivo? | Custodiar | % de copias y % de sellos | 80% 70%")


def after(*actions: FieldAction | RowAction, read: Matrix = JUNE) -> Matrix:
    sheet = worksheet_of(read)
    for action in actions:
        sheet = apply(sheet, action, "ana", WHEN, "visto")
    return reviewed_matrix(read, sheet)


def unit_of(found: Matrix, record: int = 0) -> Field:
    unit = found.records[record].unit
    assert unit
    return unit


def test_what_nobody_touched_is_the_same() -> None:
    assert after() is JUNE


@pytest.mark.parametrize(
    ("action", "judgement", "value", "entry"),
    [
        (Accept(record="m0", field="unit"), "accept", None, "financiero"),
        (Edit(record="m0", field="unit", text="Archivo General"), "other", "Archivo General", None),
        (
            Choose(record="m0", field="unit", entry="archivo", name="Archivo y Documentación"),
            "other",
            "Archivo y Documentación",
            "archivo",
        ),
        (Choose(record="m0", field="unit", entry="financiero", name="Financiero"), "accept", None, "financiero"),
        (New(record="m0", field="unit"), "new", None, None),
        (Reject(record="m0", field="unit"), "no_match", None, None),
    ],
    ids=lambda part: getattr(part, "kind", None),
)
def test_a_decision_stands_beside_what_was_read(
    action: FieldAction, judgement: str, value: str | None, entry: str | None
) -> None:
    unit = unit_of(after(action))
    assert unit.decision
    assert unit.match
    assert (unit.text, unit.confidence) == ("Archivo", 0.4)
    assert (unit.decision.judgement, unit.decision.value, unit.decision.time) == (judgement, value, "2026-01-02")
    assert (unit.decision.entry, unit.decision.entry_name) == ("financiero", "Financiero"), "what the reviewer saw"
    assert (unit.match.entry, unit.match.verdict) == (entry, "decided")
    assert unit.match.evidence == ("lo decidió ana el 2026-01-02",)
    assert not unit.needs_review


def test_an_entry_may_be_chosen_where_the_catalogue_proposed_none() -> None:
    indicator = after(Choose(record="m0", field="indicator", entry="x", name="Equis")).records[0].indicator
    assert indicator
    assert indicator.match
    assert (indicator.match.entry, indicator.match.name, indicator.match.score) == ("x", "Equis", 1.0)


def test_what_was_decided_last_month_stays_as_it_was_and_can_be_decided_anew() -> None:
    key = DecisionKey(institution="", field="unit", text="archivo")
    old = Decision(
        key=key, judgement="accept", entry="financiero", entry_name="Financiero", reviewer="eva", time="2025-12-01"
    )
    decided = unit_of(JUNE).model_copy(update={"decision": old})
    read = JUNE.model_copy(update={"records": (JUNE.records[0].model_copy(update={"unit": decided}), JUNE.records[1])})
    assert unit_of(after(Accept(record="m0", field="indicator"), read=read)) == decided
    new = unit_of(after(Reject(record="m0", field="unit"), read=read))
    assert new.decision
    assert (new.decision.reviewer, new.decision.judgement, new.decision.entry) == ("ana", "no_match", "financiero")


def test_what_is_reopened_needs_review_however_sure_the_machine_is() -> None:
    found = after(Accept(record="m0", field="target"), Clear(record="m0", field="target"))
    target = found.records[0].target
    assert target
    assert target.needs_review
    assert target.reasons[0] == "ana pidió revisarlo otra vez el 2026-01-02"


def test_the_parts_of_a_split_are_the_printed_words() -> None:
    found = after(Split(record="m1", new_record="a1", cuts={"indicator": len("% de copias y"), "target": 3}))
    assert [(r.indicator.text, r.target.text) for r in found.records if r.indicator and r.target] == [
        ("% de actas", "90%"),
        ("% de copias y", "80%"),
        ("% de sellos", "70%"),
    ]
    assert [record.parsed_target.value for record in found.records[1:] if record.parsed_target] == [80, 70]
    target = found.records[2].target
    assert target
    assert target.spans == JUNE.records[1].target.spans  # type: ignore[union-attr]


def test_a_target_that_was_corrected_is_read_anew() -> None:
    record = after(Edit(record="m0", field="target", text="al menos 95 %")).records[0]
    assert record.target
    assert record.target.text == "90%"
    assert record.parsed_target
    assert (record.parsed_target.value, record.parsed_target.comparator) == (95, ">=")


def test_a_record_that_a_person_added_is_marked_as_such() -> None:
    record = after(Add(after="m1", new_record="a1", texts={"unit": "Obras", "target": "12"})).records[2]
    assert record.unit
    assert record.unit.decision
    assert (record.unit.text, record.unit.decision.value, record.unit.confidence) == ("Obras", "Obras", None)
    assert record.parsed_target
    assert record.parsed_target.value == 12


def finding(code: str, record: int | None = None) -> Finding:
    return Finding(code=code, severity="warning", message="motivo", record=record)


def test_what_no_longer_holds_is_no_longer_said() -> None:
    read = matrix("Archivo | Custodiar | % de actas | ")
    read = read.model_copy(update={"findings": (finding("MISSING_TARGET", 0), finding("PHONE_FORMAT"))})
    found = after(Edit(record="m0", field="target", text="95%"), read=read)
    assert [said.code for said in found.findings] == ["PHONE_FORMAT"]


def test_what_people_did_may_itself_be_worth_a_look() -> None:
    found = after(Edit(record="m0", field="target", text="120%"))
    assert "PERCENTAGE_OVER_100" in [said.code for said in found.findings]
    assert found.status == "needs_review"


def test_what_was_said_of_a_record_goes_with_it() -> None:
    read = JUNE.model_copy(update={"findings": (finding("OTHER", 1), finding("OTHER", 0))})
    found = after(Add(after=None, new_record="a1", texts={"unit": "Obras"}), Delete(record="m0"), read=read)
    assert [said.record for said in found.findings if said.code == "OTHER"] == [1]


@pytest.mark.parametrize(
    ("actions", "status"),
    [
        ((Accept(record="m0", field="unit"),), "needs_review"),
        ((Accept(record="m0", field="unit"), Accept(record="m1", field="unit")), "ok"),
        ((Delete(record="m0"), Delete(record="m1")), "needs_review"),
    ],
)
def test_a_document_is_ok_when_nothing_is_left_to_look_at(actions: tuple[RowAction, ...], status: str) -> None:
    assert after(*actions).status == status


def test_a_merge_keeps_the_places_of_both() -> None:
    found = after(Merge(record="m0", other="m1"))
    (record,) = found.records
    assert record.target
    assert record.target.text == "90% 80% 70%"
    assert len(record.target.spans) == 2


def test_a_value_needs_review_until_somebody_judged_it() -> None:
    sheet = worksheet_of(JUNE)
    value = sheet.rows[0].present["unit"]
    assert value_needs_review(JUNE, value)
    assert not value_needs_review(JUNE, value.model_copy(update={"judgement": "accept", "reviewer": "ana"}))
    assert not value_needs_review(JUNE, sheet.rows[0].present["target"])
    assert field("x").needs_review is False
