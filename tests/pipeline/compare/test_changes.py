"""What changed is told by kind, changed targets first, and what only looks different is no change."""

from __future__ import annotations

import pytest

from pipeline.compare.changes import compare, target_parts
from tests.model_builder import matrix_of, record_of

ACTS = "Número de actas aprobadas"
SHARE = "Porcentaje de avance"


@pytest.mark.parametrize(
    ("indicator", "old", "new", "parts"),
    [
        (ACTS, "12 actas", "10 actas", ("value",)),
        (ACTS, "al menos 12 actas", "12 actas", ("comparator",)),
        (ACTS, "12 actas", "12 sesiones", ("unit",)),
        (SHARE, "entre 80 y 90 %", "entre 80 y 95 %", ("value_max",)),
        (SHARE, "Plan aprobado", "Estudio contratado y entregado", ("text",)),
        (ACTS, "12 actas", "NO APLICA", ("kind", "value")),
        (SHARE, "EOD 1. 6.250 bonos", "EOD 2. 6.250 bonos", ("text",)),
    ],
)
def test_it_says_what_of_a_target_changed(indicator: str, old: str, new: str, parts: tuple[str, ...]) -> None:
    assert target_parts(*(record_of("U", "M", indicator, text) for text in (old, new))) == parts


@pytest.mark.parametrize(
    ("indicator", "old", "new"),
    [
        (SHARE, "90%", "90,00 %"),
        (SHARE, "90", "90%"),
        (ACTS, "1.200 actas", "1200 actas"),
        (ACTS, "12 actas", "12 acats"),
        (ACTS, "N/D", ""),
        (SHARE, "Plan aprobado", "PLAN APROBADO"),
    ],
)
def test_the_same_target_in_other_signs_is_no_change(indicator: str, old: str, new: str) -> None:
    assert target_parts(*(record_of("U", "M", indicator, text) for text in (old, new))) == ()


def test_changes_come_in_the_order_of_their_weight() -> None:
    first = matrix_of(
        record_of("Alcaldía", "Dirigir", ACTS, "12 actas"), record_of("Archivo", "Cuidar", "Folios", "9 folios")
    )
    second = matrix_of(
        record_of("Alcaldia", "Dirigir y mandar", ACTS, "10 actas"), record_of("Riesgos", "Evitar", "Simulacros", "2")
    )
    found = compare(first, second)
    assert [(change.kind, change.field) for change in found.changes] == [
        *(("target_changed", "target"), ("dropped", None), ("added", None), ("reworded", "mission")),
    ]
    assert (found.changes[0].old, found.changes[0].new) == ("12 actas", "10 actas")
    assert found.pairs == 1


def test_a_month_published_again_is_recognised() -> None:
    records = [record_of("Alcaldía", "Dirigir", ACTS, "12 actas"), record_of("Archivo", "Cuidar", "Folios", "9 folios")]
    assert compare(matrix_of(*records), matrix_of(*reversed(records))).identical
