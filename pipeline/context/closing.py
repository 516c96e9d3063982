"""What may stand below or between the rows of a matrix and is none of them: signatures, notes and sums."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ..normalise import fold

MOST_SUM_CELLS = 2
"""Filled cells of a row that sums up others: what it is, and the figure."""
_EDGES = " .:;,-–()*"


def opens_signatures(texts: Sequence[str]) -> bool:
    """Tell whether a row of ``texts`` is the first one of a block of signatures."""
    return bool(texts) and all(_signs(text) for text in texts)


def is_note(texts: Sequence[str]) -> bool:
    """Tell whether a row says something about the matrix ("Nota: …", "* …")."""
    is_labelled = ":" in texts[0] and _label(texts[0]) in _closing()["notes"]
    return len(texts) == 1 and (is_labelled or texts[0].startswith("*"))


def is_sum(texts: Sequence[str]) -> bool:
    """Tell whether a row sums up others ("Total de indicadores: 12"); an indicator may begin so, too."""
    begins_so = _label(texts[0]).partition(" ")[0] in _closing()["sums"]
    return begins_so and len(texts) <= MOST_SUM_CELLS and any(char.isdigit() for char in texts[-1])


def _signs(text: str) -> bool:
    by = (phrase for phrase in _closing()["signatures"] if phrase.endswith(" por"))
    return _label(text) in _closing()["signatures"] or fold(text).strip(_EDGES).startswith(
        tuple(f"{phrase} " for phrase in by)
    )


def _label(text: str) -> str:
    return fold(text).partition(":")[0].strip(_EDGES)


@cache
def _closing() -> dict[str, list[str]]:
    return tomllib.loads(files("pipeline").joinpath("data", "closing.toml").read_text(encoding="utf-8"))
