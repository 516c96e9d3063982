"""How a programme is laid out: its titles, rows and cells, before any engine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from .content import Goal, Group, Programme, Unit, invent, without_missions
from .layout import CAPTIONS, WIDTHS, Block, Cell, Grid, Held, Kind, Layout, Spanning, Text
from .phrases import EXTRA_VALUES

BETWEEN = {"totals": "Total de indicadores de la unidad: {n}", "notes": "* Metas sujetas a reprogramación"}
LETTERS = "abcdefghijklmnop"
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip


def programmes_of(layout: Layout) -> list[Programme]:
    """Return what the dialect prints."""
    programmes = [invent(f"{layout.name} {number}", layout.taste) for number in range(layout.programmes)]
    return programmes if _shows_missions(layout) else [without_missions(programme) for programme in programmes]


def _shows_missions(layout: Layout) -> bool:
    shown = set(layout.columns) - set(layout.workbook.hidden)
    return "mission" in shown or layout.mission == "row" or layout.cards


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
    if layout.cards:
        yield from (_card(unit, layout) for unit in programme.units)
        return
    if not layout.one_grid_per_unit:
        yield _Composer(layout, programme).grid(programme.groups)
        return
    for group in programme.groups:
        for unit in group.units:
            yield Text((f"{unit.number}. {unit.name}",), "caption")
            yield _Composer(layout, programme).grid((Group(group.band, (unit,)),))


def _card(unit: Unit, layout: Layout) -> Grid:
    """Return a form with a label left of each value."""
    pairs = [("unit", unit.name), ("mission", unit.mission or "")]
    for goal in unit.goals:
        pairs += [("indicator", goal.indicator), ("target", goal.target or "")]
    rows = tuple((Cell(layout.captions.get(key, CAPTIONS[key]), "heading"), Cell(text, "extra")) for key, text in pairs)
    return Grid((25, 75), ("extra", "extra"), rows, 0, tuple(int(unit.number) for _ in rows))


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
            if self._layout.between:
                self._add(-1, self._across(BETWEEN[self._layout.between].format(n=len(unit.goals)), "band"))

    def _rows_of(self, unit: Unit) -> int:
        in_rows = (self._layout.unit == "row") + (self._layout.mission == "row" and bool(unit.mission))
        below = int(bool(self._layout.between))
        return in_rows + below + (1 if self._layout.packed else len(unit.goals))

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
