"""Tables that run on over a page break: repeated headings dropped, cut rows and merged cells joined again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from .column_habits import ColumnHabits, usual_place
from .cut_rows import Break, columns_that_run_on
from .lines import Line
from .page_parts import Part
from .settings import LayoutSettings
from .table import Cell, Table, nearest_index


def join_below(tables: Sequence[Table], page_width: float, settings: LayoutSettings) -> list[Table]:
    """Return the tables with those joined that continue each other; ``tables`` are in page order."""
    tolerance = settings.same_column_share * page_width
    chains: list[tuple[list[Table], tuple[float, ...]]] = []
    for table in tables:
        if chains and _continues(chains[-1][0][-1], chains[-1][1], table, tolerance):
            chains[-1][0].append(table)
            chains[-1] = chains[-1][0], _common_edges(chains[-1][1], table.xs, tolerance)
        else:
            chains.append(([table], table.xs))
    return [_Chain(parts, xs).joined() if len(parts) > 1 else parts[0] for parts, xs in chains]


def _continues(upper: Table, xs: Sequence[float], lower: Table, tolerance: float) -> bool:
    """Tell whether ``lower``, on a later page than ``upper``, has the columns of the chain so far."""
    if lower.pages[0] <= upper.pages[0]:
        return False
    if "rules" not in (upper.column_evidence, lower.column_evidence) and _have_same_gutters(xs, lower.xs, tolerance):
        return True
    if abs(xs[0] - lower.xs[0]) > tolerance or abs(xs[-1] - lower.xs[-1]) > tolerance:
        return False
    shared = sum(any(abs(x - other) <= tolerance for other in xs[1:-1]) for x in lower.xs[1:-1])
    return 2 * shared >= min(len(xs) - 1, lower.column_count) - 1


def _have_same_gutters(one: Sequence[float], other: Sequence[float], tolerance: float) -> bool:
    """Tell whether columns differ at most in their outer edges, which show only as far as text reaches."""
    inner = zip(one[1:-1], other[1:-1], strict=False)
    return len(one) == len(other) > 2 and all(abs(a - b) <= tolerance for a, b in inner)


def _common_edges(one: Sequence[float], other: Sequence[float], tolerance: float) -> tuple[float, ...]:
    """Return ``one``'s edges and those of ``other`` that ``one`` has not."""
    if _have_same_gutters(one, other, tolerance):
        return min(one[0], other[0]), *one[1:-1], max(one[-1], other[-1])
    new = [x for x in other if min(abs(x - known) for known in one) > tolerance]
    return tuple(sorted([*one, *new]))


class _Chain:
    """The tables of consecutive pages that make one, joined from the top down."""

    def __init__(self, tables: Sequence[Table], xs: tuple[float, ...]) -> None:
        self._xs = xs
        self._parts = [Part(table, xs) for table in tables]
        for part in self._parts[1:]:
            part.skip_repeated_headings(self._parts[0])
        self._habits = _learn_habits(self._parts)
        self._has_outer_rules = not tables[0].open_above
        self._cells = dict.fromkeys(self._parts[0].cells)
        self._row_count = self._parts[0].row_count
        self._last = self._parts[0].row(self._row_count - 1)
        self._above: dict[Cell, Cell] = {}
        self._look_above(self._parts[0], self._last, {})
        self._repeated = [line for table in tables for line in table.repeated]

    def joined(self) -> Table:
        """Return the parts as one table."""
        for upper, lower in pairwise(self._parts):
            self._append(lower, self._open_columns(upper.table, lower.table))
        tables = [part.table for part in self._parts]
        return replace(
            tables[0],
            pages=tuple(page for table in tables for page in table.pages),
            xs=self._xs,
            row_count=self._row_count,
            cells=tuple(sorted(self._cells, key=lambda cell: (cell.row, cell.column))),
            score=min(table.score for table in tables),
            ys=(),
            repeated=tuple(self._repeated),
            open_below=tables[-1].open_below,
        )

    def _open_columns(self, upper: Table, lower: Table) -> frozenset[int] | None:
        """Return the columns without a rule where the page ends, as far as this table draws its outer rules."""
        if not self._has_outer_rules:
            return None
        above, below = self._on_chain(upper, upper.open_below), self._on_chain(lower, lower.open_above)
        # Where both pages leave rules out, a column that has its rule on one of them ends or starts there.
        return (above & below if above and below else above | below) or None

    def _on_chain(self, table: Table, columns: frozenset[int]) -> frozenset[int]:
        return frozenset(
            on_chain
            for column in columns
            for on_chain in range(
                nearest_index(self._xs, table.xs[column]), nearest_index(self._xs, table.xs[column + 1])
            )
        )

    def _append(self, part: Part, open_columns: frozenset[int] | None) -> None:
        self._repeated += [line for cell in part.headings for line in cell.lines]
        if part.first_row == part.row_count:
            return
        first = part.row(part.first_row)
        self._last = [self._cut_cell(*pair) for pair in zip(self._last, first, strict=True)]
        running = columns_that_run_on(Break(self._last, first, open_columns), self._habits)
        pairs = _pairs(self._last, first, running)
        # Where every column runs on, the row itself was cut: its two parts share one row.
        is_cut = len(running) == len(first)
        shift = self._row_count - part.first_row - is_cut
        self._row_count += part.row_count - part.first_row - is_cut
        moved = {cell: cell.moved(rows=shift) for cell in part.cells}
        for above, below in pairs:
            repeated = _repeated_lines(above.lines, below.lines)
            self._repeated += below.lines[:repeated]
            moved[below] = _joined(above, moved[below], below.lines[repeated:])
            del self._cells[above]
            if above in self._above.values():
                self._drop_blanks_below(above)
        if is_cut:
            self._drop_empty_parts(first, moved)
        self._cells.update(dict.fromkeys(moved.values()))
        last = part.row(part.row_count - 1)
        self._last = [moved.get(cell) if cell else None for cell in last]
        self._look_above(part, last, moved)

    def _look_above(self, part: Part, last: Sequence[Cell | None], moved: dict[Cell, Cell]) -> None:
        """Remember for the empty cells of a last row the cells with text above them."""
        pairs = ((cell, part.filled_above(cell)) for cell in last if cell and not cell.lines)
        self._above = {moved.get(cell, cell): moved.get(above, above) for cell, above in pairs if above}

    def _cut_cell(self, last: Cell | None, first: Cell | None) -> Cell | None:
        """Return the cell that goes on below: without ruling lines it may have ended above the last row."""
        above = self._above.get(last) if last else None
        if above is None or first is None or not first.lines:
            return last
        habits = self._habits.get((above.column, above.column_span))
        goes_on = habits is not None and habits.runs_on(above, first) > 0
        return above if goes_on or not self._starts_beside(above) else last

    def _starts_beside(self, cell: Cell) -> bool:
        """Tell whether the column beside a cell has text in the last row: then what is empty there is a new cell."""
        beside = self._last[cell.column - 1 if cell.column else min(cell.columns.stop, len(self._last) - 1)]
        return beside is not None and bool(beside.lines) and beside.row > cell.row

    def _drop_blanks_below(self, cell: Cell) -> None:
        """Take away the empty cells under one that is now known to go on beyond them."""
        blanks = [c for c in self._cells if c.column == cell.column and c.row >= cell.rows.stop and not c.lines]
        for blank in blanks:
            del self._cells[blank]

    def _drop_empty_parts(self, first: Sequence[Cell | None], moved: dict[Cell, Cell]) -> None:
        """Give the places of a cut row that two cells of different columns cover to the one with text."""
        for above, below in zip(self._last, first, strict=True):
            if above and below and above.columns != below.columns:
                if not below.lines:
                    moved.pop(below, None)
                elif not above.lines:
                    self._cells.pop(above, None)


def _learn_habits(parts: Sequence[Part]) -> dict[tuple[int, int], ColumnHabits]:
    """Return the habits of each column, bands over several columns by themselves."""
    kinds = dict.fromkeys((cell.column, cell.column_span) for part in parts for cell in part.cells)
    pages: dict[tuple[int, int], list[list[Cell]]] = {kind: [[] for _ in parts] for kind in kinds}
    for number, part in enumerate(parts):
        for cell in sorted(part.cells, key=lambda cell: cell.row):
            pages[cell.column, cell.column_span][number].append(cell)
    ruled = [cell for part in parts if part.table.column_evidence == "rules" for cell in part.cells]
    inset, place = _inset(ruled), usual_place(cell for part in parts for cell in part.whole_cells())
    return {kind: ColumnHabits(cells, inset, place) for kind, cells in pages.items()}


def _inset(ruled: Iterable[Cell]) -> float:
    """Return the least distance of an upright text from the left side of its ruled cell; -1 where there is none."""
    starts = ((line.words[0], cell.boxes[0].bbox.x0) for cell in ruled for line in cell.lines)
    return min((max(word.x0 - left, 0.0) for word, left in starts if word.angle == 0), default=-1.0)


def _pairs(
    last: Sequence[Cell | None], first: Sequence[Cell | None], running: frozenset[int]
) -> list[tuple[Cell, Cell]]:
    """Return the cells that are parts of one: they cover the same columns."""
    pairs = dict.fromkeys((last[column], first[column]) for column in sorted(running))
    return [(above, below) for above, below in pairs if above and below and above.columns == below.columns]


def _joined(above: Cell, below: Cell, lines: Sequence[Line]) -> Cell:
    return replace(
        above,
        row_span=below.rows.stop - above.row,
        boxes=(*above.boxes, *below.boxes),
        lines=(*above.lines, *lines),
    )


def _repeated_lines(above: Sequence[Line], below: Sequence[Line]) -> int:
    """Return how many lines at the top of the lower part the producer printed, half cut, on both pages."""
    for count in range(min(len(above), len(below)), 0, -1):
        if all(_is_same_line(*pair) for pair in zip(above[-count:], below[:count], strict=True)):
            return count
    return 0


def _is_same_line(above: Line, below: Line) -> bool:
    is_clipped = any(word.clip is not None for word in (*above.words, *below.words))
    return is_clipped and above.text == below.text
