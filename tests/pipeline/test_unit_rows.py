"""Rows over the whole width that name a unit or its mission."""

from __future__ import annotations

import pytest

from extractores.geometry import BBox, Span, Word
from extractores.lines import Line
from extractores.table import Cell
from pipeline.column_roles import Column, Columns
from pipeline.unit_rows import read_unit_row

BARE = Columns(
    (Column("number", "No.", (0,)), Column("indicator", "Indicador", (1,)), Column("target", "Meta", (2,))), 1
)
WITH_UNIT = Columns(
    (Column("unit", "Unidad", (0,)), Column("mission", "Objetivo", (1,)), Column("target", "Meta", (2,))), 1
)


@pytest.mark.parametrize(
    ("text", "role", "value"),
    [
        ("UNIDAD: Dirección Financiera", "unit", "Dirección Financiera"),
        ("Misión: Recaudar: y pagar", "mission", "Recaudar: y pagar"),
        ("Objetivo de la unidad : Recaudar", "mission", "Recaudar"),
    ],
)
def test_a_label_says_what_the_row_is(text: str, role: str, value: str) -> None:
    for columns in (BARE, WITH_UNIT):
        found = read_unit_row([_across(text)], columns, follows_unit=False)
        assert found is not None
        assert (found.role, found.text) == (role, value)


def test_without_a_label_a_row_over_all_columns_is_a_unit_and_then_its_mission() -> None:
    unit = read_unit_row([_across("Dirección Financiera")], BARE, follows_unit=False)
    mission = read_unit_row([_across("Recaudar y pagar")], BARE, follows_unit=True)
    assert unit is not None
    assert mission is not None
    assert (unit.role, mission.role) == ("unit", "mission")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2. Dirección Financiera", "Dirección Financiera"),
        ("• Dirección Financiera", "Dirección Financiera"),
        ("Dirección de Obras - Zona 3", "Dirección de Obras - Zona 3"),
        ("Dirección de Riego – Fase 2) Norte", "Dirección de Riego – Fase 2) Norte"),
    ],
)
def test_only_the_list_mark_in_front_is_no_part_of_the_name(text: str, name: str) -> None:
    """The first dash or figure with a bracket went, wherever it stood: "Dirección de ObrasZona 3"."""
    unit = read_unit_row([_across(text)], BARE, follows_unit=False)
    assert unit is not None
    assert unit.text == name


def test_where_a_column_holds_the_units_a_text_over_all_columns_is_none() -> None:
    assert read_unit_row([_across("Nota: cifras provisionales")], WITH_UNIT, follows_unit=False) is None
    assert read_unit_row([_across("Dirección Financiera")], WITH_UNIT, follows_unit=False) is None


def test_an_indicator_alone_in_its_row_is_no_unit() -> None:
    indicator = _cell("Número de informes", column=1, columns=1)
    assert read_unit_row([indicator], BARE, follows_unit=False) is None


def _across(text: str) -> Cell:
    return _cell(text, column=0, columns=3)


def _cell(text: str, column: int, columns: int) -> Cell:
    words = tuple(Word(word, 10.0 * i, 0, 10.0 * i + 8, 8, 8) for i, word in enumerate(text.split()))
    return Cell(0, column, 1, columns, (Span(1, BBox(0, 0, 300, 10)),), (Line(1, words),))
