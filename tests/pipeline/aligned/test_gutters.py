"""Gutters that move from line to line, and pages that stand elsewhere."""

from __future__ import annotations

from collections import Counter

from extractores.text import read_text
from pipeline.aligned.body import find_sections
from pipeline.aligned.grid_lines import grid_lines
from pipeline.aligned.heading_lines import find_headings
from pipeline.aligned.page_shifts import page_shift

HEADING = "No.  Unidad            Objetivo                        Indicador            Meta\n"


def pieces(text: str) -> list[list[str]]:
    pages, _ = read_text((HEADING + text).encode(), "volcado.txt")
    lines = grid_lines(pages)
    (section,) = find_sections(lines, find_headings(lines))
    return [
        [" ".join(word.text for word in words) for words in body.pieces] for body in section.lines if body.kind == "row"
    ]


def test_a_block_may_stand_some_characters_to_the_left():
    text = (
        "1    Dirección         Cuidar los faros de la isla     Faros cuidados       24\n"
        "2    Contabilidad      Llevar las cuentas al día       Cuentas llevadas     12\n"
        "3  Secretaría       Guardar el archivo            Tomos guardados    7\n"
    )
    assert pieces(text)[2] == ["3", "Secretaría", "Guardar el archivo", "Tomos guardados", "7"]


def test_one_space_may_part_two_columns():
    text = (
        "1    Dirección         Cuidar los faros de la isla     Faros cuidados       24\n"
        "                       y los muelles del puerto nuevo Muelles cuidados      3\n"
    )
    assert pieces(text)[1][2:] == ["y los muelles del puerto nuevo", "Muelles cuidados", "3"]


def test_a_page_without_its_first_columns_stands_to_the_left():
    assert page_shift(Counter({0: 3, 6: 5, 30: 9, 70: 9, 118: 8}), Counter({0: 4, 48: 4})) == 70


def test_a_page_like_the_one_before_stays():
    assert page_shift(Counter({0: 3, 6: 5, 30: 9}), Counter({0: 1, 6: 2, 30: 4})) == 0
