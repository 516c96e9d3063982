"""A year of months: each goal as a line of targets, followed from month to month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, Field as Attribute

from ..model import Matrix, Record
from ..portal.cells import settled_text
from .alignment import align
from .changes import Comparison, compare, target_parts

LAST = "9999-99"
"""Where documents without a month are put."""


class Point(BaseModel):
    """The target of a goal in one month."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: int = Attribute(description="index into the months of the timeline")
    target: str
    value: float | None = None
    changed: bool = Attribute(default=False, description="other than in the goal's month before")


class Series(BaseModel):
    """One goal over the months in which it was published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str
    indicator: str = Attribute(description="in its last wording")
    points: tuple[Point, ...]

    @property
    def changes(self) -> int:
        """How often its target was changed."""
        return sum(point.changed for point in self.points)


class Timeline(BaseModel):
    """Months of one institution, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    institution: str | None = None
    documents: tuple[str, ...]
    periods: tuple[str | None, ...]
    series: tuple[Series, ...]
    comparisons: tuple[Comparison, ...] = Attribute(description="each month against the one before")

    @property
    def is_unchanged(self) -> bool:
        """Whether every month says what the first one said."""
        return all(comparison.identical for comparison in self.comparisons)


def follow(matrices: Sequence[Matrix]) -> Timeline:
    """Return the goals of ``matrices`` over their months, in the order of their periods (then of their names)."""
    months = sorted(matrices, key=lambda matrix: (matrix.period or LAST, matrix.source.name))
    return Timeline(
        institution=next((matrix.institution for matrix in reversed(months) if matrix.institution), None),
        documents=tuple(matrix.source.name for matrix in months),
        periods=tuple(matrix.period for matrix in months),
        series=tuple(_series(months)),
        comparisons=tuple(compare(one, other) for one, other in pairwise(months)),
    )


def _series(months: Sequence[Matrix]) -> Iterator[Series]:
    """Yield the goals in the order in which they came up first, each followed through its months."""
    lines: list[list[tuple[Record, Point]]] = []
    holders: list[int] = []  # of each record of the month before, its line
    before: Sequence[Record] = ()
    for month, matrix in enumerate(months):
        partner = {after: one for one, after in align(before, matrix.records)}
        holders = [holders[partner[at]] if at in partner else _new_line(lines) for at in range(len(matrix.records))]
        for at, record in enumerate(matrix.records):
            previous = before[partner[at]] if at in partner else None
            lines[holders[at]].append((record, _point(month, record, previous)))
        before = matrix.records
    for line in lines:
        last, _ = line[-1]
        points = tuple(point for _, point in line)
        yield Series(unit=settled_text(last.unit), indicator=settled_text(last.indicator), points=points)


def _new_line(lines: list[list[tuple[Record, Point]]]) -> int:
    lines.append([])
    return len(lines) - 1


def _point(month: int, record: Record, before: Record | None) -> Point:
    target = record.parsed_target
    changed = before is not None and bool(target_parts(before, record))
    return Point(
        month=month, target=settled_text(record.target), value=target.value if target else None, changed=changed
    )
