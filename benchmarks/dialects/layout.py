"""What a layout is, and how a programme is laid out in it: blocks of text and grids of cells, before any engine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .content import Goal, Group, Programme, Taste, Unit, invent
from .phrases import EXTRA_VALUES

Engine = Literal["reportlab", "chromium", "calc", "writer"]
Rules = Literal[
    "all",
    "none",
    "rows",
    "units",
    "columns",
    "columns_and_units",
    "outer",
    "booktabs",
    "below_header",
    "header_box",
    "dotted",
    "rounded",
]
Held = Literal["merged", "repeated", "first", "row", "absent"]
"""How what holds for a whole unit is printed: one merged cell, again in each row, once, in a row of its own."""
Kind = Literal[
    "title", "heading", "band", "unit", "mission", "number", "level", "indicator", "target", "extra", "blank"
]

CAPTIONS = {
    "number": "No.",
    "level": "Proceso",
    "unit": "Descripción de la unidad",
    "mission": "Objetivo de la unidad",
    "indicator": "Indicador",
    "target": "Meta cuantificable",
    "baseline": "Línea base",
    "frequency": "Frecuencia",
    "responsible": "Responsable",
    "formula": "Fórmula de cálculo",
    "t1": "I",
    "t2": "II",
    "t3": "III",
    "t4": "IV",
    "progress": "% avance",
    "budget": "Presupuesto",
}
WIDTHS = {
    "number": 3, "level": 9, "unit": 14, "mission": 26, "indicator": 22, "target": 14, "baseline": 7, "frequency": 8,
    "responsible": 10, "formula": 12, "t1": 5, "t2": 5, "t3": 5, "t4": 5, "progress": 6, "budget": 9,
}  # fmt: skip
"""Widths of the columns in relation to each other."""
OFFICIAL = ("number", "unit", "mission", "indicator", "target")
LETTERS = "abcdefghijklmnop"
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip


EVERYDAY = Taste()


@dataclass(frozen=True, slots=True)
class Spanning:
    """A heading above several columns."""

    text: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One dialect: what is printed, where, and how it looks."""

    name: str
    engine: Engine = "reportlab"
    columns: tuple[str, ...] = OFFICIAL
    captions: dict[str, str] = field(default_factory=dict)
    spanning: tuple[Spanning, ...] = ()
    over_all: str = ""
    """A third level of headings above all columns but the first."""
    titles_inside: bool = False
    repeat_header: bool = False
    has_header: bool = True
    unit: Held = "merged"
    mission: Held = "merged"
    number: Held = "merged"
    row_labels: bool = True
    """Whether rows of units and missions say what they are."""
    packed: Literal["", "plain", "bullets", "numbers", "letters", "dashes"] = ""
    bands: bool = True
    band_again: bool = False
    """Whether the band stands again, with "(continuación)", on top of each page."""
    separators: bool = False
    one_grid_per_unit: bool = False
    programmes: int = 1
    taste: Taste = EVERYDAY
    rules: Rules = "all"
    fills: Literal["", "header", "units", "rows"] = ""
    align: Literal["left", "center", "right", "justify"] = "left"
    align_target: Literal["left", "center", "right"] | None = None
    valign: Literal["top", "middle", "bottom"] = "top"
    font: str = "Helvetica"
    size: float = 8.0
    leading: float = 1.2
    padding: float = 3.0
    page: tuple[float, float] = (842.0, 595.0)
    margin: float = 36.0
    hyphenate: bool = False
    letter_spaced: bool = False
    vertical_level: bool = False
    furniture: bool = False
    furniture_apart: bool = False
    """Whether the parts of the page's foot stand at its two sides."""
    footer: bool = False
    signatures: bool = False
    notes: bool = False
    side_note: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the rows and columns it covers; places it covers in later rows are not named again."""

    text: str
    kind: Kind
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows name the cells that begin in them."""

    widths: tuple[float, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    """Rows at the top that are titles or headings."""
    unit_of_row: tuple[int, ...]
    """Which unit each row belongs to; -1 for headings and bands."""


@dataclass(frozen=True, slots=True)
class Text:
    """Lines between the grids."""

    lines: tuple[str, ...]
    kind: Literal["title", "caption", "note", "signatures"] = "note"


Block = Text | Grid


def programmes_of(layout: Layout) -> list[Programme]:
    """Return what the dialect prints."""
    return [invent(f"{layout.name} {number}", layout.taste) for number in range(layout.programmes)]


def compose(layout: Layout, programmes: Sequence[Programme]) -> list[Block]:
    """Return the blocks of the document from the top down."""
    blocks: list[Block] = []
    for programme in programmes:
        if not layout.titles_inside:
            blocks.append(Text(_titles(layout, programme), "title"))
        blocks += _grids(layout, programme)
        if layout.notes:
            blocks.append(
                Text(("Nota: Las metas marcadas con S/L no cuentan con línea base.", "Fuente: POA institucional"))
            )
        if layout.footer:
            blocks.append(_footer(programme))
        if layout.signatures:
            blocks.append(
                Text(
                    (
                        "Elaborado por|Revisado por|Aprobado por",
                        "Ing. Ana Mora|Econ. Luis Paz|Dr. Iván Soto",
                        "Analista de Planificación|Director de Planificación|Máxima Autoridad",
                    ),
                    "signatures",
                )
            )
    return blocks


def _titles(layout: Layout, programme: Programme) -> tuple[str, ...]:
    name = " ".join(programme.institution) if layout.letter_spaced else programme.institution
    return (
        name,
        "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP",
        "a4) Las metas y objetivos de las unidades administrativas de conformidad con sus programas operativos",
        f"{MONTHS[programme.month - 1]} {programme.year}".upper(),
    )


def _footer(programme: Programme) -> Grid:
    pairs = (
        ("FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", f"28/{programme.month:02d}/{programme.year}"),
        ("PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:", "MENSUAL"),
        ("UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL a4):", "DIRECCIÓN DE PLANIFICACIÓN"),
        ("RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL a4):", "Ing. Ana Mora Viteri"),
        (
            "CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
            "amora@vallehondo.gob.ec",
        ),
        (
            "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
            "(07) 255-0100 EXTENSIÓN 12",
        ),
    )
    rows = tuple((Cell(label, "extra"), Cell(value, "extra")) for label, value in pairs)
    return Grid((60, 40), ("extra", "extra"), rows, 0, tuple(range(len(rows))))


def _grids(layout: Layout, programme: Programme) -> Iterator[Block]:
    if not layout.one_grid_per_unit:
        yield _Composer(layout, programme).grid(programme.groups)
        return
    for group in programme.groups:
        for unit in group.units:
            yield Text((f"{unit.number}. {unit.name}",), "caption")
            yield _Composer(layout, programme).grid((Group(group.band, (unit,)),))


class _Composer:
    """Builds the rows of one grid."""

    def __init__(self, layout: Layout, programme: Programme) -> None:
        self._layout = layout
        self._programme = programme
        self._rng = random.Random(f"extra {layout.name}")
        self._rows: list[tuple[Cell, ...]] = []
        self._units: list[int] = []
        self._count = len(layout.columns)

    def grid(self, groups: Sequence[Group]) -> Grid:
        layout = self._layout
        if layout.titles_inside:
            for line in _titles(layout, self._programme):
                self._add(-1, self._across(line, "title"))
        if layout.has_header:
            self._add_headings()
        headings = len(self._rows)
        for group in groups:
            if layout.bands:
                self._add(-1, self._across(group.band, "band"))
            self._add_group(group)
        widths = tuple(float(WIDTHS[key]) for key in layout.columns)
        return Grid(widths, layout.columns, tuple(self._rows), headings, tuple(self._units))

    def _add(self, unit: int, *cells: Cell) -> None:
        self._rows.append(cells)
        self._units.append(unit)

    def _across(self, text: str, kind: Kind) -> Cell:
        return Cell(text, kind, columns=self._count)

    def _caption(self, key: str) -> str:
        text = self._layout.captions.get(key, CAPTIONS[key])
        return " ".join(text.upper()) if self._layout.letter_spaced else text

    def _add_headings(self) -> None:
        layout = self._layout
        under = {key: span for span in layout.spanning for key in self._between(span)}
        depth = 2 if layout.spanning else 1
        if layout.over_all:
            first = layout.columns[0]
            self._add(
                -1,
                Cell(self._caption(first), "heading", rows=depth + 1),
                Cell(layout.over_all, "heading", columns=self._count - 1),
            )
        keys = layout.columns[1:] if layout.over_all else layout.columns
        if not layout.spanning:
            self._add(-1, *(Cell(self._caption(key), "heading") for key in keys))
            return
        upper = [
            Cell(under[key].text, "heading", columns=len(self._between(under[key])))
            if key in under
            else Cell(self._caption(key), "heading", rows=2)
            for key in keys
            if key not in under or under[key].first == key
        ]
        self._add(-1, *upper)
        self._add(-1, *(Cell(self._caption(key), "heading") for key in keys if key in under))

    def _between(self, span: Spanning) -> tuple[str, ...]:
        columns = self._layout.columns
        return columns[columns.index(span.first) : columns.index(span.last) + 1]

    def _label(self, label: str) -> str:
        return label if self._layout.row_labels else ""

    def _add_group(self, group: Group) -> None:
        rows_of_group = sum(self._rows_of(unit) for unit in group.units)
        for index, unit in enumerate(group.units):
            if self._layout.separators and index:
                self._add(-1, *(Cell("", "blank") for _ in range(self._count)))
            level = Cell(group.band, "level", rows=rows_of_group) if index == 0 else None
            self._add_unit(unit, level)

    def _rows_of(self, unit: Unit) -> int:
        in_rows = (self._layout.unit == "row") + (self._layout.mission == "row" and bool(unit.mission))
        return in_rows + (1 if self._layout.packed else len(unit.goals))

    def _add_unit(self, unit: Unit, level: Cell | None) -> None:
        number = int(unit.number)
        if self._layout.unit == "row":
            self._add(number, self._across(self._label("UNIDAD: ") + unit.name, "unit"))
        if self._layout.mission == "row" and unit.mission:
            self._add(number, self._across(self._label("OBJETIVO: ") + unit.mission, "mission"))
        goals = (_pack(unit.goals, self._layout.packed),) if self._layout.packed else unit.goals
        for index in range(len(goals)):
            cells = (self._cell(key, unit, goals, index, level) for key in self._layout.columns)
            self._add(number, *(cell for cell in cells if cell))

    def _cell(self, key: str, unit: Unit, goals: Sequence[Goal], index: int, level: Cell | None) -> Cell | None:
        if key == "level":
            return level if index == 0 else None
        if key in ("number", "unit", "mission"):
            text = {"number": unit.number, "unit": unit.name, "mission": unit.mission or ""}[key]
            return _held(text, key, getattr(self._layout, key), index, len(goals))
        if key == "indicator":
            return Cell(goals[index].indicator, "indicator")
        if key == "target":
            return self._target(goals, index)
        pattern = self._rng.choice(EXTRA_VALUES[key])
        figures = {
            "n": self._rng.randint(1, 40),
            "p": self._rng.randint(5, 100),
            "k": f"{self._rng.randint(1, 90)}.500",
        }
        return Cell(pattern.format(**figures), "extra")

    def _target(self, goals: Sequence[Goal], index: int) -> Cell | None:
        target = goals[index].target
        if not self._layout.taste.merged_targets:
            return Cell(target or "", "target")
        if index and goals[index - 1].target == target:
            return None
        same = 1
        while index + same < len(goals) and goals[index + same].target == target:
            same += 1
        return Cell(target or "", "target", rows=same)


def _held(text: str, kind: Kind, how: Held, index: int, rows: int) -> Cell | None:
    if how == "merged":
        return Cell(text, kind, rows=rows) if index == 0 else None
    return Cell(text if how == "repeated" or index == 0 else "", kind)


def _pack(goals: Sequence[Goal], marks: str) -> Goal:
    """Return all goals as one, a line each, with the list marks of the layout."""
    indicators = "\n".join(_mark(marks, i) + goal.indicator for i, goal in enumerate(goals))
    return Goal(indicators, "\n".join(_mark(marks, i) + (goal.target or "") for i, goal in enumerate(goals)))


def _mark(marks: str, index: int) -> str:
    return {"bullets": "• ", "dashes": "- ", "numbers": f"{index + 1}. ", "letters": f"{LETTERS[index]}) "}.get(
        marks, ""
    )
