"""A published table as records: the way back from the portal's columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractores.geometry import LINE_HEIGHT
from plantillas import message

from ..context.footer import footer_field
from ..exports.records_csv import unguard
from ..fields import add_extra
from ..headings import assign_roles, process_level
from ..model import Field, Finding, Place, ProcessLevel, Record
from ..normalise import clean
from ..reading import Reading
from ..targets import parse_targets
from .intake import ROLES, PublishedTable, heading_row
from .template import template
from .wide_rows import Columns, columns_of, is_link, join_pieces

LINK_SHARE = 0.5
"""In so many rows the last of five cells must be a link for a table without headings to be the portal's."""


def records_of(table: PublishedTable) -> tuple[Record, ...]:
    """Return the records of a published table; without headings the columns are taken in the portal's order."""
    return read_rows(table).records


def read_rows(table: PublishedTable) -> Reading:
    """Return the records of a published table, and the rows around them as context."""
    layout = _layout(table)
    if layout is None:
        return Reading((), 0.0, context_lines=_lines(table.rows))
    body = list(zip(table.rows[layout.first :], table.lines[layout.first :], strict=True))
    end = next((at for at, (row, _) in enumerate(body) if _begins_footer(row, layout)), len(body))
    read = _Rows(layout, columns_of([row for row, _ in body[:end]], layout.width, layout.places[3], layout.places[4]))
    for row, line in body[:end]:
        read.take(row, line)
    footer = tuple(row for row, _ in body[end:])
    around = (*table.rows[: max(layout.first - 1, 0)], *read.idle_bands(), *footer)
    records = parse_targets(tuple(read.records))
    return Reading(
        records,
        1.0 if records else 0.0,
        footer_rows=footer,
        context_lines=_lines(around),
        findings=tuple(read.findings),
        words_in_records=sum(_count(row) for row, _ in body[:end]),
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand in a table."""

    first: int
    """The first row below the headings."""
    headings: tuple[str, ...]
    places: tuple[int | None, ...]
    """Of the portal's five columns."""
    number: int | None
    group: int | None

    @property
    def width(self) -> int:
        return len(self.headings)


def _layout(table: PublishedTable) -> _Layout | None:
    if found := heading_row(table):
        at, places = found
        headings = table.rows[at]
        roles = assign_roles(headings)
        number, group = (roles.index(role) if role in roles else None for role in ("number", "group"))
        return _Layout(at + 1, headings, places, number, group)
    columns = template().columns
    linked = sum(len(row) >= len(columns) and is_link(row[-1]) for row in table.rows)
    if not table.rows or linked < LINK_SHARE * len(table.rows):
        return None
    return _Layout(0, columns, tuple(range(len(columns))), None, None)


def _begins_footer(row: Sequence[str], layout: _Layout) -> bool:
    """Tell whether a row is the first below the records: a label of the footer where a unit would stand."""
    filled = [cell for cell in row if cell]
    return len(filled) < len(ROLES) and footer_field(filled[0]) is not None


class _Rows:
    """The records of the rows that were taken so far."""

    def __init__(self, layout: _Layout, columns: Columns) -> None:
        self._layout, self._columns = layout, columns
        self._level: ProcessLevel | None = None
        self._level_printed: str | None = None
        self._bands: list[Sequence[str]] = []
        self.records: list[Record] = []
        self.findings: list[Finding] = []

    def idle_bands(self) -> Iterator[Sequence[str]]:
        """Yield the rows that announce a level of which there is no record."""
        announced = {record.process_level_printed for record in self.records}
        return (row for row in self._bands if announced.isdisjoint(row))

    def take(self, row: Sequence[str], line: int) -> None:
        """Read one row: a band, or a record."""
        texts = {cell for cell in row if cell}
        if len(texts) == 1 and (level := process_level(band := next(iter(texts)))):
            self._level, self._level_printed = level, band
            self._bands.append(row)
            return
        joined = join_pieces(row, self._columns)
        if len(row) > self._columns.width:
            self._tell_of_width(row, line, mended=joined is not None)
        self.records.append(self._record(joined or row, line))

    def _record(self, row: Sequence[str], line: int) -> Record:
        layout = self._layout
        unit, mission, indicator, target = (_field(_at(row, place), line) for place in layout.places[: len(ROLES)])
        printed = _at(row, layout.group) or self._level_printed
        level = process_level(printed, in_level_column=True) if printed else None
        return Record(
            number=_at(row, layout.number) or None,
            process_level=level or self._level,
            process_level_printed=printed,
            unit=unit,
            mission=mission,
            indicator=indicator,
            target=target,
            extra=self._extra(row),
        )

    def _extra(self, row: Sequence[str]) -> dict[str, str]:
        """Return the cells of further columns by their headings, the links under the portal's own."""
        layout = self._layout
        link = layout.places[-1]
        read = {*layout.places[: len(ROLES)], layout.number, layout.group}
        names = [
            template().columns[-1] if at == link else _heading(layout.headings, at)
            for at in range(max(len(row), layout.width))
        ]
        extra: dict[str, str] = {}
        for at in range(len(row)):
            if at not in read and row[at]:
                add_extra(extra, names[at], _at(row, at))
        return extra

    def _tell_of_width(self, row: Sequence[str], line: int, *, mended: bool) -> None:
        code = "WIDE_ROW_MENDED" if mended else "WIDE_ROW"
        text = message("hallazgos", code, line=line, count=len(row), expected=self._columns.width)
        place = _place(line)
        self.findings.append(Finding(code=code, severity="warning", message=text, record=len(self.records), span=place))


def _at(row: Sequence[str], place: int | None) -> str:
    return unguard(row[place]) if place is not None and place < len(row) else ""


def _heading(headings: Sequence[str], at: int) -> str:
    named = headings[at] if at < len(headings) else ""
    return named or message("hallazgos", "unnamed_column", number=at + 1)


def _field(text: str, line: int) -> Field | None:
    """Return a cell as a field: what a publisher wrote into a cell is read as it is, so nothing is doubtful."""
    if not text:
        return None
    return Field(text=text, normalised=clean(text), confidence=1.0, spans=(_place(line),))


def _place(line: int) -> Place:
    """Return a line as a place on the grid of text pages."""
    return Place(page=1, bbox=(0.0, (line - 1) * LINE_HEIGHT, 0.0, line * LINE_HEIGHT), lines=(line, line))


def _lines(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, row)) for row in rows)


def _count(row: Sequence[str]) -> int:
    return sum(len(cell.split()) for cell in row)
