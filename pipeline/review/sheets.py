"""The pages of a document as the screen shows them: a picture of a certain size, or the lines of a text."""

from __future__ import annotations

from dataclasses import dataclass

from extractores.geometry import CHARACTER_WIDTH, LINE_HEIGHT, Page
from plantillas.marks import without_hidden


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size in points, and of a text its lines on the grid of the same points."""

    number: int
    width: float
    height: float
    text: str | None = None


def sheet_of(page: Page) -> Sheet:
    """Return a page as the screen shows it; a text with each word in its line and column.

    Signs without width are left out here, or they would move what stands beside them; the field shows their marks.
    """
    width, height = max(page.width, CHARACTER_WIDTH), max(page.height, LINE_HEIGHT)
    return Sheet(page.number, width, height, text=_typed(page) if page.kind == "text" else None)


def _typed(page: Page) -> str:
    lines = [""] * max(round(page.height / LINE_HEIGHT), 1)
    for word in page.words:
        line, column = round(word.top / LINE_HEIGHT), round(word.x0 / CHARACTER_WIDTH)
        lines[line] = lines[line].ljust(column) + without_hidden(word.text)
    return "\n".join(lines)
