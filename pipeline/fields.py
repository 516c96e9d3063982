"""Lines of cells to fields: their text, where they stand, and how far the layout can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractores.geometry import Page, Span, box_around
from extractores.lines import Line
from extractores.table import Cell, Table, lines_of

from .model import Evidence, Field, Way
from .normalise import clean, join_lines
from .packed import Item
from .reading import agreement, place, recognition

ALIKE = "; "
"""Between the cells of further columns that have one heading."""


def add_extra(extra: dict[str, str], heading: str, text: str) -> None:
    """Add the cell of a further column to those of its row; columns of one heading are one."""
    extra[heading] = f"{extra[heading]}{ALIKE}{text}" if extra.get(heading) else text


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
        """Return ``text``, which stands in ``lines``, as a field; ``circumstances`` are among ``TRAITS``."""
        self.count(lines)
        spans = _spans(lines)
        places = tuple(place(span, self.pages[span.page]) for span in spans)
        return Field(text=text, normalised=clean(text), spans=places, evidence=self._evidence(circumstances, spans))

    def _evidence(self, circumstances: Sequence[str], spans: Sequence[Span]) -> Evidence:
        table = self.table
        by_content = [] if self.by_heading else ["by_content"]
        cut = ["cut"] if len(spans) > 1 else []
        return Evidence(
            way=self._way(spans),
            layout=round(table.score, 4),
            agreement=round(agreement(spans, self.pages), 4),
            recognition=recognition(spans, self.pages),
            traits=(
                f"columns_{table.column_evidence}",
                f"rows_{table.row_evidence}",
                *circumstances,
                *by_content,
                *cut,
            ),
            pieces=len(spans),
        )

    def _way(self, spans: Sequence[Span]) -> Way:
        kinds = {self.pages[span.page].kind for span in spans}
        return "text_table" if "text" in kinds else "scanned" if "scanned" in kinds else "table"


def _spans(lines: Sequence[Line]) -> list[Span]:
    """Return one box for each page that the lines stand on."""
    pages = dict.fromkeys(line.page for line in lines)
    return [Span(page, box_around([w for line in lines if line.page == page for w in line.words])) for page in pages]
