"""The drawing of a page: each thing in its colour, at its place, however the page is turned."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from extractores import Page
from extractores.overlay import COLOURS, RESOLUTION, Captions, draw_overlay
from extractores.readers import read_bytes
from extractores.tables import find_page_tables
from tests.pdf_builder import Cell, PdfBuilder

Pixel = tuple[int, int, int]
LAYERS = {layer: layer for layer in COLOURS}


def drawn(rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """Return a page with dots above a table: a merged cell, one with text and an empty one."""
    pdf = PdfBuilder(page_size=(400, 300))
    pdf.text(40, 20, "....")
    pdf.table(60, [100, 100], [[Cell("Unida", columns=2)], ["texto", ""]])
    document = pypdfium2.PdfDocument(pdf.to_bytes())
    page = document[0]
    page.set_rotation(rotation)
    if crop:
        page.set_cropbox(*crop)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def draw(data: bytes) -> tuple[Page, Image.Image]:
    page = read_bytes(data, "dibujo.pdf").pages[0]
    captions = Captions(LAYERS, ["Tabla 1: título"])
    image = Image.open(io.BytesIO(draw_overlay(data, page, find_page_tables(page), captions)))
    return page, image.convert("RGB")


def pixel(image: Image.Image, x: float, y: float) -> Pixel:
    """Return the colour at a place in points."""
    found = image.getpixel((int(x * RESOLUTION / 72), int(y * RESOLUTION / 72)))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def tinted(layer: str) -> Pixel:
    """Return the colour of white paper under the tint of ``layer``."""
    *channels, opacity = COLOURS[layer]  # type: ignore[index]
    red, green, blue = (round(255 + (channel - 255) * opacity / 255) for channel in channels)
    return red, green, blue


def near(one: Pixel, other: Pixel) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


def test_the_tint_of_a_cell_says_what_it_is() -> None:
    _, image = draw(drawn())
    # The table's corner is at 40, 60; its rows are 15.6 points high.
    assert near(pixel(image, 120, 63), tinted("merged"))
    assert near(pixel(image, 120, 85), tinted("cell"))
    assert near(pixel(image, 200, 85), tinted("empty"))
    assert pixel(image, 300, 200) == (255, 255, 255)


def test_words_outside_of_all_tables_are_marked() -> None:
    page, image = draw(drawn())
    [dots] = [word for word in page.words if word.text == "...."]
    assert near(pixel(image, dots.bbox.centre_x, dots.bbox.centre_y), tinted("outside"))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 150, 350, 290)])
def test_the_drawing_lies_where_the_page_displays_it(rotation: int, crop: tuple[float, ...] | None) -> None:
    data = drawn(rotation, crop)  # type: ignore[arg-type]
    page, image = draw(data)
    [table] = find_page_tables(page).tables
    scale = RESOLUTION / 72
    assert image.width == pytest.approx(page.width * scale, abs=2)
    empty = next(cell for cell in table.cells if not cell.lines)
    x, y = empty.boxes[0].bbox.centre_x, empty.boxes[0].bbox.centre_y
    assert near(pixel(image, x, y), tinted("empty"))


def test_the_legend_is_below_the_page() -> None:
    page, image = draw(drawn())
    below = image.crop((0, int(page.height * RESOLUTION / 72) + 1, image.width, image.height))
    assert below.height > 40
    assert below.getextrema()[0][0] < 100, "there is ink"
