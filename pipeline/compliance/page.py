"""What ``cumplimiento.html.j2`` receives, and the same as a CSV and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from plantillas import message

from ..exports import rows_to_csv
from ..normalise import fold
from ..target_words import figure
from .scoring import CRITERIA, TOPIC, Criterion, Point, Sheet

State = str
"""``good``, ``part``, ``bad`` or ``unknown``: how a point is shown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point as a cell."""

    title: str
    value: str
    """In Spanish, ``sin dato`` where it has none."""
    state: State
    order: float
    """By which the column is sorted."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One publication as a row."""

    sheet: Sheet
    marks: tuple[Mark, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Average:
    """How one point fares over all publications."""

    title: str
    about: str
    mean: float | None
    """0 to 1, over the publications whose files tell."""
    known: int


@dataclass(frozen=True, slots=True)
class CompliancePage:
    """The publications of a batch and their points."""

    lines: tuple[Line, ...]
    """The ones with the fewest points first."""
    averages: tuple[Average, ...]
    institutions: int


def compliance_page(sheets: Sequence[Sheet]) -> CompliancePage:
    """Return what the page shows."""
    ordered = sorted(
        sheets, key=lambda sheet: (sheet.least, sheet.institution or "", sheet.period or "", sheet.document)
    )
    return CompliancePage(
        lines=tuple(Line(sheet, tuple(map(_mark, sheet.points)), total_word(sheet)) for sheet in ordered),
        averages=tuple(_average(name, sheets) for name in CRITERIA),
        institutions=len({fold(sheet.institution or sheet.ruc or sheet.document) for sheet in sheets}),
    )


def sheets_to_csv(sheets: Sequence[Sheet]) -> str:
    """Return the sheets as a CSV for a spreadsheet: one row each, every point with its reasons."""
    facts = ("institution", "ruc", "period", "document", "records")
    headings = [message(TOPIC, f"csv_{name}") for name in facts]
    for name in CRITERIA:
        headings += [criterion_title(name), message(TOPIC, "csv_why", criterion=criterion_title(name))]
    rows = [
        [
            *(str(value) if (value := getattr(sheet, name)) is not None else "" for name in facts),
            *(cell for point in sheet.points for cell in (points_word(point.value), " ".join(point.reasons))),
            total_word(sheet),
        ]
        for sheet in sheets
    ]
    return rows_to_csv([[*headings, message(TOPIC, "csv_total")], *rows])


def sheets_to_json(sheets: Sequence[Sheet]) -> str:
    """Return the sheets as JSON."""
    return TypeAdapter(list[Sheet]).dump_json(list(sheets), indent=1).decode() + "\n"


def criterion_title(name: Criterion) -> str:
    """Return what a point is called."""
    return message(TOPIC, f"criterion_{name}")


def points_word(value: float | None) -> str:
    """Return points in Spanish."""
    return message(TOPIC, "unknown") if value is None else figure(round(value, 3))


def total_word(sheet: Sheet) -> str:
    """Return the total in Spanish; the least it can be where a point has no value."""
    return (
        points_word(sheet.total) if sheet.total is not None else message(TOPIC, "at_least", least=figure(sheet.least))
    )


def _mark(point: Point) -> Mark:
    states = {None: "unknown", 1.0: "good", 0.0: "bad"}
    order = -1.0 if point.value is None else point.value
    title = criterion_title(point.criterion)
    return Mark(title, points_word(point.value), states.get(point.value, "part"), order, point.reasons)


def _average(name: Criterion, sheets: Sequence[Sheet]) -> Average:
    values = [point.value for sheet in sheets for point in sheet.points if point.criterion == name]
    known = [value for value in values if value is not None]
    mean = sum(known) / len(known) if known else None
    return Average(criterion_title(name), message(TOPIC, f"about_{name}"), mean, len(known))
