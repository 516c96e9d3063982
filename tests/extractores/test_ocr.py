"""The recognisers, each on a picture of a line; and which of them is chosen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest

from extractores import ocr, ocr_rapid, ocr_tesseract
from tests.pdf_builder import PdfBuilder
from tests.scans import need_tesseract

TEXT = "Gestión de riesgos: 8,5 de 1.200 informes"


def picture(text: str = TEXT) -> np.ndarray:
    """Return a line of text as 300 dots per inch have it."""
    pdf = PdfBuilder(page_size=(200, 16))
    pdf.text(10, 3, text, size=9)
    return pypdfium2.PdfDocument(pdf.to_bytes())[0].render(scale=300 / 72, grayscale=True).to_numpy().copy()


@pytest.mark.slow
def test_tesseract_gives_words_with_their_places() -> None:
    need_tesseract()
    words = ocr_tesseract.recognise(picture(), 300, "block")
    assert [word.text for word in words] == TEXT.split()
    assert all(30 <= word.x0 < word.x1 < picture().shape[1] for word in words)
    assert all(word.top < word.base < picture().shape[0] and 0.5 < word.confidence < 1 for word in words)
    assert all(30 < word.size < 60 for word in words)


@pytest.mark.slow
def test_rapidocr_reads_a_line_and_finds_words() -> None:
    assert ocr_rapid.read_line(picture())[0] == TEXT
    words = ocr_rapid.recognise(picture(), 300, "block")
    assert [word.text for word in words] == TEXT.split()
    assert [word.x0 for word in words] == sorted(word.x0 for word in words)


@pytest.mark.slow
@pytest.mark.parametrize("recognise", [ocr_tesseract.recognise, ocr_rapid.recognise])
def test_white_paper_has_no_words(recognise: Callable[..., list[ocr.Recognised]]) -> None:
    if recognise is ocr_tesseract.recognise:
        need_tesseract()
    assert recognise(np.full((200, 400), 255, np.uint8), 300, "sparse") == []


@pytest.mark.parametrize(
    ("installed", "can", "first", "second"),
    [
        ({"cv2", "tesserocr", "rapidocr"}, True, ocr_tesseract.recognise, ocr_rapid.read_line),
        ({"cv2", "tesserocr"}, True, ocr_tesseract.recognise, None),
        ({"cv2", "rapidocr"}, True, ocr_rapid.recognise, None),
        ({"tesserocr", "rapidocr"}, False, None, None),
        ({"cv2"}, False, None, None),
    ],
)
def test_tesseract_reads_first_and_rapidocr_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch, installed: set[str], can: bool, first: object, second: object
) -> None:
    monkeypatch.setattr(ocr, "_is_installed", installed.__contains__)
    monkeypatch.setattr(ocr_tesseract, "data_folder", lambda: "somewhere")
    assert ocr.can_recognise() is can
    if can:
        assert ocr.choose_recognisers() == (first, second)


def test_without_its_spanish_data_tesseract_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_tesseract, "data_folder", lambda: None)
    assert ocr.choose_recognisers().first is ocr_rapid.recognise


@pytest.mark.parametrize("shape", [(3, 1700), (10, 1700), (40, 0)])
def test_a_stroke_is_no_line_of_text(shape: tuple[int, int]) -> None:
    assert ocr_rapid.read_line(np.zeros(shape, np.uint8)) == ("", 0.0)
