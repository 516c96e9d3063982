"""Tables without a full grid: columns from whitespace, rows from rules, grounds or whitespace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from .columns import ColumnSet, find_columns, keep_columns
from .geometry import BBox, Fill, Page, Rule, Span, Word, enclosing_box
from .lines import find_lines
from .pieces import STRADDLE, cut_runs, without_chance_edges
from .rows import Placed
from .runs import Run, alone, find_levels, find_runs
from .sections import find_rows, level_edges
from .settings import LayoutSettings
from .table import Cell, Evidence, Table

USUAL_SPACE = 4
"""One in so many gaps between words is narrower than the space that is taken for the usual one."""
WIDER_THAN_SPACES = 2.0
"""A gap between runs is so many times as wide as the usual space."""
DOUBT_OF_GUTTERS = 0.2
"""How much of a table's score depends on that of its weakest gutter."""
FEWEST_SURE_COLUMNS = 4
"""So many columns that words keep to are those of the table."""


class OpenTable(NamedTuple):
    """A table found in whitespace, and the words that are not in it."""

    table: Table
    outside: list[Word]


def find_open_table(
    words: Sequence[Word],
    rules: Iterable[Rule],
    fills: Iterable[Fill],
    page: Page,
    unit: float,
    settings: LayoutSettings,
    known: Sequence[Sequence[float]] = (),
    headed: Sequence[float] = (),
) -> OpenTable | None:
    """Return the table that ``words`` make; None where they make none.

    ``known`` are the edges of the columns on pages before: a few rows that are left for this page show none.
    ``headed`` are those of a box of headings above: they are the table's, unless its words run across them.
    """
    by_level = _find_runs(words, unit, settings)
    runs = sorted((run for level in by_level for run in level), key=lambda run: (run.top, run.x0))
    beside = {run for run, is_alone in zip(runs, alone(runs), strict=True) if not is_alone}
    levels = [kept for level in by_level if (kept := [run for run in level if run in beside])]
    columns = keep_columns(headed, levels, unit, settings) or _find_columns(levels, known, unit, settings)
    if columns is None:
        return None
    goes_on = any(len(columns.xs) == len(edges) for edges in known)
    inside = _inside(runs, beside, columns.xs, goes_on, unit, settings)
    starts = sorted(word.x0 for run in inside for word in run.words)
    pieces = cut_runs(inside, columns.xs, starts, unit, settings)
    if (real := without_chance_edges(columns.xs, pieces)) != columns.xs:
        columns = columns._replace(xs=real)
        pieces = cut_runs(inside, real, starts, unit, settings)
    edges, evidence = level_edges(rules, fills, unit, settings)
    rows, by_rules = find_rows(pieces, columns.xs, edges, evidence, unit, settings)
    if not goes_on and max(p.row + p.row_span for p in rows) < settings.fewest_levels:
        return None
    score = 1 - DOUBT_OF_GUTTERS * (1 - columns.score)
    table = _make_table(rows, columns.xs, page.number, evidence if by_rules else "whitespace", score)
    taken = set(inside)
    return OpenTable(table, [word for run in runs if run not in taken for word in run.words])


def _find_runs(words: Sequence[Word], unit: float, settings: LayoutSettings) -> list[list[Run]]:
    """Return the runs of each base line; where the spaces of lines are wide, a gap between runs is wider."""
    levels = find_levels(words, unit)
    gaps = sorted(right.x0 - left.x1 for level in levels for left, right in pairwise(level))
    space = gaps[len(gaps) // USUAL_SPACE] / unit if gaps else 0.0
    widest = min(max(WIDER_THAN_SPACES * space, settings.segment_gap), settings.widest_segment_gap)
    return find_runs(levels, widest * unit)


def _find_columns(
    levels: Sequence[Sequence[Run]], known: Sequence[Sequence[float]], unit: float, settings: LayoutSettings
) -> ColumnSet | None:
    """Return the columns of the page before where the words keep to them, else those that the page shows.

    Of few columns before the page may have more: they were another table's.
    """
    kept = next((found for edges in known if (found := keep_columns(edges, levels, unit, settings))), None)
    is_sure = kept is not None and len(kept.xs) > FEWEST_SURE_COLUMNS
    if is_sure or sum(len(level) > 1 for level in levels) < settings.fewest_levels:
        return kept
    own = find_columns(levels, unit, settings)
    return kept if own is None or (kept and len(own.xs) < len(kept.xs)) else own


def _inside(
    runs: Sequence[Run], beside: set[Run], xs: Sequence[float], goes_on: bool, unit: float, settings: LayoutSettings
) -> list[Run]:
    """Return the runs from the first to the last that stand beside others, and the lines that continue them.

    Where the table ``goes_on`` from the page before, lines above it may be the rest of a row that the page cut.
    """
    top, bottom = min(run.top for run in beside), max(run.bottom for run in beside)
    reach = settings.line_reach * unit
    for run in runs:
        if bottom < run.bottom <= bottom + reach and _is_in_one_column(run, xs, unit):
            bottom = run.bottom
    above = settings.cut_reach * unit if goes_on else reach
    for run in reversed(runs):
        is_near = run.top >= top - reach or (run.top >= top - above and _starts_a_column(run, xs, unit, settings))
        if run.top < top and is_near and _is_in_one_column(run, xs, unit):
            top = run.top
    return [run for run in runs if top <= (run.top + run.bottom) / 2 <= bottom]


def _is_in_one_column(run: Run, xs: Sequence[float], unit: float) -> bool:
    return not any(run.x0 + STRADDLE * unit < x < run.x1 - STRADDLE * unit for x in xs)


def _starts_a_column(run: Run, xs: Sequence[float], unit: float, settings: LayoutSettings) -> bool:
    margin, near = settings.column_margin * unit, settings.aligned * unit
    return any(abs(run.x0 - x - margin) <= near for x in xs[:-1])


def _make_table(
    rows: Sequence[Placed], xs: tuple[float, ...], page: int, row_evidence: Evidence, score: float
) -> Table:
    """Return the table; places that nothing covers are empty cells."""
    merged = _merge_same_place(rows)
    heights = _row_extents(merged)
    taken = {
        (r, c)
        for p in merged
        for r in range(p.row, p.row + p.row_span)
        for c in range(p.column, p.column + p.column_span)
    }
    cells = [_cell(p, page) for p in merged]
    for row, (top, bottom) in enumerate(heights):
        for column in range(len(xs) - 1):
            if (row, column) not in taken:
                cells.append(Cell(row, column, 1, 1, (Span(page, BBox(xs[column], top, xs[column + 1], bottom)),)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    ys = (*(top for top, _ in heights), heights[-1][1])
    return Table((page,), xs, len(heights), tuple(cells), "gutters", row_evidence, score, ys)


def _merge_same_place(rows: Iterable[Placed]) -> list[Placed]:
    """Join what was placed at one place: a cell may hold several blocks of its column."""
    found: dict[tuple[int, int], Placed] = {}
    for placed in rows:
        known = found.get((placed.row, placed.column))
        found[placed.row, placed.column] = (
            placed
            if known is None
            else known._replace(
                runs=(*known.runs, *placed.runs),
                row_span=max(known.row_span, placed.row_span),
                column_span=max(known.column_span, placed.column_span),
            )
        )
    return list(found.values())


def _row_extents(rows: Sequence[Placed]) -> list[tuple[float, float]]:
    """Return top and bottom of each row, from the cells that hold for one row alone where there are any."""
    count = max(placed.row + placed.row_span for placed in rows)
    extents: list[tuple[float, float]] = []
    for row in range(count):
        covering = [p for p in rows if p.row <= row < p.row + p.row_span]
        single = [p for p in covering if p.row_span == 1] or covering
        boxes = [enclosing_box(p.runs) for p in single]
        top = min((box.top for box in boxes), default=extents[-1][1] if extents else 0.0)
        extents.append((top, max((box.bottom for box in boxes), default=top)))
    return extents


def _cell(placed: Placed, page: int) -> Cell:
    lines = find_lines([word for run in placed.runs for word in run.words], page)
    box = enclosing_box(placed.runs)
    return Cell(placed.row, placed.column, placed.row_span, placed.column_span, (Span(page, box),), tuple(lines))
