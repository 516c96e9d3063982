"""What a reviewer can do to a worksheet: each action is a JSON-able value, and ``apply`` gives the worksheet after it.

Everything here is a function of its arguments alone: the same actions give the same worksheet again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field as Attribute, TypeAdapter

from plantillas import message
from plantillas.marks import STAND_IN

from ..model import FIELD_NAMES, FieldName, Judgement
from ..normalise import join_lines
from .worksheet import Frozen, RecordId, Row, Value, Worksheet, sorted_sheet

TOPIC = "acciones"
SHARED: tuple[FieldName, ...] = ("unit", "mission")
"""Fields that several records have in common, as the merged cells of a matrix: a split leaves them to both."""
MOST_LETTERS = 20_000
"""Of a text that a person writes: the longest printed field known has a tenth of it."""

Text = Annotated[str, Attribute(max_length=MOST_LETTERS)]
NewRecord = Annotated[RecordId, Attribute(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
Offset = Annotated[int, Attribute(ge=0)]


class ActionError(Exception):
    """An action that cannot be done; the message is a Spanish sentence that says why and what to do."""

    def __init__(self, code: str, **detail: object) -> None:
        self.code = code
        super().__init__(message(TOPIC, code, **detail))


class Accept(Frozen):
    """Text and catalogue's entry are right as they are now."""

    kind: Literal["accept"] = "accept"
    record: RecordId
    field: FieldName


class Edit(Frozen):
    """The right text is another; an empty one takes the value away."""

    kind: Literal["edit"] = "edit"
    record: RecordId
    field: FieldName
    text: Text


class Choose(Frozen):
    """Another entry of the catalogue is meant."""

    kind: Literal["choose"] = "choose"
    record: RecordId
    field: FieldName
    entry: str
    name: str


class New(Frozen):
    """The text is right and new to the catalogue; ``text`` corrects it at once, null leaves it."""

    kind: Literal["new"] = "new"
    record: RecordId
    field: FieldName
    text: Text | None = None


class Reject(Frozen):
    """No entry of the catalogue is meant."""

    kind: Literal["reject"] = "reject"
    record: RecordId
    field: FieldName


class Clear(Frozen):
    """What was decided is to be looked at again."""

    kind: Literal["clear"] = "clear"
    record: RecordId
    field: FieldName


class Split(Frozen):
    """One record is two: ``cuts`` say from which letter on each text belongs to the new one, right behind it.

    Fields without a cut stay, but for the ``SHARED`` ones, which both have.
    """

    kind: Literal["split"] = "split"
    record: RecordId
    new_record: NewRecord
    cuts: dict[FieldName, Offset]


class Merge(Frozen):
    """Two records are one: ``record`` takes over what ``other`` has, in the order in which they stand."""

    kind: Literal["merge"] = "merge"
    record: RecordId
    other: RecordId


class Move(Frozen):
    """The letters from ``start`` to ``end`` belong to another field, at the end of it that is nearer."""

    kind: Literal["move"] = "move"
    record: RecordId
    field: FieldName
    start: Offset
    end: Offset
    to_record: RecordId
    to_field: FieldName


class Add(Frozen):
    """A record was overlooked: it stands behind ``after``, or before all others."""

    kind: Literal["add"] = "add"
    after: RecordId | None
    new_record: NewRecord
    texts: dict[FieldName, Text]


class Delete(Frozen):
    """Something is no record."""

    kind: Literal["delete"] = "delete"
    record: RecordId


FieldAction = Accept | Edit | Choose | New | Reject | Clear
"""What is said of one field."""
RowAction = Split | Merge | Move | Add | Delete
Action = Annotated[FieldAction | RowAction, Attribute(discriminator="kind")]

_ACTIONS: TypeAdapter[FieldAction | RowAction] = TypeAdapter(Action)


def read_action(data: str | bytes | dict[str, Any]) -> FieldAction | RowAction:
    """Return the action in JSON, or in its parts; raise ``pydantic.ValidationError`` where it is none."""
    return _ACTIONS.validate_python(data) if isinstance(data, dict) else _ACTIONS.validate_json(data)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Who acts, when and why."""

    by: str
    at: str
    reason: str

    def said(self, judgement: Judgement | None, **more: object) -> dict[str, object]:
        """Return what a value gets when it is judged; an entry that was chosen before is forgotten."""
        said = {"judgement": judgement, "entry": None, "entry_name": None}
        return said | {"reviewer": self.by, "time": self.at, "comment": self.reason or None} | more

    def recut(self, value: Value, **more: object) -> Value:
        """Return ``value`` with other limits: what a person cut is what that person read."""
        changed = value.model_copy(update={"recut": True, **more})
        return changed.model_copy(update=self.said("accept" if changed.typed is None else "other"))


def apply(sheet: Worksheet, action: FieldAction | RowAction, by: str, at: str, reason: str = "") -> Worksheet:
    """Return ``sheet`` after ``action`` of the reviewer ``by`` at the time ``at``; raise :class:`ActionError`."""
    return _DEEDS[type(action)](sheet, action, _Judge(by, at, reason))


def tidy(text: str) -> str:
    """Return what a person wrote, on one line, without signs that no one sees and what pages show in their place."""
    seen = (sign for sign in text if (sign.isprintable() or sign.isspace()) and sign != STAND_IN)
    return " ".join("".join(seen).split())


def _accept(sheet: Worksheet, action: Accept, judge: _Judge) -> Worksheet:
    value = _value(sheet, action.record, action.field)
    said = judge.said("accept", entry=value.entry, entry_name=value.entry_name)
    return _with_value(sheet, action, value.model_copy(update=said))


def _edit(sheet: Worksheet, action: Edit, judge: _Judge) -> Worksheet:
    row, text = _row(sheet, action.record), tidy(action.text)
    value = row.values[action.field] or Value(printed="")
    if not text:
        return _with_value(sheet, action, None)
    as_printed = text == value.printed
    said = judge.said("accept" if as_printed else "other", typed=None if as_printed else text)
    return _with_value(sheet, action, value.model_copy(update=said))


def _choose(sheet: Worksheet, action: Choose, judge: _Judge) -> Worksheet:
    value = _value(sheet, action.record, action.field)
    said = judge.said("other", entry=tidy(action.entry), entry_name=tidy(action.name))
    return _with_value(sheet, action, value.model_copy(update=said))


def _new(sheet: Worksheet, action: New, judge: _Judge) -> Worksheet:
    value = _value(sheet, action.record, action.field)
    text = tidy(action.text or "") or value.text
    said = judge.said("new", typed=None if text == value.printed else text)
    return _with_value(sheet, action, value.model_copy(update=said))


def _reject(sheet: Worksheet, action: Reject, judge: _Judge) -> Worksheet:
    value = _value(sheet, action.record, action.field)
    return _with_value(sheet, action, value.model_copy(update=judge.said("no_match")))


def _clear(sheet: Worksheet, action: Clear, judge: _Judge) -> Worksheet:
    value = _value(sheet, action.record, action.field)
    return _with_value(sheet, action, value.model_copy(update=judge.said(None)))


def _split(sheet: Worksheet, action: Split, judge: _Judge) -> Worksheet:
    row = _row(sheet, action.record)
    _check_new(sheet, action.new_record)
    kept: dict[FieldName, Value | None] = dict(row.values)
    moved = {name: row.values[name] if name in SHARED else None for name in FIELD_NAMES}
    for name, offset in action.cuts.items():
        value = _value(sheet, row.id, name)
        if offset > len(value.text):
            raise ActionError("outside", text=value.text)
        kept[name], moved[name] = _part(value, 0, offset, judge), _part(value, offset, len(value.text), judge)
    if not (_has_own(action, kept) and _has_own(action, moved)):
        raise ActionError("nothing_split")
    new = row.model_copy(update={"id": action.new_record, "rank": sheet.rank_after(row), "values": moved})
    return _replaced(sheet, {row.id: row.with_values(kept), new.id: new})


def _has_own(action: Split, values: dict[FieldName, Value | None]) -> bool:
    """Tell whether one half of a split has something that the other has not as well."""
    return any(value and (name not in SHARED or name in action.cuts) for name, value in values.items())


def _merge(sheet: Worksheet, action: Merge, judge: _Judge) -> Worksheet:
    if action.record == action.other:
        raise ActionError("same_record")
    row, other = _row(sheet, action.record), _row(sheet, action.other)
    first, second = sorted((row, other), key=sheet.rows.index)
    values = {name: _joined(first.values[name], second.values[name], judge) for name in FIELD_NAMES}
    number = row.number or other.number
    merged = row.with_values(values).model_copy(update={"number": number})
    return _replaced(sheet, {row.id: merged, other.id: None})


def _move(sheet: Worksheet, action: Move, judge: _Judge) -> Worksheet:
    source, goal = _row(sheet, action.record), _row(sheet, action.to_record)
    if (source.id, action.field) == (goal.id, action.to_field):
        raise ActionError("same_field")
    value = _value(sheet, source.id, action.field)
    if not action.start < action.end <= len(value.text):
        raise ActionError("outside", text=value.text)
    fragment = _part(value, action.start, action.end, judge)
    if fragment is None:
        raise ActionError("outside", text=value.text)
    fragment = judge.recut(fragment)
    before, after = (_part(value, *ends, judge) for ends in ((0, action.start), (action.end, len(value.text))))
    rest = _joined(before, after, judge)
    there = goal.values[action.to_field]
    comes_later = _order(sheet, source, action.field) > _order(sheet, goal, action.to_field)
    joined = _joined(there, fragment, judge) if comes_later else _joined(fragment, there, judge)
    if source.id == goal.id:
        return _replaced(sheet, {goal.id: goal.with_values({action.field: rest, action.to_field: joined})})
    left, grown = source.with_values({action.field: rest}), goal.with_values({action.to_field: joined})
    return _replaced(sheet, {source.id: left, goal.id: grown})


def _order(sheet: Worksheet, row: Row, name: FieldName) -> tuple[int, int]:
    return sheet.rows.index(row), FIELD_NAMES.index(name)


def _add(sheet: Worksheet, action: Add, judge: _Judge) -> Worksheet:
    _check_new(sheet, action.new_record)
    before = None if action.after is None else _row(sheet, action.after)
    texts = {name: tidy(text) for name, text in action.texts.items()}
    if not any(texts.values()):
        raise ActionError("nothing_written")
    values = {name: _typed(texts.get(name, ""), judge) for name in FIELD_NAMES}
    neighbour = before or (sheet.rows[0] if sheet.rows else None)
    new = Row(
        id=action.new_record,
        rank=sheet.rank_after(before),
        process_level=neighbour.process_level if neighbour else None,
        process_level_printed=neighbour.process_level_printed if neighbour else None,
        values=values,
    )
    return _replaced(sheet, {new.id: new})


def _typed(text: str, judge: _Judge) -> Value | None:
    return Value(printed="", typed=text).model_copy(update=judge.said("other")) if text else None


def _delete(sheet: Worksheet, action: Delete, judge: _Judge) -> Worksheet:
    return _replaced(sheet, {_row(sheet, action.record).id: None})


def _part(value: Value, start: int, end: int, judge: _Judge) -> Value | None:
    """Return a stretch of a value, None where nothing is in it; of what a person wrote the printed text stays whole."""
    text = value.text[start:end].strip()
    if not text:
        return None
    if text == value.text:
        return value
    return judge.recut(value, **({"printed": text} if value.typed is None else {"typed": text}))


def _joined(one: Value | None, other: Value | None, judge: _Judge) -> Value | None:
    """Return two values as one; the same piece of paper twice is one already."""
    if one is None or other is None:
        return one or other
    if (one.printed, one.typed, one.spans) == (other.printed, other.typed, other.spans):
        return one
    is_typed = not (one.typed is None and other.typed is None)
    return judge.recut(
        one,
        printed=_join(one.printed, other.printed),
        typed=_join(one.text, other.text) if is_typed else None,
        spans=tuple(dict.fromkeys((*one.spans, *other.spans))),
        origin=one.origin or other.origin,
    )


def _join(one: str, other: str) -> str:
    return join_lines([text for text in (one, other) if text])


def _row(sheet: Worksheet, record: RecordId) -> Row:
    row = sheet.find(record)
    if row is None:
        raise ActionError("no_record")
    return row


def _value(sheet: Worksheet, record: RecordId, name: FieldName) -> Value:
    value = _row(sheet, record).values[name]
    if value is None:
        raise ActionError("no_value", field=message("informe", f"field_{name}"))
    return value


def _check_new(sheet: Worksheet, record: RecordId) -> None:
    if not record or sheet.find(record):
        raise ActionError("taken")


def _with_value(sheet: Worksheet, action: FieldAction, value: Value | None) -> Worksheet:
    row = _row(sheet, action.record)
    return _replaced(sheet, {row.id: row.with_values({action.field: value})})


def _replaced(sheet: Worksheet, changes: dict[RecordId, Row | None]) -> Worksheet:
    rows = {row.id: row for row in sheet.rows} | changes
    return sorted_sheet(row for row in rows.values() if row)


_DEEDS: dict[type[Any], Callable[[Worksheet, Any, _Judge], Worksheet]] = {
    Accept: _accept,
    Edit: _edit,
    Choose: _choose,
    New: _new,
    Reject: _reject,
    Clear: _clear,
    Split: _split,
    Merge: _merge,
    Move: _move,
    Add: _add,
    Delete: _delete,
}
