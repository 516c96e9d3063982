"""Lines that stand at one place of every page are kept apart from rows that only look alike."""

from __future__ import annotations

from extractores.furniture import find_furniture
from extractores.geometry import Page, Word
from extractores.settings import LayoutSettings

TYPE = 8.0


def test_a_foot_that_differs_in_its_figures_is_furniture_on_both_pages() -> None:
    foot = "literal_a4.pdf", 500
    pages = [
        _page(1, (700, "Porcentaje", 300, "90%"), (800, *foot, "Página-1")),
        _page(2, (90, "Número", 300, "12"), (800, *foot, "Página-2")),
    ]
    assert _furniture(pages) == [["literal_a4.pdf", "Página-1"], ["literal_a4.pdf", "Página-2"]]


def test_a_row_at_the_foot_of_two_pages_close_to_the_rows_above_is_none() -> None:
    rows = (790, "Número", 300, "12"), (800, "Porcentaje", 300, "90%")
    pages = [_page(1, *rows), _page(2, (790, "Índice", 300, "12"), rows[1])]
    assert _furniture(pages) == [[], []]


def test_different_lines_are_none() -> None:
    assert _furniture([_page(1, (800, "Ana", 300, "12")), _page(2, (800, "Luis", 300, "12"))]) == [[], []]


def test_a_single_page_has_none() -> None:
    assert _furniture([_page(1, (800, "literal_a4.pdf", 500, "Página-1"))]) == [[]]


def _furniture(pages: list[Page]) -> list[list[str]]:
    found = find_furniture(pages, TYPE, LayoutSettings())
    return [[word.text for word in page.words if word in words] for page, words in zip(pages, found, strict=True)]


def _page(number: int, *lines: tuple[float, str, float, str]) -> Page:
    words = [
        Word(text, x, top, x + 40, top + TYPE, TYPE)
        for top, left, right_x, right in lines
        for x, text in ((40.0, left), (right_x, right))
    ]
    return Page(number, 595, 842, tuple(words))
