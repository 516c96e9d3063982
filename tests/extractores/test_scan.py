"""Scanned pages come out as printed ones do: the same cells, and places on the page as it lies."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from benchmarks.scans import STAMP_BLUE, Wear, scan
from extractores import Page, ReadLimits, Word, find_layout, scan as scans
from extractores.display import slanted_box
from extractores.ocr import Recognisers
from extractores.ocr_words import Recognised
from extractores.pdf import read_pdf
from extractores.progress import pages_told_to
from extractores.readers import iterate_document, read_bytes
from extractores.scan import confirm, is_scan, with_scans
from extractores.scan_image import Picture
from extractores.scan_page import read_picture
from extractores.table_export import table_as_rows
from tests.scans import ROWS, need_tesseract, printed_table, scanned_table

PLAIN = Wear(noise=2.0)


def cells(page: Page) -> list[list[str]]:
    (table,) = find_layout([page]).tables
    return table_as_rows(table)


def read(data: bytes) -> Page:
    (page,) = read_bytes(data, "scan.pdf").pages
    return page


@pytest.mark.slow
@pytest.mark.parametrize(
    "wear",
    [
        PLAIN,
        replace(PLAIN, resolution=150, skew=4.5),
        replace(PLAIN, turn=1),
        replace(PLAIN, turn=2),
        replace(PLAIN, resolution=300, is_bilevel=True),
    ],
    ids=["plain", "skewed", "sideways", "upside down", "bilevel"],
)
def test_a_scanned_table_has_the_cells_of_the_printed_one(wear: Wear) -> None:
    need_tesseract()
    page = read(scanned_table(wear))
    assert page.kind == "scanned"
    assert cells(page) == [list(row) for row in ROWS]


@pytest.mark.slow
def test_a_stamp_over_a_table_does_not_hide_its_grid() -> None:
    need_tesseract()
    found = cells(read(scanned_table(replace(PLAIN, stamp=STAMP_BLUE))))
    assert [row[0] for row in found] == [row[0] for row in ROWS]


@pytest.mark.slow
def test_places_on_a_slanted_scan_are_those_of_its_picture() -> None:
    need_tesseract()
    printed, scanned = read(printed_table().to_bytes()), read(scanned_table(replace(PLAIN, skew=3.0)))
    there = next(word for word in printed.words if word.text == "1.200")
    found = next(word for word in scanned.words if word.text == "1.200")
    turned = slanted_box(replace(printed, kind="scanned", skew=3.0), there.bbox)  # the print, slanted by as much
    box = slanted_box(scanned, found.bbox)
    assert (box.centre_x, box.centre_y) == pytest.approx((turned.centre_x, turned.centre_y), abs=3)
    assert abs(box.centre_y - there.centre[1]) > 3, "the slant shows there"


@pytest.mark.slow
def test_in_a_mixed_document_printed_pages_are_read_as_printed_and_scans_as_scans() -> None:
    need_tesseract()
    document = pypdfium2.PdfDocument(printed_table().to_bytes())
    document.import_pages(pypdfium2.PdfDocument(scanned_table(PLAIN)))
    file = io.BytesIO()
    document.save(file)
    first, second = read_bytes(file.getvalue(), "mixed.pdf").pages
    assert (first.kind, second.kind) == ("native", "scanned")
    assert {word.confidence for word in first.words} == {1.0}
    assert cells(first) == cells(second)


def test_without_a_recogniser_a_scan_stays_a_page_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "can_recognise", lambda: False)
    page = read(scanned_table(PLAIN))
    assert (page.kind, page.words) == ("scanned", ())


def fake(*words: str, confidence: float = 0.9) -> Recognisers:
    """Return a recogniser that finds the same words on every picture."""
    found = [Recognised(text, 90 * at, 10, 90 * at + 60, 40, 35, 30, confidence) for at, text in enumerate(words)]
    return Recognisers(lambda *_: found, None)


def test_pages_are_also_read_one_by_one(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(scans, "choose_recognisers", lambda: fake("doce"))
    path = tmp_path / "scan.pdf"  # type: ignore[operator]
    path.write_bytes(scanned_table(PLAIN))
    (page,) = iterate_document(path)
    assert {word.text for word in page.words} == {"doce"}


def test_a_page_that_reads_badly_is_also_read_the_other_way_up() -> None:
    picture = Picture(printed_dots(), 200 / 72)
    unsure, page = fake("ǝɔop", confidence=0.2), Page(1, 460, 300, (), kind="scanned")
    assert read_picture(picture, page, fake("doce")).turned == 0
    calls: list[int] = []

    def first_badly(*_: object) -> list[Recognised]:
        calls.append(1)
        return [
            word._replace(confidence=0.2 if len(calls) <= 13 else 0.9)
            for word in unsure.first(picture.dots, 1, "block")
        ]

    assert read_picture(picture, page, Recognisers(first_badly, None)).turned == 180


def printed_dots() -> object:
    page = pypdfium2.PdfDocument(printed_table().to_bytes())[0]
    return page.render(scale=200 / 72).to_numpy()[..., :3].copy()


def test_a_page_whose_font_says_nothing_is_read_from_its_picture() -> None:
    unknown = Page(1, 400, 300, (), unreadable=50)
    assert is_scan(unknown)
    assert not is_scan(replace(unknown, unreadable=0))
    assert not is_scan(replace(unknown, words=(Word("Dirección" * 9, 0, 0, 9, 9, 9),), unreadable=3))


def test_a_picture_that_is_too_large_leaves_the_page_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractores.scan_image.MOST_STORED_DOTS", 1000)
    assert read(scanned_table(PLAIN)).words == ()


def with_layer(text: str) -> bytes:
    """Return a picture over a whole page with a word laid over it without ink."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(300, 200), invariant=1)
    canvas.drawInlineImage(Image.new("L", (600, 400), 255), 0, 0, 300, 200)
    layer = canvas.beginText(20, 150)
    layer.setTextRenderMode(3)
    layer.setFont("Helvetica", 10)
    layer.textOut(text)
    canvas.drawText(layer)
    canvas.save()
    return file.getvalue()


def test_text_laid_over_a_picture_makes_no_print_of_it() -> None:
    (page,) = read_pdf(with_layer("doce"), "layer.pdf")
    assert page.kind == "scanned"
    assert [word.text for word in page.words] == ["doce"]


def test_text_laid_over_a_picture_is_all_there_is_without_a_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "can_recognise", lambda: False)
    (page,) = with_scans(b"", read_pdf(with_layer("doce"), "layer.pdf"))
    assert [(word.text, word.confidence < 1) for word in page.words] == [("doce", True)]


def test_text_laid_over_a_picture_makes_sure_what_it_agrees_on() -> None:
    seen = Word("doce", 20, 40, 45, 50, 10, confidence=0.9), Word("trece", 60, 40, 85, 50, 10, confidence=0.9)
    layer = Word("doce", 21, 41, 45, 51, 10), Word("trece", 200, 40, 225, 50, 10)
    page = confirm(Page(1, 300, 200, seen, kind="scanned"), layer)
    assert [word.confidence for word in page.words] == [1.0, 0.9]
    assert page.agreement == 0.5


def test_the_same_scan_gives_the_same_words() -> None:
    data = printed_table().to_bytes()
    assert scan(data, PLAIN, "a") == scan(data, PLAIN, "a") != scan(data, PLAIN, "b")


@pytest.mark.slow
@pytest.mark.parametrize("cores", [1, 2, 5])
def test_pages_are_read_side_by_side_in_their_order_and_told_one_by_one(cores: int) -> None:
    need_tesseract()
    document = pypdfium2.PdfDocument.new()
    for resolution in (100, 150, 120):
        document.import_pages(pypdfium2.PdfDocument(scanned_table(replace(PLAIN, resolution=resolution))))
    file = io.BytesIO()
    document.save(file)
    told: list[tuple[int, int]] = []
    with pages_told_to(lambda done, total: told.append((done, total))):
        together = read_bytes(file.getvalue(), "scan.pdf", ReadLimits(cores=cores)).pages
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert together == tuple(iterate_pages_alone(file.getvalue()))


def iterate_pages_alone(data: bytes) -> Iterator[Page]:
    for page in read_pdf(data, "scan.pdf"):
        yield from with_scans(data, [page])


def test_a_page_that_only_another_reader_has_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too broken for PDFium, and says nothing of its signs, stays as the other reader has it."""
    monkeypatch.setattr(scans, "can_recognise", lambda: True)
    page = Page(1, 300, 300, (Word("12", 10, 10, 20, 18, 8),), unreadable=90)
    assert is_scan(page)
    assert with_scans(b"%PDF-1.7 and nothing else", [page]) == (page,)
