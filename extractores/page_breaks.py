"""Tables that run on over a page break: repeated headings dropped, cut rows and merged cells joined again.

At a break each column either runs on (its cell was cut) or starts anew. Columns that hold for several rows stand
to the left of those that change with each row, so the columns that run on are a prefix: the break is decided as a
whole, by the prefix that the evidence of all columns supports best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .lines import Line
from .settings import LayoutSettings
from .table import Cell, Table, nearest_index

MOST_HEADING_ROWS = 4
_ENDS_OPEN = re.compile(
    r"(?:[,\-‐\u00ad(]|(?<!\w)(?:de|del|la|las|los|el|y|e|o|u|en|con|para|por|a|al|que|su|sus|un|una))$"
)
_SHORT_VALUE = re.compile(r"\W*\d[\d.,%/\s]*\W*$")

RUNS_ON, STARTS, MAY_START = 1.0, -1.0, -0.4
"""What a column says of the break: its cell runs on, a new one starts, a capital letter that may be either."""
EMPTY_BELOW, EMPTY_ABOVE, EMPTY_BOTH = 0.1, -0.1, 0.0
"""An empty cell says little; one that stays empty below is more often the rest of a merged cell."""


def join_below(tables: Sequence[Table], page_width: float, settings: LayoutSettings) -> list[Table]:
    """Return the tables with those joined that continue each other; ``tables`` are in page order."""
    tolerance = settings.same_column_share * page_width
    joined: list[Table] = []
    for table in tables:
        if joined and _continues(joined[-1], table, tolerance):
            joined[-1] = _append(joined[-1], table, tolerance)
        else:
            joined.append(table)
    return joined


def _continues(upper: Table, lower: Table, tolerance: float) -> bool:
    """Tell whether ``lower``, on a later page, has the columns of ``upper``."""
    if lower.pages[0] <= upper.pages[-1]:
        return False
    if abs(upper.xs[0] - lower.xs[0]) > tolerance or abs(upper.xs[-1] - lower.xs[-1]) > tolerance:
        return False
    shared = (
        sum(min(abs(x - other) for other in upper.xs[1:-1]) <= tolerance for x in lower.xs[1:-1])
        if (upper.column_count > 1)
        else 0
    )
    return 2 * shared >= min(upper.column_count, lower.column_count) - 1


def _append(upper: Table, lower: Table, tolerance: float) -> Table:
    xs = _common_edges(upper.xs, lower.xs, tolerance)
    above = _Rows(_on_columns(upper, xs), upper.row_count, len(xs) - 1)
    below = _Rows(_on_columns(lower, xs), lower.row_count, len(xs) - 1)
    heading_rows = _repeated_rows(above, below)
    repeated = [line for cell in below.cells if cell.row < heading_rows for line in cell.lines]
    kept = [_moved(cell, -heading_rows) for cell in below.cells if cell.row >= heading_rows]
    cells, row_count = _join_rows(above, _Rows(kept, lower.row_count - heading_rows, len(xs) - 1))
    return replace(
        upper,
        pages=(*upper.pages, *lower.pages),
        xs=xs,
        row_count=row_count,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        score=min(upper.score, lower.score),
        ys=(),
        repeated=(*upper.repeated, *lower.repeated, *repeated),
    )


class _Rows:
    """Cells on a common set of columns, looked up by place."""

    def __init__(self, cells: Sequence[Cell], row_count: int, column_count: int) -> None:
        self.cells = list(cells)
        self.row_count = row_count
        self.column_count = column_count
        self._by_place = {(row, column): cell for cell in cells for row in cell.rows for column in cell.columns}

    def row(self, row: int) -> list[Cell | None]:
        """Return for each column the cell that covers it in ``row``."""
        return [self._by_place.get((row, column)) for column in range(self.column_count)]

    def texts(self, row: int) -> list[str]:
        return [cell.text.casefold() if cell else "" for cell in self.row(row)]


def _common_edges(one: Sequence[float], other: Sequence[float], tolerance: float) -> tuple[float, ...]:
    """Return ``one``'s edges and those of ``other`` that ``one`` has not."""
    new = [x for x in other if min(abs(x - known) for known in one) > tolerance]
    return tuple(sorted([*one, *new]))


def _on_columns(table: Table, xs: Sequence[float]) -> list[Cell]:
    nearest = [nearest_index(xs, x) for x in table.xs]
    return [
        replace(
            cell, column=nearest[cell.column], column_span=max(nearest[cell.columns.stop] - nearest[cell.column], 1)
        )
        for cell in table.cells
    ]


def _repeated_rows(above: _Rows, below: _Rows) -> int:
    """Return how many rows at the top of the lower table repeat the headings of the upper one."""
    rows = _heading_rows(above)
    is_repeated = rows < below.row_count and all(above.texts(row) == below.texts(row) for row in range(rows))
    return rows if is_repeated else 0


def _heading_rows(table: _Rows) -> int:
    """Return the height of the headings: titles over the whole width, and the row below with all its levels."""
    row = 0
    while row < min(MOST_HEADING_ROWS, table.row_count):
        cells = {id(cell): cell for cell in table.row(row) if cell}
        row = max((cell.rows.stop for cell in cells.values()), default=row + 1)
        if len(cells) > 1:
            return row
    return row


def _join_rows(above: _Rows, below: _Rows) -> tuple[list[Cell], int]:
    if below.row_count == 0:
        return above.cells, above.row_count
    last, first = above.row(above.row_count - 1), below.row(0)
    prefix = _running_on(last, first)
    # Where every column runs on, the row itself was cut: its two parts share one row.
    shift = above.row_count - (1 if prefix == len(last) else 0)
    cut = {(id(a), id(b)): (a, b) for a, b in zip(last[:prefix], first[:prefix], strict=True) if a and b}
    taken = {identity for pair in cut for identity in pair}
    cells = [cell for cell in [*above.cells] if id(cell) not in taken]
    cells += [_moved(cell, shift) for cell in below.cells if id(cell) not in taken]
    cells += [_joined(a, b, shift) for a, b in cut.values()]
    return cells, shift + below.row_count


def _running_on(last: Sequence[Cell | None], first: Sequence[Cell | None]) -> int:
    """Return how many columns, from the left, run on over the break; all of them mean that the row was cut."""
    votes = [_vote(a, b) for a, b in zip(last, first, strict=True)]
    if _complete_each_other(last, first):
        return len(votes)
    if any(_is_band(row) for row in (last, first)) or not _same_columns(last, first):
        return 0
    best = max(range(len(votes) + 1), key=lambda prefix: (sum(votes[:prefix]) - sum(votes[prefix:]), prefix))
    # No column says that its cell runs on: nothing was cut, the row below just has empty cells.
    return best if max(votes) == RUNS_ON or best < len(votes) else 0


def _complete_each_other(last: Sequence[Cell | None], first: Sequence[Cell | None]) -> bool:
    """Tell whether the lower row fills just the empty cells of the upper one: a tall cell went over alone."""
    above = [bool(cell and cell.lines) for cell in last]
    below = [bool(cell and cell.lines) for cell in first]
    return any(below) and sum(above) > sum(below) and not any(a and b for a, b in zip(above, below, strict=True))


def _is_band(row: Sequence[Cell | None]) -> bool:
    """Tell whether one merged cell takes most of the row: a heading over the rows below."""
    return any(cell is not None and 2 * cell.column_span > len(row) for cell in row)


def _same_columns(last: Sequence[Cell | None], first: Sequence[Cell | None]) -> bool:
    pairs = ((a, b) for a, b in zip(last, first, strict=True) if a and b and a.lines and b.lines)
    return all(a.columns == b.columns for a, b in pairs)


def _vote(above: Cell | None, below: Cell | None) -> float:
    if above is None or below is None or not above.lines or not below.lines:
        return _vote_of_empty(bool(above and above.lines), bool(below and below.lines))
    end, start = above.lines[-1].text.strip(), below.lines[0].text.strip()
    if end == start and len(above.lines) + len(below.lines) > 2:
        return RUNS_ON
    if _SHORT_VALUE.match(start) or _SHORT_VALUE.match(above.text):
        return STARTS
    letter = next((character for character in start if character.isalpha()), "")
    if start[:1] == letter and letter.islower() or _ENDS_OPEN.search(end.casefold()):
        return RUNS_ON
    return STARTS if end.endswith((".", ";")) else MAY_START


def _vote_of_empty(has_above: bool, has_below: bool) -> float:
    if has_above:
        return EMPTY_BELOW
    return EMPTY_ABOVE if has_below else EMPTY_BOTH


def _moved(cell: Cell, rows: int) -> Cell:
    return replace(cell, row=cell.row + rows)


def _joined(above: Cell, below: Cell, shift: int) -> Cell:
    end = shift + below.rows.stop
    return replace(
        above,
        row_span=end - above.row,
        boxes=(*above.boxes, *(below.boxes if below.columns == above.columns else ())),
        lines=(*above.lines, *_without_repetition(above.lines, below.lines)),
    )


def _without_repetition(above: Sequence[Line], below: Sequence[Line]) -> Sequence[Line]:
    """Drop lines at the top of the lower part that the producer printed, half cut, on both pages."""
    for count in range(min(len(above), len(below)), 0, -1):
        if [line.text for line in above[-count:]] == [line.text for line in below[:count]]:
            return below[count:]
    return below
