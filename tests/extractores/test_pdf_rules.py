"""Ruling lines and grounds of a page, however a producer draws them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractores import Page, find_layout
from extractores.pdf import read_pdf

WIDTH, HEIGHT = 300.0, 200.0


def draw(paint: Callable[[Canvas], None]) -> Page:
    """Return the page that ``paint`` draws; places count from the bottom left, as in every PDF."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont("Helvetica", 8)
    paint(canvas)
    canvas.save()
    [page] = read_pdf(file.getvalue(), "dibujo.pdf")
    return page


def edges(page: Page) -> set[tuple[str, int, int, int]]:
    """Return axis, position, start and end of each rule in whole points."""
    return {(rule.axis, round(rule.position), round(rule.start), round(rule.end)) for rule in page.rules}


SQUARE = {("h", 50, 40, 140), ("h", 100, 40, 140), ("v", 40, 50, 100), ("v", 140, 50, 100)}
"""From (40, 50) to (140, 100), counted from the top."""


def test_strokes() -> None:
    page = draw(lambda canvas: canvas.lines([(40, 150, 140, 150), (40, 150, 40, 100)]))
    assert edges(page) == {("h", 50, 40, 140), ("v", 40, 50, 100)}


def test_a_stroked_rectangle_has_four_sides() -> None:
    assert edges(draw(lambda canvas: canvas.rect(40, 100, 100, 50))) == SQUARE


def test_a_filled_rectangle_is_a_ground() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.8, 0.8)
        canvas.rect(40, 100, 100, 50, stroke=0, fill=1)

    page = draw(paint)
    assert page.rules == ()
    [ground] = page.fills
    assert [round(side) for side in ground[:4]] == [40, 50, 140, 100]
    assert ground.colour == (204, 204, 204)


def test_thin_filled_rectangles_are_rules() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.rect(40, 149.75, 100, 0.5, stroke=0, fill=1)
        canvas.rect(39.75, 100, 0.5, 50, stroke=0, fill=1)

    assert edges(draw(paint)) == {("h", 50, 40, 140), ("v", 40, 50, 100)}


def test_white_rules_and_white_grounds_part_nothing() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setStrokeGray(1)
        canvas.setFillGray(1)
        canvas.line(40, 150, 140, 150)
        canvas.rect(40, 100, 100, 50, stroke=1, fill=1)

    page = draw(paint)
    assert page.rules == ()
    assert page.fills == ()


def test_a_path_of_several_lines() -> None:
    def paint(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for x0, y0, x1, y1 in ((40, 150, 140, 150), (40, 150, 40, 100), (140, 150, 140, 100), (40, 100, 140, 100)):
            path.moveTo(x0, y0)
            path.lineTo(x1, y1)
        canvas.drawPath(path)

    assert edges(draw(paint)) == SQUARE


def test_slanted_lines_are_no_rules() -> None:
    assert draw(lambda canvas: canvas.line(40, 150, 140, 100)).rules == ()


def test_dashes_drawn_one_by_one_bound_cells() -> None:
    def paint(canvas: Canvas) -> None:
        for y in (150, 120, 90):
            canvas.lines([(x, y, x + 3, y) for x in range(40, 240, 5)])
        for x in (40, 140, 240):
            canvas.lines([(x, y, x, y + 3) for y in range(90, 150, 5)])
        for x, y, text in ((45, 135, "uno"), (145, 135, "dos"), (45, 105, "tres"), (145, 105, "cuatro")):
            canvas.drawString(x, y, text)

    [table] = find_layout([draw(paint)]).tables
    assert [cell.text for cell in table.cells] == ["uno", "dos", "tres", "cuatro"]
    assert table.column_evidence == "rules"


@pytest.mark.parametrize("deep", [False, True], ids=["form", "form in form"])
def test_what_a_form_draws_stands_where_the_form_is_put(deep: bool) -> None:
    """The form draws a square of half the size at the origin; its matrix doubles and moves it."""

    def paint(canvas: Canvas) -> None:
        canvas.beginForm("cuadro")
        canvas.rect(0, 0, 50, 25)
        canvas.endForm()
        if deep:
            canvas.beginForm("sobre")
            canvas.doForm("cuadro")
            canvas.endForm()
        canvas.transform(2, 0, 0, 2, 40, 100)
        canvas.doForm("sobre" if deep else "cuadro")

    assert edges(draw(paint)) == SQUARE


def test_text_in_a_form_is_read() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.beginForm("texto")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(0, 0, "Alcaldía")
        canvas.endForm()
        canvas.translate(40, 100)
        canvas.doForm("texto")

    [word] = draw(paint).words
    assert word.text == "Alcaldía"
    assert round(word.x0) == 40


def test_text_that_is_clipped_to_its_cell_stays_in_it() -> None:
    """The row is too low for its second line, which stands in the place of the row below and does not show."""

    def paint(canvas: Canvas) -> None:
        canvas.grid([40, 140, 240], [90, 120, 150])
        canvas.drawString(145, 135, "12 actas")
        canvas.drawString(45, 105, "Archivo")
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(40, 120, 100, 30)
        canvas.clipPath(clip, stroke=0)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(45, 135, "Alcaldía")
        canvas.drawString(45, 113, "del cantón")
        canvas.restoreState()

    [table] = find_layout([draw(paint)]).tables
    assert [cell.text for cell in table.cells] == ["Alcaldía del cantón", "12 actas", "Archivo", ""]


def test_a_page_without_text_is_a_page() -> None:
    page = draw(lambda canvas: canvas.rect(40, 100, 100, 50))
    assert page.words == ()
    assert page.kind == "native"
    assert find_layout([page]).tables == ()
