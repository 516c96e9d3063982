"""Whether records read like records: judges between two readings of one dump without knowing how either was made."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from ..language import is_connector
from ..model import Field, Record
from ..reading import Reading

LONGEST_NAME = 10
"""Words of a unit's name; longer ones have swallowed something."""
SHORTEST_MISSION = 5
"""Words of a mission; shorter ones have lost something."""

SEVERITY = 2
"""The checks of plausibility are easily passed: what they miss counts so many times."""


def trust(reading: Reading, words: int) -> float:
    """Return how far a reading of a document of so many words can be trusted, 0 to 1.

    It goes by its own score, by what it leaves over, and by how its records read.
    """
    explained = 1 - reading.words_left_over / max(words, 1)
    return plausibility(reading.records) ** SEVERITY * reading.score * explained


def plausibility(records: Sequence[Record]) -> float:
    """Return how much the records' fields look whole, 0 to 1; nothing is plausible about no record."""
    if not records:
        return 0.0
    return fmean(fmean((_unit(r.unit), _mission(r.mission), _phrase(r.indicator), _target(r.target))) for r in records)


def _unit(field: Field | None) -> float:
    if field is None:
        return 0.0
    words = field.text.split()
    ends_well = not is_connector(words[-1]) and not words[-1].endswith(".")
    return fmean((_starts_well(words), len(words) <= LONGEST_NAME, ends_well))


def _mission(field: Field | None) -> float:
    if field is None:
        return 0.0
    words = field.text.split()
    return fmean((_starts_well(words), len(words) >= SHORTEST_MISSION, not is_connector(words[-1])))


def _phrase(field: Field | None) -> float:
    if field is None:
        return 0.0
    words = field.text.split()
    return fmean((not is_connector(words[0]), not is_connector(words[-1])))


def _target(field: Field | None) -> float:
    """A missing target is no fault of the reading: some are never published."""
    return _phrase(field) if field else 0.5


def _starts_well(words: Sequence[str]) -> bool:
    return not words[0][:1].islower()
