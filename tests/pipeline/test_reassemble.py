"""Records from flattened text: what comes out of small dumps in the manners of the extractors."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from extractores.geometry import Document
from extractores.text import read_text
from pipeline.reading import Reading
from pipeline.reassemble import reassemble
from pipeline.reassembly.settings import DEFAULT_SETTINGS

ROW_BY_ROW = """\
No. Descripción de la unidad Objetivo de la unidad Indicador Meta cuantificable
PROCESOS GOBERNANTES / NIVEL DIRECTIVO
1 Gerencia General Dirigir la empresa y representarla legalmente ante los
organismos de control.
Porcentaje de ejecución presupuestaria 95%
Número de informes de gestión presentados 12 informes
PROCESOS AGREGADORES DE VALOR / NIVEL OPERATIVO
2 Dirección Técnica Planificar y ejecutar los proyectos de infraestructura
de la ciudad.
Número de proyectos ejecutados 8 proyectos
3 Dirección Financiera Administrar los recursos económicos de la institución
con transparencia.
Porcentaje de cartera recuperada 70%
"""

BLOCKS = """\
1

2

Gerencia General

Dirección Técnica

Dirigir la empresa y representarla legalmente ante los
organismos de control.

Porcentaje de ejecución presupuestaria

95%

Planificar y ejecutar los proyectos de infraestructura
de la ciudad.

Número de proyectos ejecutados

8 proyectos
"""

Row = tuple[str | None, str | None, str | None, str | None]


def read(text: str) -> Reading:
    pages, encoding = read_text(text.encode(), "a.txt")
    return reassemble(Document("a.txt", "0", "text/plain", pages, encoding))


def rows(reading: Reading) -> list[Row]:
    return [
        tuple(field.text if field else None for field in (r.unit, r.mission, r.indicator, r.target))  # type: ignore[misc]
        for r in reading.records
    ]


MANAGEMENT = ("Gerencia General", "Dirigir la empresa y representarla legalmente ante los organismos de control.")
WORKS = ("Dirección Técnica", "Planificar y ejecutar los proyectos de infraestructura de la ciudad.")
FINANCE = ("Dirección Financiera", "Administrar los recursos económicos de la institución con transparencia.")


def test_rows_that_share_lines() -> None:
    assert rows(read(ROW_BY_ROW)) == [
        (*MANAGEMENT, "Porcentaje de ejecución presupuestaria", "95%"),
        (*MANAGEMENT, "Número de informes de gestión presentados", "12 informes"),
        (*WORKS, "Número de proyectos ejecutados", "8 proyectos"),
        (*FINANCE, "Porcentaje de cartera recuperada", "70%"),
    ]


def test_a_missing_target_stays_missing_and_shifts_nothing() -> None:
    without = ROW_BY_ROW.replace("presentados 12 informes", "presentados")
    assert [row[3] for row in rows(read(without))] == ["95%", None, "8 proyectos", "70%"]


def test_numbers_and_units_drawn_together_in_blocks() -> None:
    assert rows(read(BLOCKS)) == [
        (*MANAGEMENT, "Porcentaje de ejecución presupuestaria", "95%"),
        (*WORKS, "Número de proyectos ejecutados", "8 proyectos"),
    ]


def test_bands_give_the_process_level_and_headings_are_context() -> None:
    reading = read(ROW_BY_ROW)
    assert [record.process_level for record in reading.records] == ["gobernante"] * 2 + ["agregador_de_valor"] * 2
    assert "Objetivo de la unidad" in reading.context_lines[0]


def test_every_word_is_accounted_for() -> None:
    reading = read(ROW_BY_ROW)
    context = sum(len(line.split()) for line in reading.context_lines)
    assert reading.words_in_records + reading.words_left_over + context == len(ROW_BY_ROW.split())


def test_spans_are_lines_and_columns_of_the_text() -> None:
    unit = read(ROW_BY_ROW).records[0].unit
    assert unit
    assert unit.spans[0].lines == (3, 3)
    assert unit.spans[0].columns == (3, 18)


def test_fields_say_how_they_were_put_together() -> None:
    for record in read(ROW_BY_ROW).records:
        assert record.target is not None
        assert record.target.evidence is not None
        assert record.target.evidence.way == "assembled"
        assert "target_follows" in record.target.evidence.traits
        assert 0 < record.target.evidence.roles < 1


def test_empty_lines_everywhere_mean_nothing() -> None:
    assert rows(read(ROW_BY_ROW.replace("\n", "\n\n"))) == rows(read(ROW_BY_ROW))


def test_the_same_text_gives_the_same_reading() -> None:
    assert read(ROW_BY_ROW) == read(ROW_BY_ROW)


@pytest.mark.parametrize(
    "text",
    ["Hola", "Acta de la sesión ordinaria del directorio.\nSe aprueba el orden del día por unanimidad.\n"],
)
def test_other_texts_give_no_records(text: str) -> None:
    assert read(text).records == ()


NUMBERS = [field.name for field in fields(DEFAULT_SETTINGS) if isinstance(field.default, float)]


@pytest.mark.parametrize("factor", [0.8, 1.2])
@pytest.mark.parametrize("name", NUMBERS)
def test_no_weight_decides_alone(name: str, factor: float) -> None:
    pages, encoding = read_text(ROW_BY_ROW.encode(), "a.txt")
    document = Document("a.txt", "0", "text/plain", pages, encoding)
    moved = replace(DEFAULT_SETTINGS, **{name: getattr(DEFAULT_SETTINGS, name) * factor})
    assert rows(reassemble(document, moved)) == rows(read(ROW_BY_ROW))
