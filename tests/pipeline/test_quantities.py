from __future__ import annotations

import pytest

from pipeline.quantities import has_quantity


@pytest.mark.parametrize(
    "text",
    [
        "90% de trámites",
        "Noventa por ciento",
        "CIEN POR CIENTO",
        "veintidós talleres",
        "una minga mensual por barrio",
        "la mitad de los predios",
        "totalidad de los usuarios",
    ],
)
def test_figures_and_words_are_quantities(text: str) -> None:
    assert has_quantity(text)


@pytest.mark.parametrize("text", ["Plan aprobado", "Conexión activa", "Categoría B", "registro IEPI obtenido"])
def test_a_deed_is_no_quantity(text: str) -> None:
    assert not has_quantity(text)
