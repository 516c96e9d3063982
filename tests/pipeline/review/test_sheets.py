"""Pages as the screen shows them."""

from extractores.geometry import Page
from extractores.text import read_text
from pipeline.review.sheets import Sheet, sheet_of


def test_a_text_keeps_each_word_in_its_line_and_column() -> None:
    text = "\n  Unidad    Meta\n\n\tArchivo  90%"
    (page,), _ = read_text(text.encode(), "a.txt")
    sheet = sheet_of(page)
    assert sheet.text == "\n  Unidad    Meta\n\n        Archivo  90%"
    word = next(word for word in page.words if word.text == "Meta")
    assert (word.x0 / sheet.width * 20, word.top / sheet.height * 4) == (12, 1)


def test_a_page_of_a_pdf_has_its_size_and_no_text() -> None:
    assert sheet_of(Page(3, 842.0, 595.0, ())) == Sheet(3, 842.0, 595.0)


def test_an_empty_page_has_a_size_all_the_same() -> None:
    sheet = sheet_of(Page(1, 0.0, 0.0, (), kind="text"))
    assert sheet.width > 0
    assert sheet.height > 0
