"""Assembled units to records, each field with its place, its confidence and the reasons for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractores.geometry import Page
from plantillas import message

from ..model import Field, ProcessLevel, Record
from ..normalise import clean
from ..reading import place
from .cells import Cell, spans_of
from .groups import Row, UnitGroup
from .lines import WordSequence

TOPIC = "motivos_texto"
UNSURE = 0.9
"""Mean likelihood of the words' roles below which a field says that its words are unsure."""
CERTAINTY = {
    "unit_by_place": 0.97,
    "unit_by_order": 0.85,
    "no_unit": 0.7,
    "no_mission": 0.7,
    "indicator_by_order": 0.93,
    "target_follows": 0.96,
    "target_by_meaning": 0.93,
    "target_by_order": 0.8,
    "shared": 0.8,
}
"""How far each way of putting a field together is trusted; set by hand, not measured."""
_NAMES = {"U": "unit", "M": "mission", "T": "target"}
RIVAL_FACTOR = 0.75
PIECES_FACTOR = 0.97
"""Each further piece of a field lowers its confidence by this factor."""

Bands = Sequence[tuple[int, ProcessLevel, str]]
"""Where process levels are printed: index of the word, level, text."""


class FieldMaker:
    """Makes fields and records of one document."""

    def __init__(self, sequence: WordSequence, pages: Mapping[int, Page], bands: Bands) -> None:
        self._sequence = sequence
        self._pages = pages
        self._bands = bands

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
        confidence = likelihood * cell.certainty * PIECES_FACTOR ** (len(spans) - 1)
        for way in ways:
            confidence *= CERTAINTY[way]
        reasons = [message(TOPIC, "flat"), *(message(TOPIC, way) for way in ways)]
        if cell.certainty < UNSURE:
            reasons.append(message(TOPIC, "unsure"))
        if len(spans) > 1:
            reasons.append(message(TOPIC, "pieces", count=len(spans)))
        if rival is not None:
            confidence *= RIVAL_FACTOR
            reasons.append(message(TOPIC, f"{_NAMES[rival.role]}_rival", text=rival.text))
        return Field(
            text=cell.text,
            normalised=clean(cell.text),
            confidence=round(min(max(confidence, 0.0), 1.0), 4),
            reasons=tuple(reasons),
            spans=tuple(place(span, self._pages[span.page]) for span in spans),
            alternatives=(rival.text,) if rival is not None else (),
        )

    def _level(self, start: int) -> tuple[ProcessLevel | None, str | None]:
        before = [band for band in self._bands if band[0] <= start]
        return (before[-1][1], before[-1][2]) if before else (None, None)


def _unit_reason(group: UnitGroup) -> str:
    if group.unit is None:
        return "no_unit"
    if group.mission is None:
        return "no_mission"
    return "unit_by_place" if group.is_near else "unit_by_order"
