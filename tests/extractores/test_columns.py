"""Whitespace to columns: gutters, and gaps that are none."""

from __future__ import annotations

from bisect import bisect_right

import pytest

from extractores.columns import find_columns
from extractores.geometry import Word
from extractores.runs import find_levels, find_runs
from extractores.settings import LayoutSettings
from tests.ascii_page import ascii_words

UNIT = 8.0
SETTINGS = LayoutSettings()


def columns_of(words: list[Word]) -> list[list[str]]:
    """Return the words of each column; one column where no gutter is found."""
    levels = find_runs(find_levels(words, UNIT), SETTINGS.segment_gap * UNIT)
    found = find_columns(levels, UNIT, SETTINGS)
    edges = found.xs[1:-1] if found else ()
    columns: list[list[str]] = [[] for _ in range(len(edges) + 1)]
    for word in sorted(words, key=lambda w: (w.top, w.x0)):
        columns[bisect_right(edges, (word.x0 + word.x1) / 2)].append(word.text)
    return columns


def test_type_of_an_absurd_size_needs_no_room_for_its_width() -> None:
    """A word that reached over millions of points took a gigabyte."""
    words = ascii_words("""
        Alcaldía            Dirigir el cantón      12 actas
        Financiera          Ejecutar el gasto      90%
        Talento Humano      Administrar personas   menos de 5%
    """)
    line = max(word.bottom for word in words)
    absurd = Word("enorme", 0.0, line + 4.0, 1e12, line + 12.0, 8.0)
    assert sum(map(len, columns_of([*words, absurd]))) == len(words) + 1


def test_gutters_part_columns() -> None:
    words = ascii_words("""
        Alcaldía            Dirigir el cantón      12 actas
        Financiera          Ejecutar el gasto      90%
        Talento Humano      Administrar personas   menos de 5%
        Planificación       Formular el plan       1 plan
    """)
    columns = columns_of(words)
    assert len(columns) == 3
    assert columns[0] == ["Alcaldía", "Financiera", "Talento", "Humano", "Planificación"]


def test_spaces_that_happen_to_stand_below_each_other_are_no_gutter() -> None:
    words = ascii_words("""
        12 actas del mes
        24 obras por vía
        36 becas del año
        48 cajas sin uso
        60 plazas
    """)
    assert len(columns_of(words)) == 1


def test_justified_text_with_wide_spaces_is_one_column() -> None:
    words = ascii_words("""
        1  Asegurar   el  cumplimiento   de    95%
           la     normativa     vigente  y     anual
           rendir  cuentas  a la  ciudadanía
        2  Formular  los planes  del  cantón   90%
           con    participación   ciudadana    mensual
           y   control   social   permanente
    """)
    columns = columns_of(words)
    assert [column[0] for column in columns] == ["1", "Asegurar", "95%"]


def test_text_that_overflows_into_its_neighbour_does_not_close_the_gutter() -> None:
    rows = [f"Unidad {n:<10}  Informes presentados {n:<6}   {n} por mes" for n in range(1, 24)]
    rows[11] = "Unidad de nombre larguísimo que se sale         12 por mes"
    assert len(columns_of(ascii_words("\n".join(rows)))) >= 3


def test_headings_that_stand_apart_hold_a_gutter_that_many_lines_cross() -> None:
    """Three of ten lines run over; the gap between the headings says that there are two columns."""
    words = ascii_words("""
        Unidad              Meta
        Alcaldía            12 actas
        Dirección de obras y caminos
        Financiera          90%
        Secretaría          48 actas
        Talento humano y nóminas de personal
        Archivo             100%
        Compras             30 días
        Sistemas y redes de todo el cantón
        Turismo             2 ferias
    """)
    assert len(columns_of(words)) == 2


@pytest.mark.parametrize("gap", [1, 2, 4])
def test_tiny_gutters_are_found_where_what_follows_is_aligned(gap: int) -> None:
    """Columns of text that fill their width but for ``gap`` points."""
    words = []
    for row in range(12):
        for column, text in enumerate(("formular planes", "vigilar el gasto", "rendir cuentas")):
            x = column * (80.0 + gap)
            for word in text.split():
                width = 80.0 * len(word) / len(text)
                words.append(Word(word, x, row * 10, x + width, row * 10 + 8, 8.0))
                x += width + 80.0 / len(text)
    assert len(columns_of(words)) == 3


def test_one_column_has_no_gutter() -> None:
    assert columns_of(ascii_words("Alcaldía\nArchivo\nCompras")) == [["Alcaldía", "Archivo", "Compras"]]
