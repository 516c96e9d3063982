"""The queue: the question that settles most comes first, and two reviewers get different ones."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from pipeline.decisions.actions import Accept, Clear, Split
from pipeline.store import Store, queue
from pipeline.store.engine import reading
from pipeline.store.views import FieldKey
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

JUNE = matrix("Archivo? | Custodiar | % de actas? | 90%", "Archivo? | Custodiar | % de copias? | 80%")
JULY = matrix("Archivo? | Custodiar | % de oficios | 70%", name="julio.pdf")


def keys(store: Store, by: str = "ana") -> list[tuple[int, str, str]]:
    """Return the whole queue in its order."""
    found: list[FieldKey] = []
    while item := store.next_doubtful(by, skip=found):
        found.append(item.key)
    return [tuple(key) for key in found]


def test_what_settles_most_comes_first_and_then_what_is_least_sure(store: Store) -> None:
    copies = JUNE.records[1].indicator
    assert copies
    doubtful = copies.model_copy(update={"confidence": None})
    records = (JUNE.records[0], JUNE.records[1].model_copy(update={"indicator": doubtful}))
    june, july = convert_into(store, JUNE.model_copy(update={"records": records}), JULY)
    units = [(june, "m0", "unit"), (june, "m1", "unit"), (july, "m0", "unit")]
    assert keys(store) == [*units, (june, "m1", "indicator"), (june, "m0", "indicator")]
    assert store.queue_size() == 5


def test_an_item_has_all_that_the_decision_needs(store: Store) -> None:
    june, _ = convert_into(store, JUNE, JULY)
    item = store.next_doubtful("ana")
    assert item
    assert (item.document, item.record, item.field, item.version) == (june, "m0", "unit", 0)
    assert (item.text, item.confidence, item.reasons) == ("Archivo", 0.4, ("motivo",))
    assert (item.candidates[0].entry, item.candidates[0].score) == ("financiero", 0.8)
    assert "archivo" in item.candidates[1].name.casefold()
    assert (item.alike.fields, item.alike.documents) == (2, 2)
    assert item.context == {"mission": "Custodiar", "indicator": "% de actas", "target": "90%"}
    assert item.spans[0].page == 1


def test_what_is_decided_waits_no_longer_and_what_is_reopened_waits_again(store: Store) -> None:
    (july,) = convert_into(store, JULY)
    store.decide(july, Accept(record="m0", field="unit"), "ana")
    assert store.next_doubtful("ana") is None
    store.decide(july, Clear(record="m0", field="unit"), "luis")
    assert keys(store) == [(july, "m0", "unit")]


def test_what_a_split_leaves_to_both_waits_twice(store: Store) -> None:
    (july,) = convert_into(store, JULY)
    store.decide(july, Split(record="m0", new_record="a1", cuts={"indicator": 2, "target": 0}), "ana")
    assert keys(store) == [(july, "a1", "unit"), (july, "m0", "unit")]


def test_after_a_field_comes_the_one_behind_it(store: Store) -> None:
    convert_into(store, JUNE, JULY)
    order = keys(store)
    for here, there in zip(order, [*order[1:], None], strict=True):
        item = store.next_doubtful("ana", after=FieldKey(*here))
        assert (tuple(item.key) if item else None) == there


def test_who_skips_a_question_is_not_asked_it_again_about_a_field_alike(store: Store) -> None:
    convert_into(store, JUNE, JULY)
    first = store.next_doubtful("ana")
    assert first
    assert first.alike.fields > 0
    next_one = store.next_doubtful("ana", after=first.key, skip_alike=True)
    assert next_one
    assert next_one.text != first.text


def test_two_reviewers_get_different_questions_as_long_as_there_are_enough(store: Store) -> None:
    convert_into(store, JUNE)
    items = [store.next_doubtful(by) for by in ("ana", "luis", "eva", "iván", "ana")]
    texts = [item.text for item in items if item]
    assert texts == ["Archivo", "% de actas", "% de copias", "Archivo", "Archivo"]


def test_a_question_that_nobody_answers_goes_to_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    convert_into(store, JUNE)
    store.next_doubtful("ana")
    monkeypatch.setattr(queue, "OFFER_SECONDS", -1.0)
    store.next_doubtful("ana")
    item = store.next_doubtful("luis")
    assert item
    assert item.text == "Archivo"


def test_the_queue_is_looked_up_in_indexes(store: Store) -> None:
    """Neither all documents nor all fields are gone through, and nothing is sorted."""
    convert_into(store, JUNE, JULY)
    statements = [
        queue.questions(None, None, 0.0),
        queue.questions("ana", None, 0.0),
        queue.questions("ana", (-2, 0.5, "a"), 0.0),
        queue.waiting_fields("a"),
        queue.size(),
    ]
    for statement in statements:
        plan = explain(store, str(statement.compile(store._engine, compile_kwargs={"literal_binds": True})))
        assert any(f"ix_{index}" in plan for index in ("doubts_priority", "fields_digest", "documents_to_review")), plan
        assert "TEMP B-TREE" not in plan, plan
        assert "Sort" not in plan, plan


def explain(store: Store, statement: str) -> str:
    with reading(store._engine) as connection:
        if store._engine.dialect.name == "sqlite":
            return "\n".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement}")))
        for way in ("seqscan", "bitmapscan"):  # for so few rows an index would never be worth it
            connection.execute(text(f"SET enable_{way} = off"))
        return "\n".join(connection.execute(text(f"EXPLAIN {statement}")).scalars())
