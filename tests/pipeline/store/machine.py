"""What reviewers may do to a store in any order, and what must hold after each of their steps."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

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
)
from pipeline.decisions.reviewed import digest_of, keys_of_row, value_needs_review
from pipeline.decisions.worksheet import Row, RowChange, Worksheet, sorted_sheet, worksheet_of
from pipeline.model import FIELD_NAMES, FieldName
from pipeline.store import ConflictError, StepError, Store, StoreError, open_store
from pipeline.store.engine import reading
from pipeline.store.tables import doubts, fields, log
from pipeline.store.views import DocumentView, Entry, FieldKey
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix

MATRICES = (
    matrix(
        "Archivo? | Custodiar | % de actas? | 90%",
        "Archivo? | Custodiar | % de actas? y copias | 80% 70%?",
        "Obras | Construir | Número de obras | 12",
    ),
    matrix("Archivo? | Custodiar | % de actas? | 90%", "Talento | | % de planes | ", name="julio.pdf"),
)
REVIEWERS = st.sampled_from(["ana", "luis"])
DOCUMENTS = st.integers(0, len(MATRICES) - 1)
ROWS = st.integers(0, 5)
NAMES = st.sampled_from(FIELD_NAMES)
OFFSETS = st.integers(0, 12)
TEXTS = st.sampled_from(["", "uno", "90%", "Archivo", "dos tres", "ñ\x00á"])
AGE = st.integers(0, 3)
"""How many entries of the log a reviewer has not seen yet."""

Sheets = dict[int, Worksheet]


def is_disturbing(change: RowChange, action: FieldAction | RowAction) -> bool:
    """Tell whether what somebody changed is what ``action`` is about: one field, or whole rows."""
    if change.record not in {getattr(action, name, None) for name in ("record", "other", "to_record")}:
        return False
    if not isinstance(action, get_args(FieldAction)) or change.after is None:
        return True
    before = change.before.values[action.field] if change.before else None
    return before != change.after.values[action.field]


class ReviewMachine(RuleBasedStateMachine):
    """Two reviewers work on two documents that have a question in common."""

    new_base: ClassVar[Callable[[Path], str | None]]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="lotaip-")
        place = Path(self.folder.name)
        self.store: Store = open_store(type(self).new_base(place), place)
        self.made = 0
        self.entries = 0

    @initialize()
    def convert(self) -> None:
        self.documents = convert_into(self.store, *MATRICES)

    def teardown(self) -> None:
        if hasattr(self, "documents"):
            self.everything_doubtful_is_in_the_queue()
        self.store.close()
        self.folder.cleanup()

    # What reviewers do

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES, age=AGE)
    def accept(self, by: str, document: int, row: int, name: FieldName, age: int) -> None:
        self.act(by, document, Accept(record=self.record(document, row), field=name), age)

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES, text=TEXTS, age=AGE)
    def edit(self, by: str, document: int, row: int, name: FieldName, text: str, age: int) -> None:
        self.act(by, document, Edit(record=self.record(document, row), field=name, text=text), age)

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES, text=TEXTS)
    def say_it_is_new(self, by: str, document: int, row: int, name: FieldName, text: str) -> None:
        self.act(by, document, New(record=self.record(document, row), field=name, text=text or None))

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES, age=AGE)
    def choose(self, by: str, document: int, row: int, name: FieldName, age: int) -> None:
        self.act(by, document, Choose(record=self.record(document, row), field=name, entry="x", name="Equis"), age)

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES)
    def reject(self, by: str, document: int, row: int, name: FieldName) -> None:
        self.act(by, document, Reject(record=self.record(document, row), field=name))

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES)
    def clear(self, by: str, document: int, row: int, name: FieldName) -> None:
        self.act(by, document, Clear(record=self.record(document, row), field=name))

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, cuts=st.dictionaries(NAMES, OFFSETS, min_size=1), age=AGE)
    def split(self, by: str, document: int, row: int, cuts: dict[FieldName, int], age: int) -> None:
        new = self.new_record()
        self.act(by, document, Split(record=self.record(document, row), new_record=new, cuts=cuts), age)

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, other=ROWS, age=AGE)
    def merge(self, by: str, document: int, row: int, other: int, age: int) -> None:
        self.act(by, document, Merge(record=self.record(document, row), other=self.record(document, other)), age)

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES, ends=st.tuples(OFFSETS, OFFSETS), to=ROWS, goal=NAMES)
    def move(
        self, by: str, document: int, row: int, name: FieldName, ends: tuple[int, int], to: int, goal: FieldName
    ) -> None:
        there = {"to_record": self.record(document, to), "to_field": goal}
        ordered = {"start": min(ends), "end": max(ends)}
        self.act(by, document, Move(record=self.record(document, row), field=name, **ordered, **there))

    @rule(by=REVIEWERS, document=DOCUMENTS, row=st.none() | ROWS, texts=st.dictionaries(NAMES, TEXTS, min_size=1))
    def add(self, by: str, document: int, row: int | None, texts: dict[FieldName, str]) -> None:
        after = None if row is None else self.record(document, row)
        self.act(by, document, Add(after=after, new_record=self.new_record(), texts=texts))

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS)
    def delete(self, by: str, document: int, row: int) -> None:
        self.act(by, document, Delete(record=self.record(document, row)))

    @rule(by=REVIEWERS, document=DOCUMENTS, row=ROWS, name=NAMES)
    def accept_all_alike(self, by: str, document: int, row: int, name: FieldName) -> None:
        action = Accept(record=self.record(document, row), field=name)
        key = FieldKey(self.documents[document], action.record, name)
        alike, before = self.store.alike(*key).fields, self.store.queue_size()
        try:
            entries = self.store.decide_alike(key.document, action, by)
        except ActionError:
            return
        self.entries += len(entries)
        assert len(entries) == alike + 1
        assert before - self.store.queue_size() in (alike, alike + 1)

    @rule(by=REVIEWERS, document=st.none() | DOCUMENTS)
    def undo(self, by: str, document: int | None) -> None:
        self.go(self.store.undo, by, document)

    @rule(by=REVIEWERS, document=st.none() | DOCUMENTS)
    def redo(self, by: str, document: int | None) -> None:
        self.go(self.store.redo, by, document)

    @rule(by=REVIEWERS)
    def undo_and_redo(self, by: str) -> None:
        before = self.sheets()
        if self.go(self.store.undo, by, None):
            undone = self.sheets()
            assert self.go(self.store.redo, by, None)
            assert self.sheets() == before
            assert self.go(self.store.undo, by, None)
            assert self.sheets() == undone

    # What must hold

    @invariant()
    def all_is_well(self) -> None:
        if not hasattr(self, "documents"):
            return
        views = {document: self.store.document(document) for document in self.documents}
        for (document, view), read in zip(views.items(), MATRICES, strict=True):
            assert view.matrix == read, "what the machine read stays"
            assert self.store.replay(document) == view.worksheet, "the log gives the state"
            self.each_entry_goes_on_from_the_one_before(worksheet_of(read), self.store.history(document))
        with reading(self.store._engine) as connection:
            assert connection.execute(select(func.count()).select_from(log)).scalar_one() == self.entries
        self.the_fields_are_those_of_the_worksheets(views)

    def each_entry_goes_on_from_the_one_before(self, sheet: Worksheet, history: Sequence[Entry]) -> None:
        """Every row is before an entry what it was after the last one, and actions do again what they did."""
        rows: dict[str, Row | None] = {row.id: row for row in sheet.rows}
        for entry in history:
            assert all(rows.get(change.record) == change.before for change in entry.changes)
            rows |= {change.record: change.after for change in entry.changes}
            after = sorted_sheet(row for row in rows.values() if row)
            if isinstance(entry.action, FieldAction | RowAction):
                assert apply(sheet, entry.action, entry.by, entry.at, entry.reason) == after
            sheet = after

    def the_fields_are_those_of_the_worksheets(self, views: Mapping[int, DocumentView]) -> None:
        expected = {
            (
                document,
                row.id,
                name,
                digest_of(keys_of_row(read, row)[name]),
                value.text,
                value_needs_review(read, value),
            )
            for (document, view), read in zip(views.items(), MATRICES, strict=True)
            for row in view.worksheet.rows
            for name, value in row.present.items()
        }
        columns = (fields.c.document_id, fields.c.record, fields.c.field, fields.c.digest, fields.c.text)
        with reading(self.store._engine) as connection:
            kept = {tuple(row) for row in connection.execute(select(*columns, fields.c.needs_review))}
            asked = select(doubts.c.digest, -doubts.c.priority).where(doubts.c.priority < 0)
            questions = {row[0]: row[1] for row in connection.execute(asked)}
        assert kept == expected
        assert questions == Counter(line[3] for line in expected if line[-1])
        to_review = Counter(line[0] for line in expected if line[-1])
        assert {document: view.to_review for document, view in views.items()} == {d: to_review[d] for d in views}
        assert self.store.queue_size() == to_review.total()

    def everything_doubtful_is_in_the_queue(self) -> None:
        found: list[FieldKey] = []
        while item := self.store.next_doubtful("ana", skip=found):
            found.append(item.key)
        expected = {
            (document, row.id, name)
            for (document, sheet), read in zip(self.sheets().items(), MATRICES, strict=True)
            for row in sheet.rows
            for name, value in row.present.items()
            if value_needs_review(read, value)
        }
        assert {tuple(key) for key in found} == expected
        assert len(found) == len(expected)

    # How it is done

    def act(self, by: str, document: int, action: FieldAction | RowAction, age: int = 0) -> None:
        """Do it as somebody who has not seen the last ``age`` entries of the log."""
        identifier = self.documents[document]
        history = self.store.history(identifier)
        version = history[-age - 1].sequence if age < len(history) else 0
        unseen = [change for entry in history if entry.sequence > version for change in entry.changes]
        entry, refusal = None, None
        try:
            entry = self.store.decide(identifier, action, by, version=version)
        except (ActionError, StoreError) as error:
            refusal = type(error)
        assert (refusal is ConflictError) == any(is_disturbing(change, action) for change in unseen)
        if entry:
            assert self.store.document(identifier).version == entry.sequence
            self.entries += 1

    def go(self, way: Callable[..., tuple[object, ...]], by: str, document: int | None) -> bool:
        try:
            entries = way(by, None if document is None else self.documents[document])
        except StepError:
            return False
        self.entries += len(entries)
        return True

    def record(self, document: int, row: int) -> str:
        rows = self.store.document(self.documents[document]).worksheet.rows
        return rows[row % len(rows)].id if rows else "m0"

    def new_record(self) -> str:
        self.made += 1
        return f"a{self.made}"

    def sheets(self) -> Sheets:
        return {document: self.store.document(document).worksheet for document in self.documents}
