"""The second reading: when it is asked, and how far it agrees."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from extractores import Page, ReadLimits, Rule, Word
from extractores.readers import read_bytes
from extractores.second_reading import agreement, doubtful, read_again, with_second_opinion
from tests.pdf_builder import PdfBuilder
from tests.raw_pdf import raw_page


def word(text: str, x0: float = 40.0, top: float = 40.0) -> Word:
    return Word(text, x0, top, x0 + 6.0 * len(text), top + 8.0, 8.0)


def page(*texts: str, rules: int = 0, unreadable: int = 0) -> Page:
    lines = tuple(Rule("h", 10.0 * y, 0.0, 100.0) for y in range(rules))
    return Page(1, 595.0, 842.0, tuple(word(text) for text in texts), lines, unreadable=unreadable)


def test_a_page_of_words_is_not_doubtful() -> None:
    assert not doubtful(page("Número", "de", "informes", "12", "-", rules=80))


def test_characters_without_meaning_are_doubtful() -> None:
    assert doubtful(page("Número", "de", "informes", unreadable=1))


def test_a_drawn_grid_with_hardly_a_word_is_doubtful() -> None:
    assert doubtful(page("1", rules=60))
    assert not doubtful(page("1", rules=4))


def test_words_that_are_no_words_are_doubtful() -> None:
    assert doubtful(page("$+(’%’!", "%&&(", "0+!##", "!))%*", "a", "b"))
    assert not doubtful(page("≥"))


def test_a_scan_or_a_text_is_not_asked_about() -> None:
    assert not doubtful(Page(1, 595.0, 842.0, (), kind="scanned"))
    assert not doubtful(Page(1, 595.0, 842.0, (word("$%"),) * 9, kind="text"))


def drawn(rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    pdf = PdfBuilder(page_size=(400, 300))
    # Written so that it is displayed upright once the page is turned.
    x, top, angle = {0: (60, 60, 0), 90: (140, 160, 90), 180: (240, 160, 180), 270: (140, 60, 270)}[rotation]
    pdf.text(x, top, "gestión de los ríos", angle=angle)
    document = pypdfium2.PdfDocument(pdf.to_bytes())
    document[0].set_rotation(rotation)
    if crop:
        document[0].set_cropbox(*crop)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 30, 350, 290)])
def test_both_readings_mean_the_same_places(rotation: int, crop: tuple[float, float, float, float] | None) -> None:
    data = drawn(rotation, crop)
    [read] = read_bytes(data, "girada.pdf").pages
    assert [word.text for word in read.words] == ["gestión", "de", "los", "ríos"]
    assert agreement(read, data) == 1.0


def test_other_words_and_other_places_do_not_agree() -> None:
    data = drawn()
    [read] = read_bytes(data, "recta.pdf").pages
    first, second, *rest = read.words
    other = Page(1, 400.0, 300.0, (first._replace(text="gesti6n"), second._replace(top=200.0, bottom=208.0), *rest))
    assert agreement(other, data) == 0.5


def test_only_doubtful_pages_are_read_twice() -> None:
    data = drawn()
    [sure] = read_bytes(data, "recta.pdf").pages
    unsure = Page(1, sure.width, sure.height, sure.words, unreadable=3)
    [kept] = with_second_opinion(data, [sure])
    [checked] = with_second_opinion(data, [unsure])
    assert (kept.agreement, checked.agreement) == (None, 1.0)


def test_a_file_that_the_second_reader_cannot_open_does_not_agree() -> None:
    [checked] = with_second_opinion(b"%PDF-1.4 roto", [page("a", unreadable=9)])
    assert checked.agreement == 0.0


def test_signs_without_meaning_are_unreadable_in_place_of_the_first_reading_too() -> None:
    """Alcaldía, in a font that calls its í by a name that nobody knows: no word says (cid:237)."""
    unknown = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[237/ninguno]>>>>"
    content = raw_page(b"BT /F 9 Tf 20 200 Td (Alcald\355a de Loja) Tj ET", more={5: unknown})
    [page] = read_again(content, ReadLimits())
    assert [word.text for word in page.words] == ["de", "Loja"]
    assert page.unreadable == len("Alcaldía")
