"""Stamps and shades are taken off a scanned page; what is printed in colours stays."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractores.scan_marks import clean, find_marks
from tests.scans import blank

RESOLUTION = 150
BLUE, BLACK = (170, 60, 30), (20, 20, 20)


def paper(shade: int = 245) -> NDArray[np.uint8]:
    return np.repeat(blank()[:, :, None], 3, axis=2) // 255 * np.uint8(shade)


def write(page: NDArray[np.uint8], text: str, colour: tuple[int, int, int] = BLACK) -> None:
    cv2.putText(page, text, (400, 450), cv2.FONT_HERSHEY_SIMPLEX, 0.8, colour, 2)


def ink(page: NDArray[np.uint8]) -> int:
    return int(np.count_nonzero(clean(page, RESOLUTION) < 128))


def test_a_coloured_ring_with_its_words_goes_and_the_text_below_stays() -> None:
    stamped, plain = paper(), paper()
    cv2.circle(stamped, (500, 450), 110, BLUE, 4)
    cv2.putText(stamped, "RECIBIDO", (430, 500), cv2.FONT_HERSHEY_SIMPLEX, 0.7, BLUE, 2)
    for page in (stamped, plain):
        write(page, "12 informes")
    assert abs(ink(stamped) - ink(plain)) < 0.1 * ink(plain)


def test_a_black_ring_is_no_mark() -> None:
    page = paper()
    cv2.circle(page, (500, 450), 110, BLACK, 4)
    assert find_marks(page, RESOLUTION) is None


def test_coloured_text_in_a_coloured_grid_stays() -> None:
    page = paper()
    cv2.rectangle(page, (200, 300), (1000, 600), BLUE, 3)
    cv2.line(page, (600, 300), (600, 600), BLUE, 3)
    write(page, "12 informes", BLUE)
    assert find_marks(page, RESOLUTION) is None


def test_light_text_on_a_dark_ground_comes_out_dark_on_white() -> None:
    page = paper()
    page[350:550, 200:1000] = (90, 40, 20)
    write(page, "Unidad", (250, 250, 250))
    grey = clean(page, RESOLUTION)[380:520, 300:900]
    assert np.median(grey) > 240
    assert grey.min() < 100


def test_a_shadow_over_the_paper_becomes_white() -> None:
    page = (paper() * np.linspace(0.55, 1, 1200)[None, :, None]).astype(np.uint8)
    write(page, "12 informes")
    grey = clean(page, RESOLUTION)
    assert np.percentile(grey, 5) > 235
    assert grey.min() < 60
