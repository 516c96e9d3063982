"""A cell that says nothing, and one that only looks like it."""

import pytest

from pipeline.absence import is_prescribed, read_absence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "missing"),
        ("-", "missing"),
        ("---", "missing"),
        ("…", "missing"),
        ("*", "missing"),
        ("S/N", "missing"),
        ("x", "missing"),
        ("n/d", "not_available"),
        ("No disponible.", "not_available"),
        ("INFORMACIÓN NO DISPONIBLE", "not_available"),
        ("N/A", "not_applicable"),
        ("N / A", "not_applicable"),
        ("«NO APLICA»", "not_applicable"),
        ("NO APLICA. El GAD no utiliza GPR", "not_applicable"),
        ('"NO APLICA", en virtud de que depende de la Contraloría', "not_applicable"),
        ("NAPA MENDOZA CAPACITADO", None),
        ("No aplica hasta junio; luego 90%", None),
        ("No aplicable a todos", None),
        ("-500", None),
        ("0", None),
    ],
)
def test_only_a_whole_cell_is_an_absence(text: str, kind: str | None) -> None:
    assert read_absence(text) == kind


@pytest.mark.parametrize(("text", "expected"), [("NO APLICA", True), ("No aplica, por ley", True), ("n/a", False)])
def test_the_rules_prescribe_the_wording(text: str, expected: bool) -> None:
    assert is_prescribed(text) is expected
