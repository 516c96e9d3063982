"""Tables to records: one for each pair of unit and indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractores.geometry import Document, Page
from extractores.layout import Layout
from extractores.lines import Line
from extractores.table import Cell, Table, lines_of

from .cards import Labelled, find_cards, read_cards
from .column_roles import (
    Columns,
    cell_text,
    columns_by_content,
    columns_by_heading,
    columns_like,
    has_other_headings,
    row_text,
)
from .context.closing import is_note, is_sum, opens_signatures
from .context.footer import is_footer_label
from .fields import FieldMaker, add_extra
from .headings import Role, process_level
from .model import Field, ProcessLevel, Record
from .normalise import join_lines
from .packed import unpack
from .reading import Reading
from .unit_rows import UnitRow, read_caption, read_labelled_row, read_unit_row

MOST_FOOTER_CELLS = 2
MOST_BAND_PIECES = 3


def read_records(layout: Layout, document: Document) -> Reading:
    """Return the records of all tables of a document, in reading order."""
    pages = {page.number: page for page in document.pages}
    collected = _Collected()
    outside = [line for page in layout.pages for line in page.outside_lines]
    known: Columns | None = None
    for table in layout.tables:
        if forms := find_cards(table):
            collected.add_cards(table, forms, FieldMaker(table, pages, collected.count))
            continue
        columns = columns_by_heading(table) or _inherited(known, table) or columns_by_content(table)
        if columns is None:
            collected.is_of_other_content |= has_other_headings(table)
            collected.set_aside(table.cells)
            continue
        known = columns if columns.by_heading else known
        reader = _TableReader(table, columns, pages, collected)
        if not columns.places("unit") and (caption := read_caption(table, outside)):
            reader.hold(caption)
        reader.read()
    return _reading(collected, outside, document)


def _inherited(known: Columns | None, table: Table) -> Columns | None:
    """Return the columns of the table before where this one has as many."""
    if known is None or sum(len(column.places) for column in known.columns) != table.column_count:
        return None
    return columns_like(known, table)


def _reading(collected: _Collected, outside: Sequence[Line], document: Document) -> Reading:
    total = sum(len(page.words) for page in document.pages)
    left_over = sum(len(line.words) for line in collected.leftovers)
    return Reading(
        records=tuple(collected.records),
        score=_score(collected.records, left_over, total),
        leftovers=tuple(line.span for line in collected.leftovers),
        footer_rows=tuple(collected.footer_rows),
        context_lines=tuple(line.text for line in [*outside, *collected.context]),
        words_in_records=len(collected.words),
        words_left_over=left_over,
        is_of_other_content=collected.is_of_other_content and not collected.records,
    )


def _score(records: Sequence[Record], left_over: int, total: int) -> float:
    """Return how complete the records are, lowered by the share of words that no record explains."""
    if not records:
        return 0.0
    filled = sum(bool(r.unit) + bool(r.mission) + bool(r.indicator) for r in records) / (3 * len(records))
    return filled * (1 - left_over / max(total, 1))


@dataclass(slots=True)
class _Collected:
    records: list[Record] = field(default_factory=list)
    footer_rows: list[tuple[str, ...]] = field(default_factory=list)
    context: list[Line] = field(default_factory=list)
    leftovers: list[Line] = field(default_factory=list)
    words: set[tuple[int, float, float, str]] = field(default_factory=set)
    """Words in records: page, place and text; a merged cell counts once."""
    is_of_other_content: bool = False
    """Whether the headings of a table are those of something else."""

    def set_aside(self, cells: Iterable[Cell]) -> None:
        """Keep the lines of a table that is no matrix as context."""
        self.context += [line for cell in cells for line in cell.lines]

    def add_cards(self, table: Table, forms: Sequence[Sequence[Labelled]], maker: FieldMaker) -> None:
        """Take the records of forms; their labels are context, and what has no label is left over."""
        self.records += read_cards(forms, maker)
        labels = {pair.label for form in forms for pair in form}
        values = {pair.value for form in forms for pair in form}
        self.context += lines_of(cell for cell in table.cells if cell in labels)
        self.leftovers += lines_of(cell for cell in table.cells if cell not in labels | values)

    def count(self, lines: Iterable[Line]) -> None:
        self.words.update(word for line in lines for word in _keys(line))

    def leave(self, lines: Sequence[Line]) -> None:
        """Leave lines over that were counted for a record which did not come."""
        self.words.difference_update(word for line in lines for word in _keys(line))
        self.leftovers += lines


@dataclass(slots=True)
class _Unit:
    """What holds for all rows of a unit."""

    number: str | None = None
    unit: Field | None = None
    mission: Field | None = None


class _TableReader:
    """Walks down the rows of one table; what a row says of its unit holds until another row says otherwise."""

    def __init__(self, table: Table, columns: Columns, pages: dict[int, Page], collected: _Collected) -> None:
        self._table = table
        self._columns = columns
        self._out = collected
        self._fields = FieldMaker(table, pages, collected.count, columns.by_heading)
        self._level: ProcessLevel | None = None
        self._level_printed: str | None = None
        self._unit = _Unit()
        self._unit_lines: list[Line] = []
        """Of the unit, as long as no record holds it."""
        self._in_footer = self._in_signatures = False
        self._done: set[int] = set()
        self._held: dict[Role, UnitRow] = {}
        self._widths = self._width("indicator"), self._width("target")

    def read(self) -> None:
        for row in range(self._columns.first_row):
            self._read_above(self._table.row(row))
        self._out.context += self._table.repeated
        for row in range(self._columns.first_row, self._table.row_count):
            self._read_row(row, self._table.row(row))
        self._leave_held()
        self._leave_unit()
        self._leave_rest()

    def _read_above(self, cells: Sequence[Cell]) -> None:
        """Titles and headings are context, but rows above them may name the first unit."""
        held = read_labelled_row([cell for cell in cells if cell.lines])
        if held and not self._columns.places(held.role):
            self.hold(held)
        self._out.context += self._new_lines(cells)

    def _read_row(self, row: int, cells: Sequence[Cell]) -> None:
        filled = [cell for cell in cells if cell.lines]
        if not filled:
            return
        if self._is_heading(filled):
            self._in_footer = self._in_signatures = False
            self._out.context += self._new_lines(filled)
        elif self._is_footer(filled):
            self._in_footer = True
            self._out.footer_rows.append(tuple(cell_text(cell) for cell in filled))
            self._out.context += self._new_lines(filled)
        elif self._is_closing(filled):
            self._out.context += self._new_lines(filled)
        elif level := self._band_level(filled):
            self._level, self._level_printed = level, " ".join(map(cell_text, filled))
            self._unit = _Unit()
            self._out.context += self._new_lines(filled)
        elif held := read_unit_row(filled, self._columns, self._held.keys() == {"unit"}):
            self.hold(held)
        else:
            self._read_content(row, cells)

    def hold(self, held: UnitRow) -> None:
        """Keep what a row says of its unit until there are rows of it; a unit without any is left over."""
        if held.role == "unit":
            self._leave_held()
            self._unit = _Unit()
        self._held[held.role] = held
        self._done.update(id(cell) for cell in held.cells)

    def _take_held(self, *, is_new_unit: bool) -> None:
        """What rows above say of the unit holds from here on, but for what a row with a unit of its own says itself."""
        own = self._unit if is_new_unit else _Unit()
        for role, held in self._held.items():
            if own.unit if role == "unit" else own.mission:
                self._leave_over(held)
                continue
            value = self._fields.make(held.text, lines_of(held.cells))
            self._unit = replace(self._unit, unit=value) if role == "unit" else replace(self._unit, mission=value)
        self._held.clear()

    def _leave_held(self) -> None:
        for held in self._held.values():
            self._leave_over(held)
        self._held.clear()

    def _leave_over(self, held: UnitRow) -> None:
        """What nothing came of is left over; a caption stands outside of the table and is context."""
        if not held.is_caption:
            self._out.leftovers += lines_of(held.cells)

    def _leave_unit(self, but: Sequence[Line] = ()) -> None:
        """A unit beside indicators that are another's already is left over: whose they are is not to be guessed."""
        self._out.leave([line for line in self._unit_lines if line not in but])
        self._unit_lines = [line for line in self._unit_lines if line in but]

    def _leave_rest(self) -> None:
        """What stands in columns that mean nothing here is left over like any other word."""
        cells = (cell for cell in self._table.cells if cell.row >= self._columns.first_row)
        self._leave([cell for cell in cells if id(cell) not in self._done])

    def _is_heading(self, filled: Sequence[Cell]) -> bool:
        known = self._columns.heading_texts
        return len(filled) > 1 and (row_text(filled) in known or all(cell.text in known for cell in filled))

    def _is_footer(self, filled: Sequence[Cell]) -> bool:
        """A row of more than a label and a value is content again: the next month of several in one file."""
        goes_on = self._in_footer and len(filled) <= MOST_FOOTER_CELLS
        return goes_on or is_footer_label(cell_text(filled[0]))

    def _is_closing(self, filled: Sequence[Cell]) -> bool:
        """A row of signatures ends the matrix until headings come again; notes and sums are only rows of their own."""
        texts = [cell_text(cell) for cell in filled]
        self._in_signatures = self._in_signatures or opens_signatures(texts)
        is_indicator = filled[0].column in self._columns.places("indicator")
        return self._in_signatures or is_note(texts) or (is_sum(texts) and not is_indicator)

    def _band_level(self, filled: Sequence[Cell]) -> ProcessLevel | None:
        """Return the level that a row announces; gutters of the rows around may cut its text in pieces."""
        if len(filled) > MOST_BAND_PIECES or any(cell.row_span > 1 for cell in filled):
            return None
        return process_level(" ".join(map(cell_text, filled)))

    def _read_content(self, row: int, cells: Sequence[Cell]) -> None:
        indicators, targets = self._cells("indicator", row), self._cells("target", row)
        is_new_unit = self._read_unit(row)
        self._read_level_column(row)
        leaves = [cell for cell in (*indicators, *targets) if cell.lines]
        telling = [cell for cell in leaves if cell in indicators] or leaves
        if leaves and all(id(cell) in self._done for cell in telling):
            return
        if not leaves and not is_new_unit:
            self._leave(cells)
            return
        rows = range(row, max((cell.rows.stop for cell in indicators if cell.lines), default=row + 1))
        targets = list(dict.fromkeys(cell for r in rows for cell in self._cells("target", r)))
        self._done.update(id(cell) for cell in leaves)
        self._take_held(is_new_unit=is_new_unit)
        self._add(indicators, targets, self._extra(row))

    def _leave(self, cells: Sequence[Cell]) -> None:
        """A row that repeats nothing but cells already read is no loss; anything else is left over."""
        for line in self._new_lines(cells):
            if not self._out.words.issuperset(_keys(line)):
                self._out.leftovers.append(line)

    def _new_lines(self, cells: Iterable[Cell]) -> list[Line]:
        lines: list[Line] = []
        for cell in cells:
            if id(cell) not in self._done:
                self._done.add(id(cell))
                lines += cell.lines
        return lines

    def _cells(self, role: Role, row: int) -> list[Cell]:
        cells = (self._table.at(row, column) for column in self._columns.places(role))
        return list(dict.fromkeys(cell for cell in cells if cell is not None))

    def _width(self, role: Role) -> float:
        places = self._columns.places(role)
        lines = (line for cell in self._table.cells if cell.column in places for line in cell.lines)
        return max((line.bbox.width for line in lines), default=0.0)

    def _read_unit(self, row: int) -> bool:
        """Take number, unit and mission of a row where it has its own; tell whether a new unit starts."""
        number, unit, mission = (self._cells(role, row) for role in ("number", "unit", "mission"))
        cells = [cell for cell in (*number, *unit, *mission) if cell.lines]
        if not cells or all(id(cell) in self._done for cell in cells):
            return False
        self._leave_unit(but=lines_of(cells))
        self._unit_lines += self._new_lines(cells)
        new = _Unit(_text(number), self._fields.of_cells(unit), self._fields.of_cells(mission))
        self._unit = self._completed(new)
        return True

    def _completed(self, new: _Unit) -> _Unit:
        """Carry the mission on where only the unit's name is printed again, and the name of a row above."""
        old = self._unit
        if old.unit and not self._columns.places("unit"):
            return _Unit(new.number, old.unit, new.mission or old.mission)
        if new.unit and old.unit and not new.mission and new.unit.text == old.unit.text:
            return _Unit(new.number or old.number, new.unit, old.mission)
        return new

    def _read_level_column(self, row: int) -> None:
        text = _text(self._cells("group", row))
        if text and (level := process_level(text, in_level_column=True)):
            self._level, self._level_printed = level, text
            self._out.context += self._new_lines(self._cells("group", row))

    def _extra(self, row: int) -> dict[str, str]:
        extra: dict[str, str] = {}
        for column in self._columns.extra:
            cells = list(dict.fromkeys(c for place in column.places if (c := self._table.at(row, place))))
            if text := _text(cells):
                add_extra(extra, column.heading, text)
                self._out.count(line for cell in cells for line in cell.lines)
        return extra

    def _add(self, indicators: Sequence[Cell], targets: Sequence[Cell], extra: dict[str, str]) -> None:
        self._unit_lines = []
        packed = unpack(lines_of(indicators), lines_of(targets), self._widths)
        circumstances = [] if len(packed.pairs) == 1 else ["packed"] if packed.is_even else ["packed_uneven"]
        for pair in packed.pairs:
            self._out.records.append(
                Record(
                    number=self._unit.number,
                    process_level=self._level,
                    process_level_printed=self._level_printed,
                    unit=self._unit.unit,
                    mission=self._unit.mission,
                    indicator=self._fields.of_item(pair.indicator, circumstances),
                    target=self._fields.of_item(pair.target, circumstances),
                    extra=extra,
                )
            )


def _keys(line: Line) -> Iterator[tuple[int, float, float, str]]:
    return ((line.page, word.x0, word.top, word.text) for word in line.words)


def _text(cells: Iterable[Cell]) -> str | None:
    return join_lines([line.text for line in lines_of(cells)]) or None
