"""Records from a text: by its columns where they still stand, else by the order and the meaning of its words."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from extractores.geometry import Document

from .aligned.read import read_aligned
from .reading import Reading
from .reassemble import reassemble
from .reassembly.network import RoleModel
from .reassembly.plausibility import trust

LEAST_TRUST = 0.8
"""Trust in a reading by columns from where on no other is tried (benchmarks: it has a record F1 of 0.9 then, and
0.1 below)."""


@contextmanager
def _no_look_for_garbage() -> Iterator[None]:
    """Have Python leave objects in circles alone meanwhile: words and records are many and never in one.

    A megabyte makes some millions of them, and looking through all, again and again, takes a fifth of the time.
    """
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


@_no_look_for_garbage()
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
