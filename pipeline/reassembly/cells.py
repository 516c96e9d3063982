"""Roles of words to cells: the pieces of one unit, mission, indicator or target, wherever the dump put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractores.geometry import Span, box_around

from ..language import stems
from ..normalise import join_lines
from .lines import WordSequence

CLOSING_MARKS = frozenset(".,;:)")

CellRole = Literal["N", "U", "M", "I", "T"]


@dataclass(slots=True)
class Cell:
    """A field's text as found: indices into the words of the sequence."""

    role: CellRole
    words: list[int]
    text: str = ""
    stems: frozenset[str] = frozenset()
    certainty: float = 1.0
    """Least likelihood of a role among its words and those just before and after each piece."""
    lines: int = 1
    opens_block: bool = False
    """It begins a line before which an empty one stands."""

    @property
    def start(self) -> int:
        return self.words[0]

    @property
    def end(self) -> int:
        return self.words[-1]

    def append(self, other: Cell) -> None:
        """Go on with the words of a later cell."""
        self.words += other.words
        self.text = f"{self.text} {other.text}"
        self.stems |= other.stems
        self.certainty = min(self.certainty, other.certainty)
        self.lines += other.lines


def find_cells(sequence: WordSequence, roles: Sequence[str], certainty: Sequence[float]) -> list[Cell]:
    """Return the cells of ``sequence``; a piece without a beginning goes on with the last cell of its kind."""
    cells: list[Cell] = []
    last: dict[str, Cell] = {}
    for index, role in enumerate(roles):
        kind = role[-1]
        if kind in ("X", "K"):
            continue
        cell = last.get(kind)
        if cell is None or role == "N" or (role[0] == "B" and not _goes_on(cell, index, sequence)):
            cell = Cell(kind, [])  # type: ignore[arg-type]
            cells.append(cell)
            last[kind] = cell
        cell.words.append(index)
    for cell in cells:
        complete(cell, sequence, certainty)
    return cells


def _goes_on(cell: Cell, index: int, sequence: WordSequence) -> bool:
    """Tell whether a mission seems to begin in the middle of the line on which one ends: it is its next sentence."""
    same_line = index > 0 and sequence.line_of[index] == sequence.line_of[index - 1]
    return cell.role == "M" and cell.end == index - 1 and same_line and not sequence.gap_before[index]


def complete(cell: Cell, sequence: WordSequence, certainty: Sequence[float]) -> None:
    """Fill in what follows from the words of ``cell``."""
    lines = _pieces_by_line(cell.words, sequence)
    cell.lines = len(lines)
    cell.opens_block = sequence.begins_line(cell.start) and sequence.lines[sequence.line_of[cell.start]].blank_before
    cell.text = join_lines([_line_text(line, sequence) for line in lines])
    cell.stems = stems(cell.text)
    around = {at for index in cell.words for at in (index - 1, index, index + 1) if 0 <= at < len(certainty)}
    cell.certainty = min(certainty[index] for index in around)


def _line_text(line: Sequence[int], sequence: WordSequence) -> str:
    """Return the words of a line; a wide space before a lone full stop is the justification's, not the writer's."""
    text = ""
    for index in line:
        word = sequence.words[index].text
        is_stretched = sequence.gap_before[index] and word in CLOSING_MARKS
        text += word if not text or is_stretched else f" {word}"
    return text


def spans_of(cell: Cell, sequence: WordSequence) -> list[Span]:
    """Return where ``cell`` stands: one box for each run of words that nothing interrupts."""
    runs: list[list[int]] = []
    for index in cell.words:
        page_changes = runs and sequence.page_of(index) != sequence.page_of(runs[-1][-1])
        if not runs or index != runs[-1][-1] + 1 or page_changes:
            runs.append([])
        runs[-1].append(index)
    return [Span(sequence.page_of(run[0]), box_around([sequence.words[index] for index in run])) for run in runs]


def _pieces_by_line(words: Sequence[int], sequence: WordSequence) -> list[list[int]]:
    lines: list[list[int]] = []
    for index in words:
        if not lines or sequence.line_of[index] != sequence.line_of[lines[-1][-1]]:
            lines.append([])
        lines[-1].append(index)
    return lines
