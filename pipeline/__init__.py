"""What it means: records, catalogue, confidence, checks and outputs of published matrices.

    >>> from pipeline import convert
    >>> convert("matriz.pdf").records
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .convert import convert

__all__ = ["convert"]


def __getattr__(name: str) -> object:
    # The command line's help must not wait for what conversion imports.
    if name == "convert":
        from .convert import convert

        return convert
    raise AttributeError(name)
