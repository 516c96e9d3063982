"""A published data set as records: the way back from the portal's columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..exports.records_csv import unguard
from ..model import Field, Place, Record
from ..normalise import clean
from ..targets import parse_targets
from .intake import PublishedTable, heading_row
from .template import template

FIELDS = 4
"""The portal's first columns are a record's fields; the last one is the link."""


def records_of(table: PublishedTable) -> tuple[Record, ...]:
    """Return a record for each row below the headings; without headings the columns are taken in the portal's order."""
    found = heading_row(table)
    first, places = (found[0] + 1, found[1]) if found else (0, tuple(range(len(template().columns))))
    rows = zip(table.rows[first:], table.lines[first:], strict=True)
    return parse_targets(tuple(_record(row, line, places) for row, line in rows))


def _record(row: Sequence[str], line: int, places: Sequence[int | None]) -> Record:
    texts = [unguard(row[place]) if place is not None and place < len(row) else "" for place in places]
    unit, mission, indicator, target = (_field(text, line) for text in texts[:FIELDS])
    link = texts[FIELDS]
    extra = {template().columns[-1]: link} if link else {}
    return Record(unit=unit, mission=mission, indicator=indicator, target=target, extra=extra)


def _field(text: str, line: int) -> Field | None:
    """Return a cell as a field: what a publisher wrote into a cell is read as it is, so nothing is doubtful."""
    if not text:
        return None
    place = Place(page=1, bbox=(0.0, 0.0, 0.0, 0.0), lines=(line, line))
    return Field(text=text, normalised=clean(text), confidence=1.0, spans=(place,))
