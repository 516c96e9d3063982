"""Words after unfinished phrases: a name that ends in "N°", an indicator that ends in "de"."""

from __future__ import annotations

import pytest

from extractores.text import read_text
from pipeline.reassembly.lines import read_sequence
from pipeline.reassembly.unfinished import complete_phrases

NAME = ("BU", "IU", "IU", "IU")


def mended(text: str, *roles: str) -> list[str]:
    return complete_phrases(read_sequence(read_text(text.encode(), "a.txt")[0]), roles)


def test_a_number_after_its_sign_is_the_end_of_the_name() -> None:
    assert mended("Oficina Técnica Zonal N°\n18\nAtender", *NAME, "N", "BM") == [*NAME, "IU", "BM"]


def test_a_word_after_a_dash_goes_on_with_the_name() -> None:
    assert mended("Centro de Oficios -\nCircuito 35G", *NAME, "BU", "IU") == [*NAME, "IU", "IU"]


def test_a_rows_number_after_a_dash_is_no_part_of_the_name() -> None:
    assert mended("Centro de Oficios -\n35", *NAME, "N") == [*NAME, "N"]


@pytest.mark.parametrize(
    ("text", "roles", "expected"),
    [
        ("Tasa de Registro al menos 9", "BI II BT IT IT IT", "BI II II BT IT IT"),
        ("Tasa de Registro hasta diciembre", "BI II BT IT IT", "BI II II BT IT"),
        ("Tasa de Registro", "BI II BT", "BI II II"),
        ("Tasa de 9 usuarios", "BI II BT IT", "BI II BT IT"),
    ],
)
def test_an_indicator_is_not_left_at_its_preposition(text: str, roles: str, expected: str) -> None:
    assert mended(text, *roles.split()) == expected.split()


def test_a_target_in_another_column_stays_whole() -> None:
    assert mended("Tasa de   registro obtenido", "BI", "II", "BT", "IT") == ["BI", "II", "BT", "IT"]


def test_a_name_interrupted_at_a_preposition_goes_on_with_the_next_piece_of_a_name() -> None:
    text = "Subsecretaría de\nplanificar el suelo\nHábitat\n"
    assert mended(text, "BU", "IU", "BM", "IM", "IM", "BU") == ["BU", "IU", "BM", "IM", "IM", "RU"]
