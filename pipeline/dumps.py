"""Records from a text: by its columns where they still stand, else by the order and the meaning of its words."""

from __future__ import annotations

from extractores.geometry import Document

from .aligned.read import read_aligned
from .reading import Reading
from .reassemble import reassemble
from .reassembly.network import RoleModel
from .reassembly.plausibility import trust

LEAST_TRUST = 0.8
"""Trust in a reading by columns from where on no other is tried (benchmarks: it has a record F1 of 0.9 then, and
0.1 below)."""


def read_dump(document: Document, roles: RoleModel | None = None) -> Reading:
    """Return the records of a text by whichever way of reading it they look more whole.

    ``roles`` is another model of the roles of words than the shipped one.
    """
    aligned = read_aligned(document)
    if aligned is None:
        return reassemble(document, model=roles)
    words = sum(len(page.words) for page in document.pages)
    in_aligned = trust(aligned, words)
    if in_aligned >= LEAST_TRUST:
        return aligned
    assembled = reassemble(document, model=roles)
    return aligned if in_aligned > trust(assembled, words) > 0 else assembled
