"""Text to lines of a width, hyphenated where the layout asks for it."""

from __future__ import annotations

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

HYPHENATED_LENGTH = 9
"""Words from this length on are cut where the layout hyphenates."""


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Wrap ``text``; where it holds soft hyphens, words are cut at them with a printed hyphen."""
    if "\u00ad" not in text:
        return simpleSplit(text, font, size, width) or [""]
    lines, line = [], ""
    for word in text.split():
        pieces = word.split("\u00ad")
        for index, piece in enumerate(pieces):
            joint = " " if index == 0 and line else ""
            hyphen = "-" if index + 1 < len(pieces) else ""
            if line and stringWidth(line + joint + piece + hyphen, font, size) > width:
                lines.append(line + ("-" if index else ""))
                line = piece
            else:
                line += joint + piece
    return [*lines, line]


def hyphenate(text: str) -> str:
    return " ".join(
        word[: len(word) // 2] + "\u00ad" + word[len(word) // 2 :]
        if len(word) >= HYPHENATED_LENGTH and word.isalpha()
        else word
        for word in text.split(" ")
    )
