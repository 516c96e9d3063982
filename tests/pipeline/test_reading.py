"""What scans leave in a reading: how sure their words are, and where they lie."""

from __future__ import annotations

from extractores.geometry import BBox, Page, Span, Word
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
