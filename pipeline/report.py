"""A matrix and a batch as their pages show them: the documented contexts of the templates in ``plantillas``.

``ReportPage`` is what ``informe.html.j2`` and ``informe.md.j2`` receive, ``IndexPage`` what ``indice.html.j2`` does:
their attributes are the only names that a template may use, besides those that :mod:`pipeline.render` lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plantillas import message

from .batch.report import Batch, BatchEntry, Outcome
from .model import FIELD_NAMES, Field, FieldName, Finding, Matrix, Record, least_sure
from .normalise import fold

SEVERITIES = ("error", "warning", "info")
URGENCY: tuple[Outcome, ...] = ("failed", "pending", "needs_review", "ok", "not_a_matrix")
"""In this order an officer has to act."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field in the table of records."""

    name: str
    field: Field | None
    repeated: bool
    """The very same piece of paper as in the row above: a merged cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record in its table."""

    number: int
    """Place in the document, from 1; other parts of the report point to it."""
    record: Record
    cells: tuple[Cell, ...]
    unit: int
    """Index into the report's units; -1 without a unit."""
    findings: tuple[int, ...]
    """Numbers of the findings about this record, from 1."""
    doubtful: bool
    """Whether a field of it needs review."""


@dataclass(frozen=True, slots=True)
class Section:
    """The records of one process level."""

    title: str
    rows: tuple[Row, ...]
    to_review: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that needs review, once, as sure as where it is least so, with all the records that share it."""

    name: str
    field: Field
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How one field fares over all records."""

    name: str
    certain: int
    doubtful: int
    empty: int

    @property
    def total(self) -> int:
        return self.certain + self.doubtful + self.empty


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the report of one document shows."""

    matrix: Matrix
    doubts: tuple[Doubt, ...]
    """The least certain first."""
    findings: tuple[Finding, ...]
    """The gravest first."""
    tallies: tuple[Tally, ...]
    units: tuple[str, ...]
    """Distinct units in the order of the alphabet."""
    sections: tuple[Section, ...]
    to_review: int
    """Records with a field that needs review."""
    has_extra: bool
    """Whether any record has a further column."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the plot."""

    state: str
    outcome: Outcome
    count: int
    share: float
    """Of the longest bar."""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What the page over a batch shows."""

    entries: tuple[BatchEntry, ...]
    """The most urgent first."""
    outcomes: tuple[tuple[Outcome, int], ...]
    """How many documents had each outcome, the most urgent first."""
    bars: tuple[Bar, ...]
    """The plot: how many documents ended in each state."""
    records: int
    to_review: int


def report_page(matrix: Matrix) -> ReportPage:
    """Return ``matrix`` as its report shows it."""
    findings = tuple(sorted(matrix.findings, key=lambda finding: SEVERITIES.index(finding.severity)))
    units = _units(matrix.records)
    rows = _rows(matrix.records, units, findings)
    return ReportPage(
        matrix=matrix,
        doubts=_doubts(matrix.records),
        findings=findings,
        tallies=tuple(_tally(name, matrix.records) for name in FIELD_NAMES),
        units=units,
        sections=_sections(rows),
        to_review=_count_to_review(rows),
        has_extra=any(record.extra for record in matrix.records),
    )


def index_page(batch: Batch) -> IndexPage:
    """Return ``batch`` as its page shows it."""
    entries = sorted(batch.entries, key=lambda entry: URGENCY.index(entry.outcome))
    counts = Counter(entry.outcome for entry in entries)
    return IndexPage(
        entries=tuple(entries),
        outcomes=tuple((outcome, counts[outcome]) for outcome in URGENCY if counts[outcome]),
        bars=_bars(entries),
        records=sum(entry.records for entry in entries),
        to_review=sum(entry.to_review for entry in entries),
    )


def _bars(entries: Iterable[BatchEntry]) -> tuple[Bar, ...]:
    """Count states: outcomes in their order, within each the most frequent state first."""
    counts = Counter((entry.outcome, entry.state) for entry in entries)
    longest = max(counts.values(), default=1)
    ordered = sorted(counts.items(), key=lambda item: (URGENCY.index(item[0][0]), -item[1], item[0][1]))
    return tuple(Bar(state, outcome, count, count / longest) for (outcome, state), count in ordered)


def _units(records: Iterable[Record]) -> tuple[str, ...]:
    names = {record.unit.normalised for record in records if record.unit}
    return tuple(sorted(names, key=lambda name: (fold(name), name)))


def _rows(records: Sequence[Record], units: Sequence[str], findings: Iterable[Finding]) -> list[Row]:
    place_of_unit = {name: place for place, name in enumerate(units)}
    about: dict[int | None, list[int]] = {}
    for number, finding in enumerate(findings, 1):
        about.setdefault(finding.record, []).append(number)
    return [
        Row(
            number=index + 1,
            record=record,
            cells=_cells(record, records[index - 1] if index else None),
            unit=place_of_unit[record.unit.normalised] if record.unit else -1,
            findings=tuple(about.get(index, ())),
            doubtful=record.needs_review,
        )
        for index, record in enumerate(records)
    ]


def _cells(record: Record, above: Record | None) -> tuple[Cell, ...]:
    cells = []
    for name in FIELD_NAMES:
        field = getattr(record, name)
        before = getattr(above, name) if above else None
        repeated = field is not None and before is not None and field.piece == before.piece
        cells.append(Cell(name, field, repeated))
    return tuple(cells)


def _sections(rows: Iterable[Row]) -> tuple[Section, ...]:
    """Gather rows by process level, levels in the order of their first record."""
    by_level: dict[str | None, list[Row]] = {}
    for row in rows:
        by_level.setdefault(_level(row.record), []).append(row)
    no_level = message("informe", "level_none" if len(by_level) > 1 else "level_all")
    return tuple(
        Section(title=level or no_level, rows=tuple(members), to_review=_count_to_review(members))
        for level, members in by_level.items()
    )


def _level(record: Record) -> str | None:
    if record.process_level_printed or not record.process_level:
        return record.process_level_printed
    return message("informe", f"level_{record.process_level}")


def _doubts(records: Iterable[Record]) -> tuple[Doubt, ...]:
    shared: dict[tuple[object, ...], list[tuple[Field, int]]] = {}
    for number, record in enumerate(records, 1):
        for name, field in record.printed_fields.items():
            if field.needs_review:
                shared.setdefault((name, *field.piece), []).append((field, number))
    doubts = [
        Doubt(str(piece[0]), least_sure(field for field, _ in some), tuple(number for _, number in some))
        for piece, some in shared.items()
    ]
    return tuple(sorted(doubts, key=lambda doubt: doubt.field.confidence or 0.0))


def _tally(name: FieldName, records: Sequence[Record]) -> Tally:
    fields = [field for record in records if (field := record.printed_fields.get(name))]
    doubtful = sum(field.needs_review for field in fields)
    return Tally(name, len(fields) - doubtful, doubtful, len(records) - len(fields))


def _count_to_review(rows: Iterable[Row]) -> int:
    return sum(row.doubtful for row in rows)
