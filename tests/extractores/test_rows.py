"""Whitespace to rows, seen through whole tables without ruling lines."""

from __future__ import annotations

from dataclasses import replace

from extractores.geometry import Fill, Page, Rule
from extractores.table import Table
from extractores.tables import find_page_tables
from tests.ascii_page import ascii_page


def table_of(page: Page) -> Table:
    """Return the only table of a page."""
    [table] = find_page_tables(page).tables
    return table


def rows_of(table: Table) -> list[list[str]]:
    """Return the text at every place; that of a cell over several rows in each of them."""
    rows, columns = range(table.row_count), range(table.column_count)
    return [[cell.text if (cell := table.at(row, column)) else "" for column in columns] for row in rows]


def test_lines_at_the_usual_distance_are_one_cell() -> None:
    page = ascii_page("""
        Alcaldía       Dirigir el           12 actas
                       cantón

        Financiera     Ejecutar el          90%
                       gasto

        Compras        Adquirir             30 días
                       bienes
    """)
    assert rows_of(table_of(page)) == [
        ["Alcaldía", "Dirigir el cantón", "12 actas"],
        ["Financiera", "Ejecutar el gasto", "90%"],
        ["Compras", "Adquirir bienes", "30 días"],
    ]


def test_a_unit_beside_several_rows_holds_for_all_of_them() -> None:
    page = ascii_page("""
        Dirección     Actas aprobadas       12 actas
        de la
        Alcaldía      Sesiones del año      48 sesiones


        Dirección     Cédulas               12 cédulas
        de lo
        Financiero    Pagos a tiempo        90%
    """)
    table = table_of(page)
    spans = {cell.text: (cell.row, cell.row_span) for cell in table.cells if cell.column == 0 and cell.lines}
    assert spans == {"Dirección de la Alcaldía": (0, 2), "Dirección de lo Financiero": (2, 2)}


def test_a_unit_at_the_top_of_its_rows_has_the_indicators_below_it() -> None:
    page = ascii_page("""
        Alcaldía      Actas aprobadas       12 actas
        del cantón
                      Sesiones del año      48 sesiones

                      Informes              1 informe

        Financiera    Cédulas               12 cédulas

                      Pagos a tiempo        90%
    """)
    table = table_of(page)
    starts = {cell.text: cell.row for cell in table.cells if cell.column == 0 and cell.lines}
    assert starts == {"Alcaldía del cantón": 0, "Financiera": 3}


def test_level_rules_part_rows_whose_lines_are_close() -> None:
    """Without the rules, six lines at one distance could be any number of rows."""
    page = ascii_page("""
        Alcaldía      Dirigir el         12 actas
                      cantón
        Financiera    Ejecutar el        90%
                      gasto
        Compras       Adquirir           30 días
                      bienes
        Archivo       Guardar            100%
                      todo
        Turismo       Atraer             9 ferias
                      visitas
    """)
    rules = tuple(Rule("h", y, 0.0, page.width) for y in range(0, 101, 20))
    table = table_of(Page(1, page.width, page.height, page.words, rules))
    assert [row[1] for row in rows_of(table)] == [
        "Dirigir el cantón",
        "Ejecutar el gasto",
        "Adquirir bienes",
        "Guardar todo",
        "Atraer visitas",
    ]
    assert table.row_evidence == "rules"


def test_grounds_of_every_other_row_part_rows_whose_lines_are_close() -> None:
    page = ascii_page("""
        Alcaldía      Dirigir el         12 actas
                      cantón
        Financiera    Ejecutar el        90%
                      gasto
        Compras       Adquirir           30 días
                      bienes
        Archivo       Guardar            100%
                      todo
        Turismo       Atraer             9 ferias
                      visitas
        Riego         Regar              3 canales
                      campos
    """)
    grey = (225, 225, 225)
    fills = tuple(Fill(0.0, y, page.width, y + 20.0, grey) for y in range(0, 120, 40))
    table = table_of(Page(1, page.width, page.height, page.words, fills=fills))
    assert table.row_count == 6
    assert table.row_evidence == "fills"


def test_a_band_lies_across_the_columns_in_one_row() -> None:
    page = ascii_page("""
        1    Alcaldía      Dirigir          12 actas

        2    Financiera    Ejecutar         90%

        PROCESOS HABILITANTES DE APOYO

        3    Compras       Adquirir         30 días

        4    Archivo       Guardar          100%
    """)
    table = table_of(page)
    [band] = [cell for cell in table.cells if cell.text.startswith("PROCESOS")]
    assert (band.row, band.column) == (2, 0)
    assert band.column_span > 1


def test_a_band_of_two_lines_is_one_cell() -> None:
    page = ascii_page("""
        1    Alcaldía      Dirigir          12 actas

        2    Financiera    Ejecutar         90% al mes

        PROCESOS HABILITANTES DE ASESORÍA Y NIVEL DE
        APOYO

        3    Compras       Adquirir         30 días

        4    Archivo       Guardar          100%
    """)
    texts = [cell.text for cell in table_of(page).cells if cell.lines]
    assert "PROCESOS HABILITANTES DE ASESORÍA Y NIVEL DE APOYO" in texts


def test_a_title_far_above_is_no_row() -> None:
    page = ascii_page("""
        MATRIZ


        Alcaldía      12 actas

        Financiera    90%

        Compras       30 días

        Archivo       100%
    """)
    layout = find_page_tables(page)
    assert [line.text for line in layout.outside_lines] == ["MATRIZ"]
    assert len(layout.tables) == 1


def test_running_text_is_no_table() -> None:
    page = ascii_page("""
        Señor Director: adjunto remito a usted la
        matriz de metas y objetivos de las unidades
        administrativas de esta institución, con
        corte al mes de mayo, para su publicación.
    """)
    assert find_page_tables(page).tables == ()


def test_rows_of_one_line_are_no_lines_of_one_cell() -> None:
    page = ascii_page("""
        No.   Unidad             Indicador                          Meta
        1     Alcaldía           Actas de sesiones                  12 actas
        2     Tesorería          Cartera recaudada                  90%
        3     Catastro           Predios medidos                    400 predios
        4     Compras            Procesos publicados                12 procesos
        5     Archivo            Metros organizados                 30 metros
    """)
    assert [row[1] for row in rows_of(table_of(page))] == [
        "Unidad", "Alcaldía", "Tesorería", "Catastro", "Compras", "Archivo",
    ]  # fmt: skip


def test_a_column_without_a_rule_where_others_have_one_has_a_merged_cell() -> None:
    page = ascii_page("""
        Unidad        Indicador              Meta

        Alcaldía      Actas de sesiones      12 actas

                      Obras entregadas

        Tesorería     Cartera recaudada      90%

        Catastro      Predios medidos        400 predios

        Compras       Procesos publicados    12 procesos
    """)
    whole = [Rule("h", y, 0.0, 300.0) for y in (-2.0, 15.0, 55.0, 75.0, 95.0, 115.0)]
    page = replace(page, rules=(*whole, Rule("h", 35.0, 65.0, 180.0)))
    assert rows_of(table_of(page))[1:3] == [
        ["Alcaldía", "Actas de sesiones", "12 actas"],
        ["Alcaldía", "Obras entregadas", "12 actas"],
    ]
