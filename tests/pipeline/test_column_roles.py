"""Which column holds what."""

from __future__ import annotations

from extractores import find_layout
from extractores.table import Table
from pipeline.column_roles import columns_by_content, columns_by_heading, has_other_headings
from tests.ascii_page import ascii_page


def table(drawing: str) -> Table:
    """Return the table of a drawing."""
    [found] = find_layout([ascii_page(drawing)]).tables
    return found


def test_headings_below_a_title_in_the_table() -> None:
    columns = columns_by_heading(
        table("""
            +-----------------------------------------+
            | Metas y objetivos de las unidades       |
            +----+-----------+-----------+------------+
            | No | Unidad    | Indicador | Meta       |
            +----+-----------+-----------+------------+
            | 1  | Alcaldía  | Actas     | 12         |
            +----+-----------+-----------+------------+
        """)
    )
    assert columns is not None
    assert [column.role for column in columns.columns] == ["number", "unit", "indicator", "target"]
    assert columns.first_row == 2


def test_headings_of_two_levels() -> None:
    columns = columns_by_heading(
        table("""
            +-----------+-----------+-------------------------+
            | Unidad    | Objetivo  | Indicadores y metas     |
            |           |           +-----------+-------------+
            |           |           | Indicador | Meta        |
            +-----------+-----------+-----------+-------------+
            | Alcaldía  | Dirigir   | Actas     | 12          |
            +-----------+-----------+-----------+-------------+
        """)
    )
    assert columns is not None
    assert [column.role for column in columns.columns] == ["unit", "mission", "indicator", "target"]
    assert columns.first_row == 2


def test_a_heading_over_two_columns_of_the_grid_is_one_column() -> None:
    """Band and number of a target stand in cells of their own under one heading."""
    columns = columns_by_heading(
        table("""
            +-----------+-----------+--------------+
            | Unidad    | Indicador | Meta         |
            +-----------+-----------+----+---------+
            | Alcaldía  | Actas     | 12 | por mes |
            +-----------+-----------+----+---------+
        """)
    )
    assert columns is not None
    assert columns.places("target") == (2, 3)


def test_a_table_without_headings_has_none() -> None:
    assert columns_by_heading(table(BARE)) is None


BARE = """
    +---+---------------------+----------------------------------------------+-----------------+-------------+
    | 1 | Dirección de Riego  | Formular el plan de desarrollo y vigilar que | Porcentaje de   | 95%         |
    |   |                     | las unidades lo cumplan en los plazos        | avance          |             |
    +---+---------------------+----------------------------------------------+-----------------+-------------+
    | 2 | Unidad de Personal  | Administrar el personal de la institución    | Personas        | 40 al año   |
    |   |                     | conforme a lo que manda la ley para todos    | capacitadas     |             |
    +---+---------------------+----------------------------------------------+-----------------+-------------+
    | 3 | Dirección de Obras  | Gestionar los recursos económicos con plena  | Número de       | 12 informes |
    |   |                     | transparencia y toda la oportunidad posible  | informes        |             |
    +---+---------------------+----------------------------------------------+-----------------+-------------+
"""


def test_columns_without_headings_are_known_by_what_stands_in_them() -> None:
    columns = columns_by_content(table(BARE))
    assert columns is not None
    assert [column.role for column in columns.columns] == ["number", "unit", "mission", "indicator", "target"]
    assert columns.by_heading is False


def test_a_list_of_people_is_no_matrix() -> None:
    people = table("""
        +---------------+-----------------+
        | Ana Pérez     | Analista        |
        +---------------+-----------------+
        | Luis Andrade  | Guardián        |
        +---------------+-----------------+
    """)
    assert columns_by_heading(people) is None
    assert columns_by_content(people) is None


def test_content_tells_what_a_heading_does_not() -> None:
    columns = columns_by_heading(
        table("""
            +----------------------+---------------------+------------+
            | Xyz                  | Indicador           | Abc        |
            +----------------------+---------------------+------------+
            | Dirección Financiera | Cartera recaudada   | 90%        |
            +----------------------+---------------------+------------+
            | Unidad de Compras    | Procesos publicados | 4 procesos |
            +----------------------+---------------------+------------+
            | Unidad de Catastro   | Predios medidos     | Meta: 400  |
            +----------------------+---------------------+------------+
        """)
    )
    assert columns is None  # one known heading is too little

    columns = columns_by_heading(
        table("""
            +----------------------+---------------------+------------+
            | Xyz                  | Indicador           | Meta       |
            +----------------------+---------------------+------------+
            | Dirección Financiera | Cartera recaudada   | 90%        |
            +----------------------+---------------------+------------+
            | Unidad de Compras    | Procesos publicados | 4 procesos |
            +----------------------+---------------------+------------+
        """)
    )
    assert columns is not None
    assert [column.role for column in columns.columns] == ["unit", "indicator", "target"]


def test_headings_of_something_else() -> None:
    minutes = table("""
        +-------+---------------------+---------------------------+-------------+
        | Punto | Tema tratado        | Resolución                | Responsable |
        +-------+---------------------+---------------------------+-------------+
        | 1     | Informes entregados | Se aprueba con 5 votos    | Ana Mora    |
        +-------+---------------------+---------------------------+-------------+
        | 2     | Obras ejecutadas    | Se aprueba con 7 votos    | Luis Paz    |
        +-------+---------------------+---------------------------+-------------+
    """)
    assert has_other_headings(minutes)
    assert columns_by_content(minutes) is None
