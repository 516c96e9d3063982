"""Sections cut into rows to tables as :mod:`..records` reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractores.geometry import Span, Word, box_around
from extractores.lines import Line
from extractores.table import Cell, Table

from ..headings import Role
from ..language import is_connector
from .body import BodyLine, Section
from .evidence import DEFAULT_WEIGHTS, ColumnSigns, Piece, Weights, distance, distance_signs
from .grid_lines import GridLine
from .row_scores import Stretch, Strip
from .rows import UnitRows, cut_rows

UNIT_ROLES: tuple[Role, ...] = ("number", "unit", "mission", "group")
ROW_SCORE = 0.97
"""How far rows can be trusted that wording and alignment tell."""
OFTEN_FILLED = 0.5
CHARACTER = 500
"""Width of a usual character, in thousandths of the type's size."""
EMPTY = {"number": 1.5, "unit": 2.5, "mission": 2.0, "indicator": 3.0, "target": 1.0}
"""Cost of an empty cell."""
EMPTY_EXTRA = 0.3


def make_table(section: Section, weights: Weights = DEFAULT_WEIGHTS) -> Table:
    """Return the table of a section: the headings are its first row, bands are rows of one cell."""
    columns = _columns(section)
    signs = _signs(columns, section, weights)
    blocks = _blocks(section)
    stretches = [_stretch(block, columns, signs, section) for block in blocks if block[0][1].kind == "row"]
    _, cut = cut_rows(stretches)
    units = iter(cut)
    builder = _Builder(section)
    for block in blocks:
        if block[0][1].kind == "across":
            builder.add_across([body.line for _, body in block])
        else:
            bodies = [body for _, body in block]
            for unit in next(units):
                builder.add_unit(bodies, unit)
    return builder.table()


def level_of(roles: Sequence[Role | None]) -> list[bool]:
    """Return for each column whether its cells hold for a whole unit."""
    has_unit = "unit" in roles or "mission" in roles
    last = max((at for at, role in enumerate(roles) if role in ("unit", "mission")), default=-1)
    return [
        has_unit and (role in UNIT_ROLES or (role in (None, "extra") and at < last)) for at, role in enumerate(roles)
    ]


def _columns(section: Section) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in section.roles]
    for at, body in enumerate(section.lines):
        for column, words in enumerate(body.pieces):
            if words:
                columns[column].append(Piece(at, body.line.page, body.line.row, words))
    return columns


def _signs(columns: Sequence[Sequence[Piece]], section: Section, weights: Weights) -> list[dict[int, float]]:
    """Return for each column the sign of a new cell before each of its pieces, by the line of the piece."""
    rated = [(pieces, ColumnSigns(pieces, role, weights)) for pieces, role in zip(columns, section.roles, strict=True)]
    by_distance = distance_signs(rated, weights)
    signs = []
    for pieces, own in rated:
        found = {piece.at: 0.0 for piece in pieces[:1]}
        for above, below, wording in zip(pieces, pieces[1:], own.wording, strict=False):
            found[below.at] = wording + by_distance[distance(above, below)]
        signs.append(found)
    return signs


def _blocks(section: Section) -> list[list[tuple[int, BodyLine]]]:
    """Return the lines of rows between those that lie across, and the latter, each text of its own."""
    kept = _uninterrupted(section)
    blocks: list[list[tuple[int, BodyLine]]] = []
    for kind, group in groupby(kept, key=lambda item: item[1].kind):
        if kind == "row":
            blocks.append(list(group))
        else:
            blocks += _texts_across(list(group))
    return blocks


def _uninterrupted(section: Section) -> list[tuple[int, BodyLine]]:
    """Return the lines of rows and across them; a band in the midst of a row, of a cell beside it, comes behind it."""
    kept: list[tuple[int, BodyLine]] = []
    for at, body in enumerate(section.lines):
        if body.kind == "across" or (body.kind == "row" and not _goes_on(body, section.roles)):
            kept.append((at, body))
        elif body.kind == "row":
            place = len(kept)
            while place > 1 and kept[place - 1][1].kind == "across":
                place -= 1
            kept.insert(place, (at, body))
    return kept


def _goes_on(body: BodyLine, roles: Sequence[Role | None]) -> bool:
    """Tell whether a line of rows has nothing but texts in small letters, and these in columns of missions."""
    texts = [(role, words[0].text) for role, words in zip(roles, body.pieces, strict=True) if words]
    return all(role == "mission" and text[:1].islower() for role, text in texts)


def _texts_across(lines: Sequence[tuple[int, BodyLine]]) -> list[list[tuple[int, BodyLine]]]:
    texts: list[list[tuple[int, BodyLine]]] = []
    for item in lines:
        if texts and _continues(texts[-1][-1][1].line, item[1].line):
            texts[-1].append(item)
        else:
            texts.append([item])
    return texts


def _continues(above: GridLine, below: GridLine) -> bool:
    last, first = above.words[-1].text, below.words[0].text
    return above.page == below.page and (is_connector(last) or last.endswith(",") or first[:1].islower())


def _stretch(
    block: Sequence[tuple[int, BodyLine]],
    columns: Sequence[Sequence[Piece]],
    signs: Sequence[dict[int, float]],
    section: Section,
) -> Stretch:
    strips = []
    for column, role in enumerate(section.roles):
        own = {place: signs[column][at] for place, (at, _) in enumerate(block) if at in signs[column]}
        strips.append(Strip(own, EMPTY.get(role or "", EMPTY_EXTRA) if columns[column] else 0.0, role == "target"))
    of_unit = level_of(section.roles)
    return Stretch(
        rows=_running_rows([body.line for _, body in block]),
        pages=[body.line.page for _, body in block],
        of_unit=[strip for strip, is_unit in zip(strips, of_unit, strict=True) if is_unit],
        of_row=[strip for strip, is_unit in zip(strips, of_unit, strict=True) if not is_unit],
    )


def _running_rows(lines: Sequence[GridLine]) -> list[int]:
    """Return the rows of lines as if their pages were one."""
    rows: list[int] = []
    offset = 0
    for at, line in enumerate(lines):
        if at and line.page != lines[at - 1].page:
            offset = rows[-1] + 1 - line.row
        rows.append(line.row + offset)
    return rows


class _Builder:
    """Puts the cells of one table together from the top down."""

    def __init__(self, section: Section) -> None:
        self._section = section
        self._of_unit = level_of(section.roles)
        self._cells: list[Cell] = []
        self._repeated: list[Line] = []
        self._row = 0
        if section.heading.stop > section.heading.first:
            self._add_headings()

    def _add_headings(self) -> None:
        """The first headings are cells; what repeats them is kept beside the table."""
        lines = [body.line for body in self._section.lines]
        first = self._section.heading.stop - self._section.heading.first
        cells = self._section.heading.cells
        words: list[list[list[Word]]] = [[[] for _ in range(first)] for _ in cells]
        for at, line in enumerate(lines[:first]):
            for run in line.runs:
                column = max(
                    range(len(cells)),
                    key=lambda c: min(run.end, cells[c].end) - max(run.start, cells[c].start),
                )
                words[column][at] += run.words
        for column in range(len(cells)):
            self._add(0, column, 1, 1, [Line(lines[0].page, tuple(w)) for w in words[column] if w])
        self._row = 1
        for body in self._section.lines[first:]:
            if body.kind == "heading":
                self._repeated.append(Line(body.line.page, body.line.words))

    def add_across(self, lines: Sequence[GridLine]) -> None:
        self._add(self._row, 0, 1, len(self._section.roles), [Line(line.page, line.words) for line in lines])
        self._row += 1

    def add_unit(self, block: Sequence[BodyLine], unit: UnitRows) -> None:
        span = len(unit.rows)
        for column, of_unit in enumerate(self._of_unit):
            is_merged = of_unit or (unit.has_merged_target and self._section.roles[column] == "target")
            if is_merged:
                self._add(self._row, column, span, 1, _lines(block[unit.start : unit.stop], column))
                continue
            for at, (start, stop) in enumerate(unit.rows):
                self._add(self._row + at, column, 1, 1, _lines(block[start:stop], column))
        self._row += span

    def _add(self, row: int, column: int, row_span: int, column_span: int, lines: list[Line]) -> None:
        self._cells.append(Cell(row, column, row_span, column_span, tuple(_boxes(lines)), tuple(lines)))

    def table(self) -> Table:
        pages = tuple(dict.fromkeys(body.line.page for body in self._section.lines))
        return Table(
            pages=pages,
            xs=tuple(float(at) for at in range(len(self._section.roles) + 1)),
            row_count=self._row,
            cells=tuple(sorted(self._cells, key=lambda cell: (cell.row, cell.column))),
            column_evidence="gutters",
            row_evidence="wording",
            score=ROW_SCORE,
            repeated=tuple(self._repeated),
        )


def _lines(bodies: Iterable[BodyLine], column: int) -> list[Line]:
    return [Line(body.line.page, words) for body in bodies if (words := body.pieces[column])]


def _boxes(lines: Sequence[Line]) -> Iterator[Span]:
    for page, group in groupby(lines, key=lambda line: line.page):
        yield Span(page, box_around([word for line in group for word in line.words]))
