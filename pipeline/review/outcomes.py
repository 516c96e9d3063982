"""How the app does what a form asks for, and how it says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from starlette.datastructures import FormData

from plantillas import message

from ..decisions.actions import ActionError, FieldAction, RowAction
from ..decisions.worksheet import RecordId
from ..model import FIELD_NAMES, FieldName
from ..store import BusyError, ConflictError, Store, StoreError
from ..store.views import Entry, FieldKey
from .action_forms import Form, FormError, read_form

TOPIC = "paginas"
MOST_DIGITS = 15
"""More than any number that the store gives; what is longer would not fit into its columns."""
UNTOUCHED = 0
"""Version of a document that nobody changed: a form that does not say which one it is about saw no other."""
CONFLICT, REFUSED, BUSY, FINE = 409, 422, 503, 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: the HTTP status, and what is said to the reviewer."""

    status: int = FINE
    says: str | None = None
    refused: str | None = None
    """Why it was not done."""
    clash: ConflictError | None = None
    """What somebody else did to the same field meanwhile."""
    entries: tuple[Entry, ...] = ()


def texts_of(form: FormData) -> Form:
    """Return the texts of a form; files in it are left out."""
    return {name: value for name, value in form.items() if isinstance(value, str)}


def act(store: Store, document: int, form: Form, by: str) -> Outcome:
    """Do what a form asks for on a document; what cannot be done is an outcome, too."""
    try:
        action = read_form(form, store.document(document).worksheet, store.catalogue())
        return done(action.kind, _decide(store, document, action, form, by))
    except (FormError, ActionError, StoreError) as error:
        return failed(error)


def _decide(store: Store, document: int, action: FieldAction | RowAction, form: Form, by: str) -> tuple[Entry, ...]:
    reason, version = form.get("reason", ""), read_number(form.get("version")) or UNTOUCHED
    if form.get("alike") and isinstance(action, get_args(FieldAction)):
        return store.decide_alike(document, action, by, reason, version)
    return (store.decide(document, action, by, reason, version),)


def take_back(store: Store, form: Form, by: str, *, forth: bool = False) -> Outcome:
    """Undo the reviewer's last step, or redo it; where the form names a document, of those about it."""
    document = read_number(form.get("document"))
    try:
        return done(*(("redo", store.redo(by, document)) if forth else ("undo", store.undo(by, document))))
    except StoreError as error:
        return failed(error)


def done(kind: str, entries: tuple[Entry, ...]) -> Outcome:
    """Return the outcome of something that was done."""
    says = message(TOPIC, f"done_{kind}")
    if len(entries) > 1:
        says = message(TOPIC, "done_many", done=says, fields=len(entries))
    return Outcome(says=says, entries=entries)


def failed(error: FormError | ActionError | StoreError) -> Outcome:
    """Return the outcome of something that was not done."""
    if isinstance(error, ConflictError):
        return Outcome(CONFLICT, refused=str(error), clash=error)
    return Outcome(BUSY if isinstance(error, BusyError) else REFUSED, refused=str(error))


def field_of(entries: Sequence[Entry]) -> FieldKey | None:
    """Return the field that log entries are about most: the first that differs in the first row that is left."""
    for entry in entries:
        for change in entry.changes:
            if entry.document is not None and change.after:
                before = change.before.values if change.before else {}
                names = (name for name in FIELD_NAMES if before.get(name) != change.after.values[name])
                return FieldKey(entry.document, change.record, next(names, FIELD_NAMES[0]))
    return None


def new_record(entries: Sequence[Entry]) -> RecordId | None:
    """Return the record that an action added on its own, None where it did another thing."""
    is_added = bool(entries) and entries[0].kind == "add"
    return entries[0].changes[0].record if is_added else None


def read_field(form: Form, name: str = "field") -> FieldName:
    """Return the field that a form names; the first where it names none."""
    return next((field for field in FIELD_NAMES if field == form.get(name)), FIELD_NAMES[0])


def read_key(text: str | None) -> FieldKey | None:
    """Return the field that ``text`` names as "document/record/field", None where it names none."""
    document, _, rest = (text or "").partition("/")
    record, _, field = rest.partition("/")
    number, name = read_number(document), next((name for name in FIELD_NAMES if name == field), None)
    return FieldKey(number, record, name) if number is not None and record and name else None


def read_number(text: str | None) -> int | None:
    """Return the number that ``text`` is, None where it is none."""
    is_number = text is not None and len(text) <= MOST_DIGITS and text.isascii() and text.isdecimal()
    return int(text or "") if is_number else None


def touched(entries: Sequence[Entry], version: int) -> tuple[set[RecordId], bool]:
    """Return the records that were changed after ``version``, and whether any came or went."""
    later = [change for entry in entries if entry.sequence > version for change in entry.changes]
    return {change.record for change in later}, any(not (change.before and change.after) for change in later)
