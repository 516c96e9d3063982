"""What a layout is, and what stands in it: blocks of text and grids of cells, before any engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .content import Taste

Engine = Literal["reportlab", "chromium", "weasyprint", "calc", "writer"]
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
    "double",
    "dashes",
    "pictures",
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
EVERYDAY = Taste()


@dataclass(frozen=True, slots=True)
class Spanning:
    """A heading above several columns."""

    text: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What happens to the pages once they are set."""

    turned: int = 0
    """Degrees clockwise by which they are displayed."""
    crop: float = 0.0
    """Points that are cut off on each side: the media box is so much larger than the crop box."""
    mirrored: float = 0.0
    """Points by which even pages are shifted to the right."""
    scale: float = 1.0
    forms: bool = False
    """Whether each text is drawn as a form of its own."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """How a spreadsheet is printed."""

    hidden: tuple[str, ...] = ()
    """Columns that are not shown."""
    spills: bool = False
    """Whether columns that are too wide for the page go to further pages."""
    titles_again: bool = False
    row_share: float = 1.0
    """How high rows are, compared to what their text needs; below 1 text is cut off."""


PLAIN_PAPER, FITTED = Paper(), Workbook()


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
    vertical: tuple[str, ...] = ()
    """Kinds of cells whose text runs upwards."""
    furniture: bool = False
    furniture_apart: bool = False
    """Whether the parts of the page's foot stand at its two sides."""
    footer: bool = False
    signatures: bool = False
    notes: bool = False
    side_note: bool = False
    between: Literal["", "totals", "notes"] = ""
    """Rows below each unit that belong to none of its indicators."""
    cards: bool = False
    """Whether each unit has a form of labels and values."""
    paper: Paper = PLAIN_PAPER
    workbook: Workbook = FITTED
    css: str = ""
    """Further styles, for the engines that print web pages."""


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
