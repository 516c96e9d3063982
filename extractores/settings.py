"""Every tolerance and limit of reading, named, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much a document may ask for before it is refused."""

    bytes: int = 200_000_000
    """Size of a PDF."""
    text_bytes: int = 50_000_000
    """Size of a text."""
    line_characters: int = 100_000
    """Length of one line of a text."""
    text_words: int = 1_000_000
    """Words, and lines, of a text: some 2,000 pages; each takes about 300 bytes."""
    pages: int = 5_000
