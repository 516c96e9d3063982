"""Difficult pages: what is read, what is kept out of tables, and what nobody sees."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractores import Page, find_layout
from extractores.pdf import read_pdf
from extractores.table_export import table_as_rows

WIDTH, HEIGHT = 400.0, 300.0
LEFT, ROW = 40.0, 30.0
WIDTHS = (60.0, 120.0, 120.0)
TEXTS = [
    ["1", "Obras viales", "doce"],
    ["2", "Riego y drenaje", "seis"],
    ["3", "Vías", "diez"],
    ["4", "Agua potable", "tres"],
]


class Drawing:
    """A page with a ruled table of four rows; its text is of 8 points."""

    def __init__(self, texts: Sequence[Sequence[str]] = TEXTS) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(WIDTH, HEIGHT), invariant=1)
        for row in range(len(texts) + 1):
            self.canvas.line(LEFT, self.y(row), LEFT + sum(WIDTHS), self.y(row))
        for column in range(len(WIDTHS) + 1):
            x = LEFT + sum(WIDTHS[:column])
            self.canvas.line(x, self.y(0), x, self.y(len(texts)))
        self.canvas.setFont("Helvetica", 8)
        for row, cells in enumerate(texts):
            for column, text in enumerate(cells):
                self.canvas.drawString(LEFT + sum(WIDTHS[:column]) + 3, self.y(row) - 10, text)

    def y(self, row: float) -> float:
        """Return where a row begins, from the bottom of the page."""
        return HEIGHT - 60 - ROW * row

    def content(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()

    def read(self, rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> Page:
        document = pypdfium2.PdfDocument(self.content())
        document[0].set_rotation(rotation)
        if crop:
            document[0].set_cropbox(*crop)
        file = io.BytesIO()
        document.save(file)
        [page] = read_pdf(file.getvalue(), "dibujo.pdf")
        return page


def rows(page: Page) -> list[list[str]]:
    [table] = find_layout([page]).tables
    return table_as_rows(table)


def outside(page: Page) -> list[str]:
    return sorted(word.text for word in find_layout([page]).pages[0].outside)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(rotation: int) -> None:
    page = Drawing().read(rotation)
    assert rows(page) == TEXTS
    assert page.turned == -rotation % 360
    assert (page.width, page.height) == (WIDTH, HEIGHT)


def test_one_sideways_title_does_not_turn_the_page() -> None:
    drawing = Drawing()
    drawing.canvas.rotate(90)
    drawing.canvas.drawString(60, -20, "Matriz de metas")
    page = drawing.read()
    assert page.turned == 0
    assert [word.angle for word in page.words if word.text in ("Matriz", "metas")] == [270, 270]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_what_the_crop_cuts_off_is_in_no_table_and_not_lost(rotation: int) -> None:
    drawing = Drawing()
    drawing.canvas.drawString(5, 290, "Borrador")
    page = drawing.read(rotation, crop=(20, 20, LEFT + WIDTHS[0] + WIDTHS[1] + 2, 260))
    assert [row[:2] for row in rows(page)] == [row[:2] for row in TEXTS]
    assert sorted(word.text for word in page.cropped) == ["Borrador", "diez", "doce", "seis", "tres"]
    assert len(page.words) + len(page.cropped) == 17


def test_what_runs_over_the_end_of_the_sheet_stays() -> None:
    drawing = Drawing()
    drawing.canvas.drawString(LEFT, -9, "continúa")
    page = drawing.read()
    assert "continúa" in {word.text for word in page.words}
    assert page.unseen == page.cropped == ()


@pytest.mark.parametrize("mode", [3, 7])
def test_text_without_ink_is_in_no_table_and_not_lost(mode: int) -> None:
    drawing = Drawing()
    text = drawing.canvas.beginText(LEFT + 90, drawing.y(0) - 20)
    text.setTextRenderMode(mode)
    text.textOut("oculto")
    drawing.canvas.drawText(text)
    page = drawing.read()
    assert rows(page) == TEXTS
    assert [word.text for word in page.unseen] == ["oculto"]


def test_text_without_ink_over_a_picture_is_what_a_recogniser_read() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    picture = pypdfium2.PdfBitmap.new_native(40, 30, 4)  # any picture will do
    picture.fill_rect((200, 200, 200, 255), 0, 0, 40, 30)
    canvas.drawInlineImage(picture.to_pil(), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(40, 200)
    text.setTextRenderMode(3)
    text.textOut("leído")
    canvas.drawText(text)
    canvas.save()
    [page] = read_pdf(file.getvalue(), "escaneo.pdf")
    assert [word.text for word in page.words] == ["leído"]
    assert page.kind == "scanned"


@pytest.mark.parametrize("angle", [0, 12, 30, 45])
@pytest.mark.parametrize(("size", "grey", "opacity"), [(34, 0.85, 1), (18, 0.8, 1), (30, 0, 0.2)])
def test_a_watermark_stays_out_of_the_cells(angle: int, size: float, grey: float, opacity: float) -> None:
    drawing = Drawing()
    drawing.canvas.setFillGray(grey, alpha=opacity)
    drawing.canvas.setFont("Helvetica-Bold", size)
    drawing.canvas.translate(60, drawing.y(3))
    drawing.canvas.rotate(angle)
    drawing.canvas.drawString(0, 0, "COPIA NO")
    page = drawing.read()
    assert rows(page) == TEXTS
    assert outside(page) == ["COPIA", "NO"]


def test_short_words_of_a_slanted_stamp_stay_out_of_the_cells() -> None:
    drawing = Drawing()
    drawing.canvas.setFont("Helvetica", 13)
    drawing.canvas.translate(60, drawing.y(3))
    drawing.canvas.rotate(10)
    drawing.canvas.drawString(0, 0, "RECIBIDO 12 ENE 2020")
    page = drawing.read()
    assert rows(page) == TEXTS
    assert outside(page) == ["12", "2020", "ENE", "RECIBIDO"]


def test_white_headings_on_a_dark_ground_are_no_watermark() -> None:
    drawing = Drawing()
    drawing.canvas.setFillGray(0)
    drawing.canvas.rect(LEFT, drawing.y(0), sum(WIDTHS), ROW, fill=1)
    drawing.canvas.setFillGray(1)
    drawing.canvas.setFont("Helvetica-Bold", 15)
    drawing.canvas.drawString(LEFT + 70, drawing.y(0) + 8, "UNIDAD")
    page = drawing.read()
    assert [word.is_faint for word in page.words if word.text == "UNIDAD"] == [False]


def test_a_matrix_with_rounding_errors_is_upright() -> None:
    drawing = Drawing()
    drawing.canvas.transform(1, -0.000000004, 0.000000004, 1, 0, 0)
    drawing.canvas.drawString(40, 40, "a nota")
    page = drawing.read()
    assert {word.angle for word in page.words} == {0}


DOUBLED = [["de de", "1100 llama", "acción"], ["la la", "22 33", "innata"]]


@pytest.mark.parametrize("shift", [(0.3, 0.0), (0.0, 0.3), (0.4, 0.2)])
def test_bold_by_printing_twice_is_read_once(shift: tuple[float, float]) -> None:
    drawing = Drawing(DOUBLED)
    drawing.canvas.translate(*shift)
    for row, cells in enumerate(DOUBLED):
        for column, text in enumerate(cells):
            drawing.canvas.drawString(LEFT + sum(WIDTHS[:column]) + 3, drawing.y(row) - 10, text)
    assert rows(drawing.read()) == DOUBLED


def test_bold_by_letters_printed_twice_is_read_once() -> None:
    drawing = Drawing()
    x = 40.0
    for letter in "llama 1100":
        drawing.canvas.drawString(x, 40, letter)
        drawing.canvas.drawString(x + 0.35, 40, letter)
        x += drawing.canvas.stringWidth(letter, "Helvetica", 8)
    assert outside(drawing.read()) == ["1100", "llama"]


def test_what_runs_up_the_page_is_whole_words() -> None:
    drawing = Drawing()
    drawing.canvas.rotate(90)
    drawing.canvas.setFont("Helvetica-Bold", 8)
    drawing.canvas.drawString(60, -30, "NIVEL DIRECTIVO")
    assert outside(drawing.read()) == ["DIRECTIVO", "NIVEL"]


def test_type_of_five_points_is_read() -> None:
    drawing = Drawing([])
    drawing.canvas.setFont("Helvetica", 5)
    drawing.canvas.drawString(40, 40, "Número de informes de de 1100")
    assert [word.text for word in drawing.read().words] == ["Número", "de", "informes", "de", "de", "1100"]
