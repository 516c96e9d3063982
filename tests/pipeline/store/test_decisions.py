"""Decisions stand beside what the machine read; a second reviewer is told what the first one did."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from pipeline.decisions.actions import Accept, ActionError, Add, Choose, Delete, Edit, Merge, Reject, Split
from pipeline.decisions.memory import replay
from pipeline.exports import to_json
from pipeline.store import ConflictError, Store, UnknownError, open_store
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import INSTITUTION, matrix

JUNE = matrix("Archivo? | Custodiar | % de actas | 90%", "Archivo? | Custodiar | % de copias? | 80%")
JULY = matrix("Archivo? | Custodiar | % de oficios | 70%", name="julio.pdf")


def test_a_decision_is_in_the_output_and_the_machine_text_stays(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Edit(record="m1", field="indicator", text="% de cópias"), "ana", reason="visto en el PDF")
    field = store.reviewed(document).records[1].indicator
    assert field
    assert field.decision
    assert (field.text, field.decision.value, field.decision.comment) == (
        "% de copias",
        "% de cópias",
        "visto en el PDF",
    )
    assert store.document(document).matrix == JUNE


def test_the_output_is_the_same_bytes_again_also_for_who_opens_the_base_anew(
    store: Store, url: str | None, tmp_path: Path
) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    store.decide(document, Split(record="m0", new_record="a1", cuts={"indicator": 5, "target": 2}), "luis")
    first = to_json(store.reviewed(document))
    again = open_store(url, tmp_path)
    assert first == to_json(store.reviewed(document)) == to_json(again.reviewed(document))
    again.close()


def test_what_nobody_touched_comes_out_as_it_was_read(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    assert store.reviewed(document) == JUNE


def test_the_last_decision_makes_the_document_ok(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    assert (store.document(document).status, store.document(document).to_review) == ("needs_review", 3)
    store.decide_alike(document, Reject(record="m0", field="unit"), "ana")
    assert (store.document(document).status, store.document(document).to_review) == ("needs_review", 1)
    store.decide(document, Accept(record="m1", field="indicator"), "ana")
    assert (store.document(document).status, store.document(document).to_review) == ("ok", 0)
    assert store.reviewed(document).status == "ok"


def test_one_decision_settles_the_same_question_in_other_documents(store: Store) -> None:
    june, july = convert_into(store, JUNE, JULY)
    assert (store.alike(june, "m0", "unit").fields, store.alike(june, "m0", "unit").documents) == (2, 2)
    entries = store.decide_alike(
        june, Choose(record="m0", field="unit", entry="archivo", name="Archivo General"), "ana"
    )
    assert [(entry.document, entry.changes[0].record) for entry in entries] == [
        (june, "m0"),
        (june, "m1"),
        (july, "m0"),
    ]
    assert len({entry.step for entry in entries}) == 1
    unit = store.reviewed(july).records[0].unit
    assert unit
    assert unit.match
    assert (unit.match.entry, unit.match.verdict) == ("archivo", "decided")


def test_whoever_saw_an_older_version_is_told_both_values(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    seen = store.document(document).version
    store.decide(document, Edit(record="m0", field="indicator", text="% de libros"), "luis", version=seen)
    with pytest.raises(ConflictError, match="luis cambió este registro") as caught:
        store.decide(document, Edit(record="m0", field="indicator", text="% de fotos"), "ana", version=seen)
    assert (caught.value.mine, caught.value.theirs, caught.value.by) == ("% de fotos", "% de libros", "luis")
    assert len(store.history(document)) == 1


def test_a_record_that_another_one_took_away_is_a_conflict_too(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Delete(record="m0"), "luis")
    with pytest.raises(ConflictError) as caught:
        store.decide(document, Accept(record="m0", field="unit"), "ana", version=0)
    assert caught.value.theirs == ""


def test_two_may_work_on_different_records_of_one_document(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m0", field="unit"), "luis", version=0)
    store.decide(document, Accept(record="m1", field="unit"), "ana", version=0)
    assert len(store.history(document)) == 2


def test_merging_with_a_record_that_another_one_changed_is_a_conflict(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m1", field="unit"), "luis")
    with pytest.raises(ConflictError):
        store.decide(document, Merge(record="m0", other="m1"), "ana", version=0)


def test_an_action_that_cannot_be_done_leaves_no_trace(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    with pytest.raises(ActionError, match="El corte queda fuera"):
        store.decide(document, Split(record="m0", new_record="a1", cuts={"target": 99}), "ana")
    assert store.history(document) == ()
    assert store.document(document).version == 0


def test_signs_that_no_base_takes_are_left_out(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    text = "uno\x00dos \u202etres\nmás"
    store.decide(document, Add(after=None, new_record="a1", texts={"unit": text}), "a\x00na", reason="por\x00que")
    (entry,) = store.history(document)
    assert (entry.by, entry.reason) == ("ana", "porque")
    assert store.document(document).worksheet.rows[0].present["unit"].text == "unodos tres más"


def test_history_tells_who_changed_a_field_from_what_to_what(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(
        document, Edit(record="m0", field="target", text="95%"), "ana", reason="dice 95", at="2026-01-02T03:04:05-05:00"
    )
    store.decide(document, Accept(record="m0", field="unit"), "luis")
    store.decide(document, Accept(record="m1", field="unit"), "luis")
    assert [len(store.history(document, *which)) for which in [(), ("m0",), ("m0", "target")]] == [3, 2, 1]
    (entry,) = store.history(document, "m0", "target")
    before, after = entry.changes[0].before, entry.changes[0].after
    assert before
    assert after
    assert (before.present["target"].text, after.present["target"].text) == ("90%", "95%")
    assert (entry.by, entry.at, entry.reason, entry.kind) == ("ana", "2026-01-02T03:04:05-05:00", "dice 95", "edit")


def test_what_was_decided_is_known_when_next_month_is_read(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Choose(record="m0", field="unit", entry="financiero", name="Financiero"), "ana")
    (record,) = replay(JULY.records, store.memory(), store.catalogue(), institution=INSTITUTION)
    assert record.unit
    assert record.unit.decision
    assert not record.unit.needs_review


def test_what_was_undone_is_not_remembered(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    store.undo("ana")
    assert store.memory() == {}


@pytest.mark.parametrize("call", ["document", "reviewed", "replay", "history", "content_path"])
def test_a_document_that_does_not_exist_is_said(store: Store, call: str) -> None:
    with pytest.raises(UnknownError, match="No existe el documento 99"):
        getattr(store, call)(99)


def test_a_document_that_is_not_converted_cannot_be_decided_on(store: Store) -> None:
    store.add_batch([("a.pdf", b"uno")], "ana")
    with pytest.raises(UnknownError, match="todavía no está convertido"):
        store.decide(1, Accept(record="m0", field="unit"), "ana")


def test_two_at_two_fields_of_one_record_do_not_disturb_each_other(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Edit(record="m0", field="target", text="Lo de Luis"), "luis")
    store.decide(document, Edit(record="m0", field="mission", text="Lo de Ana"), "ana", version=0)
    row = store.document(document).worksheet.find("m0")
    assert row is not None
    assert [row.present[name].text for name in ("target", "mission")] == ["Lo de Luis", "Lo de Ana"]


def test_what_nobody_decided_on_is_read_once(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    memory = store.memory()
    assert store.memory() is memory
    store.undo("ana")
    assert store.memory() == {}


def test_a_step_over_many_documents_takes_few_statements(store: Store) -> None:
    months = 12
    first, *_ = convert_into(store, *(matrix("Archivo? | Custodiar | x | y", name=f"{n}.pdf") for n in range(months)))
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    entries = store.decide_alike(first, Accept(record="m0", field="unit"), "ana")
    assert len(entries) == months
    own = months * 2  # a line of the log for each, and once what the machine read of it
    assert len(statements) - own < 25
