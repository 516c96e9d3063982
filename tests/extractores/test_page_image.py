"""Pages as images: boxes of words fit them, whatever the page's size, crop and turn."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractores.errors import DamagedError
from extractores.page_image import draw_page, page_sizes
from extractores.readers import read_bytes
from tests.pdf_builder import PdfBuilder


def pdf(width: float = 400, height: float = 200, rotation: int = 0, pages: int = 1) -> bytes:
    """Return pages with one black word far from the middle; ReportLab takes the size as that of the turned page."""
    file = io.BytesIO()
    canvas = Canvas(file, (width, height))
    for _ in range(pages):
        canvas.setPageRotation(rotation)
        canvas.drawString(min(width, height) * 0.6, min(width, height) * 0.7, "XXXXXX")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def drawn(data: bytes, number: int = 1, width: int = 800, **limits: int) -> Image.Image:
    content = draw_page(data, number, width, **limits)
    assert content is not None
    image = Image.open(io.BytesIO(content))
    assert image.format == "WEBP"
    return image


def dark_box(image: Image.Image) -> tuple[int, int, int, int]:
    found = image.convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
    assert found is not None
    return found


@pytest.mark.parametrize("width", [100, 800, 1200])
def test_an_image_is_as_wide_as_asked_and_keeps_the_proportions(width: int) -> None:
    assert drawn(pdf(), width=width).size == (width, width // 2)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_of_words_fit(rotation: int) -> None:
    data = pdf(rotation=rotation)
    [page] = read_bytes(data, "a.pdf").pages
    [word] = page.words
    image = drawn(data)
    scale = image.width / page.width
    assert image.height == pytest.approx(page.height * scale, abs=1)
    x0, top, x1, bottom = (side / scale for side in dark_box(image))
    assert word.x0 - 1 <= x0 <= x1 <= word.x1 + 1
    assert word.top - 1 <= top <= bottom <= word.bottom + 1


def test_a_page_whose_text_runs_up_is_turned_as_it_was_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, (400, 200))
    canvas.rotate(90)
    for line in range(12):
        canvas.drawString(20, -30 - 20 * line, f"Unidad administrativa {line}")
    canvas.save()
    [page] = read_bytes(file.getvalue(), "a.pdf").pages
    assert page.turned
    assert drawn(file.getvalue(), width=400).size == (400, 800)


def test_a_cropped_page_is_drawn_as_it_is_seen() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, (400, 200), cropBox=(200, 100, 400, 200))
    canvas.drawString(250, 150, "XXXX")
    canvas.save()
    [page] = read_bytes(file.getvalue(), "a.pdf").pages
    image = drawn(file.getvalue(), width=400)
    assert image.size == (400, 200)
    assert dark_box(image)[0] / 2 == pytest.approx(page.words[0].x0, abs=1)


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (100, 14_400), (14_400, 100)])
def test_a_huge_page_gives_no_huge_image(width: int, height: int) -> None:
    image = drawn(pdf(width, height), width=2000, most_pixels=1_000_000)
    assert image.width * image.height <= 1_010_000
    assert image.width / image.height == pytest.approx(width / height, rel=0.02)


@pytest.mark.parametrize("number", [-1, 0, 3, 10**9])
def test_there_is_no_image_of_a_page_that_is_not_there(number: int) -> None:
    assert draw_page(pdf(pages=2), number, 100) is None


def test_a_damaged_file_is_told() -> None:
    with pytest.raises(DamagedError):
        draw_page(b"%PDF-1.4 nothing", 1, 100)


def test_sizes_are_those_of_the_pages_that_were_read() -> None:
    builder = PdfBuilder(landscape=True)
    builder.text(40, 30, "Matriz")
    data = builder.to_bytes()
    [read], [size] = read_bytes(data, "a.pdf").pages, page_sizes(data)
    assert (size.number, size.width, size.height, size.turned) == (read.number, read.width, read.height, read.turned)
    assert size.words == ()
