"""Headings of one line and of several."""

from __future__ import annotations

from extractores.text import read_text
from pipeline.aligned.grid_lines import grid_lines
from pipeline.aligned.heading_lines import find_headings, without_repeated


def headings(text: str) -> list[tuple[str, ...]]:
    pages, _ = read_text(text.encode(), "volcado.txt")
    return [heading.texts for heading in find_headings(grid_lines(pages))]


def test_headings_of_one_line():
    assert headings("No.  Unidad     Objetivo    Indicador   Meta\n") == [
        ("No.", "Unidad", "Objetivo", "Indicador", "Meta")
    ]


def test_a_heading_that_wraps_above_and_below_the_others():
    text = "     Unidad\nNo.                    Objetivo    Indicador   Meta\n     Administrativa\n"
    assert headings(text) == [("No.", "Unidad Administrativa", "Objetivo", "Indicador", "Meta")]


def test_a_heading_over_headings_is_none_of_a_column():
    text = "No.  Unidad    Objetivo          Indicadores y metas\n" + " " * 31 + "Indicador      Meta\n"
    assert headings(text) == [("No.", "Unidad", "Objetivo", "Indicador", "Meta")]


def test_a_number_s_heading_one_space_from_the_next():
    assert headings("No. Unidad     Objetivo    Indicador   Meta\n")[0][:2] == ("No.", "Unidad")


def test_a_band_below_is_no_heading():
    text = "No.  Unidad     Objetivo              Indicador   Meta\n                         NIVEL DIRECTIVO\n"
    assert headings(text) == [("No.", "Unidad", "Objetivo", "Indicador", "Meta")]


def test_headings_printed_over_a_row_that_the_page_cuts_are_taken_out():
    text = (
        "No.  Unidad     Objetivo            Indicador       Meta\n"
        "1    Faros      Cuidar los faros    Faros en pie    9\n"
        "No.  Unidad     de la isla.         Indicador       Meta\n"
    )
    lines = grid_lines(read_text(text.encode(), "volcado.txt")[0])
    kept, repeated = without_repeated(lines, find_headings(lines)[:1])
    assert [line.text for line in kept[1:]] == ["1 Faros Cuidar los faros Faros en pie 9", "de la isla."]
    assert [line.text for line in repeated] == ["No. Unidad Indicador Meta"]
