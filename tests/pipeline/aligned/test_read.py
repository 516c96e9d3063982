"""Whole dumps by their columns: what comes out, and that it does not depend on where the columns stand."""

from __future__ import annotations

import pytest

from extractores.geometry import Document
from extractores.text import read_text
from pipeline.aligned.read import read_aligned

DUMP = """\
                              EMPRESA DE FAROS DE ISLA CLARA
 No.   Unidad              Objetivo                                Indicador                     Meta
                              PROCESOS GOBERNANTES
                           Fijar las políticas de la empresa,
 1     Directorio          aprobar su presupuesto y evaluar        Resoluciones cumplidas        100%
                           los resultados de la gerencia.

                           Mantener encendidos los faros del       Faros en servicio             24 faros
 2     Gerencia de         archipiélago y reparar sus lámparas
       Faros               con personal propio, sin interrumpir
                           la navegación nocturna.                 Porcentaje de lámparas        95 %
                                                                   cambiadas a tiempo
                              PROCESOS DE APOYO
                           Llevar las cuentas y pagar a los
 3     Contabilidad        proveedores en quince días.             Balances presentados          12 balances

 FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:                            31/12/2019
"""
RECORDS = [
    ("1", "Directorio", "Resoluciones cumplidas", "100%"),
    ("2", "Gerencia de Faros", "Faros en servicio", "24 faros"),
    ("2", "Gerencia de Faros", "Porcentaje de lámparas cambiadas a tiempo", "95 %"),
    ("3", "Contabilidad", "Balances presentados", "12 balances"),
]


def read(text: str):
    pages, encoding = read_text(text.encode(), "volcado.txt")
    return read_aligned(Document("volcado.txt", "0" * 64, "text/plain", pages, encoding))


def rows(text: str) -> list[tuple[str | None, ...]]:
    fields = [(r.number, r.unit, r.indicator, r.target) for r in read(text).records]
    return [(number, *(field and field.text for field in others)) for number, *others in fields]


def test_lines_of_merged_cells_are_put_together_around_the_middle_of_their_row():
    assert rows(DUMP) == RECORDS
    missions = list(dict.fromkeys(record.mission.text for record in read(DUMP).records))
    assert missions[1] == (
        "Mantener encendidos los faros del archipiélago y reparar sus lámparas con personal propio, "
        "sin interrumpir la navegación nocturna."
    )


def test_bands_hold_for_the_rows_below_them():
    levels = [record.process_level for record in read(DUMP).records]
    assert levels == ["gobernante", "gobernante", "gobernante", "habilitante_apoyo"]


def test_the_footer_is_context():
    assert any("31/12/2019" in line for line in read(DUMP).context_lines)


@pytest.mark.parametrize("width", [1, 7, 40])
def test_a_margin_changes_nothing(width: int):
    assert rows("\n".join(" " * width + line for line in DUMP.splitlines())) == RECORDS


@pytest.mark.parametrize(("gutter", "width"), [(24, 9), (64, 3), (64, 30), (95, 12)])
def test_wider_columns_change_nothing(gutter: int, width: int):
    assert rows("\n".join(line[:gutter] + " " * width + line[gutter:] for line in DUMP.splitlines())) == RECORDS


def test_doubled_lines_change_nothing():
    assert rows(DUMP.replace("\n", "\n\n")) == RECORDS


def test_a_page_break_between_rows_changes_nothing():
    assert rows(DUMP.replace("\n\n  ", "\n\f  ", 1)) == RECORDS


def test_headings_repeated_on_the_next_page_are_no_row():
    heading = DUMP.splitlines()[1]
    assert rows(DUMP.replace("\n\n  ", f"\n\f{heading}\n  ", 1)) == RECORDS


def test_a_text_without_headings_is_not_read_by_its_columns():
    assert read("Faros en servicio      24 faros\nBalances presentados   12 balances\n") is None


def test_fields_say_on_which_lines_and_columns_they_stand():
    place = read(DUMP).records[0].unit.spans[0]
    assert (place.lines, place.columns) == ((5, 5), (8, 17))


def test_fields_say_that_their_columns_are_those_of_a_text():
    evidence = read(DUMP).records[0].unit.evidence
    assert evidence.way == "text_table"
    assert {"columns_gutters", "rows_wording"} <= set(evidence.traits)


def test_a_note_between_rows_does_not_end_the_table():
    note = "                           * Metas sujetas a reprogramación\n"
    assert rows(DUMP.replace(" FECHA", note + " FECHA").replace("\n\n", "\n" + note, 1)) == RECORDS


def test_words_of_a_title_or_of_a_footer_in_a_cell_do_not_end_the_table():
    text = DUMP.replace("la navegación nocturna.", "rendición de cuentas.  ")
    assert rows(text) == RECORDS
    licences = DUMP.replace("Faros en servicio ", "Licencias emitidas").replace("la navegación nocturna.", " " * 23)
    assert [row[2] for row in rows(licences)][1] == "Licencias emitidas"


def test_a_number_beyond_its_column_counts_on_from_the_one_above():
    shifted = DUMP.replace(" 3     Contabilidad ", "     3     Contabil.")
    assert rows(shifted)[-1][:2] == ("3", "Contabil.")


def test_a_number_at_the_end_of_a_name_stays_there():
    text = DUMP.replace("       Faros               con", "       3                   con")
    assert rows(text)[1][:2] == ("2", "Gerencia de 3")


def test_letters_of_a_watermark_are_no_text():
    lines = DUMP.splitlines()
    for at, letter in ((7, "B"), (9, "O"), (11, "R"), (13, "R")):
        lines.insert(at, " " * (80 - 3 * at) + letter)
    assert rows("\n".join(lines)) == RECORDS


def test_a_band_beside_a_row_does_not_cut_it():
    end = "                           los resultados de la gerencia."
    text = DUMP.replace(end, f"NIVEL DIRECTIVO\n\n{end}")
    assert rows(text) == RECORDS
    assert read(text).records[0].mission.text.endswith("evaluar los resultados de la gerencia.")


def test_headings_with_which_every_page_begins_are_no_furniture():
    head, *lines = DUMP.splitlines(keepends=True)[1:]
    page = "".join((head, *lines[:3]))
    assert rows(f"{page}\f{head}{''.join(lines[4:])}") == RECORDS
