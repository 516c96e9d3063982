"""Draws what was found on a page: words, rules, grounds, columns, rows, cells, and the words in no table."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from .geometry import BBox, Page, Word
from .second_reading import draw_page
from .table import Cell, Table
from .tables import PageLayout

if TYPE_CHECKING:
    from pdfplumber.display import PageImage
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int, int]
Layer = Literal["word", "rule", "fill", "column", "row", "cell", "merged", "empty", "absent", "outside"]

RESOLUTION = 110
"""Dots per inch: type of 6 points can just be read, and a page fits on a screen."""
COLOURS: Mapping[Layer, Colour] = {
    "word": (90, 90, 90, 130),
    "rule": (220, 0, 0, 200),
    "fill": (255, 170, 0, 200),
    "column": (0, 70, 255, 255),
    "row": (0, 140, 60, 255),
    "cell": (120, 190, 255, 40),
    "merged": (170, 80, 230, 60),
    "empty": (110, 110, 110, 60),
    "absent": (255, 0, 0, 90),
    "outside": (255, 120, 0, 90),
}
"""Layers in the order of the legend, each with its red, green, blue and opacity."""
OUTLINED: frozenset[Layer] = frozenset({"word", "rule", "fill", "column", "row"})
"""Layers that are drawn as lines; the others are tinted areas."""
TICK = 7.0
"""Points that the marks of columns and rows stick out of their table."""
CAPTION = 13
"""Height of the captions, in dots."""
LINE = 2 * CAPTION
FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf", "Helvetica.ttc")
"""Fonts with accents that systems have: Linux, macOS, Windows."""
PAPER = (255, 255, 255)
INK: Colour = (0, 0, 0, 255)


class Captions(NamedTuple):
    """What is written on a drawing, in the reader's language."""

    layers: Mapping[Layer, str]
    """The legend: what each colour is."""
    tables: Sequence[str]
    """One line for each table, from the top of the page down."""


def draw_overlay(data: bytes, page: Page, found: PageLayout, captions: Captions, password: str = "") -> bytes:
    """Return a PNG of a PDF's page, as it was read, with what was found on it and a legend below."""
    image = draw_page(data, page, RESOLUTION, password)
    pen = _Pen()
    drawing = _Drawing(image, pen)
    drawing.draw_print(page)
    for number, table in enumerate(found.tables, 1):
        drawing.draw_table(table, str(number))
    drawing.draw_outside(found.outside)
    return _png(_with_legend(image.annotated, captions, pen))


class _Drawing:
    """Draws in points from the upper left corner of the visible page."""

    def __init__(self, image: PageImage, pen: _Pen) -> None:
        self._image = image
        self._pen = pen

    def draw_print(self, page: Page) -> None:
        """Draw what is printed: grounds, rules and words."""
        for fill in page.fills:
            self._outline((fill.x0, fill.top, fill.x1, fill.bottom), "fill", 2)
        for axis, position, start, end, _ in page.rules:
            ends = ((start, position), (end, position)) if axis == "h" else ((position, start), (position, end))
            self._line(*ends, "rule", 2)
        for word in page.words:
            self._outline(word.bbox, "word")

    def draw_table(self, table: Table, label: str) -> None:
        """Draw a table: the tint of each cell says what it is, ticks show its columns and rows."""
        for cell in table.cells:
            for box in (span.bbox for span in cell.boxes):
                self._draw_cell(cell, box)
        for row, column in _absent(table):
            self._tint((table.xs[column], table.ys[row], table.xs[column + 1], table.ys[row + 1]), "absent")
        self._draw_ticks(table)
        self._write((table.bbox.x0, table.bbox.top - TICK), label, "column", "lb")

    def draw_outside(self, words: Iterable[Word]) -> None:
        """Draw the words in no table; those of watermarks cover much of the page and are only outlined."""
        for word in words:
            if word.angle % 90 or word.is_faint:
                self._outline(word.bbox, "outside", 2)
            else:
                self._tint(word.bbox, "outside")

    def _draw_cell(self, cell: Cell, box: BBox) -> None:
        layer = _layer(cell)
        self._tint(box, layer)
        self._outline(box, "empty" if layer == "empty" else "column")
        if layer == "merged":
            self._write((box.x1 - 1, box.bottom), f"{cell.row_span}×{cell.column_span}", "merged", "rb")

    def _draw_ticks(self, table: Table) -> None:
        x0, top, x1, bottom = table.bbox
        for x in table.xs:
            self._line((x, top - TICK), (x, top), "column", 3)
            self._line((x, bottom), (x, bottom + TICK), "column", 3)
        for y in table.ys:
            self._line((x0 - TICK, y), (x0, y), "row", 3)
            self._line((x1, y), (x1 + TICK, y), "row", 3)

    def _tint(self, box: Box, layer: Layer) -> None:
        self._image.draw_rect(box, fill=COLOURS[layer], stroke_width=0)

    def _outline(self, box: Box, layer: Layer, width: int = 1) -> None:
        self._image.draw_rect(box, fill=(0, 0, 0, 0), stroke=COLOURS[layer], stroke_width=width)

    def _line(self, start: tuple[float, float], end: tuple[float, float], layer: Layer, width: int) -> None:
        self._image.draw_line([start, end], stroke=COLOURS[layer], stroke_width=width)

    def _write(self, place: tuple[float, float], text: str, layer: Layer, anchor: str) -> None:
        x, y = (value * self._image.scale for value in place)
        self._pen.write(self._image.draw, (x, max(y, CAPTION)), text, (*COLOURS[layer][:3], 255), anchor)


class _Pen:
    """Writes captions in a font of the system, or without accents in the one that comes with Pillow."""

    def __init__(self) -> None:
        from PIL import ImageFont

        self._font, self._has_accents = ImageFont.load_default(CAPTION), False
        for name in FONTS:
            try:
                self._font, self._has_accents = ImageFont.truetype(name, CAPTION), True
                return
            except OSError:
                continue

    def width(self, text: str) -> int:
        """Return the width of a caption in dots, rounded up."""
        return math.ceil(self._font.getlength(self._printable(text)))

    def write(self, drawing: ImageDraw, place: tuple[float, float], text: str, colour: Colour, anchor: str) -> None:
        """Write a caption; ``anchor`` says which corner of it ``place`` is, as Pillow names them."""
        drawing.text(place, self._printable(text), fill=colour, font=self._font, anchor=anchor)

    def _printable(self, text: str) -> str:
        if self._has_accents:
            return text
        return unicodedata.normalize("NFD", text.replace("×", "x")).encode("ascii", "ignore").decode("ascii")


def _layer(cell: Cell) -> Layer:
    if not cell.lines:
        return "empty"
    return "merged" if cell.row_span * cell.column_span > 1 else "cell"


def _absent(table: Table) -> list[tuple[int, int]]:
    """Return the places that no cell covers."""
    places = ((row, column) for row in range(table.row_count) for column in range(table.column_count))
    return [place for place in places if table.at(*place) is None]


def _with_legend(drawing: Image, captions: Captions, pen: _Pen) -> Image:
    """Return the drawing on a longer sheet: below it a swatch and a caption for each layer, a line for each table."""
    from PIL import Image as images, ImageDraw as drawings

    width = max([drawing.width, *(pen.width(text) + 2 * CAPTION for text in captions.tables)])
    places, height = _arrange([pen.width(text) for text in captions.layers.values()], width)
    first_table = drawing.height + height
    sheet = images.new("RGB", (width, first_table + LINE * (len(captions.tables) + 1)), PAPER)
    sheet.paste(drawing)
    canvas = drawings.Draw(sheet, "RGBA")
    for (layer, text), (x, y) in zip(captions.layers.items(), places, strict=True):
        _draw_swatch(canvas, layer, x, drawing.height + y)
        pen.write(canvas, (x + LINE, drawing.height + y), text, INK, "lt")
    for number, text in enumerate(captions.tables):
        pen.write(canvas, (CAPTION, first_table + number * LINE), text, INK, "lt")
    return sheet


def _arrange(widths: Sequence[int], room: int) -> tuple[list[tuple[int, int]], int]:
    """Return where each caption of the legend stands in lines of ``room`` dots, and the height of them all."""
    places = []
    x, y = CAPTION, CAPTION
    for width in widths:
        if x + LINE + width > room and x > CAPTION:
            x, y = CAPTION, y + LINE
        places.append((x, y))
        x += LINE + width + 2 * CAPTION
    return places, y + LINE


def _draw_swatch(pen: ImageDraw, layer: Layer, x: int, y: int) -> None:
    box = (x, y, x + 3 * CAPTION // 2, y + CAPTION)
    if layer in OUTLINED:
        pen.rectangle(box, outline=COLOURS[layer], width=2)
    else:
        pen.rectangle(box, fill=COLOURS[layer])


def _png(image: Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
