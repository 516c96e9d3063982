"""The fields that wait for a human eye as a CSV that an officer fills in with a spreadsheet, and the way back.

One row for each decision to take, however many records it is about. ``clave`` is a check sum of what the decision is
about: a text that the spreadsheet altered is noticed, for a decision on it would never be found again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extractores.errors import DocumentError
from extractores.text import decode
from plantillas import message

from ..context.dates import parse_date
from ..exports import rows_to_csv, unguard
from ..model import (
    FIELD_NAMES,
    Decision,
    DecisionKey,
    Field,
    FieldName,
    Judgement,
    Match,
    Matrix,
    Place,
    least_sure,
)
from ..normalise import fold
from ..percent import percent
from .memory import TOPIC, DecisionError, key_of

COLUMNS = (
    *("record", "field", "text", "candidates", "confidence", "reasons", "places"),
    *("decision", "value", "reviewer", "date", "comment"),
    *("institution", "unit", "indicator", "entry", "entry_name", "key"),
)
READ = ("field", "text", *COLUMNS[COLUMNS.index("decision") :])
"""Columns that a filled-in sheet must have."""
JUDGEMENTS: tuple[Judgement, ...] = ("accept", "other", "new", "no_match")
KEY_DIGITS = 12
FIRST_ROW = 2
"""What a spreadsheet calls the row below the headings."""

Row = Mapping[str, str]


def to_review_csv(matrix: Matrix) -> str:
    """Return the sheet of a matrix: its fields to review in the order of the records."""
    found: dict[DecisionKey, list[tuple[Field, int]]] = {}
    for number, record in enumerate(matrix.records, 1):
        for name, field in record.printed_fields.items():
            if field.needs_review:
                found.setdefault(key_of(record, name, matrix.institution), []).append((field, number))
    rows = (_row(matrix, key, some) for key, some in found.items())
    return rows_to_csv([[_word(f"column_{column}") for column in COLUMNS], *rows])


def _row(matrix: Matrix, key: DecisionKey, some: Sequence[tuple[Field, int]]) -> list[str]:
    numbers = [number for _, number in some]
    record = matrix.records[numbers[0] - 1]
    field = least_sure(field for field, _ in some)
    match = field.match
    cells = {
        "record": ", ".join(map(str, numbers)),
        "field": message("informe", f"field_{key.field}"),
        "text": field.text,
        "candidates": _candidates(match) if match else "",
        "confidence": "" if field.confidence is None else str(percent(field.confidence)),
        "reasons": "; ".join((*field.reasons, *(match.evidence if match else ()))),
        "places": "; ".join(dict.fromkeys(_place(place) for place in field.spans)),
        "institution": matrix.institution or "",
        "unit": record.unit.text if record.unit and key.unit else "",
        "indicator": record.indicator.text if record.indicator and key.indicator else "",
        "entry": (match.entry if match else None) or "",
        "entry_name": (match.name if match else None) or "",
    }
    cells["key"] = _check_sum(key, cells["entry"], cells["entry_name"])
    return [cells.get(column, "") for column in COLUMNS]


def _candidates(match: Match) -> str:
    named = ((match.name, match.score), (match.runner_up, match.runner_up_score))
    if match.verdict == "none":
        return _word("candidate_none")
    return "; ".join(f"{name} ({percent(score or 0.0)} %)" for name, score in named if name)


def _place(place: Place) -> str:
    if not place.lines:
        return message("informe", "place_page", page=place.page)
    first, last = place.lines
    return message("informe", "place_line" if first == last else "place_lines", first=first, last=last)


def _check_sum(key: DecisionKey, entry: str, entry_name: str) -> str:
    """Return a check sum that starts with a letter, so that no spreadsheet takes it for a number."""
    content = "\n".join((*key.model_dump().values(), entry, entry_name))
    return "k" + hashlib.sha256(content.encode("utf-8")).hexdigest()[:KEY_DIGITS]


def read_review_csv(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a sheet; rows without one are passed over. Raise :class:`DecisionError`."""
    return tuple(_decision(row, number, path) for number, row in _read_rows(path) if row["decision"])


def _read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        text = decode(path.read_bytes(), path.name)[0].removeprefix("\ufeff")
    except FileNotFoundError as error:
        raise DecisionError("missing_file", path=path) from error
    except (OSError, DocumentError) as error:
        raise DecisionError("unreadable", path=path) from error
    heading = text.partition("\n")[0]
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=heading.count)))
    place = {fold(cell): at for at, cell in enumerate(table[0] if table else [])}
    for column in READ:
        if fold(_word(f"column_{column}")) not in place:
            raise DecisionError("no_column", path=path, column=_word(f"column_{column}"))
    places = {column: place[fold(_word(f"column_{column}"))] for column in READ}
    for number, cells in enumerate(table[1:], FIRST_ROW):
        yield number, {column: unguard(cells[at]).strip() if at < len(cells) else "" for column, at in places.items()}


def _decision(row: Row, number: int, path: Path) -> Decision:
    def fail(code: str, column: str, **detail: object) -> DecisionError:
        return DecisionError(code, path=path, row=number, column=_word(f"column_{column}"), **detail)

    judgement = _judgement(row["decision"])
    if judgement is None:
        known = ", ".join(_word(f"judgement_{code}") for code in JUDGEMENTS)
        raise fail("unknown_judgement", "decision", value=row["decision"], known=known)
    if judgement == "other" and not row["value"]:
        raise fail("no_value", "value")
    if not row["reviewer"]:
        raise fail("no_reviewer", "reviewer")
    if (day := parse_date(row["date"])) is None:
        raise fail("wrong_date", "date", value=row["date"])
    if (name := _field_name(row["field"])) is None:
        known = ", ".join(message("informe", f"field_{name}") for name in FIELD_NAMES)
        raise fail("unknown_field", "field", value=row["field"], known=known)
    key = _key(row, name)
    if row["key"] != _check_sum(key, row["entry"], row["entry_name"]):
        raise fail("altered", "text")
    return Decision(
        key=key,
        judgement=judgement,
        value=row["value"] or None,
        entry=row["entry"] or None,
        entry_name=row["entry_name"] or None,
        reviewer=row["reviewer"],
        time=day.isoformat(),
        comment=row["comment"] or None,
    )


def _key(row: Row, name: FieldName) -> DecisionKey:
    return DecisionKey(
        institution=fold(row["institution"]),
        field=name,
        text=fold(row["text"]),
        unit=fold(row["unit"]),
        indicator=fold(row["indicator"]),
    )


def _judgement(text: str) -> Judgement | None:
    words = {fold(_word(f"judgement_{code}")): code for code in JUDGEMENTS}
    return words.get(fold(text))


def _field_name(text: str) -> FieldName | None:
    words = {fold(message("informe", f"field_{name}")): name for name in FIELD_NAMES}
    return words.get(fold(text))


def _word(key: str) -> str:
    return message(TOPIC, key)


def decisions_to_csv(decisions: Sequence[Decision]) -> str:
    """Return decisions as a sheet that can be read, changed and read in again."""
    return rows_to_csv([[_word(f"column_{column}") for column in READ], *map(_decision_row, decisions)])


def _decision_row(decision: Decision) -> list[str]:
    key = decision.key
    cells = {
        "field": message("informe", f"field_{key.field}"),
        "text": key.text,
        "decision": _word(f"judgement_{decision.judgement}"),
        "value": decision.value,
        "reviewer": decision.reviewer,
        "date": decision.time,
        "comment": decision.comment,
        "institution": key.institution,
        "unit": key.unit,
        "indicator": key.indicator,
        "entry": decision.entry,
        "entry_name": decision.entry_name,
        "key": _check_sum(key, decision.entry or "", decision.entry_name or ""),
    }
    return [cells[column] or "" for column in READ]
