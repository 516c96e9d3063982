"""Lines of cells to fields: their text, where they stand, and how far the layout can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractores.geometry import Page, Span, enclosing_box
from extractores.lines import Line
from extractores.table import Cell, Table, lines_of
from plantillas import message

from .model import Field
from .normalise import clean, join_lines
from .packed import Item
from .reading import place

TOPIC = "motivos_tabla"
CERTAINTY = {"rules": 0.98, "fills": 0.95, "headings": 0.9, "gutters": 0.92, "whitespace": 0.9, "wording": 0.92}
"""How far each evidence of a column or row can be trusted."""
DOUBT = {"by_content": 0.1, "cut": 0.02, "carried": 0.02, "packed": 0.06, "packed_uneven": 0.3, "spilled": 0.03}
"""What each circumstance takes from a field's confidence."""
LEAST_CONFIDENCE = 0.05


@dataclass(frozen=True, slots=True)
class FieldMaker:
    """Makes the fields of one table."""

    table: Table
    pages: dict[int, Page]
    count: Callable[[Iterable[Line]], None]
    """Told of all lines that are in fields."""
    by_heading: bool = True

    def of_cells(self, cells: Sequence[Cell]) -> Field | None:
        """Return the text of ``cells`` as one field, None where they are empty."""
        lines = lines_of(cells)
        return self.make(join_lines([line.text for line in lines]), lines) if lines else None

    def of_item(self, item: Item | None, circumstances: Sequence[str]) -> Field | None:
        """Return one value of a cell as a field, None where it is missing or empty."""
        text = join_lines(item.texts) if item else ""
        return self.make(text, item.lines, circumstances) if item and text else None

    def make(self, text: str, lines: Sequence[Line], circumstances: Sequence[str] = ()) -> Field:
        """Return ``text``, which stands in ``lines``, as a field; ``circumstances`` are keys of ``DOUBT``."""
        self.count(lines)
        reasons = [self.table.column_evidence, self.table.row_evidence, *circumstances]
        if not self.by_heading:
            reasons.append("by_content")
        if len({line.page for line in lines}) > 1:
            reasons.append("cut")
        certainty = min(CERTAINTY[reason] for reason in reasons[:2]) * self.table.score
        confidence = max(certainty - sum(DOUBT.get(reason, 0.0) for reason in reasons[2:]), LEAST_CONFIDENCE)
        return Field(
            text=text,
            normalised=clean(text),
            confidence=round(confidence, 4),
            reasons=tuple(message(TOPIC, reason) for reason in dict.fromkeys(reasons)),
            spans=tuple(place(span, self.pages[span.page]) for span in _spans(lines)),
        )


def _spans(lines: Sequence[Line]) -> list[Span]:
    """Return one box for each page that the lines stand on."""
    pages = dict.fromkeys(line.page for line in lines)
    return [Span(page, enclosing_box([w for line in lines if line.page == page for w in line.words])) for page in pages]
