"""Many calls at once give what PDFium gives one by one."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractores import pdfium_calls as calls


@pytest.fixture
def page() -> Iterator[pdfium.FPDF_PAGE]:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(300, 200), invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(20, 150, "Gestión de ríos")
    canvas.setStrokeColorRGB(1, 0, 0)
    canvas.line(20, 100, 200, 100)
    canvas.setFillColorRGB(0, 1, 0)
    canvas.rect(20, 40, 60, 30, stroke=0, fill=1)
    canvas.save()
    document = pypdfium2.PdfDocument(file.getvalue())
    loaded = pdfium.FPDF_LoadPage(document, 0)
    yield loaded
    pdfium.FPDF_ClosePage(loaded)
    document.close()


@pytest.fixture
def text_page(page: pdfium.FPDF_PAGE) -> Iterator[pdfium.FPDF_TEXTPAGE]:
    loaded = pdfium.FPDFText_LoadPage(page)
    yield loaded
    pdfium.FPDFText_ClosePage(loaded)


def test_letters(text_page: pdfium.FPDF_TEXTPAGE) -> None:
    count = pdfium.FPDFText_CountChars(text_page)
    at = calls.address(text_page)
    assert calls.page_text(at, count) == "Gestión de ríos"
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    for letter in range(count):
        pdfium.FPDFText_GetCharOrigin(text_page, letter, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetLooseCharBox(text_page, letter, ctypes.byref(box))
        assert calls.char_origins(at, range(count))[letter].tolist() == [x.value, y.value]
        assert calls.char_boxes(at, range(count))[letter].tolist() == [box.left, box.top, box.right, box.bottom]
        assert calls.char_sizes(at, range(count))[letter] == pdfium.FPDFText_GetFontSize(text_page, letter) == 9
    assert len(set(calls.char_objects(at, range(count)))) == 1


def test_there_is_room_for_any_number_of_answers(text_page: pdfium.FPDF_TEXTPAGE) -> None:
    at = calls.address(text_page)
    [origin], many = calls.char_origins(at, [3]), calls.char_origins(at, [3] * (2 * calls.FIRST_ROOM + 1))
    assert (many == origin).all()


def test_what_is_no_letter_has_no_place_though_others_were_asked_for_before(text_page: pdfium.FPDF_TEXTPAGE) -> None:
    at = calls.address(text_page)
    assert calls.char_origins(at, [0, 1]).all()
    assert not calls.char_origins(at, [1000, 2000]).any()


def test_objects(page: pdfium.FPDF_PAGE) -> None:
    objects = calls.page_objects(page)
    assert objects == [calls.address(pdfium.FPDFPage_GetObject(page, index)) for index in range(len(objects))]
    text, line, ground = objects
    assert calls.kinds(objects) == [pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_PATH]
    assert calls.bounds([ground]).round().tolist() == [[20, 40, 80, 70]]
    assert calls.draw_modes([line, ground]).astype(bool).tolist() == [[False, True], [True, False]]
    assert calls.stroke_colours([line]).tolist() == [[255, 0, 0, 255]]
    assert calls.fill_colours([ground]).tolist() == [[0, 255, 0, 255]]
    assert calls.clip_path_counts([text])[0] <= 0, "nothing confines the text"


def test_nothing_is_asked_of_nothing(text_page: pdfium.FPDF_TEXTPAGE) -> None:
    assert calls.char_origins(calls.address(text_page), []).shape == (0, 2)
    assert calls.bounds([]).shape == (0, 4)
    assert calls.points([]).shape == (0, 2)
