"""What holds for every layout: sizes, places and the order of drawing do not matter, and no word is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings, strategies as st

from extractores import Layout, find_layout, read_document
from extractores.geometry import BBox, Fill, Page, Rule, Word
from tests.layout_builder import Style, Unit, lay_out
from tests.layout_pages import draw, paginate, spill
from tests.layout_words import words_of_layout, words_of_pages
from tests.matrices import MATRIX, expected_rows, matrices, read_rows

DRAWINGS = [Style(rules="all"), Style(rules="rows"), Style(rules="zebra"), Style(rules="none")]
DEVELOPMENT_SET = Path(os.environ.get("BENCH", Path(__file__).parents[2] / "../shared/bench")) / "dev"
"""As in the Makefile."""


def pages_of(style: Style) -> tuple[Page, ...]:
    return draw(paginate(lay_out(MATRIX, style), [190.0], style), style)


def texts(layout: Layout) -> list[list[tuple[int, int, str]]]:
    """Return row, column and text of each cell of each table."""
    return [[(cell.row, cell.column, cell.text) for cell in table.cells] for table in layout.tables]


def moved(page: Page, x: Callable[[float], float], y: Callable[[float], float], scale: float = 1.0) -> Page:
    """Return the page with every place sent elsewhere."""

    def box(b: BBox) -> BBox:
        return BBox(x(b.x0), y(b.top), x(b.x1), y(b.bottom))

    def rule(r: Rule) -> Rule:
        along, across = (x, y) if r.axis == "h" else (y, x)
        return Rule(r.axis, across(r.position), along(r.start), along(r.end))

    return replace(
        page,
        width=x(page.width),
        height=y(page.height),
        words=tuple(Word(w.text, *box(w.bbox), w.size * scale, clip=w.clip and box(w.clip)) for w in page.words),
        rules=tuple(rule(r) for r in page.rules),
        fills=tuple(Fill(*box(BBox(*f[:4])), f.colour) for f in page.fills),
    )


@pytest.mark.parametrize("style", DRAWINGS, ids=lambda style: style.rules)
@pytest.mark.parametrize("factor", [0.4, 0.7, 1.3, 2.0, 3.0])
def test_size_does_not_matter(style: Style, factor: float) -> None:
    pages = pages_of(style)
    scaled = [moved(page, lambda x: x * factor, lambda y: y * factor, factor) for page in pages]
    assert texts(find_layout(scaled)) == texts(find_layout(pages))


@pytest.mark.parametrize("style", DRAWINGS, ids=lambda style: style.rules)
def test_the_place_on_the_page_does_not_matter(style: Style) -> None:
    pages = pages_of(style)
    shifted = [moved(page, lambda x: x + 61.7, lambda y: y + 33.3) for page in pages]
    assert texts(find_layout(shifted)) == texts(find_layout(pages))


@pytest.mark.parametrize("style", DRAWINGS, ids=lambda style: style.rules)
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_drawing_does_not_matter(style: Style, seed: int) -> None:
    pages, random = pages_of(style), Random(seed)
    shuffled = [
        replace(
            page,
            words=tuple(random.sample(page.words, len(page.words))),
            rules=tuple(random.sample(page.rules, len(page.rules))),
            fills=tuple(random.sample(page.fills, len(page.fills))),
        )
        for page in pages
    ]
    assert texts(find_layout(shuffled)) == texts(find_layout(pages))


@pytest.mark.parametrize("rules", ["all", "rows", "zebra", "none"])
@pytest.mark.parametrize("units", ["merged", "repeated", "blank"])
@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_a_matrix_on_one_page_is_read_however_it_is_drawn(rules: str, units: str, middle: bool) -> None:
    style = Style(rules=rules, units=units, middle=middle)  # type: ignore[arg-type]
    assert read_rows(draw([lay_out(MATRIX, style)], style)) == expected_rows(MATRIX)


def test_words_without_a_height_are_words_all_the_same() -> None:
    """Broken fonts give such; the usual height of the type was zero, and the search for columns divided by it."""
    words = tuple(Word(text, x, 50.0, x + 8, 50.0, 0.0) for text, x in (("Actas", 40.0), ("12", 90.0)))
    page = Page(1, 300.0, 200.0, words)
    assert words_of_layout(find_layout([page])) == words_of_pages([page])


styles = st.builds(
    Style,
    rules=st.sampled_from(["all", "rows", "zebra", "none"]),
    units=st.sampled_from(["merged", "blank", "repeated"]),
    middle=st.booleans(),
    headings=st.sampled_from([(), Style().headings]),
    repeats_headings=st.booleans(),
    rule_at_break=st.booleans(),
    prints_twice=st.booleans(),
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(matrix=matrices, style=styles, height=st.floats(20, 600), column=st.sampled_from([2, 3, 4, None]))
@example(matrix=list(MATRIX), style=Style(repeats_headings=True), height=20.0, column=None)
def test_no_word_is_lost_or_doubled_on_any_layout(
    matrix: list[Unit | str], style: Style, height: float, column: int | None
) -> None:
    parts = list(paginate(lay_out(matrix, style), repeat(height), style))
    halves = [half for part in parts for half in (spill(part, column) if column else [part])]
    pages = draw(halves, style)
    assert words_of_layout(find_layout(pages)) == words_of_pages(pages)


@pytest.mark.skipif(not DEVELOPMENT_SET.is_dir(), reason="the development set is not at hand")
def test_no_word_of_the_development_set_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractores.scan.can_recognise", lambda: False)  # seconds a page; test_scan.py has scans
    lost = []
    for path in sorted(DEVELOPMENT_SET.glob("*.pdf")):
        pages = read_document(path).pages
        if words_of_layout(find_layout(pages)) != words_of_pages(pages):
            lost.append(path.name)
    assert lost == []
