"""What a page break cuts: which columns run on over it, decided for the break as a whole.

Columns that hold for several rows stand to the left of those that change with each row. So the columns that run on
are a prefix, but for cells right of it that are merged over rows of their own; where all run on, the row was cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .column_habits import ColumnHabits
from .table import Cell

DRAWN = 6.0
"""What a rule says that is drawn, or missing, where the page ends."""
PRINTED_TWICE = 4.0
"""What a line says that is printed on both pages, because the break goes through it."""
FIRST_MERGE = 1.0
"""What it costs that a column is merged over rows that is nowhere else."""
OWN_MERGE = 1.0
"""What it costs that a column runs on by itself, right of one that starts."""


class Break(NamedTuple):
    """The two rows at a page break: for each column the cell above and the cell below it."""

    last: Sequence[Cell | None]
    first: Sequence[Cell | None]
    open_columns: frozenset[int] | None = None
    """Columns without a rule where the page ends though others have one; None where rules say nothing."""

    @property
    def size(self) -> int:
        return len(self.last)


def columns_that_run_on(at: Break, habits: dict[tuple[int, int], ColumnHabits]) -> frozenset[int]:
    """Return the columns whose cells go on below the break; all of them where it cuts the row itself."""
    everything, nothing = frozenset(range(at.size)), frozenset[int]()
    if _bands(at) == 2:
        band = next(cell for cell in at.last if cell and _is_band(cell, at.size))
        return everything if _weigh(at, band.column, habits) > 0 else nothing
    if _bands(at) or not _have_same_columns(at):
        return nothing
    weights = [_weigh(at, column, habits) for column in range(at.size)]
    merged = {column for column in range(at.size) if (known := _habits_of(at, column, habits)) and known.is_ever_merged}
    return max(_ways(at, weights), key=lambda way: (_score(weights, way) - _cost(way, merged, at.size), -len(way)))


def _ways(at: Break, weights: Sequence[float]) -> list[frozenset[int]]:
    """Return what may run on: nothing, or a prefix with the merged cells right of it that rather run on than not."""
    ways = [frozenset[int]()]
    for prefix in range(1, at.size + 1):
        merged = [c for c in range(prefix + 1, at.size) if weights[c] > OWN_MERGE / 2 and _is_half_empty(at, c)]
        ways.append(frozenset([*range(prefix), *merged]))
    return ways


def _score(weights: Sequence[float], way: frozenset[int]) -> float:
    return sum(weight if column in way else -weight for column, weight in enumerate(weights))


def _cost(way: frozenset[int], merged: set[int], size: int) -> float:
    """Return what speaks against a way whatever the signs: cells merged over rows where that is not usual."""
    if not 0 < len(way) < size:
        return 0.0
    own = sum(column > 0 and column - 1 not in way for column in way)
    return OWN_MERGE * own + FIRST_MERGE * (not way <= merged)


def _weigh(at: Break, column: int, habits: dict[tuple[int, int], ColumnHabits]) -> float:
    above, below = at.last[column], at.first[column]
    weight = 0.0
    if at.open_columns is not None:
        weight += DRAWN if column in at.open_columns else -DRAWN
    if above is None or below is None:
        return weight
    if _is_printed_twice(above, below):
        weight += PRINTED_TWICE
    known = _habits_of(at, column, habits)
    # A cell over several columns speaks once.
    return (weight + (known.runs_on(above, below) if known else 0.0)) / above.column_span


def _habits_of(at: Break, column: int, habits: dict[tuple[int, int], ColumnHabits]) -> ColumnHabits | None:
    above = at.last[column]
    return habits.get((above.column, above.column_span)) if above else None


def _is_printed_twice(above: Cell, below: Cell) -> bool:
    """Tell whether the last line above is the first line below: producers print a line on both pages that they cut."""
    if not above.lines or not below.lines or above.lines[-1].text != below.lines[0].text:
        return False
    is_clipped = all(line.words[0].clip is not None for line in (above.lines[-1], below.lines[0]))
    return is_clipped or len(above.lines) + len(below.lines) > 2


def _bands(at: Break) -> int:
    """Return in how many of the two rows one merged cell takes most of the width: a heading over the rows below."""
    return sum(any(cell is not None and _is_band(cell, at.size) for cell in row) for row in (at.last, at.first))


def _is_band(cell: Cell, columns: int) -> bool:
    return 2 * cell.column_span > columns


def _have_same_columns(at: Break) -> bool:
    pairs = ((a, b) for a, b in zip(at.last, at.first, strict=True) if a and b and a.lines and b.lines)
    return all(a.columns == b.columns for a, b in pairs)


def _is_half_empty(at: Break, column: int) -> bool:
    above, below = at.last[column], at.first[column]
    return above is not None and below is not None and bool(above.lines) != bool(below.lines)
