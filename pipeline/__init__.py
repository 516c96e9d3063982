"""What it means: records, catalogue, confidence, checks and outputs of published matrices.

>>> from pipeline import convert
>>> convert("matriz.pdf").records
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .convert import convert

__all__ = ["convert"]


class _Package(ModuleType):
    """A package whose ``convert`` is always the function, though a module of that name holds it.

    Python sets a package's attribute to each module that it imports from it; and to import that one right away
    would let the command line's help wait for all that conversion needs.
    """

    def __getattr__(self, name: str) -> object:
        if name == "convert":
            from .convert import convert

            return convert
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        if name == "convert" and isinstance(value, ModuleType):
            value = vars(value)["convert"]
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
