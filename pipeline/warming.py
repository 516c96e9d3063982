"""A small matrix of our own, read before strangers' ones: what it loads need not be loaded for each of them."""

from __future__ import annotations

from functools import cache

from .catalogue.entries import Catalogue
from .model import Matrix

CELLS = (
    ("No.", "Unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"),
    ("1", "Dirección Financiera", "Administrar los recursos", "Porcentaje de gasto", "95%"),
)
LEFTS = (40, 70, 230, 420, 620, 780)
TOP, ROW = 500, 30


def read_own_matrix(catalogue: Catalogue | None) -> Matrix:
    """Return the matrix of a PDF with a ruled table; all that reading and matching need is loaded then."""
    from .catalogue.entries import load_catalogue
    from .convert import convert_content

    return convert_content(_pdf(), "matriz.pdf", catalogue or load_catalogue(), {})


@cache
def _pdf() -> bytes:
    """Return a page with a table, without an index: PDFium finds its objects."""
    lines = [f"{LEFTS[0]} {TOP - row * ROW} m {LEFTS[-1]} {TOP - row * ROW} l S" for row in range(len(CELLS) + 1)]
    lines += [f"{left} {TOP} m {left} {TOP - len(CELLS) * ROW} l S" for left in LEFTS]
    for row, cells in enumerate(CELLS):
        for left, text in zip(LEFTS, cells, strict=False):
            lines.append(f"BT /F 8 Tf {left + 3} {TOP - row * ROW - 18} Td ({text}) Tj ET")
    drawn = "\n".join(lines).encode("cp1252")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F " + font + b">>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn),
    )
    numbered = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"\ntrailer\n<</Size 5/Root 1 0 R>>\n%%EOF\n"
