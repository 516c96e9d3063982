"""From PDF coordinates to the page as it is displayed."""

from __future__ import annotations

import pytest

from extractores.display import Display, slanted_box
from extractores.geometry import BBox, Page


@pytest.mark.parametrize(
    ("rotation", "box"),
    [
        (0, (10, 270, 30, 280)),
        (90, (20, 10, 30, 30)),
        (180, (170, 20, 190, 30)),
        (270, (270, 170, 280, 190)),
    ],
)
def test_a_box_on_a_page_of_200_by_300(rotation: int, box: tuple[float, ...]) -> None:
    """The box is 20 wide and 10 high, 10 from the left side and 20 from the lower one."""
    assert Display(0, 0, 200, 300, rotation).box(10, 20, 30, 30) == box


@pytest.mark.parametrize(
    ("rotation", "size"), [(0, (200, 300)), (90, (300, 200)), (180, (200, 300)), (270, (300, 200))]
)
def test_the_size_turns_with_the_page(rotation: int, size: tuple[float, float]) -> None:
    display = Display(0, 0, 200, 300, rotation)
    assert (display.width, display.height) == size


def test_places_count_from_the_corner_of_what_is_visible() -> None:
    assert Display(50, 100, 250, 400).box(60, 380, 70, 390) == (10, 10, 20, 20)


def test_a_place_on_a_straightened_scan_is_found_on_the_page_as_it_lies() -> None:
    page = Page(1, 400, 200, (), kind="scanned", skew=90.0)  # no scan slants so much, but it can be done in one's head
    box = slanted_box(page, BBox(290, 90, 310, 110))
    assert (box.centre_x, box.centre_y) == pytest.approx((200, 200))


@pytest.mark.parametrize(
    ("turned", "box"),
    [(0, (10, 20, 40, 30)), (90, (20, 160, 30, 190)), (180, (160, 70, 190, 80)), (270, (70, 10, 80, 40))],
)
def test_a_place_on_a_scan_that_was_turned_is_found_on_the_page_as_it_is_displayed(
    turned: int, box: tuple[float, ...]
) -> None:
    """The page was turned clockwise, and is 200 wide and 100 high since."""
    assert slanted_box(Page(1, 200, 100, (), kind="scanned", turned=turned), BBox(10, 20, 40, 30)) == box


def test_a_straight_page_has_its_places() -> None:
    assert slanted_box(Page(1, 400, 200, ()), BBox(1, 2, 3, 4)) == BBox(1, 2, 3, 4)


def test_a_wide_box_on_a_slanted_page_covers_its_line() -> None:
    box = slanted_box(Page(1, 400, 200, (), kind="scanned", skew=3.0), BBox(100, 95, 300, 105))
    assert box.width == pytest.approx(200)
    assert 10 < box.height < 22
