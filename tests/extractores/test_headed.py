"""A ruled row of headings above open rows."""

from __future__ import annotations

from extractores.tables import find_page_tables
from tests.ascii_page import ascii_page

PAGE = ascii_page("""
    +------+-------------+------------------+-------------+
    | No.  | Unidad      | Indicador        | Meta        |
    +------+-------------+------------------+-------------+
                 PROCESOS GOBERNANTES

      1      Alcaldía      Actas de sesiones  12 actas

      2      Tesorería     Cartera recaudada  90%

      3      Catastro      Predios medidos    400 predios
""")


def test_the_box_and_the_rows_are_one_table_and_a_band_between_is_a_row_of_it() -> None:
    layout = find_page_tables(PAGE)
    [table] = layout.tables
    assert [[cell.text for cell in table.row(row)] for row in range(table.row_count)] == [
        ["No.", "Unidad", "Indicador", "Meta"],
        ["PROCESOS GOBERNANTES"],
        ["1", "Alcaldía", "Actas de sesiones", "12 actas"],
        ["2", "Tesorería", "Cartera recaudada", "90%"],
        ["3", "Catastro", "Predios medidos", "400 predios"],
    ]
    assert layout.outside == ()
