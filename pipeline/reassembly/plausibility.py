"""Whether records read like records: judges between two readings of one dump without knowing how either was made."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from ..language import is_connector
from ..model import Field, Record

LONGEST_NAME = 10
"""Words of a unit's name; longer ones have swallowed something."""
SHORTEST_MISSION = 5
"""Words of a mission; shorter ones have lost something."""


def plausibility(records: Sequence[Record]) -> float:
    """Return how much the records' fields look whole, 0 to 1; nothing is plausible about no record."""
    if not records:
        return 0.0
    return mean(mean((_unit(r.unit), _mission(r.mission), _phrase(r.indicator), _target(r.target))) for r in records)


def _unit(field: Field | None) -> float:
    if field is None:
        return 0.0
    words = field.text.split()
    ends_well = not is_connector(words[-1]) and not words[-1].endswith(".")
    return mean((_starts_well(words), len(words) <= LONGEST_NAME, ends_well))


def _mission(field: Field | None) -> float:
    if field is None:
        return 0.0
    words = field.text.split()
    return mean((_starts_well(words), len(words) >= SHORTEST_MISSION, not is_connector(words[-1])))


def _phrase(field: Field | None) -> float:
    if field is None:
        return 0.0
    words = field.text.split()
    return mean((not is_connector(words[0]), not is_connector(words[-1])))


def _target(field: Field | None) -> float:
    """A missing target is no fault of the reading: some are never published."""
    return _phrase(field) if field else 0.5


def _starts_well(words: Sequence[str]) -> bool:
    return not words[0][:1].islower()
