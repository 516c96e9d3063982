"""PDFs as qpdf opens them: quietly, for what it has to say of broken ones is told in other words."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .silence import silenced

if TYPE_CHECKING:
    from pikepdf import Pdf


@contextmanager
def opened(data: bytes, password: str = "") -> Iterator[Pdf]:
    """Give a PDF and close it; raises what pikepdf does, ``PasswordError`` for one that stays closed among it."""
    import pikepdf

    with (
        silenced("pikepdf"),
        warnings.catch_warnings(action="ignore"),
        pikepdf.open(io.BytesIO(data), password=password, suppress_warnings=True) as document,
    ):
        yield document
