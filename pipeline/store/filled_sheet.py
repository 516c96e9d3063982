"""What people filled in on a sheet of doubts becomes decisions, with the same check of versions as in the app."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from plantillas import message

from ..decisions.actions import Accept, ActionError, Choose, Edit, FieldAction, New, Reject, tidy
from ..decisions.doubt_sheet import TOPIC, RowProblem, SheetAnswer
from ..decisions.memory import find_entry
from ..normalise import fold
from .errors import ConflictError, StoreError
from .store import Store

RowState = Literal["done", "same", "conflict", "refused"]


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What came of one row."""

    row: int
    state: RowState
    fields: int = 0
    """That the decision was applied to."""
    says: str = ""
    """Why it was not, a Spanish sentence."""


def apply_sheet(store: Store, answers: Iterable[SheetAnswer | RowProblem], by: str) -> list[RowOutcome]:
    """Apply the answers one after the other, each as a step of its own that can be undone.

    The same sheet again changes nothing. What others changed since the sheet was written is a conflict; what this
    sheet itself did is none.
    """
    own: set[int] = set()
    return [_apply(store, answer, by, own) for answer in answers]


def _apply(store: Store, answer: SheetAnswer | RowProblem, by: str, own: set[int]) -> RowOutcome:
    if isinstance(answer, RowProblem):
        return RowOutcome(answer.row, "refused", says=answer.reason)
    try:
        action = _action(answer, store)
        version = _seen_version(store, answer, action, own)
        if version is None:
            return RowOutcome(answer.row, "same")
        entries = store.decide_alike(answer.document, action, by, answer.comment, version)
    except ConflictError as error:
        return RowOutcome(answer.row, "conflict", says=str(error))
    except (StoreError, ActionError) as error:
        return RowOutcome(answer.row, "refused", says=str(error))
    own.update(entry.sequence for entry in entries)
    return RowOutcome(answer.row, "done", len(entries))


def _action(answer: SheetAnswer, store: Store) -> FieldAction:
    """Return the action that a row asks for; a value that names an entry of the catalogue chooses it."""
    record, field, value = answer.record, answer.field, answer.value
    match answer.judgement:
        case "accept":
            return Accept(record=record, field=field)
        case "new":
            return New(record=record, field=field, text=value or None)
        case "no_match":
            return Reject(record=record, field=field)
        case _:
            catalogue = store.catalogue()
            entries = {"unit": catalogue.units, "indicator": catalogue.indicators}.get(field, ())
            entry = find_entry(value, entries)
            if entry:
                return Choose(record=record, field=field, entry=entry.id, name=entry.name)
            return Edit(record=record, field=field, text=value)


def _seen_version(store: Store, answer: SheetAnswer, action: FieldAction, own: set[int]) -> int | None:
    """Return the version that the decision may build on; None where it was taken before just so.

    Raises :class:`ConflictError` where somebody else changed the field after the sheet was written, and
    :class:`StoreError` where the row's text is not the one of its field: cells were moved or changed.
    """
    view = store.document(answer.document)
    later = [
        entry
        for entry in store.history(answer.document, answer.record, answer.field)
        if entry.sequence > answer.version and entry.sequence not in own
    ]
    row = view.worksheet.find(answer.record)
    value = row.values[answer.field] if row else None
    theirs = value.entry_name or value.text if value else ""
    if later and later[-1].action == action:
        return None
    if later:
        last = later[-1]
        raise ConflictError(
            record=answer.record,
            field=answer.field,
            mine=_wanted(action, answer),
            theirs=theirs,
            by=last.by,
            at=last.at,
        )
    if value is None or fold(tidy(value.text)) != fold(tidy(answer.text)):
        raise StoreError("altered_row", text=value.text if value else "", read=answer.text)
    return view.version


def _wanted(action: FieldAction, answer: SheetAnswer) -> str:
    if isinstance(action, Reject):
        return message(TOPIC, "no_entry")
    return action.name if isinstance(action, Choose) else answer.value or answer.text


def summary(outcomes: Sequence[RowOutcome]) -> list[str]:
    """Return in words what came of a sheet."""
    if not outcomes:
        return [message(TOPIC, "nothing_filled")]
    counts = Counter(one.state for one in outcomes)
    said = [message(TOPIC, "done", done=counts["done"], fields=sum(one.fields for one in outcomes))]
    return said + [message(TOPIC, state, **{state: counts[state]}) for state in counts if state != "done"]
