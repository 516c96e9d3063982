"""Columns that a spreadsheet prints on later pages stand beside those of the first ones again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Literal

import pytest

from extractores import find_layout
from extractores.geometry import Page
from tests.layout_builder import Strip, Style, Unit, lay_out
from tests.layout_pages import draw, paginate, spill
from tests.matrices import MATRIX, expected_rows, read_rows

Order = Literal["down, then over", "over, then down"]


def spreadsheet(**changes: object) -> Style:
    """Return how spreadsheets print: no rule where the page ends, a line that is cut stands on both pages."""
    return Style(rule_at_break=False, prints_twice=True, **changes)  # type: ignore[arg-type]


def printed(strip: Strip, style: Style, column: int, ends: Sequence[float], order: Order) -> tuple[Page, ...]:
    """Return the pages of a strip whose columns from ``column`` on do not fit beside the others."""
    halves = [spill(part, column) for part in paginate(strip, ends, style)]
    parts = chain(*zip(*halves, strict=True)) if order == "down, then over" else chain(*halves)
    return draw(parts, style)


def ends_of_rows(strip: Strip) -> Iterator[float]:
    """Yield the places between two rows of which at least two are left for the second page.

    A single cell alone on a page is a box, and nothing says of which table.
    """
    yield from (bottom for _, bottom in pairwise(strip.row_edges[1:-2]))


@pytest.mark.parametrize("order", ["down, then over", "over, then down"])
@pytest.mark.parametrize("column", [2, 3, 4])
@pytest.mark.parametrize(
    "style",
    [
        spreadsheet(),
        spreadsheet(middle=True, repeats_headings=True),
        spreadsheet(units="repeated"),
        spreadsheet(units="blank"),
    ],
    ids=["merged", "middle", "repeated", "blank"],
)
def test_the_page_set_is_a_grid(style: Style, column: int, order: Order) -> None:
    strip, expected = lay_out(MATRIX, style), expected_rows(MATRIX)
    changed = [y for y in ends_of_rows(strip) if read_rows(printed(strip, style, column, [y], order)) != expected]
    assert changed == []


@pytest.mark.parametrize("order", ["down, then over", "over, then down"])
def test_pages_whose_rows_look_alike_keep_their_order(order: Order) -> None:
    """Every row is one line high, the headings too, so each page has the same edges of rows as any other."""
    matrix = [Unit(str(n), f"Unidad {n}", f"Objetivo {n}", ((f"Informe {n}", f"{n} al mes"),)) for n in range(1, 13)]
    style = spreadsheet()
    strip = lay_out(matrix, style)
    height = strip.row_edges[4]
    pages = printed(strip, style, 3, [height, height], order)
    assert read_rows(pages) == expected_rows(matrix)


def test_two_tables_of_the_same_columns_are_not_beside_each_other() -> None:
    """The same small table stands on two pages: the second goes on below the first, or is another one."""
    strip = lay_out([Unit("1", "Alcaldía", "Dirigir.", (("Actas", "12"),))], Style())
    [table] = find_layout(draw([strip, strip], Style())).tables
    assert table.column_count == 5
