"""What the page over two months says of a target whose figure is another."""

from __future__ import annotations

import pytest

from pipeline.compare.changes import compare
from pipeline.compare.pages import comparison_page
from pipeline.render import render_comparison
from tests.model_builder import matrix_of, record_of


@pytest.mark.parametrize(
    ("indicator", "old", "new", "difference", "shares"),
    [
        ("Porcentaje de actas", "85%", "70%", "−15 puntos", (1.0, 70 / 85)),
        ("Porcentaje de actas", "85%", "85,5%", "+0,5 puntos", (85 / 85.5, 1.0)),
        ("Número de actas", "5 actas", "10 actas", "+100 %", (0.5, 1.0)),
        ("Número de actas", "12 actas", "9 actas", "−25 %", (1.0, 0.75)),
        ("Número de actas", "0 actas", "4 actas", "", (0.0, 1.0)),
        ("Número de actas", "12 actas", "al menos 12 actas", "", None),
        ("Número de actas", "12 actas", "90% de actas", "", None),
    ],
)
def test_two_figures_are_set_side_by_side_where_they_can_be(
    indicator: str, old: str, new: str, difference: str, shares: tuple[float, float] | None
) -> None:
    months = [matrix_of(record_of("Alcaldía", "Dirigir", indicator, target)) for target in (old, new)]
    page = comparison_page(compare(*months))
    ((kind, (line,)),) = page.groups
    assert kind == "target_changed"
    assert (line.difference, line.shares) == (difference, shares)
    text = render_comparison(page)
    assert ('class="amount' in text) == (shares is not None)
    assert difference in text
