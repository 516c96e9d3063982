"""What kind of figure an indicator asks for and a target gives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ..normalise import fold

Kind = Literal["percentage", "count", "fraction", "unknown"]

_PERCENTAGE = re.compile(r"(?:[a-z]{1,5}: ?)?(?:porcent|%|tasa|eficiencia|cobertura)")
_COUNT = re.compile(r"(?:numero|nro|no\b|n[o°.]|#|cantidad|total de)")
_FRACTION = re.compile(r"[01][.,]\d{1,2}")


@lru_cache(maxsize=16384)
def kind_of_indicator(text: str) -> Kind:
    """Return the kind of figure that the indicator ``text`` asks for."""
    key = fold(text)
    return "percentage" if _PERCENTAGE.match(key) else "count" if _COUNT.match(key) else "unknown"


@lru_cache(maxsize=16384)
def kind_of_target(text: str) -> Kind:
    """Return the kind of figure that the target ``text`` gives."""
    if "%" in text or "por ciento" in fold(text):
        return "percentage"
    if _FRACTION.fullmatch(text.strip()):
        return "fraction"
    return "count" if any(char.isdigit() for char in text) else "unknown"


def kinds_agree(wanted: Kind, given: Kind) -> float:
    """Return 1 where the kinds are the same, -1 where they exclude each other, 0 where nothing can be said."""
    if "unknown" in (wanted, given):
        return 0.0
    if given == "fraction":
        return 0.5 if wanted == "percentage" else -0.5
    return 1.0 if wanted == given else -1.0
