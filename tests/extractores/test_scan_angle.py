"""How a scanned page lies: skew and side are found in its ink."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractores.scan_angle import find_ink, find_skew, lies_sideways
from tests.scans import blank


def lines_of_text() -> NDArray[np.uint8]:
    """Return a page of 150 dots per inch with lines of text."""
    page = blank()
    for y in range(200, 700, 40):
        cv2.putText(page, "Informes de gestion presentados 12", (180, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
    return page


def slanted(page: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    rows, columns = page.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1.0)
    return cv2.warpAffine(page, matrix, (columns, rows), borderValue=255)


@pytest.mark.parametrize("degrees", [-5.0, -1.3, 0.5, 4.6])
def test_the_slant_of_lines_of_text_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    assert find_skew(find_ink(slanted(lines_of_text(), degrees))) == pytest.approx(degrees, abs=0.1)


def test_a_straight_or_an_empty_page_is_left_alone() -> None:
    assert find_skew(find_ink(lines_of_text())) == 0.0
    assert find_skew(find_ink(blank())) == 0.0


def test_text_that_runs_up_the_page_lies_sideways() -> None:
    ink = find_ink(lines_of_text())
    assert not lies_sideways(ink)
    assert lies_sideways(np.ascontiguousarray(np.rot90(ink)))


def test_ruling_lines_do_not_tell_how_a_page_lies() -> None:
    page = lines_of_text()
    for x in range(100, 1100, 60):
        cv2.line(page, (x, 50), (x, 850), 0, 2)
    assert not lies_sideways(find_ink(page))


def test_ink_is_what_is_darker_than_the_paper_around() -> None:
    page = np.tile(np.linspace(120, 250, 1200).astype(np.uint8), (300, 1))
    cv2.rectangle(page, (200, 140), (215, 150), 60, -1)
    ink = find_ink(page)
    assert ink[145, 207] == 255
    assert np.count_nonzero(ink) < 400
