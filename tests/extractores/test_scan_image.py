"""Pages as pictures: as many dots as are needed, never more than memory should hold, straight and upright."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from extractores.geometry import BBox
from extractores.scan_image import MOST_DOTS, HugePictureError, Picture, render, straightened, turned
from tests.pdf_builder import PdfBuilder


def rendered(data: bytes) -> Picture:
    document = pypdfium2.PdfDocument(data)
    page = pdfium.FPDF_LoadPage(document, 0)
    try:
        return render(page)
    finally:
        pdfium.FPDF_ClosePage(page)
        document.close()


def written_page(width: float, height: float) -> bytes:
    pdf = PdfBuilder(page_size=(width, height))
    pdf.text(20, 20, "doce informes")
    return pdf.to_bytes()


def picture_pdf(size: tuple[int, int], resolution: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", size, 1).save(file, "PDF", resolution=resolution)
    return file.getvalue()


@pytest.mark.parametrize(("stored", "read"), [(50, 100), (150, 150), (200, 200), (600, 300)])
def test_a_page_is_rendered_with_the_dots_that_it_has(stored: int, read: int) -> None:
    picture = rendered(picture_pdf((4 * stored, 3 * stored), stored))
    assert picture.resolution == pytest.approx(read, rel=0.01)
    assert picture.dots.shape == pytest.approx((3 * read, 4 * read, 3), abs=1)


def test_a_page_without_a_picture_is_rendered_as_recognisers_like_it() -> None:
    assert rendered(written_page(200, 100)).resolution == pytest.approx(300, rel=0.01)


def test_an_enormous_sheet_is_rendered_within_bounds() -> None:
    picture = rendered(written_page(14_000, 14_000))
    assert picture.dots.shape[0] * picture.dots.shape[1] <= 1.001 * MOST_DOTS


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(HugePictureError):
        rendered(picture_pdf((16_000, 8_000), 300))


def test_turning_is_clockwise() -> None:
    dots = np.array([[1, 2], [3, 4]], dtype=np.uint8)
    assert turned(Picture(dots, 1.0), 90).dots.tolist() == [[3, 1], [4, 2]]
    assert turned(Picture(dots, 1.0), 270).dots.tolist() == [[2, 4], [1, 3]]


def test_straightening_keeps_the_middle_of_the_page_and_loses_no_corner() -> None:
    dots = np.full((600, 800, 3), 255, dtype=np.uint8)
    dots[295:305, 395:405] = 0
    dots[:8, :8] = 0
    picture = straightened(Picture(dots, 300 / 72), 3.0)
    rows, columns = np.nonzero(picture.dots[..., 0] < 128)
    middle = (abs(columns - picture.dots.shape[1] / 2) < 10) & (abs(rows - picture.dots.shape[0] / 2) < 10)
    place = picture.in_points(columns[middle].min(), rows[middle].min(), columns[middle].max(), rows[middle].max())
    assert (place.centre_x, place.centre_y) == pytest.approx((400 * 72 / 300, 300 * 72 / 300), abs=0.5)
    assert np.count_nonzero(middle) == pytest.approx(100, rel=0.1)
    assert len(rows) - np.count_nonzero(middle) == pytest.approx(64, rel=0.2)


def test_points_and_dots_are_each_others_inverse() -> None:
    picture = Picture(np.zeros((500, 500), np.uint8), 4.0, left=20, above=10)
    assert picture.in_dots(BBox(*picture.in_points(40, 50, 60, 90))) == (40, 50, 60, 90)
