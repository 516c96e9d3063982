"""Ruling lines are found in dots, and taken out from between the letters."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractores.scan_image import Picture
from extractores.scan_rules import find_rules
from tests.scans import blank

SCALE = 300 / 72
"""Dots in a point."""


def picture(dots: NDArray[np.uint8]) -> Picture:
    return Picture(dots, SCALE)


def test_lines_become_rules_in_points() -> None:
    page = blank()
    cv2.line(page, (100, 200), (1100, 200), 0, 3)
    cv2.line(page, (500, 100), (500, 800), 0, 3)
    level, upright = find_rules(picture(page)).rules
    assert (level.axis, upright.axis) == ("h", "v")
    assert level.position == pytest.approx(200 / SCALE, abs=0.5)
    assert (level.start, level.end) == pytest.approx((100 / SCALE, 1100 / SCALE), abs=1)
    assert upright.position == pytest.approx(500 / SCALE, abs=0.5)
    assert level.thickness == pytest.approx(3 / SCALE, abs=1.2)


def test_rules_stand_where_the_page_is_and_not_where_its_enlarged_picture_is() -> None:
    page = blank()
    cv2.line(page, (100, 200), (1100, 200), 0, 3)
    (level,) = find_rules(Picture(page, SCALE, left=50, above=20)).rules
    assert level.position == pytest.approx(180 / SCALE, abs=0.5)
    assert level.start == pytest.approx(50 / SCALE, abs=1)


def test_small_gaps_do_not_part_a_rule() -> None:
    page = blank()
    cv2.line(page, (100, 200), (1100, 200), 0, 3)
    page[:, 600:605] = 255
    assert len(find_rules(picture(page)).rules) == 1


def test_large_capitals_in_a_row_are_no_rules() -> None:
    page = blank()
    cv2.putText(page, "TERRITORIAL EFETE", (60, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 4)
    assert find_rules(picture(page)).rules == ()


def test_the_text_stays_when_the_lines_around_it_go() -> None:
    page = blank()
    cv2.putText(page, "12", (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 4)
    letters = np.count_nonzero(page < 128)
    cv2.rectangle(page, (200, 200), (700, 400), 0, 3)
    assert np.count_nonzero(find_rules(picture(page)).text.dots < 128) == pytest.approx(letters, rel=0.02)


# Dashed rules


def draw_dashes(page: NDArray[np.uint8], start: tuple[int, int], end: tuple[int, int], dash: int = 12) -> None:
    """Draw a dashed rule as scanners show it, with gaps of a third of a dash."""
    (x0, y0), (x1, y1) = start, end
    for at in range(0, max(x1 - x0, y1 - y0), dash + dash // 3):
        if x1 > x0:
            page[y0 - 2 : y0 + 3, x0 + at : min(x0 + at + dash, x1)] = 0
        else:
            page[y0 + at : min(y0 + at + dash, y1), x0 - 2 : x0 + 3] = 0


def dashed_table(dash: int) -> NDArray[np.uint8]:
    page = blank()
    for y in (200, 320, 440):
        draw_dashes(page, (100, y), (1100, y), dash)
    for x in (100, 600, 1100):
        draw_dashes(page, (x, 200), (x, 440), dash)
    return page


@pytest.mark.parametrize("dash", [9, 12, 20, 30])
def test_dashed_rules_are_found_and_taken_out(dash: int) -> None:
    page = dashed_table(dash)
    found = find_rules(picture(page))
    level, upright = ([round(rule.position * SCALE) for rule in found.rules if rule.axis == axis] for axis in "hv")
    assert sorted(level) == pytest.approx([200, 320, 440], abs=2)
    assert sorted(upright) == pytest.approx([100, 600, 1100], abs=2)
    assert np.count_nonzero(found.text.dots < 128) < 0.05 * np.count_nonzero(page < 128)  # corners


def test_a_short_dashed_rule_counts_only_in_line_with_a_long_one() -> None:
    page = dashed_table(12)
    for x in (600, 850):
        draw_dashes(page, (x, 560), (x, 620))
    upright = [rule for rule in find_rules(picture(page)).rules if rule.axis == "v" and rule.start * SCALE > 500]
    assert [round(rule.position * SCALE) for rule in upright] == pytest.approx([600], abs=2)


@pytest.mark.parametrize("text", ["- - - - -", "lililililil", "Porcentaje"])
def test_hyphens_and_letters_below_each_other_are_no_dashed_rule(text: str) -> None:
    page = blank()
    for y in range(200, 800, 50):
        cv2.putText(page, text, (60, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    assert find_rules(picture(page)).rules == ()


def test_a_letter_in_line_with_an_unbroken_rule_is_no_part_of_it() -> None:
    page = blank()
    for y in (200, 260, 320):
        cv2.line(page, (100, y), (1100, y), 0, 3)
    for top, bottom in ((100, 200), (320, 440)):
        cv2.line(page, (600, top), (600, bottom), 0, 3)
    cv2.line(page, (600, 215), (600, 245), 0, 4)  # an I in a band between two rows
    upright = [rule for rule in find_rules(picture(page)).rules if rule.axis == "v"]
    assert len(upright) == 2


def test_beside_a_row_of_one_line_a_short_rule_in_line_with_others_counts() -> None:
    page = blank()
    for y in (200, 500, 555):
        cv2.line(page, (100, y), (1100, y), 0, 3)
    cv2.line(page, (600, 200), (600, 450), 0, 3)
    for x in (600, 850):
        cv2.line(page, (x, 500), (x, 555), 0, 3)
    short = [rule for rule in find_rules(picture(page)).rules if rule.axis == "v" and rule.start * SCALE > 480]
    assert [round(rule.position * SCALE) for rule in short] == pytest.approx([600], abs=2)
