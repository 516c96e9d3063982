"""Pieces of a cell that a ``;`` cut in two."""

from __future__ import annotations

import pytest

from pipeline.portal.wide_rows import columns_of, join_pieces

WHOLE = [("Alcaldía", "Dirigir la gestión", "Actas", "12 actas", "https://a.ec")]


@pytest.mark.parametrize(
    ("row", "joined"),
    [
        (
            ("Alcaldía", "Dirigir", "coordinar y evaluar", "Actas", "12 actas", "https://a.ec"),
            ("Alcaldía", "Dirigir; coordinar y evaluar", "Actas", "12 actas", "https://a.ec"),
        ),
        (
            ("Jurídica", "Emitir criterios", "Número de informes", "dictámenes", "y oficios", "al menos 40", "N/A"),
            ("Jurídica", "Emitir criterios", "Número de informes; dictámenes; y oficios", "al menos 40", "N/A"),
        ),
        (
            ("alcaldía", "Dirigir la gestión", "Actas", "resoluciones", "12 actas", "https://a.ec"),
            ("alcaldía", "Dirigir la gestión", "Actas; resoluciones", "12 actas", "https://a.ec"),
        ),
    ],
)
def test_pieces_are_joined_where_one_way_explains_most(row: tuple[str, ...], joined: tuple[str, ...]) -> None:
    assert join_pieces(row, columns_of(WHOLE, 5, 3, 4)) == joined


@pytest.mark.parametrize(
    "row",
    [
        ("A", "B", "C", "D", "E", "F"),
        tuple("abcdefghijklmnopqrst"),
        ("Alcaldía", "Dirigir la gestión", "Actas", "12 actas", "https://a.ec"),
    ],
)
def test_what_is_in_doubt_stays_as_it_is(row: tuple[str, ...]) -> None:
    assert join_pieces(row, columns_of(WHOLE, 5, 3, 4)) is None
