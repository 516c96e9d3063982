"""Assembled units to records, each field with its place and the evidence for it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from extractores.geometry import Page

from ..model import Evidence, Field, ProcessLevel, Record
from ..normalise import clean
from ..reading import agreement, place, recognition
from .cells import Cell, spans_of
from .groups import Row, UnitGroup
from .lines import WordSequence

Bands = Sequence[tuple[int, ProcessLevel, str]]
"""Where process levels are printed: index of the word, level, text."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gave the words their roles."""

    likelihood: float
    """Mean likelihood of the roles of all words in records, 0 to 1."""
    traits: tuple[str, ...] = ()
    """``by_cues`` where the cues did."""


class FieldMaker:
    """Makes fields and records of one document."""

    def __init__(self, sequence: WordSequence, pages: Mapping[int, Page], bands: Bands, reader: Reader) -> None:
        self._sequence = sequence
        self._pages = pages
        self._bands = bands
        self._reader = reader

    def records(self, group: UnitGroup) -> list[Record]:
        """Return one record for each row of ``group``, at least one."""
        unit_reason = _unit_reason(group)
        unit = self._field(group.unit, [unit_reason], group.rivals.unit, group.likelihood)
        mission = self._field(group.mission, [unit_reason], group.rivals.mission, group.likelihood)
        level = self._level(min(group.anchors, default=0))
        return [
            Record(
                number=group.number.text if group.number else None,
                process_level=level[0],
                process_level_printed=level[1],
                unit=unit,
                mission=mission,
                indicator=self._field(row.indicator, ["indicator_by_order"]),
                target=self._target(row),
            )
            for row in group.rows or [Row(None)]
        ]

    def _target(self, row: Row) -> Field | None:
        return self._field(row.target, [row.reason], row.rival)

    def _field(
        self, cell: Cell | None, ways: list[str], rival: Cell | None = None, likelihood: float = 1.0
    ) -> Field | None:
        if cell is None or not cell.text:
            return None
        spans = spans_of(cell, self._sequence)
        places = tuple(place(span, self._pages[span.page]) for span in spans)
        evidence = Evidence(
            way="assembled",
            layout=round(self._reader.likelihood, 4),
            roles=round(min(cell.certainty, 1.0), 4),
            agreement=round(agreement(places, self._pages), 4),
            recognition=recognition(spans, self._pages),
            traits=(*self._reader.traits, *ways),
            pieces=len(spans),
            rival=rival.text if rival else None,
        )
        return Field(text=cell.text, normalised=clean(cell.text), spans=places, evidence=evidence)

    def _level(self, start: int) -> tuple[ProcessLevel | None, str | None]:
        above = bisect_right(self._bands, start, key=itemgetter(0)) - 1
        return self._bands[above][1:] if above >= 0 else (None, None)


def _unit_reason(group: UnitGroup) -> str:
    if group.unit is None:
        return "no_unit"
    if group.mission is None:
        return "no_mission"
    return "unit_by_place" if group.is_near else "unit_by_order"
