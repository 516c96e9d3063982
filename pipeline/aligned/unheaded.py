"""The columns of a dump without headings, from where its texts start and how long they are.

Only the usual table is looked for: units with their missions, indicators and targets, numbered or not. Texts that
start at one place on several lines are a column; the longest are the missions.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median_low, mode

from ..headings import Role
from ..language import lists_of
from .cuts import is_mark
from .grid_lines import GridLine, GridRun, first_column
from .heading_lines import Heading, HeadingCell

NEAR = 2
"""Characters by which the starts of one column differ."""
LEAST_SHARE = 0.06
"""Share of the lines on which a column's texts start, at least ..."""
LEAST_LINES = 3
"""... and so many lines."""
NARROWEST = 7
"""Characters of a column; only that of the numbers is narrower."""
PUSHED = 10
"""Characters by which long texts on the left push a column to and fro."""
ROLES: tuple[Role, ...] = ("unit", "mission", "indicator", "target")


class _Column:
    """Runs that start at one place, or near it."""

    def __init__(self, runs: Sequence[GridRun]) -> None:
        self.start = mode(sorted(run.start for run in runs))
        self.runs = runs

    @property
    def length(self) -> float:
        """Mean length of its texts."""
        return mean(len(run.text) for run in self.runs)

    @property
    def numbers(self) -> int:
        return sum(run.text.rstrip(".)").isdecimal() for run in self.runs)


def guess_heading(lines: Sequence[GridLine]) -> Heading | None:
    """Return headings without lines or words for the columns below; None where they are not the usual ones."""
    columns = _columns(lines)
    numbered = columns[0].numbers >= LEAST_LINES if columns else False
    starts = [column.start for column in columns[:1] if numbered]
    texts = _strongest(_merged(columns[1:] if numbered else columns))
    if len(texts) < len(ROLES) - 1:
        return None
    mission = max(texts, key=lambda column: column.length)
    places = [column.start for column in texts]
    if len(texts) < len(ROLES):
        places = sorted([*places, *_hidden_start(mission)])
    if len(places) != len(ROLES) or places.index(mission.start) != ROLES.index("mission"):
        return None
    starts += places
    ends = [max(after - PUSHED, start + 1) for start, after in pairwise(starts)] + [starts[-1] + 1]
    cells = (HeadingCell(start, end, "") for start, end in zip(starts, ends, strict=True))
    return Heading(0, 0, tuple(cells), (*(("number",) if numbered else ()), *ROLES))


def _columns(lines: Sequence[GridLine]) -> list[_Column]:
    """Return the columns at the places where many texts start, from left to right."""
    free: dict[int, list[GridRun]] = {}
    for line in lines:
        for run in line.runs:
            free.setdefault(run.start, []).append(run)
    least = max(LEAST_LINES, LEAST_SHARE * len(lines))
    found: list[_Column] = []
    while free:
        counts = {start: sum(len(free.get(place, ())) for place in _around(start)) for start in free}
        best = min(counts, key=lambda start: (-counts[start], start))
        if counts[best] < least:
            break
        found.append(_Column([run for place in _around(best) for run in free.pop(place, [])]))
    return sorted(found, key=lambda column: column.start)


def _around(place: int) -> range:
    return range(place - NEAR, place + NEAR + 1)


def _merged(columns: Sequence[_Column]) -> list[_Column]:
    """Return ``columns`` with those that stand too near to each other made one: list marks, a centred text."""
    merged: list[list[GridRun]] = []
    last = -NARROWEST
    for column in columns:
        if column.start - last < NARROWEST:
            merged[-1] += column.runs
        else:
            merged.append([*column.runs])
        last = column.start
    return [_Column(runs) for runs in merged]


def _strongest(columns: Sequence[_Column]) -> list[_Column]:
    """Return as many columns as a matrix has, those with most texts, in their order."""
    kept = sorted(columns, key=lambda column: -len(column.runs))[: len(ROLES)]
    return [column for column in columns if column in kept]


def _hidden_start(mission: _Column) -> list[int]:
    """Return where indicators begin that one space parts from full lines of missions; nothing where none do."""
    found = [
        first_column(word)
        for run in mission.runs
        for word in run.words[1:]
        if is_mark(word.text) or ("indicator_heads" in lists_of(word.text) and not word.text[0].islower())
    ]
    return [median_low(found)] if len(found) >= LEAST_LINES else []
