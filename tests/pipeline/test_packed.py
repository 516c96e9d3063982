"""Several indicators in one cell, several targets in another."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings, strategies as st

from extractores.geometry import Word
from extractores.lines import Line
from pipeline.packed import Pair, unpack

LETTER, SIZE, PITCH = 5.0, 8.0, 10.0


def cell(drawing: str, page: int = 1) -> list[Line]:
    """Return the lines of a cell; an empty line is a gap of half a line."""
    lines, top = [], 0.0
    for text in drawing.split("\n"):
        words, x = [], 0.0
        for word in text.split():
            words.append(Word(word, x, top, x + LETTER * len(word), top + SIZE, SIZE))
            x += LETTER * (len(word) + 1)
        if words:
            lines.append(Line(page, tuple(words)))
        top += PITCH if words else PITCH / 2
    return lines


def pairs(indicators: list[Line], targets: list[Line]) -> list[tuple[str | None, str | None]]:
    widths = tuple(max((line.bbox.width for line in lines), default=0.0) for lines in (indicators, targets))
    found = unpack(indicators, targets, (widths[0], widths[1]))
    return [tuple(" ".join(item.texts) if item else None for item in pair) for pair in found.pairs]  # type: ignore[misc]


def test_one_of_each_is_one_pair() -> None:
    assert pairs(cell("Porcentaje de\navance"), cell("95%")) == [("Porcentaje de avance", "95%")]


def test_list_marks_part_items_and_are_no_text() -> None:
    indicators = cell("1. Porcentaje de avance\ndel plan\n2. Actas aprobadas")
    assert pairs(indicators, cell("1. 95%\n2. 12 actas")) == [
        ("Porcentaje de avance del plan", "95%"),
        ("Actas aprobadas", "12 actas"),
    ]


def test_gaps_part_items() -> None:
    indicators = cell("Porcentaje de avance\ndel plan anual\n\nActas aprobadas\nen el concejo")
    assert pairs(indicators, cell("95%\n\n\n12 actas")) == [
        ("Porcentaje de avance del plan anual", "95%"),
        ("Actas aprobadas en el concejo", "12 actas"),
    ]


def test_a_line_that_ends_early_before_a_capital_ends_an_item() -> None:
    indicators = cell("Porcentaje de solicitudes\natendidas\nActas aprobadas")
    assert pairs(indicators, cell("95%\n12")) == [
        ("Porcentaje de solicitudes atendidas", "95%"),
        ("Actas aprobadas", "12"),
    ]


def test_a_target_more_than_indicators_stays_alone() -> None:
    found = unpack(cell("1. Actas\n2. Informes"), cell("1. 12\n2. 4\n3. 7"), (100.0, 50.0))
    assert not found.is_even
    assert found.pairs[-1].indicator is None
    assert found.pairs[-1].target is not None
    assert found.pairs[-1].target.texts == ("7",)


def test_a_page_break_is_no_gap() -> None:
    """On the next page the text is further up, not further down."""
    indicators = cell("NÚMERO DE INFORMES") + cell("SOBRE OBRAS PÚBLICAS", page=2)
    targets = cell("AL MENOS DOCE") + cell("CADA MES", page=2)
    assert pairs(indicators, targets) == [("NÚMERO DE INFORMES SOBRE OBRAS PÚBLICAS", "AL MENOS DOCE CADA MES")]


def test_empty_cells() -> None:
    assert unpack([], [], (0.0, 0.0)).pairs == (Pair(None, None),)


LINES = st.lists(st.sampled_from(["1.", "a)", "-", "Actas", "de", "95%", "menos", "informes,", "PLAN"]), max_size=4)
CELLS = st.lists(LINES.map(" ".join), max_size=6).map("\n".join)


@given(CELLS, CELLS, st.floats(0, 200))
@settings(deadline=None)
def test_every_line_is_in_one_item_whatever_the_cells_hold(left: str, right: str, width: float) -> None:
    indicators, targets = cell(left), cell(right)
    found = unpack(indicators, targets, (width, width))
    items = [item for pair in found.pairs for item in pair if item]
    assert Counter(line for item in items for line in item.lines) == Counter([*indicators, *targets])
    assert all(len(item.texts) == len(item.lines) for item in items)
