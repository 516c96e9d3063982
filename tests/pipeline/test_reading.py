"""What scans leave in a reading: how sure their words are, and where they lie."""

from __future__ import annotations

from hypothesis import given, strategies as st

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, BBox, Page, Span, Word, enclosing_box
from pipeline.reading import place, recognition

WORDS = (
    Word("doce", 10, 10, 40, 20, 10, confidence=1.0),
    Word("informes", 50, 10, 90, 20, 10, confidence=0.5),
    Word("otro", 10, 60, 40, 70, 10, confidence=0.1),
)
SCAN = {1: Page(1, 300, 200, WORDS, kind="scanned", skew=2.0)}


def test_the_least_sure_word_inside_counts() -> None:
    assert recognition([Span(1, BBox(5, 5, 45, 25))], SCAN) == 1.0
    assert recognition([Span(1, BBox(5, 5, 95, 25))], SCAN) == 0.5


def test_only_scans_are_recognised() -> None:
    assert recognition([Span(1, BBox(0, 0, 300, 200))], {1: Page(1, 300, 200, WORDS)}) == 1.0


def test_a_place_on_a_slanted_scan_is_that_of_the_picture() -> None:
    straight = place(Span(1, BBox(10, 10, 40, 20)), Page(1, 300, 200, WORDS))
    slanted = place(Span(1, BBox(10, 10, 40, 20)), SCAN[1])
    assert straight.bbox == (10, 10, 40, 20)
    assert slanted.bbox[1] < straight.bbox[1], "left of the middle a page that slants clockwise lies higher"


@given(st.integers(0, 500), st.integers(0, 90), st.integers(1, 40), st.integers(1, 30))
def test_a_place_in_a_text_is_its_lines_and_columns(line: int, column: int, length: int, height: int) -> None:
    box = BBox(
        column * CHARACTER_WIDTH,
        line * LINE_HEIGHT,
        (column + length) * CHARACTER_WIDTH,
        (line + height) * LINE_HEIGHT,
    )
    there = place(Span(1, box), Page(1, 900, 900, (), kind="text"))
    assert there.lines == (line + 1, line + height)
    assert there.columns == (column + 1, column + length)


SIDES = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).map(sorted)
BOXES = st.builds(lambda xs, ys: BBox(xs[0], ys[0], xs[1], ys[1]), SIDES, SIDES)


@given(st.lists(BOXES, min_size=1, max_size=6))
def test_the_box_around_boxes_holds_each_and_is_the_smallest(boxes: list[BBox]) -> None:
    around = enclosing_box(boxes)
    for box in boxes:
        assert around == enclosing_box([around, box])
    assert set(around) <= {side for box in boxes for side in box}
