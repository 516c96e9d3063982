"""Two readings of a line made one."""

from __future__ import annotations

import pytest

from extractores.ocr_words import Recognised
from extractores.scan_agreement import AGREED, DISPUTED, read_again, reconcile
from tests.scans import blank


def line(text: str, x0: float = 0.0, base: float = 40.0) -> list[Recognised]:
    """Return a line of words; a letter is 10 dots wide, the type 30 high."""
    words, at = [], x0
    for word in text.split():
        words.append(Recognised(word, at, base - 20, at + 10 * len(word), base, base, 30, 0.9))
        at += 10 * len(word) + 10
    return words


def said(words: list[Recognised]) -> list[tuple[str, float]]:
    return [(word.text, word.confidence) for word in words]


def test_what_both_read_alike_is_sure() -> None:
    assert said(reconcile(line("12 informes"), "12 informes", 0.9)) == [("12", AGREED), ("informes", AGREED)]


def test_where_they_differ_the_second_is_taken_and_disputed() -> None:
    found = reconcile(line("meta 45% anual"), "meta 4,5 % anual", 0.95)
    assert said(found) == [("meta", AGREED), ("4,5", DISPUTED), ("%", DISPUTED), ("anual", AGREED)]
    assert [(word.x0, word.x1) for word in found[1:3]] == [(50, 68), (74, 80)]


def test_an_unsure_second_reading_only_disputes() -> None:
    assert said(reconcile(line("meta 45%"), "mefa 45%", 0.5)) == [("meta", DISPUTED), ("45%", AGREED)]
    assert said(reconcile(line("meta"), "", 0.0)) == [("meta", DISPUTED)]


def test_a_word_that_only_the_second_has_stands_between_its_neighbours() -> None:
    found = reconcile(line("uno tres"), "uno dos tres", 0.9)
    assert said(found) == [("uno", AGREED), ("dos", DISPUTED), ("tres", AGREED)]
    assert (found[1].x0, found[1].x1) == (30, 40)


def test_what_is_left_of_a_ruling_line_goes_but_no_word_does() -> None:
    assert [word.text for word in reconcile(line("| doce informes"), "doce", 0.9)] == ["doce", "informes"]


@pytest.mark.parametrize(("gap", "parts"), [(20, 1), (60, 2)])
def test_a_line_is_read_again_in_parts_where_it_has_wide_gaps(gap: float, parts: int) -> None:
    read: list[int] = []

    def read_line(dots: object) -> tuple[str, float]:
        read.append(1)
        return "", 0.0

    words = [*line("uno"), *line("dos", x0=30 + gap)]
    read_again(words, blank(100, 300), read_line)
    assert len(read) == parts
