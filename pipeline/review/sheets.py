"""The pages of a document as the screen shows them: a picture of a certain size, or the lines of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, Page


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size in points, and of a text its lines on the grid of the same points."""

    number: int
    width: float
    height: float
    text: str | None = None


def text_sheets(pages: Iterable[Page]) -> tuple[Sheet, ...]:
    """Return the pages of a text with each word in its line and column: boxes in points fit them as on paper."""
    return tuple(Sheet(page.number, *_size(page), text=_typed(page)) for page in pages)


def _size(page: Page) -> tuple[float, float]:
    return max(page.width, CHARACTER_WIDTH), max(page.height, LINE_HEIGHT)


def _typed(page: Page) -> str:
    lines = [""] * max(round(page.height / LINE_HEIGHT), 1)
    for word in page.words:
        line, column = round(word.top / LINE_HEIGHT), round(word.x0 / CHARACTER_WIDTH)
        lines[line] = lines[line].ljust(column) + word.text
    return "\n".join(lines)
