"""Where a reading is, and what is left out of it."""

from __future__ import annotations

from extractores import ReadLimits, find_layout
from extractores.progress import places_told_to
from extractores.readers import read_bytes
from tests.traps import matrix_pdf


def places_of(limits: ReadLimits | None = None) -> list[tuple[int, int, int]]:
    """Return where the reading of three pages told that it was."""
    told: list[tuple[int, int, int]] = []
    with places_told_to(lambda *place: told.append(place)):
        read_bytes(matrix_pdf("Alcaldía", "Tesorería", "Archivo"), "a.pdf", limits)
    return told


def test_each_page_is_told_before_it_is_read_and_that_there_is_none_any_more() -> None:
    assert places_of() == [(1, 1, 3), (2, 2, 3), (3, 3, 3), (4, 3, 3)]


def test_pages_that_are_left_out_are_neither_told_nor_read() -> None:
    assert places_of(ReadLimits(unread={2: "TIMEOUT", 3: "TIMEOUT"})) == [(1, 1, 3), (2, 1, 3)]


def test_pages_that_are_left_out_have_their_trouble_and_their_number() -> None:
    pages = read_bytes(matrix_pdf("Alcaldía", "Tesorería"), "a.pdf", ReadLimits(unread={1: "WORKER_CRASHED"})).pages
    assert [(page.number, page.trouble) for page in pages] == [(1, "WORKER_CRASHED"), (2, None)]
    assert "Tesorería" in {word.text for word in pages[1].words}


def test_looking_for_tables_tells_its_pages_too() -> None:
    pages = read_bytes(matrix_pdf("Alcaldía", "Tesorería"), "a.pdf").pages
    told: list[tuple[int, int, int]] = []
    with places_told_to(lambda *place: told.append(place)):
        find_layout(pages)
    assert told == [(1, 1, 2), (2, 2, 2), (3, 2, 2)]
