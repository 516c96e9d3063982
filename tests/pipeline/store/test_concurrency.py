"""Several at once on one base: nothing is lost, nothing is done twice, and who comes second is told."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import func, select, update

from pipeline.decisions.actions import Accept, Edit, Reject
from pipeline.decisions.reviewed import prepare
from pipeline.store import ConflictError, StepError, Store, open_store
from pipeline.store.documents import lock_documents
from pipeline.store.engine import reading, writing
from pipeline.store.errors import BusyError
from pipeline.store.projection import refresh_doubts
from pipeline.store.tables import doubts, fields
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

JUNE = matrix(*(f"Unidad {number}? | Custodiar | % de actas? | 90%" for number in range(4)))
JULY = matrix(*(f"Unidad {number}? | Custodiar | % de oficios | 70%" for number in range(4)), name="julio.pdf")
ROUNDS = 12
WAIT_SECONDS = 0.5
"""For another transaction to come to where it waits for this one."""


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run calls in threads that begin together; return what each returned or raised."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_who_change_one_record_the_second_is_told_and_nothing_is_lost(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    outcomes: Counter[str] = Counter()
    for number in range(ROUNDS):
        seen = store.document(document).version

        def edit(by: str, text: str, seen: int = seen) -> object:
            return store.decide(document, Edit(record="m0", field="target", text=text), by, version=seen)

        texts = {by: f"{by} {number}" for by in ("ana", "luis")}
        results = at_once(*(lambda by=by, text=text: edit(by, text) for by, text in texts.items()))
        outcomes.update(type(result).__name__ for result in results)
        (conflict,) = (result for result in results if isinstance(result, ConflictError))
        now = store.document(document).worksheet.rows[0].present["target"].text
        assert {conflict.mine, conflict.theirs} == set(texts.values())
        assert conflict.theirs == now
    assert outcomes == {"Entry": ROUNDS, "ConflictError": ROUNDS}
    assert len(store.history(document)) == ROUNDS
    assert store.replay(document) == store.document(document).worksheet


def test_who_work_on_different_records_do_not_disturb_each_other(store: Store) -> None:
    (document,) = convert_into(store, JUNE)

    def work(record: str) -> None:
        for number in range(ROUNDS):
            store.decide(
                document,
                Edit(record=record, field="target", text=f"{record} {number}"),
                record,
                version=0 if not number else None,
            )

    assert at_once(*(lambda record=f"m{place}": work(record) for place in range(4))) == [None] * 4
    assert len(store.history(document)) == 4 * ROUNDS
    rows = store.document(document).worksheet.rows
    assert [row.present["target"].text for row in rows] == [f"m{place} {ROUNDS - 1}" for place in range(4)]
    assert store.replay(document) == store.document(document).worksheet


def test_the_questions_are_counted_right_when_documents_share_them(store: Store) -> None:
    documents = convert_into(store, JUNE, JULY)

    def work(by: str, document: int) -> None:
        for place in (0, 1, 2, 3):
            store.decide(document, Accept(record=f"m{place}", field="unit"), by)
            if place % 2:
                store.undo(by)

    calls = [lambda d=document: work(f"eva {d}", d) for document in documents]
    assert at_once(*calls) == [None, None]
    assert store.queue_size() == 4 + 2 * 2
    waiting = []
    while item := store.next_doubtful("ana", skip=waiting):
        waiting.append(item.key)
    assert len(waiting) == 8
    assert store.alike(documents[0], "m1", "unit").fields == 1


def test_the_questions_are_counted_right_when_transactions_overlap(store: Store) -> None:
    june, july = convert_into(store, JUNE, JULY)
    prepare()
    place = (fields.c.document_id == june, fields.c.record == "m0", fields.c.field == "unit")
    with ThreadPoolExecutor(1) as pool:
        with writing(store._engine) as connection:
            settled = update(fields).where(*place).values(needs_review=False).returning(fields.c.digest)
            digest = connection.execute(settled).scalar_one()
            connection.execute(select(doubts).where(doubts.c.digest == digest).with_for_update())
            later = pool.submit(store.decide, july, Accept(record="m0", field="unit"), "luis")
            sleep(WAIT_SECONDS)
            refresh_doubts(connection, {digest})
        later.result()
    waiting = select(fields.c.digest, func.count()).where(fields.c.needs_review).group_by(fields.c.digest)
    asked = select(doubts.c.digest, -doubts.c.priority).where(doubts.c.priority != 0)
    with reading(store._engine) as connection:
        assert set(connection.execute(asked)) == set(connection.execute(waiting))


def test_of_two_converters_that_finish_at_once_one_counts(store: Store) -> None:
    for number in range(ROUNDS):
        store.add_batch([(f"{number}.pdf", str(number).encode())], "ana")
        claimed = store.claim("converter")
        assert claimed
        results = at_once(*(lambda m=m, d=claimed.id: store.save_result(d, m, 0.1) for m in (JUNE, JULY)))
        assert results == [None, None]
        assert store.document(claimed.id).matrix in (JUNE, JULY)


def test_bulk_steps_over_the_same_documents_do_not_wait_for_each_other_for_ever(store: Store) -> None:
    june, july = convert_into(store, JUNE, JULY)

    def work(by: str, document: int, record: str) -> int:
        count = 0
        for _ in range(ROUNDS):
            count += len(store.decide_alike(document, Reject(record=record, field="unit"), by))
            with suppress(StepError):
                count += len(store.undo(by))
        return count

    results = at_once(
        lambda: work("ana", june, "m0"), lambda: work("luis", july, "m1"), lambda: work("eva", july, "m0")
    )
    assert all(isinstance(result, int) for result in results), results
    assert len(store.history(june)) + len(store.history(july)) == sum(results)  # type: ignore[arg-type]
    for document in (june, july):
        assert store.replay(document) == store.document(document).worksheet


def test_many_reviewers_are_offered_questions_at_once(store: Store) -> None:
    documents = convert_into(store, JUNE, JULY)
    names = [f"revisor {number}" for number in range(8)]

    def ask(by: str) -> str:
        item = store.next_doubtful(by)
        assert item
        store.decide(item.document, Accept(record=item.record, field=item.field), by)
        return by

    assert sorted(map(str, at_once(*(lambda by=by: ask(by) for by in names)))) == names
    assert sum(len(store.history(document)) for document in documents) == len(names)


def test_each_document_goes_to_one_converter_only(store: Store) -> None:
    files = [(f"{number}.pdf", str(number).encode()) for number in range(20)]
    store.add_batch(files, "ana")

    def convert(worker: str) -> list[int]:
        done = []
        while claimed := store.claim(worker):
            done.append(claimed.id)
            store.save_failure(claimed.id, "DAMAGED", "No se pudo leer.")
        return done

    results = at_once(*(lambda worker=f"w{number}": convert(worker) for number in range(4)))
    claimed = [document for result in results if isinstance(result, Iterable) for document in result]
    assert sorted(claimed) == sorted(row.id for row in store.documents(limit=100)[0])
    assert len(claimed) == len(files)


def test_the_same_files_dropped_at_once_are_the_same_documents(store: Store) -> None:
    files = [(f"{number}.pdf", str(number).encode()) for number in range(10)]
    results = at_once(*(lambda order=order: store.add_batch(files[::order], "ana") for order in (1, -1, 1, -1)))
    assert sorted(map(str, results)) == ["1", "2", "3", "4"]
    assert store.documents()[1] == len(files)


def decide_in_a_process(url: str | None, folder: Path, document: int, record: str) -> None:
    store = open_store(url, folder)
    for number in range(ROUNDS):
        store.decide(document, Edit(record=record, field="target", text=f"{record} {number}"), record)
    store.close()


@pytest.mark.slow
def test_processes_share_a_base(store: Store, url: str | None, tmp_path: Path) -> None:
    (document,) = convert_into(store, JUNE)
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=decide_in_a_process, args=(url, tmp_path, document, record)) for record in ("m0", "m1")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(store.history(document)) == 2 * ROUNDS
    assert store.replay(document) == store.document(document).worksheet


def test_whoever_waits_too_long_is_told_that_nothing_was_changed(url: str | None, tmp_path: Path) -> None:
    store = open_store(url, tmp_path, busy_seconds=0.1)
    (document,) = convert_into(store, JUNE)
    with writing(store._engine) as connection:
        lock_documents(connection, [document])
        with pytest.raises(BusyError, match="no se cambió nada"):
            store.decide(document, Accept(record="m0", field="unit"), "ana")
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    assert len(store.history(document)) == 1
    store.close()


PAIRS = 1_000


@pytest.mark.slow
def test_of_two_edits_of_one_field_at_once_one_is_kept_and_the_other_told(store: Store) -> None:
    (document,) = convert_into(store, JUNE)
    together = Barrier(2, timeout=60.0)
    accepted: dict[str, int] = {}
    conflicts: list[tuple[int, set[str]]] = []

    def edit(by: str) -> None:
        for number in range(PAIRS):
            seen = store.document(document).version
            together.wait()
            text = f"{by} {number}"
            try:
                entry = store.decide(document, Edit(record="m0", field="target", text=text), by, version=seen)
                accepted[text] = entry.sequence
            except ConflictError as error:
                conflicts.append((number, {error.mine, error.theirs}))
            together.wait()

    assert at_once(lambda: edit("ana"), lambda: edit("luis")) == [None, None]
    history = store.history(document)
    assert len(accepted) + len(conflicts) == 2 * PAIRS
    assert len(accepted) == len(history) == PAIRS
    assert all(texts == {f"ana {number}", f"luis {number}"} for number, texts in conflicts)
    assert {entry.action.text: entry.sequence for entry in history if isinstance(entry.action, Edit)} == accepted
    assert store.replay(document) == store.document(document).worksheet
    last = store.document(document).worksheet.find("m0")
    assert last is not None
    assert last.present["target"].text == max(accepted, key=accepted.__getitem__)


def test_many_threads_write_to_a_file_one_after_the_other(new_sqlite: Callable[[Path], None], tmp_path: Path) -> None:
    new_sqlite(tmp_path)
    store = open_store(folder=tmp_path, busy_seconds=30.0)
    (document,) = convert_into(store, JUNE)

    def work(by: str) -> list[object]:
        return [store.decide(document, Edit(record="m0", field="target", text=f"{by} {n}"), by) for n in range(3)]

    results = at_once(*(lambda by=str(number): work(by) for number in range(30)))
    assert [result for result in results if isinstance(result, Exception)] == []
    assert len(store.history(document)) == 90
    store.close()


def test_what_is_brief_is_kept_all_the_same(store: Store) -> None:
    with writing(store._engine, is_brief=True) as connection:
        connection.execute(update(doubts).values(priority=0))
    convert_into(store, JUNE)
    item = store.next_doubtful("ana")
    assert item is not None
    other = store.next_doubtful("luis")
    assert other is not None
    assert other.key != item.key, "the offer to the first one is in the base"


def test_who_ask_at_once_are_offered_different_questions(store: Store) -> None:
    people = 8
    convert_into(store, matrix(*(f"Unidad {number}? | Custodiar | % | 90%" for number in range(people))))
    for _ in range(3):
        items = at_once(*(lambda by=str(number): store.next_doubtful(by) for number in range(people)))
        assert len({getattr(item, "key", item) for item in items}) == people
