"""Published files are read in all their dirt, and the records are the same."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.portal.intake import parse_published
from pipeline.portal.records import read_rows, records_of
from tests.reading_words import cells_lost

HEADINGS = ("Unidad", "Objetivos", "Indicador", "Meta cuantificable", "Enlace al sistema de gestiÓn de planificaciÓn")
ROW = (
    "Dirección Jurídica",
    "Emitir, según la organización",
    "Porcentaje de ejecución del plan de inversión",
    "90 %",
    "NO APLICA",
)
TEXTS = [*ROW[:4]]


def texts(content: bytes) -> list[list[str]]:
    records = records_of(parse_published(content, "datos.csv"))
    return [[field.text for field in record.printed_fields.values()] for record in records]


def lines(separator: str, end: str = "\r\n", *, quote: str = "", tail: str = "", front: str = "") -> str:
    rows = (separator.join(f"{quote}{cell}{quote}" for cell in row) for row in (HEADINGS, ROW))
    return "".join(f"{front}{row}{tail}{end}" for row in rows)


@pytest.mark.parametrize(
    "content",
    [
        lines(";").encode("utf-8-sig"),
        lines(";").encode(),
        lines(";").encode("cp1252"),
        lines(";").encode("cp850"),
        lines(";").encode().decode("latin-1").encode(),
        lines(";").encode().decode("cp1252", "ignore").encode("utf-8-sig"),
        lines(",", quote='"').encode(),
        lines("\t", "\n").encode("utf-16"),
        lines(";", tail=";;;;").encode(),
        lines(";", front=" ").encode(),
        ("\r\n\r\n" + lines(";", "\r\n\r\n")).encode(),
        lines(";").replace("Objetivos", "Objetivo").replace("gestiÓn", "gestión").encode(),
        lines(";").replace("Unidad;", "UNIDAD ADMINISTRATIVA;").encode(),
    ],
)
def test_the_same_records_come_out_of_every_way_to_write_them(content: bytes) -> None:
    assert texts(content) == [TEXTS]


def test_columns_are_found_by_their_headings() -> None:
    order = (3, 0, 2, 1, 4)
    content = "\r\n".join(";".join(row[at] for at in order) for row in (HEADINGS, ROW))
    assert texts(content.encode()) == [TEXTS]


def test_without_headings_the_portal_s_order_holds() -> None:
    assert texts(";".join(ROW).encode()) == [TEXTS]


def test_a_target_is_read_as_figures() -> None:
    (record,) = records_of(parse_published(lines(";").encode(), "datos.csv"))
    assert record.parsed_target is not None
    assert (record.parsed_target.kind, record.parsed_target.value) == ("percent", 90.0)


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Instructivo"])
    sheet = book.create_sheet("Datos")
    for row in ((), HEADINGS, ROW):
        sheet.append(list(row))
    book.save(tmp_path / "datos.xlsx")
    (record,) = records_of(parse_published((tmp_path / "datos.xlsx").read_bytes(), "datos.xlsx"))
    assert [field.text for field in record.printed_fields.values()] == TEXTS


ROWS = [
    "Alcaldía;Dirigir;Actas;12 actas;NO APLICA",
    '"Archivo;Custodiar "los" libros;Tomos;7 tomos;NO APLICA',
    "Jurídica;Emitir criterios;Informes;9 informes;NO APLICA",
    "Secretaría;Dar fe;Copias;5 copias;NO APLICA",
]


def test_a_quote_that_nobody_closed_swallows_no_row() -> None:
    content = "\r\n".join([";".join(HEADINGS), *ROWS, ""])
    assert [row[3] for row in texts(content.encode())] == ["12 actas", "7 tomos", "9 informes", "5 copias"]


def test_neither_does_one_before_a_very_long_text() -> None:
    many = [f"Unidad {at};Dirigir;Actas;{at} actas;NO APLICA" for at in range(1, 6000)]
    content = "\r\n".join([";".join(HEADINGS), '"Alcaldía;Dirigir;Actas;12 actas;NO APLICA', *many])
    assert len(texts(content.encode())) == 6000


def test_a_line_end_inside_quotes_stays_in_its_cell() -> None:
    content = "\r\n".join([";".join(HEADINGS), ROWS[0], 'Archivo;"Custodiar\r\nlos libros";Tomos;7 tomos;NO APLICA'])
    assert texts(content.encode())[1] == ["Archivo", "Custodiar los libros", "Tomos", "7 tomos"]


def test_a_level_without_records_is_context() -> None:
    """It was lost without a word."""
    reading = read_rows(parse_published(";".join(HEADINGS).encode() + b"\nPROCESOS GOBERNANTES\n", "datos.csv"))
    assert reading.context_lines == ("PROCESOS GOBERNANTES",)


def test_further_columns_of_one_heading_are_one() -> None:
    """The last one took the place of the others."""
    headings, row = (*HEADINGS[:4], "Nota", "Nota", "Nota"), (*ROW[:4], "uno", "", "dos")
    content = ";".join(headings) + "\n" + ";".join(row)
    [record] = records_of(parse_published(content.encode(), "datos.csv"))
    assert record.extra == {"Nota": "uno; dos"}


CELLS = st.text(st.characters(categories=["L", "N", "P", "S"], include_characters=" "), max_size=12)
CELL_ROWS = st.lists(st.lists(CELLS.map(str.strip).filter(bool), min_size=5, max_size=5), min_size=1, max_size=6)


@given(CELL_ROWS, st.sampled_from(";,\t"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
@settings(deadline=None)
def test_cells_come_back_whatever_is_in_them(rows: list[list[str]], separator: str, quoting: int) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, quoting=quoting).writerows([HEADINGS, *rows])
    table = parse_published(file.getvalue().encode("utf-8-sig"), "datos.csv")
    assert [list(row) for row in table.rows[1:]] == [[" ".join(cell.split()) for cell in row] for row in rows]


WORDS = (
    "",
    "Nota",
    "Alcaldía",
    "Dirigir el cantón",
    "95%",
    "NO APLICA",
    "PROCESOS GOBERNANTES",
    "FECHA ACTUALIZACIÓN",
    "1",
)
ANY_ROWS = st.lists(st.lists(st.sampled_from((*WORDS, *HEADINGS)), max_size=8), min_size=1, max_size=8)


@given(ANY_ROWS, st.booleans())
@settings(deadline=None)
def test_no_cell_is_lost_whatever_the_rows_are(rows: list[list[str]], has_headings: bool) -> None:
    text = "\n".join(";".join(row) for row in ([list(HEADINGS)] if has_headings else []) + rows)
    table = parse_published(text.encode(), "datos.csv")
    assert cells_lost(table, read_rows(table)) == []
