"""The questions of a base as a sheet to be filled in by people who do not use the app, and the way back.

One row for each question, however many fields wait for its answer. A row says which field it is about and which
version of its document was exported, so that nothing is written over that others decided meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantillas import message

from ..model import FIELD_NAMES, FieldName, Judgement
from ..normalise import fold
from ..percent import percent

TOPIC = "dudas"
COLUMNS = (
    *("document", "institution", "period", "unit", "indicator", "field", "text", "candidates", "confidence"),
    *("reasons", "alike", "decision", "value", "comment", "place", "version"),
)
READ = ("text", "decision", "value", "comment", "place", "version")
"""Columns that a filled-in sheet must have."""
WORDS: dict[str, Judgement] = {"aceptar": "accept", "otro": "other", "nuevo": "new", "sin_match": "no_match"}
"""What is written in the column of decisions: the words of the review sheet of a document."""
FIRST_ROW = 2
"""What a spreadsheet calls the row below the headings."""
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a base, and the field at which it is asked."""

    document: int
    record: str
    field: FieldName
    version: int
    """Of the document, when it was exported."""
    text: str
    name: str
    """Of the document."""
    alike: int = 0
    """Other fields that wait for the same answer."""
    confidence: float | None = None
    reasons: tuple[str, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()
    """Names of entries with their scores."""
    institution: str = ""
    period: str = ""
    unit: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """A row that somebody filled in."""

    row: int
    """As a spreadsheet counts."""
    document: int
    record: str
    field: FieldName
    version: int
    text: str
    """That was read when it was exported."""
    judgement: Judgement
    value: str
    comment: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be used, with a Spanish sentence that says why and what to do."""

    row: int
    reason: str


def question_rows(questions: Sequence[Question]) -> list[list[str]]:
    """Return the sheet: a heading and a row for each question."""
    return [[_word(f"column_{column}") for column in COLUMNS], *map(_row, questions)]


def _row(question: Question) -> list[str]:
    confidence = question.confidence
    cells = {
        "document": question.name,
        "institution": question.institution,
        "period": question.period,
        "unit": question.unit,
        "indicator": question.indicator,
        "field": message("informe", f"field_{question.field}"),
        "text": question.text,
        "candidates": "; ".join(f"{name} ({percent(score)} %)" for name, score in question.candidates),
        "confidence": "" if confidence is None else str(percent(confidence)),
        "reasons": "; ".join(question.reasons),
        "alike": str(question.alike + 1),
        "place": f"{question.document}/{question.record}/{question.field}",
        "version": f"v{question.version}",
    }
    return [cells.get(column, "") for column in COLUMNS]


def read_answers(rows: Sequence[Sequence[str]]) -> list[SheetAnswer | RowProblem]:
    """Return what was filled in, row by row; rows without a decision are passed over."""
    headings = {fold(cell): at for at, cell in enumerate(rows[0] if rows else ())}
    missing = [_word(f"column_{column}") for column in READ if fold(_word(f"column_{column}")) not in headings]
    if missing:
        return [RowProblem(1, _word("no_column", column=missing[0]))]
    places = {column: headings[fold(_word(f"column_{column}"))] for column in READ}
    found = []
    for number, cells in enumerate(rows[1:], FIRST_ROW):
        row = {column: cells[at] if at < len(cells) else "" for column, at in places.items()}
        if row["decision"]:
            found.append(_answer(number, row))
    return found


def _answer(number: int, row: dict[str, str]) -> SheetAnswer | RowProblem:
    judgement = WORDS.get(fold(row["decision"]).replace(" ", "_"))
    place, version = _place(row["place"]), _number(row["version"].removeprefix("v"))
    if judgement is None:
        return RowProblem(number, _word("unknown_decision", value=row["decision"], known=", ".join(WORDS)))
    if judgement == "other" and not row["value"]:
        return RowProblem(number, _word("no_value"))
    if place is None or version is None:
        return RowProblem(number, _word("no_place"))
    return SheetAnswer(number, *place, version, row["text"], judgement, row["value"], row["comment"])


def _place(text: str) -> tuple[int, str, FieldName] | None:
    document, _, rest = text.partition("/")
    record, _, name = rest.partition("/")
    number, field = _number(document), next((known for known in FIELD_NAMES if known == name), None)
    return (number, record, field) if number is not None and record and field else None


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None


def _word(key: str, **values: object) -> str:
    return message(TOPIC, key, **values)
