"""Tables to records, from drawings of tables."""

from __future__ import annotations

from extractores import find_layout
from extractores.geometry import Document
from pipeline.model import Record
from pipeline.reading import Reading
from pipeline.records import read_records
from tests.ascii_page import ascii_page


def read(*drawings: str) -> Reading:
    """Return what is read from pages drawn as text."""
    pages = tuple(ascii_page(drawing, number) for number, drawing in enumerate(drawings, 1))
    document = Document("matriz.pdf", "", "application/pdf", pages, "test")
    return read_records(find_layout(pages), document)


def fields(record: Record) -> tuple[str | None, ...]:
    """Return number, unit, mission, indicator and target."""
    printed = record.printed_fields
    return record.number, *(
        printed[name].text if name in printed else None for name in ("unit", "mission", "indicator", "target")
    )


MATRIX = """
    +-----+-------------+----------------+------------------+---------+
    | No. | Unidad      | Objetivo       | Indicador        | Meta    |
    +-----+-------------+----------------+------------------+---------+
    | PROCESOS GOBERNANTES / NIVEL DIRECTIVO                          |
    +-----+-------------+----------------+------------------+---------+
    | 1   | Alcaldía    | Dirigir        | Actas aprobadas  | 12      |
    |     |             |                +------------------+---------+
    |     |             |                | Informes         | 4       |
    +-----+-------------+----------------+------------------+---------+
    | PROCESOS AGREGADORES DE VALOR                                   |
    +-----+-------------+----------------+------------------+---------+
    | 2   | Obras       | Construir      | Vías             |         |
    +-----+-------------+----------------+------------------+---------+
    | FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:                | 31/05   |
    +-----+-------------+----------------+------------------+---------+
"""


def test_a_unit_holds_for_all_its_indicators() -> None:
    reading = read(MATRIX)
    assert [fields(record) for record in reading.records] == [
        ("1", "Alcaldía", "Dirigir", "Actas aprobadas", "12"),
        ("1", "Alcaldía", "Dirigir", "Informes", "4"),
        ("2", "Obras", "Construir", "Vías", None),
    ]


def test_a_band_holds_until_the_next_one() -> None:
    records = read(MATRIX).records
    assert [record.process_level for record in records] == ["gobernante", "gobernante", "agregador_de_valor"]
    assert records[0].process_level_printed == "PROCESOS GOBERNANTES / NIVEL DIRECTIVO"


def test_footer_and_headings_are_context_and_nothing_is_left() -> None:
    reading = read(MATRIX)
    assert reading.footer_rows == (("FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "31/05"),)
    assert reading.leftovers == ()
    texts = ("Alcaldía", "Dirigir", "Actas aprobadas", "12", "Informes", "4", "Obras", "Construir", "Vías")
    assert reading.words_in_records == sum(len(text.split()) for text in texts)


def text_of(reading: Reading, *drawings: str) -> list[str]:
    """Return the words that are left over."""
    words = [word for number, drawing in enumerate(drawings, 1) for word in ascii_page(drawing, number).words]
    boxes = [span.bbox for span in reading.leftovers]
    return [
        w.text for w in words if any(b.x0 <= w.x0 and w.x1 <= b.x1 and b.top <= w.centre[1] <= b.bottom for b in boxes)
    ]


def test_a_unit_beside_the_indicators_of_another_one_is_left_over() -> None:
    """It was lost without a word: no record had it, and it was no leftover."""
    drawing = """
        +-------------+----------------+------------------+---------+
        | Unidad      | Objetivo       | Indicador        | Meta    |
        +-------------+----------------+------------------+---------+
        | Alcaldía    | Dirigir        | Actas aprobadas  | 12      |
        +-------------+----------------+                  |         |
        | Financiera  | Administrar    |                  |         |
        +-------------+----------------+------------------+---------+
        | Obras       | Construir      | Vías             | 3       |
        +-------------+----------------+------------------+---------+
    """
    reading = read(drawing)
    assert [fields(record)[1] for record in reading.records] == ["Alcaldía", "Obras"]
    assert text_of(reading, drawing) == ["Financiera", "Administrar"]
    assert reading.words_left_over == 2


def test_a_unit_over_several_numbers_that_no_record_holds_is_left_over_once() -> None:
    """Its words were left over and counted as those of a record, too."""
    drawing = """
        +-----+-------------+----------------+------------------+---------+
        | No. | Unidad      | Objetivo       | Indicador        | Meta    |
        +-----+-------------+----------------+------------------+---------+
        | 1   | Alcaldía    | Dirigir        | Actas aprobadas  | 12      |
        +-----+-------------+----------------+                  |         |
        | 2   | Financiera  | Administrar    |                  |         |
        +-----+             |                |                  |         |
        | 3   |             |                |                  |         |
        +-----+-------------+----------------+------------------+---------+
        | 4   | Obras       | Construir      | Vías             | 3       |
        +-----+-------------+----------------+------------------+---------+
    """
    reading = read(drawing)
    assert sorted(text_of(reading, drawing)) == ["2", "3", "Administrar", "Financiera"]
    assert (reading.words_left_over, reading.words_in_records) == (4, 9)


def test_a_row_s_own_unit_counts_more_than_the_row_above_which_is_left_over() -> None:
    """The unit beside the indicator was lost without a word."""
    drawing = """
        +-------------+-----------------------+---------+
        | Unidad      | Indicador             | Meta    |
        +-------------+-----------------------+---------+
        | Unidad: Obras                                 |
        +-------------+-----------------------+---------+
        | Alcaldía    | Actas aprobadas       | 12      |
        +-------------+-----------------------+---------+
    """
    reading = read(drawing)
    assert [fields(record)[1] for record in reading.records] == ["Alcaldía"]
    assert text_of(reading, drawing) == ["Unidad:", "Obras"]


def test_columns_that_mean_nothing_are_left_over() -> None:
    """A level that is cut off, and columns of a table without headings, were lost without a word."""
    drawing = """
        +---------+-------------+----------------+------------------+---------+
        | Proceso | Unidad      | Objetivo       | Indicador        | Meta    |
        +---------+-------------+----------------+------------------+---------+
        | DIRECTI | Alcaldía    | Dirigir        | Actas aprobadas  | 12      |
        +---------+-------------+----------------+------------------+---------+
    """
    reading = read(drawing)
    assert [fields(record)[1] for record in reading.records] == ["Alcaldía"]
    assert text_of(reading, drawing) == ["DIRECTI"]


def test_further_columns_of_one_heading_are_one() -> None:
    """The last one took the place of the others."""
    [record] = read("""
        +-------------+----------------+------------------+---------+---------+---------+
        | Unidad      | Objetivo       | Indicador        | Meta    | Nota    | Nota    |
        +-------------+----------------+------------------+---------+---------+---------+
        | Alcaldía    | Dirigir        | Actas aprobadas  | 12      | uno     | dos     |
        +-------------+----------------+------------------+---------+---------+---------+
    """).records
    assert record.extra == {"Nota": "uno; dos"}


def test_each_field_says_where_it_stands() -> None:
    record = read(MATRIX).records[0]
    assert record.indicator is not None
    [span] = record.indicator.spans
    assert span.page == 1
    assert span.bbox == (195.0, 51.0, 270.0, 59.0)


def test_a_target_merged_over_indicators_belongs_to_each() -> None:
    reading = read("""
        +-------------+------------------+---------+
        | Unidad      | Indicador        | Meta    |
        +-------------+------------------+---------+
        | Alcaldía    | Actas aprobadas  | 12      |
        |             +------------------+         |
        |             | Informes         |         |
        +-------------+------------------+---------+
    """)
    assert [fields(record)[3:] for record in reading.records] == [("Actas aprobadas", "12"), ("Informes", "12")]


def test_a_unit_without_indicators_is_a_record() -> None:
    reading = read("""
        +-------------+-----------+------------------+---------+
        | Unidad      | Misión    | Indicador        | Meta    |
        +-------------+-----------+------------------+---------+
        | Alcaldía    | Dirigir   | Actas aprobadas  | 12      |
        +-------------+-----------+------------------+---------+
        | Archivo     | Guardar   |                  |         |
        +-------------+-----------+------------------+---------+
    """)
    assert fields(reading.records[1]) == (None, "Archivo", "Guardar", None, None)


def test_columns_of_no_role_are_kept_by_their_heading() -> None:
    reading = read("""
        +-------------+------------------+---------+--------------+
        | Unidad      | Indicador        | Meta    | Presupuesto  |
        +-------------+------------------+---------+--------------+
        | Alcaldía    | Actas aprobadas  | 12      | 4.500,00     |
        +-------------+------------------+---------+--------------+
    """)
    assert reading.records[0].extra == {"Presupuesto": "4.500,00"}


def test_columns_in_another_order_are_known_by_their_headings() -> None:
    reading = read("""
        +---------+------------------+-------------+
        | Meta    | Indicador        | Unidad      |
        +---------+------------------+-------------+
        | 12      | Actas aprobadas  | Alcaldía    |
        +---------+------------------+-------------+
    """)
    assert fields(reading.records[0]) == (None, "Alcaldía", None, "Actas aprobadas", "12")


def test_a_cut_row_is_one_record_and_says_so() -> None:
    upper = """
        +----+-------------+---------------------+---------+
        | No | Unidad      | Indicador           | Meta    |
        +----+-------------+---------------------+---------+
        | 1  | Alcaldía    | Actas de sesiones   | 12      |
        +----+-------------+---------------------+---------+
    """
    lower = """
        +----+-------------+---------------------+---------+
        |    |             | aprobadas del mes   |         |
        +----+-------------+---------------------+---------+
        | 2  | Archivo     | Cajas ordenadas     | 90%     |
        +----+-------------+---------------------+---------+
    """
    first, second = read(upper, lower).records
    assert fields(first) == ("1", "Alcaldía", None, "Actas de sesiones aprobadas del mes", "12")
    assert fields(second) == ("2", "Archivo", None, "Cajas ordenadas", "90%")
    assert first.indicator is not None
    assert second.indicator is not None
    assert [span.page for span in first.indicator.spans] == [1, 2]
    assert first.indicator.evidence is not None
    assert "cut" in first.indicator.evidence.traits


def test_another_table_gives_no_records() -> None:
    reading = read("""
        +---------------+-----------------+
        | Funcionario   | Remuneración    |
        +---------------+-----------------+
        | Ana Pérez     | 1.212,00        |
        +---------------+-----------------+
        | Luis Andrade  | 986,00          |
        +---------------+-----------------+
    """)
    assert reading.records == ()
    assert reading.score == 0.0
    assert "Ana Pérez" in reading.context_lines


def test_an_indicator_may_begin_like_a_sum() -> None:
    reading = read("""
    +-----+-------------+----------------+--------------------+---------+
    | No. | Unidad      | Objetivo       | Indicador          | Meta    |
    +-----+-------------+----------------+--------------------+---------+
    | 1   | Social      | Atender        | Quejas atendidas   | 90%     |
    +-----+-------------+----------------+--------------------+---------+
    |     |             |                | Total de atendidos | 120     |
    +-----+-------------+----------------+--------------------+---------+
    | Total de indicadores: 2                                           |
    +-----+-------------+----------------+--------------------+---------+
    """)
    assert [fields(record) for record in reading.records] == [
        ("1", "Social", "Atender", "Quejas atendidas", "90%"),
        ("1", "Social", "Atender", "Total de atendidos", "120"),
    ]


def test_a_row_with_an_empty_indicator_keeps_its_target() -> None:
    row = "| Construir      | Vías             |         |"
    empty = MATRIX.replace(row, "| Construir      |                  | 12 km   |")
    assert fields(read(empty).records[-1]) == ("2", "Obras", "Construir", None, "12 km")
