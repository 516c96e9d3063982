"""Pages as no program should write them: fonts that say nothing, crops beside the sheet, words far from it."""

from __future__ import annotations

import pytest

from extractores import ReadLimits
from extractores.geometry import Page
from extractores.pdf import read_pdf
from tests.raw_pdf import raw_page

LINES = [
    b"BT /F 9 Tf 1 0 0 1 20 %d Tm (Direccion de planificacion del canton) Tj ET" % (280 - 12 * at) for at in range(6)
]
TEXT = b"\n".join(LINES)
MAP = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <21> <7E> %s endbfrange"


def read(data: bytes) -> Page:
    [page] = read_pdf(data, "a.pdf", ReadLimits())
    return page


def with_font_map(ranges: bytes) -> bytes:
    """Return a page whose font says of its signs what ``ranges`` say."""
    cmap = MAP % ranges
    return raw_page(
        TEXT,
        more={
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
            6: b"<</Length %d>>\nstream\n%s\nendstream" % (len(cmap), cmap),
        },
    )


@pytest.mark.parametrize(
    "meaning", [b"<0041>", b"<E000>", b"<FFFD>", b"<0000>"], ids=["one letter", "private", "no sign", "nothing"]
)
def test_a_font_that_says_the_same_or_nothing_of_all_its_signs_is_unreadable(meaning: bytes) -> None:
    page = read(with_font_map(b"[" + meaning * 94 + b"]"))
    assert page.words == ()
    assert page.unreadable > 100


def test_a_page_of_codes_is_not_taken_for_such_a_font() -> None:
    codes = b" ".join(b"a%d" % number for number in range(100, 150))
    page = read(raw_page(b"BT /F 3 Tf 10 100 Td (" + codes + b") Tj ET"))
    assert len(page.words) == 50


def test_a_crop_that_shows_nothing_of_the_sheet_crops_nothing() -> None:
    page = read(raw_page(TEXT, page=b"/CropBox[5000 5000 6000 6000]"))
    assert (len(page.words), page.cropped, page.width) == (30, (), 300)


def test_the_words_of_a_sheet_without_width_are_not_far_from_it() -> None:
    page = read(raw_page(TEXT).replace(b"[0 0 300 300]", b"[0 0 0.1 300]"))
    assert (len(page.words), page.off_page) == (30, ())


def test_words_far_from_the_sheet_are_in_no_table_and_not_lost() -> None:
    far = b"\nBT /F 9 Tf 1 0 0 1 90000 100 Tm (lejos) Tj ET"
    page = read(raw_page(TEXT + far))
    assert len(page.words) == 30
    assert [word.text for word in page.off_page] == ["lejos"]
