"""Forms with a label beside each value."""

from __future__ import annotations

from extractores import find_layout
from extractores.geometry import Document
from pipeline.records import read_records
from tests.ascii_page import ascii_page

Row = tuple[str | None, ...]


def read(drawing: str) -> list[Row]:
    """Return unit, mission, indicator and target of the records of a drawing."""
    document = Document("ficha.pdf", "", "application/pdf", (ascii_page(drawing),), "test")
    records = read_records(find_layout(document.pages), document).records
    fields = [(r.unit, r.mission, r.indicator, r.target) for r in records]
    return [tuple(field.text if field else None for field in record) for record in fields]


def test_a_form_for_each_unit_below_the_other() -> None:
    assert read("""
        +-----------+-------------------------+
        | Unidad    | Alcaldía                |
        +-----------+-------------------------+
        | Objetivo  | Dirigir el cantón       |
        +-----------+-------------------------+
        | Indicador | Actas de sesiones       |
        +-----------+-------------------------+
        | Meta      | 12 actas                |
        +-----------+-------------------------+
        | Indicador | Obras entregadas        |
        +-----------+-------------------------+
        | Meta      | 3 obras                 |
        +-----------+-------------------------+
        | Unidad    | Tesorería               |
        +-----------+-------------------------+
        | Objetivo  | Recaudar los tributos   |
        +-----------+-------------------------+
        | Indicador | Cartera recaudada       |
        +-----------+-------------------------+
        | Meta      | 90%                     |
        +-----------+-------------------------+
    """) == [
        ("Alcaldía", "Dirigir el cantón", "Actas de sesiones", "12 actas"),
        ("Alcaldía", "Dirigir el cantón", "Obras entregadas", "3 obras"),
        ("Tesorería", "Recaudar los tributos", "Cartera recaudada", "90%"),
    ]


def test_a_column_for_each_unit() -> None:
    assert read("""
        +-----------+-------------------+-----------------------+
        | Unidad    | Alcaldía          | Tesorería             |
        +-----------+-------------------+-----------------------+
        | Objetivo  | Dirigir el cantón | Recaudar los tributos |
        +-----------+-------------------+-----------------------+
        | Indicador | Actas de sesiones | Cartera recaudada     |
        +-----------+-------------------+-----------------------+
        | Meta      | 12 actas          | 90%                   |
        +-----------+-------------------+-----------------------+
    """) == [
        ("Alcaldía", "Dirigir el cantón", "Actas de sesiones", "12 actas"),
        ("Tesorería", "Recaudar los tributos", "Cartera recaudada", "90%"),
    ]


def test_two_labels_in_a_row() -> None:
    assert read("""
        +-----------+-------------------+------+----------+
        | Unidad    | Alcaldía          | No.  | 1        |
        +-----------+-------------------+------+----------+
        | Objetivo  | Dirigir el cantón                   |
        +-----------+-------------------+------+----------+
        | Indicador | Actas de sesiones | Meta | 12 actas |
        +-----------+-------------------+------+----------+
        | Indicador | Obras entregadas  | Meta | 3 obras  |
        +-----------+-------------------+------+----------+
    """) == [
        ("Alcaldía", "Dirigir el cantón", "Actas de sesiones", "12 actas"),
        ("Alcaldía", "Dirigir el cantón", "Obras entregadas", "3 obras"),
    ]


def test_labels_above_the_headings_name_the_first_unit() -> None:
    assert read("""
        +----------+------------------------------+
        | Unidad   | Alcaldía                     |
        +----------+------------------------------+
        | Objetivo | Dirigir el cantón            |
        +----------+-------------------+----------+
        | No.      | Indicador         | Meta     |
        +----------+-------------------+----------+
        | 1        | Actas de sesiones | 12 actas |
        +----------+-------------------+----------+
        | 2        | Obras entregadas  | 3 obras  |
        +----------+-------------------+----------+
    """) == [
        ("Alcaldía", "Dirigir el cantón", "Actas de sesiones", "12 actas"),
        ("Alcaldía", "Dirigir el cantón", "Obras entregadas", "3 obras"),
    ]


def test_headings_side_by_side_are_no_labels() -> None:
    assert read("""
        +----------+-------------------+----------+
        | Unidad   | Indicador         | Meta     |
        +----------+-------------------+----------+
        | Alcaldía | Actas de sesiones | 12 actas |
        +----------+-------------------+----------+
    """) == [("Alcaldía", None, "Actas de sesiones", "12 actas")]
