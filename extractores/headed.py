"""A ruled row of headings and the open rows below it: two pieces of evidence, one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .geometry import Word
from .lines import Line, find_lines
from .settings import LayoutSettings
from .table import Cell, Table, nearest_index

MOST_HEADING_ROWS = 4
"""Rows that a box of headings has at most."""
FEWEST_HEADINGS = 3
"""Columns of it; boxes of fewer hold other things."""


def headed_edges(tables: Sequence[Table], words: Sequence[Word]) -> tuple[float, ...]:
    """Return the edges of the columns of a box of headings above most of ``words``; none where there is none."""
    boxes = [
        table for table in tables if table.row_count <= MOST_HEADING_ROWS and table.column_count >= FEWEST_HEADINGS
    ]
    box = min(boxes, key=lambda table: table.ys[0], default=None)
    if box is None or 2 * sum(word.top >= box.ys[0] for word in words) < len(words):
        return ()
    return box.xs


def join_headings(
    tables: Sequence[Table], words: Sequence[Word], unit: float, settings: LayoutSettings
) -> tuple[list[Table], list[Word]]:
    """Return the tables of a page with each box of headings put on top of the open table whose columns it names.

    ``tables`` are sorted from the top down. Of ``words``, which are in none of them, those between a box and its
    table become bands over all columns; the others are returned.
    """
    joined: list[Table] = []
    rest = list(words)
    for table in tables:
        if joined and _heads(joined[-1], table, unit, settings):
            between = [word for word in rest if _is_between(word, joined[-1], table)]
            rest = [word for word in rest if word not in between]
            joined[-1] = _put_on_top(joined[-1], find_lines(between, table.pages[0]), table)
        else:
            joined.append(table)
    return joined, rest


def _is_between(word: Word, box: Table, body: Table) -> bool:
    return word.angle == 0 and box.ys[-1] <= (word.top + word.bottom) / 2 <= body.ys[0]


def _heads(box: Table, body: Table, unit: float, settings: LayoutSettings) -> bool:
    if box.column_evidence != "rules" or body.column_evidence == "rules" or box.row_count > MOST_HEADING_ROWS:
        return False
    if not -unit <= body.ys[0] - box.ys[-1] <= settings.heading_gap * unit:
        return False
    inner, near = box.xs[1:-1], settings.heading_reach * unit
    return len(inner) > 0 and all(min(abs(x - edge) for edge in inner) <= near for x in body.xs[1:-1])


def _put_on_top(box: Table, bands: Sequence[Line], body: Table) -> Table:
    """Return all as one table on the columns of the open one."""
    places = [nearest_index(body.xs, x) for x in box.xs]
    headings = [_on_columns(cell, places) for cell in box.cells]
    rows = box.row_count
    between = [Cell(rows + i, 0, 1, body.column_count, (line.span,), (line,)) for i, line in enumerate(bands)]
    below = [replace(cell, row=cell.row + rows + len(bands)) for cell in body.cells]
    return replace(
        body,
        row_count=rows + len(bands) + body.row_count,
        cells=(*headings, *between, *below),
        ys=(*box.ys[:-1], *(line.bbox.top for line in bands), *body.ys),
    )


def _on_columns(cell: Cell, places: Sequence[int]) -> Cell:
    first, stop = places[cell.column], places[cell.columns.stop]
    return replace(cell, column=first, column_span=max(stop - first, 1))
