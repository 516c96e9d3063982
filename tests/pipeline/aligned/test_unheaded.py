"""Dumps without headings: where the columns stand, and what comes out of them."""

from __future__ import annotations

from extractores.geometry import Document
from extractores.text import read_text
from pipeline.aligned.grid_lines import grid_lines
from pipeline.aligned.read import read_aligned
from pipeline.aligned.unheaded import guess_heading

ROWS = """\
    Dirección de         Mantener los caminos vecinales en buen estado  1. Kilómetros lastrados        1. 120 km
1
    Vialidad             durante todo el año, con maquinaria propia.    2. Porcentaje de máquinas      2. 80%
                                                                        operativas
2   Secretaría           Custodiar los archivos de la institución y     Trámites despachados           95%
                         atender sus trámites sin demora.
    Dirección            Llevar las cuentas y pagar a los proveedores 1. Balances presentados          1. 12
3
    Financiera           en quince días, sin favorecer a ninguno.       2. Índice de liquidez          2. 0,75
4   Biblioteca           Prestar libros a quien los pida y cuidarlos    Libros prestados               2.000 libros
                         con esmero.
"""


def read(text: str) -> list[tuple[str | None, ...]]:
    pages, encoding = read_text(text.encode(), "volcado.txt")
    reading = read_aligned(Document("volcado.txt", "0" * 64, "text/plain", pages, encoding))
    assert reading is not None
    fields = ((r.unit, r.indicator, r.target) for r in reading.records)
    return [tuple(field and field.text for field in record) for record in fields]


def test_the_columns_of_a_dump_without_headings():
    heading = guess_heading(grid_lines(read_text(ROWS.encode(), "volcado.txt")[0]))
    assert heading is not None
    assert heading.roles == ("number", "unit", "mission", "indicator", "target")
    assert [cell.start for cell in heading.cells] == [0, 4, 25, 72, 103]


def test_packed_cells_below_no_headings_are_taken_apart():
    assert read(ROWS) == [
        ("Dirección de Vialidad", "Kilómetros lastrados", "120 km"),
        ("Dirección de Vialidad", "Porcentaje de máquinas operativas", "80%"),
        ("Secretaría", "Trámites despachados", "95%"),
        ("Dirección Financiera", "Balances presentados", "12"),
        ("Dirección Financiera", "Índice de liquidez", "0,75"),
        ("Biblioteca", "Libros prestados", "2.000 libros"),
    ]


def test_text_without_columns_has_none():
    text = "Llevar las cuentas.\nPagar a los proveedores.\nCustodiar los archivos.\nPrestar libros.\n"
    assert guess_heading(grid_lines(read_text(text.encode(), "volcado.txt")[0])) is None
