"""Records are found again across typos, rewording and another order, and numbers in names must agree."""

from __future__ import annotations

import random

from hypothesis import given, strategies as st

from pipeline.compare.alignment import align
from tests.model_builder import record_of

BOARD = record_of("Alcaldía", "Dirigir la gestión del cantón", "Número de resoluciones emitidas", "12 resoluciones")
WORKS = record_of("Obras Públicas", "Construir la red vial", "Porcentaje de avance físico de las obras", "90 %")
LAND = record_of("Avalúos y Catastros", "Mantener el catastro", "Porcentaje de predios actualizados", "25 %")
MONTH = (BOARD, WORKS, LAND)


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(chance: random.Random) -> None:
    places = list(range(len(MONTH)))
    chance.shuffle(places)
    assert align(MONTH, [MONTH[place] for place in places]) == [(place, at) for at, place in enumerate(places)]


def test_a_reworded_indicator_is_the_same() -> None:
    reworded = record_of("Obras Publicas", "Construir la red vial", "% de avance fisico de obras en el año", "95 %")
    assert align(MONTH, [reworded]) == [(1, 0)]


def test_another_indicator_of_the_same_unit_is_another() -> None:
    other = record_of("Obras Públicas", "Construir la red vial", "Porcentaje de luminarias reparadas", "90 %")
    assert align(MONTH, [other]) == []


def test_numbers_in_names_must_agree() -> None:
    third = record_of("Coordinación Zonal 3", "Coordinar", "Número de informes de la zona", "4 informes")
    fourth = record_of("Coordinación Zonal 4", "Coordinar", "Numero de informes de zona", "4 informes")
    assert align([third], [fourth]) == []


def test_of_the_same_rows_those_with_the_same_target_belong_together() -> None:
    first, second = (record_of("Alcaldía", "Dirigir", "Número de actas", target) for target in ("1 acta", "2 actas"))
    assert align([first, second], [second, first]) == [(1, 0), (0, 1)]
    assert align([first, second], [second]) == [(1, 0)]


def test_an_absence_in_words_is_an_empty_cell() -> None:
    before, after = record_of("Archivo", "Custodiar"), record_of("Archivo", "Custodiar", "INFORMACIÓN NO DISPONIBLE")
    assert align([before], [after]) == [(0, 0)]
