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
