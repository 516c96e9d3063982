"""Sheets wider than a page: the columns on the right are on the next page, line for line."""

from __future__ import annotations

from extractores.text import read_text
from pipeline.reassembly.assembly import assemble
from pipeline.reassembly.cells import find_cells
from pipeline.reassembly.lines import read_sequence
from pipeline.reassembly.settings import DEFAULT_SETTINGS

LEFT = """\
    Faros           Mantener encendidos los faros.
                    Reparar sus lámparas.

    Puertos         Atender a los barcos
                    que llegan a la isla.
\f"""
RIGHT = """\
Porcentaje de averías        9
Solicitudes recibidas        8


Horas de espera              7
"""
INSIDE = ["IM"] * 8
ROLES = [
    *("BU", "BM", "IM", "IM", "IM", "RM", "IM", "IM"),
    *("BU", "BM", *INSIDE),
    *("BI", "II", "II", "BT", "BI", "II", "BT", "BI", "II", "II", "BT"),
]


def owners(text: str) -> list[list[str]]:
    sequence = read_sequence(read_text(text.encode(), "a.txt")[0])
    cells = find_cells(sequence, ROLES, [1.0] * len(ROLES))
    groups, _ = assemble(cells, sequence, DEFAULT_SETTINGS)
    return [[row.indicator.text for row in group.rows if row.indicator] for group in groups]


def test_indicators_belong_to_the_units_on_their_lines_of_the_page_before() -> None:
    assert owners(LEFT + RIGHT) == [["Porcentaje de averías", "Solicitudes recibidas"], ["Horas de espera"]]
    lower = RIGHT.replace("Solicitudes", "\n\n\nSolicitudes").replace("\n\n\nHoras", "\nHoras")
    assert owners(LEFT + lower) == [["Porcentaje de averías"], ["Solicitudes recibidas", "Horas de espera"]]
