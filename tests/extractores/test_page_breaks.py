"""Wherever a page ends, the same records come out: the break is moved through every line of every cell."""

from __future__ import annotations

from itertools import repeat

import pytest
from hypothesis import Phase, given, settings, strategies as st

from tests.layout_builder import PITCH, Style, Unit, lay_out
from tests.layout_pages import draw, heading_strip, page_end, paginate
from tests.matrices import MATRIX, expected_rows, matrices, read_rows

RULED = [
    Style(),
    Style(rule_at_break=False),
    Style(prints_twice=True),
    Style(repeats_headings=True),
    Style(headings=()),
    Style(middle=True),
    Style(middle=True, rule_at_break=False),
    Style(middle=True, prints_twice=True, rule_at_break=False),
    Style(middle=True, repeats_headings=True),
    Style(units="repeated"),
    Style(units="repeated", middle=True),
    Style(units="blank"),
    Style(units="blank", rule_at_break=False, headings=()),
]
"""Not among them: units in their first row only *and* in the middle of its height. There, an empty cell above the
break and a full one below are a cut row or two rows, and nothing on paper says which."""


def name_of(style: Style) -> str:
    """Return what is particular in a style."""
    usual = Style()
    names = [name for name in Style.__dataclass_fields__ if getattr(style, name) != getattr(usual, name)]
    return "-".join(f"{name}={getattr(style, name) or 'no'}" for name in names) or "usual"


def breaks(style: Style) -> list[float]:
    """Return every place below the headings where the first page may end."""
    strip = lay_out(MATRIX, style)
    first = heading_strip(strip, style).height
    # A page that shows a band alone is a box and no table: without headings nothing says that it belongs to one.
    first += 0 if style.headings else strip.row_edges[1]
    return sorted({page_end(strip, y) for y in strip.line_ends if y > first} - {first, strip.height})


@pytest.mark.parametrize("style", RULED, ids=name_of)
def test_a_break_through_any_line_of_a_ruled_table_changes_no_record(style: Style) -> None:
    strip, expected = lay_out(MATRIX, style), expected_rows(MATRIX)
    changed = [y for y in breaks(style) if read_rows(draw(paginate(strip, [y], style), style)) != expected]
    assert changed == []


@settings(max_examples=80, deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    matrix=matrices,
    style=st.sampled_from([s for s in RULED if s.headings and not s.prints_twice]).filter(
        # Text in the middle of cells that are closed at the break: on a page with little else, a cell without text
        # may be the end of the unit before or the beginning of the next one.
        lambda style: not style.middle or not style.rule_at_break or style.units == "repeated"
    ),
    height=st.floats(130, 600),
)
def test_any_ruled_matrix_is_the_same_at_any_height(matrix: list[Unit | str], style: Style, height: float) -> None:
    pages = draw(paginate(lay_out(matrix, style), repeat(height), style), style)
    assert read_rows(pages) == expected_rows(matrix)


def capitals(part: Unit | str) -> Unit | str:
    if isinstance(part, str):
        return part
    goals = tuple((indicator.upper(), target and target.upper()) for indicator, target in part.goals)
    return Unit(part.number, part.name.upper(), part.mission.upper(), goals)


def test_in_capitals_the_rule_that_is_missing_at_the_break_decides() -> None:
    """No small letter says that a line goes on: without that rule, two of the breaks could be read either way."""
    matrix, style = [capitals(part) for part in MATRIX], Style(rule_at_break=False)
    strip, expected = lay_out(matrix, style), expected_rows(matrix)
    changed = [y for y in breaks(style) if read_rows(draw(paginate(strip, [y], style), style)) != expected]
    assert changed == []


def test_a_target_merged_over_a_break_belongs_to_the_indicators_on_both_pages() -> None:
    """All three indicators share one target; the page ends below the second."""
    unit = Unit("1", "Alcaldía", "Dirigir.", (("Actas", "12 al mes"), ("Informes", None), ("Ordenanzas", None)))
    other = Unit("2", "Archivo", "Custodiar.", (("Fichas", "90%"), ("Cajas", None)))
    style = Style(rule_at_break=False)
    strip = lay_out([other, unit], style)
    end = strip.row_edges[5]
    assert read_rows(draw(paginate(strip, [end], style), style)) == expected_rows([other, unit])


def test_a_matrix_that_goes_over_many_pages_keeps_its_last_unit() -> None:
    """A unit with twelve indicators on four pages: its name stands on the first of them only."""
    goals = tuple((f"Informe mensual número {n}", f"{n} informes") for n in range(1, 13))
    matrix = [Unit("1", "Secretaría General", "Custodiar el archivo.", goals)]
    pages = draw(paginate(lay_out(matrix, Style()), repeat(95.0), Style()), Style())
    assert len(pages) == 4
    assert read_rows(pages) == expected_rows(matrix)


OPEN = [
    Style(rules=rules, units=units, repeats_headings=repeats)  # type: ignore[arg-type]
    for rules in ("rows", "zebra", "none")
    for units in ("merged", "blank", "repeated")
    for repeats in (False, True)
]


@pytest.mark.parametrize("style", OPEN, ids=name_of)
def test_a_break_through_any_line_of_a_table_without_columns_drawn_changes_no_record(style: Style) -> None:
    """As far as the pages show columns, with text at the top of its rows.

    Three breaks say too little: after a single row (no column is seen on the first page), before a page of a single
    line, and beside a band, which is a line like any other where nothing shows where the table begins or ends.
    Text in the middle of its rows is another matter: what is empty may belong to the row above or to the one below.
    """
    matrix = [part for part in MATRIX if isinstance(part, Unit)]
    strip, expected = lay_out(matrix, style), expected_rows(matrix)
    first, last = strip.row_edges[2], strip.row_edges[-2] + PITCH
    ends = sorted({page_end(strip, y) for y in strip.line_ends if first < y <= last})
    assert [y for y in ends if read_rows(draw(paginate(strip, [y], style), style)) != expected] == []
