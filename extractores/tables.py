"""The tables of one page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress, repeat
from operator import itemgetter, not_
from statistics import median

from .geometry import BBox, Fill, Page, Rule, Span, Word, make_all
from .grid import Grid, build_grid, close_ends, find_edges, find_networks
from .headed import headed_edges, join_headings
from .lines import OUTSIDE, Line, find_lines, find_lines_by_place
from .open_tables import find_open_table
from .overflow import Astray, return_overflow
from .settings import LayoutSettings
from .table import Cell, Table

USUAL_TYPE = 10.0
"""Points: the height of the type that is assumed on a page without words, or whose words have none."""

_SIZE, _ANGLE, _IS_FAINT = itemgetter(5), itemgetter(6), itemgetter(9)
"""What words have, by its place among their fields: read of all words of a page, that is fastest."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The tables of a page, and the words that are in none of them."""

    page: int
    width: float
    tables: tuple[Table, ...]
    outside: tuple[Word, ...]
    """Words of titles, notes, page furniture, stamps: whatever is in no table."""

    @property
    def open_edges(self) -> tuple[float, ...]:
        """The edges of the columns of the last table, where they are not drawn."""
        last = self.tables[-1] if self.tables else None
        return last.xs if last and last.column_evidence == "gutters" else ()

    @property
    def outside_lines(self) -> list[Line]:
        return find_lines(self.outside, self.page)


def find_page_tables(
    page: Page,
    settings: LayoutSettings | None = None,
    known: Sequence[Sequence[float]] = (),
    furniture: frozenset[Word] = frozenset(),
) -> PageLayout:
    """Return the tables of a page from the top down; each word is in one cell or outside.

    ``known`` are the edges of the columns of a table without a grid that may go on, on each of the pages before;
    ``furniture`` are words that are in no such table.
    """
    settings = settings or LayoutSettings()
    unit = type_height(page.words)
    page = _with_evidence(page, settings)
    over, words = _part_stamps(page.words)
    tables: list[Table] = []
    for grid in _ruled_grids(page.rules, unit, settings):
        table, words = _fill(grid, words, page.number, unit, settings)
        tables.append(table)
    boxes = [table.bbox for table in tables]
    # They are looked at only where whitespace makes columns.
    rules = (rule for rule in page.rules if not any(_is_within(rule, box) for box in boxes))
    fills = (fill for fill in page.fills if not any(_is_within(fill, box) for box in boxes))
    upright = [word for word in words if word.angle == 0 and word not in furniture]
    if "gutters" in settings.evidence and (
        found := find_open_table(upright, rules, fills, page, unit, settings, known, headed_edges(tables, upright))
    ):
        tables.append(found.table)
        words = [*found.outside, *(word for word in words if word.angle != 0 or word in furniture)]
    tables.sort(key=lambda table: (table.bbox.top, table.bbox.x0))
    if len(tables) > 1:
        tables, words = join_headings(tables, words, unit, settings)
    return PageLayout(page.number, page.width, tuple(tables), (*words, *over))


def _with_evidence(page: Page, settings: LayoutSettings) -> Page:
    """Return the page without what the settings switch off."""
    if settings.evidence.issuperset(("rules", "fills", "clips")):
        return page
    return replace(
        page,
        rules=page.rules if "rules" in settings.evidence else (),
        fills=page.fills if "fills" in settings.evidence else (),
        words=page.words if "clips" in settings.evidence else tuple(w._replace(clip=None) for w in page.words),
    )


def _part_stamps(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Part the words of stamps and watermarks from those of the page's text."""
    if not any(map(_ANGLE, words)) and not any(map(_IS_FAINT, words)):
        return (), words
    is_over = [bool(word.angle % 90 or word.is_faint) for word in words]
    return list(compress(words, is_over)), list(compress(words, map(not_, is_over)))


def _is_within(item: Rule | Fill, box: BBox) -> bool:
    middle = item.position if isinstance(item, Rule) and item.axis == "h" else None
    y = (
        middle
        if middle is not None
        else (item.start + item.end) / 2
        if isinstance(item, Rule)
        else (item.top + item.bottom) / 2
    )
    return box.top - 1 <= y <= box.bottom + 1


def type_height(words: Sequence[Word]) -> float:
    """Return the usual height of the type, in points; some readers give words without any."""
    return (median(map(_SIZE, words)) if words else 0.0) or USUAL_TYPE


def _ruled_grids(rules: Sequence[Rule], unit: float, settings: LayoutSettings) -> list[Grid]:
    horizontal = find_edges(rules, "h", unit, settings)
    vertical = find_edges(rules, "v", unit, settings)
    least = settings.open_end * unit
    grids = [
        grid
        for levels, uprights in find_networks(horizontal, vertical, unit, settings)
        if (grid := build_grid(close_ends(levels, uprights, least), uprights, settings.boundary_share))
        and len(grid.cells) > 1
    ]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _fill(
    grid: Grid, words: Sequence[Word], page: int, unit: float, settings: LayoutSettings
) -> tuple[Table, list[Word]]:
    """Put each word into the cell where its centre is, unless it overflows another; return also those in none."""
    places = _places(grid, words, unit, settings)
    lines = find_lines_by_place(words, places, len(grid.cells), page)
    outside = list(compress(words, map(OUTSIDE.__eq__, places)))
    return _ruled_table(grid, lines, page), outside


def _places(grid: Grid, words: Sequence[Word], unit: float, settings: LayoutSettings) -> list[int]:
    """Return for each word the number of its cell, or that of no cell."""
    owners, xs, ys = grid.owners(), grid.xs, grid.ys
    inner_xs, inner_ys = xs[1:-1], ys[1:-1]
    reach, sticks_out = settings.outside_reach * unit, settings.sticks_out * unit
    x0, x1, top, bottom = xs[0] - reach, xs[-1] + reach, ys[0], ys[-1]
    places: list[int] = []
    astray: list[Astray] = []
    for index, word in enumerate(words):
        _, left, upper, right, lower, _, _, _, clip, _ = word
        x, y = (left + right) / 2, (upper + lower) / 2
        if clip:
            x, y = word.centre
        if not (top <= y <= bottom and x0 <= x <= x1):
            places.append(OUTSIDE)
            continue
        row, column = bisect_right(inner_ys, y), bisect_right(inner_xs, x)
        places.append(owners[row][column])
        if left < xs[column] - sticks_out or upper < ys[row] - sticks_out:
            astray.append(Astray(word, index, row, column))
    return_overflow(astray, words, places, owners, grid, sticks_out)
    return places


def _ruled_table(grid: Grid, lines: Sequence[list[Line]], page: int) -> Table:
    """Return the grid as a table given the lines of each of its cells."""
    boxes = make_all(Span, zip(repeat(page), grid.cell_boxes(), strict=False))
    return Table(
        pages=(page,),
        xs=grid.xs,
        row_count=len(grid.ys) - 1,
        cells=tuple(
            Cell(*cell, (box,), tuple(inside)) for cell, box, inside in zip(grid.cells, boxes, lines, strict=True)
        ),
        column_evidence="rules",
        row_evidence="rules",
        score=1.0,
        ys=grid.ys,
        open_above=grid.open_above,
        open_below=grid.open_below,
    )
