"""Text that runs out of its ruled cell."""

from __future__ import annotations

from extractores.geometry import Page, Rule, Word
from extractores.tables import find_page_tables

SIZE, PITCH = 8.0, 10.0
XS, YS = (0.0, 40.0, 120.0), (0.0, 30.0, 60.0)


def line(text: str, x: float, top: float) -> list[Word]:
    """Return the words of a line; letters are 4 points wide."""
    words = []
    for word in text.split():
        words.append(Word(word, x, top, x + 4.0 * len(word), top + SIZE, SIZE))
        x += 4.0 * len(word) + 2.0
    return words


def cells(*lines: list[Word]) -> list[list[str]]:
    """Return the texts of a table of two rows and two columns."""
    rules = [Rule("v", x, YS[0], YS[-1]) for x in XS] + [Rule("h", y, XS[0], XS[-1]) for y in YS]
    page = Page(1, 200.0, 100.0, tuple(word for words in lines for word in words), tuple(rules))
    [table] = find_page_tables(page).tables
    return [[cell.text for cell in table.row(row)] for row in range(table.row_count)]


def test_a_word_wider_than_its_column_stays_where_it_starts() -> None:
    assert cells(line("Departamento-de-Obras Sur", 3, 5), line("Obras", 43, 15)) == [
        ["Departamento-de-Obras Sur", "Obras"],
        ["", ""],
    ]


def test_a_word_in_the_middle_of_a_narrow_column_may_stand_out_of_it_on_both_sides() -> None:
    assert cells(line("Cuantificacion-del-anual", 30, 5)) == [["", "Cuantificacion-del-anual"], ["", ""]]


def test_a_line_across_the_edge_of_two_rows_continues_the_lines_above() -> None:
    upper = [line("Dirigir la", 43, 7), line("gestión del", 43, 17), line("cantón", 43, 27)]
    assert cells(line("1", 3, 5), *upper, line("2", 3, 36), line("Recaudar", 43, 34)) == [
        ["1", "Dirigir la gestión del cantón"],
        ["2", "Recaudar"],
    ]


def test_a_line_across_the_edge_at_the_distance_of_those_below_stays() -> None:
    lower = [line("Dirigir la", 43, 27), line("gestión del", 43, 37), line("cantón", 43, 47)]
    assert cells(line("1", 3, 5), *lower) == [["1", ""], ["", "Dirigir la gestión del cantón"]]
