"""How published tables and the files beside them are called."""

from __future__ import annotations

from pathlib import PurePath

from ..normalise import fold

SUFFIXES = frozenset({".csv", ".xlsx", ".xls"})
NEIGHBOURS = ("metadato", "diccionario")
"""What the names of the two files hold that say something of a data set."""


def is_table(path: str | PurePath) -> bool:
    """Tell whether a file is called as a table is."""
    return PurePath(path).suffix.lower() in SUFFIXES


def is_neighbour(name: str) -> bool:
    """Tell whether a file of this name is the metadata or the dictionary of a data set, and no document itself."""
    return is_table(name) and any(word in fold(PurePath(name).name) for word in NEIGHBOURS)
