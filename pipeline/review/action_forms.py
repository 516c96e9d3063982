"""What a form of the pages asks for, as an action on a worksheet."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from plantillas import message
from plantillas.marks import stand_in

from ..catalogue.entries import Catalogue
from ..decisions.actions import FieldAction, RowAction, read_action, tidy
from ..decisions.worksheet import Worksheet
from ..model import FIELD_NAMES

TOPIC = "paginas"
Form = Mapping[str, str]
CUT = "\n"
"""A reviewer breaks the line where a new record starts."""
NEW_RECORD_DIGITS = 12


class FormError(Exception):
    """A form that asks for nothing that can be done; the message is a Spanish sentence."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(message(TOPIC, code))


def read_form(form: Form, worksheet: Worksheet, catalogue: Catalogue) -> FieldAction | RowAction:
    """Return what a form asks for; raise :class:`FormError`.

    The button that was pressed names the deed: ``kind``, or for two of them also its object (``choose``, ``merge``).
    """
    kind = _kind(form, worksheet)
    try:
        return read_action({"kind": kind, **_parts(kind, form, worksheet, catalogue)})
    except ValueError as error:  # among them what pydantic says of an action that is none
        raise FormError("wrong_form") from error


def _kind(form: Form, worksheet: Worksheet) -> str:
    for kind in ("choose", "merge"):
        if form.get(kind):
            return kind
    kind = form.get("kind", "edit")
    return "edit" if kind == "accept" and _is_corrected(form, worksheet) else kind


def _parts(kind: str, form: Form, worksheet: Worksheet, catalogue: Catalogue) -> dict[str, object]:
    record = form.get("record", "")
    match kind:
        case "merge":
            return {"record": record, "other": form.get("merge")}
        case "split":
            return {"record": record, "new_record": _new_record(), "cuts": _cuts(form, worksheet)}
        case "add":
            texts = {name: form.get(f"text_{name}", "") for name in FIELD_NAMES}
            return {"after": form.get("after") or None, "new_record": _new_record(), "texts": texts}
        case "delete":
            return {"record": record}
    more: dict[str, object] = {}
    match kind:
        case "choose":
            more = {"entry": form["choose"], "name": _name(form["choose"], catalogue)}
        case "move":
            more = {name: form.get(name, "") for name in ("start", "end", "to_record", "to_field")}
        case "edit" | "new":
            more = {"text": form.get("text", "")}
    return {"record": record, "field": form.get("field", ""), **more}


def _is_corrected(form: Form, worksheet: Worksheet) -> bool:
    """Tell whether the text was changed before it was called right: then it is the changed one that is."""
    row = worksheet.find(form.get("record", ""))
    value = row.values.get(form["field"]) if row and form.get("field") in FIELD_NAMES else None  # type: ignore[call-overload]
    return "text" in form and value is not None and tidy(form["text"]) != tidy(value.text)


def _cuts(form: Form, worksheet: Worksheet) -> dict[str, int]:
    row = worksheet.find(form.get("record", ""))
    texts = {name: stand_in(value.text) for name, value in row.present.items()} if row else {}
    typed = {name: form.get(f"cut_{name}", "").replace("\r\n", CUT) for name in texts}
    return {name: _offset(typed[name], text) for name, text in texts.items() if CUT in typed[name].strip()}


def _offset(typed: str, text: str) -> int:
    """Return at which letter of ``text`` the line was broken: the words before it are counted, whatever the spaces."""
    before, _, after = typed.strip().partition(CUT)
    letters = sum(not letter.isspace() for letter in before)
    if "".join(typed.split()) != "".join(text.split()) or CUT in after:
        raise FormError("cut_changed")
    offset = 0
    while letters:
        letters -= not text[offset].isspace()
        offset += 1
    return offset


def _new_record() -> str:
    return f"a{uuid4().hex[:NEW_RECORD_DIGITS]}"


def _name(entry: str, catalogue: Catalogue) -> str:
    """Return the name of an entry; raise ``FormError`` where there is none."""
    entries = (*catalogue.units, *catalogue.indicators)
    name = next((known.name for known in entries if known.id == entry), None)
    if name is None:
        raise FormError("entry_gone")
    return name
