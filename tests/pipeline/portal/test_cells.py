"""Cells of the portal's files: one line, no separator, never nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from pipeline.model import Decision, DecisionKey, Field
from pipeline.portal.cells import cell, settled_text, target_cell
from pipeline.targets import parse_target


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Elaborar informes; y planes", "Elaborar informes, y planes"),
        ('Ejecutar el "Plan Anual"', "Ejecutar el «Plan Anual»"),
        ('Tubería de 5"', "Tubería de 5'"),
        ("Elaborar\n el plan", "Elaborar el plan"),
        ("- Elaborar el plan", "Elaborar el plan"),
        ("=SUMA(A1)", "'=SUMA(A1)"),
        ("-5", "-5"),
        ("NAPA MENDOZA", "NAPA MENDOZA"),
        ("n/a", "NO APLICA"),
        ("S/D", "INFORMACIÓN NO DISPONIBLE"),
        ("---", "INFORMACIÓN NO DISPONIBLE"),
        ("", "INFORMACIÓN NO DISPONIBLE"),
        ("0", "0"),
    ],
)
def test_a_cell_is_one_line_without_separator(printed: str, written: str) -> None:
    assert cell(printed) == written


@pytest.mark.parametrize(
    ("target", "indicator", "written"),
    [
        ("90", "Porcentaje de avance del plan", "90 %"),
        ("90,00", "Porcentaje de avance del plan", "90,00 %"),
        ("0,95", "Porcentaje de avance del plan", "0,95 (95 %)"),
        ("12", "Número de informes elaborados", "12 informes"),
        ("5000", "Monto recaudado en dólares", "USD 5000"),
        ("12 informes", "Número de informes elaborados", "12 informes"),
        ("no aplica", "Número de informes elaborados", "NO APLICA"),
    ],
)
def test_a_bare_number_gets_the_unit_that_its_indicator_says(target: str, indicator: str, written: str) -> None:
    assert target_cell(target, parse_target(target, indicator=indicator)) == written


@given(st.text())
def test_no_text_breaks_a_row(text: str) -> None:
    written = cell(text)
    assert written
    assert not set(written) & set(';"\r\n')
    assert cell(written) == written


def test_what_a_reviewer_said_is_what_is_published() -> None:
    key = DecisionKey(institution="", field="unit", text="direccion finansiera")
    said = Decision(key=key, judgement="other", value="Dirección Financiera", reviewer="Ana", time="2025-01-31")
    field = Field(text="Dirección Finansiera", normalised="Dirección Finansiera", spans=(), decision=said)
    assert settled_text(field) == "Dirección Financiera"
    assert settled_text(field.model_copy(update={"decision": None})) == "Dirección Finansiera"
