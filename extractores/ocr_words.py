"""What recognisers of text are asked and what they give; each of them says it in these words."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["block", "sparse"]
"""One block of text in one column, or words anywhere on a page."""


class Recognised(NamedTuple):
    """A word with its place in dots of the picture."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """Dots from the upper side to the line on which it stands."""
    size: float
    """Height of the type in dots, with the parts above and below the letters."""
    confidence: float
    """What the recogniser says of it, 0 to 1."""
