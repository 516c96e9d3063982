"""What is cut out of a page around a field."""

from pipeline.model import Place
from pipeline.review.crops import LOWEST, MARGIN, MOST_CROPS, NARROWEST, crops_of
from pipeline.review.sheets import Sheet

PAPER = Sheet(1, 800.0, 600.0)


def place(x0: float, top: float, x1: float, bottom: float, page: int = 1) -> Place:
    return Place(page=page, bbox=(x0, top, x1, bottom))


def test_a_field_is_shown_with_what_stands_around_it() -> None:
    (crop,) = crops_of([place(200, 200, 600, 300)], [PAPER])
    x, y, width, height = crop.view
    assert (x, y) == (200 - MARGIN - 1.5, 200 - MARGIN - 1.5)
    assert (width, height) == (400 + 2 * MARGIN + 3, 100 + 2 * MARGIN + 3)


def test_a_short_field_is_shown_with_more_of_it() -> None:
    (crop,) = crops_of([place(400, 300, 410, 305)], [PAPER])
    assert crop.view[2:] == (NARROWEST, LOWEST)


def test_a_crop_stays_on_its_page() -> None:
    (crop,) = crops_of([place(780, 590, 799, 599)], [PAPER])
    x, y, width, height = crop.view
    assert (x + width, y + height) == (PAPER.width, PAPER.height)
    (crop,) = crops_of([place(0, 0, 10, 10)], [Sheet(1, 50.0, 40.0)])
    assert crop.view == (0.0, 0.0, 50.0, 40.0)


def test_a_field_on_two_pages_has_a_crop_of_each_and_the_pieces_of_a_page_share_one() -> None:
    sheets = [Sheet(number, 800.0, 600.0) for number in (1, 2, 3)]
    spans = [place(0, 500, 9, 510), place(0, 550, 9, 560), place(0, 10, 9, 20, 2), place(0, 10, 9, 20, 3)]
    crops = crops_of(spans, sheets)
    assert [(crop.sheet.number, len(crop.boxes)) for crop in crops] == [(1, 2), (2, 1)]
    assert len(crops) == MOST_CROPS


def test_what_stands_on_no_known_page_has_no_crop() -> None:
    assert crops_of([place(0, 0, 1, 1, 9)], [PAPER]) == ()
    assert crops_of([], [PAPER]) == ()


def test_the_picture_is_sharp_enough_for_the_crop_and_of_few_widths() -> None:
    (narrow,), (wide,) = (crops_of([place(10, 10, x1, 20)], [PAPER]) for x1 in (20, 790))
    assert (narrow.picture_width, wide.picture_width) == (2000, 2000)
    (portrait,) = crops_of([place(10, 10, 400, 20)], [Sheet(1, 420.0, 600.0)])
    assert portrait.picture_width == 2000


def test_of_a_text_the_lines_around_are_shown_and_the_field_is_marked() -> None:
    text = "uno\ndos\ntres\n  Archivo General  x\ncinco\nseis\nsiete"
    span = Place(page=1, bbox=(10.0, 30.0, 85.0, 40.0), lines=(4, 4), columns=(3, 17))
    (crop,) = crops_of([span], [Sheet(1, 100.0, 70.0, text)])
    assert [line.number for line in crop.lines] == [2, 3, 4, 5, 6]
    assert (crop.lines[2].before, crop.lines[2].marked, crop.lines[2].after) == ("  ", "Archivo General", "  x")
    assert [line.marked for line in crop.lines if line.number != 4] == [""] * 4
