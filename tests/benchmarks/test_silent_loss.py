"""The judge of public suites: what is no end, no word about a lost text, and a file that others can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.silent_loss import READERS, Ending, Found, Glance, letter_of, look, violations
from tests.pdf_builder import PdfBuilder
from tests.raw_pdf import raw_page

SENTENCE = "Una frase de más de veinte letras"
LETTERS = len(SENTENCE.replace(" ", ""))
READ, HALF = Found(2, 100), Found(1, 100)


def failed(code: str, *findings: str) -> Ending:
    return Ending("failed", code, frozenset(findings))


@pytest.mark.parametrize(
    ("ending", "ours", "theirs", "wrong"),
    [
        (Ending("ok", None), READ, READ, []),
        (failed("NO_RECORDS", "NO_RECORDS"), READ, READ, []),
        (failed("NO_RECORDS", "NO_RECORDS"), READ, Found(2, 119), []),
        (None, READ, READ, ["no end"]),
        (Ending("pending", "PENDING"), READ, READ, ["untyped: PENDING"]),
        (failed("UNEXPECTED"), READ, READ, ["untyped: UNEXPECTED"]),
        (failed("FAILED"), READ, READ, ["untyped: FAILED"]),
        (failed("NO_RECORDS", "NO_RECORDS"), READ, Found(2, 120), ["silent: 120 letters by PDFium, 100 by us"]),
        (Ending("ok", None), HALF, READ, ["silent: 2 pages by PDFium, 1 by us"]),
        (failed("NO_TEXT", "NO_TEXT"), Found(2, 0), READ, ["silent: 100 letters by PDFium, 0 by us"]),
        (Ending("needs_review", "NEEDS_REVIEW", frozenset({"PAGE_ERROR"})), HALF, Found(2, 900), []),
        (failed("DAMAGED_FILE", "DAMAGED_FILE"), HALF, READ, []),
        (failed("DAMAGED"), None, READ, ["not rescued: 100 letters by PDFium, 0 by us"]),
        (failed("DAMAGED"), None, None, []),
        (failed("ENCRYPTED"), None, None, []),
        (failed("TIMEOUT"), None, READ, []),
    ],
)
def test_an_end_is_judged_by_what_others_find(
    ending: Ending | None, ours: Found | None, theirs: Found | None, wrong: list[str]
) -> None:
    assert violations(ending, {"ours": ours, "PDFium": theirs, "qpdf and PDFium": None}) == wrong


def test_a_file_of_which_our_reading_died_is_not_passed_over() -> None:
    assert violations(Ending("ok", None), {"PDFium": Found(1, 0)}) == ["not judged: our reading did not end"]


def test_every_reader_counts_the_pages_and_letters_of_a_sound_file(tmp_path: Path) -> None:
    pdf = PdfBuilder()
    pdf.text(40, 40, SENTENCE)
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf.to_bytes())
    assert {look(Glance(file, reader))[1] for reader in READERS} == {Found(1, LETTERS)}


def test_what_is_printed_twice_to_look_bold_is_no_loss(tmp_path: Path) -> None:
    pdf = PdfBuilder()
    for x in (40, 40.3):
        pdf.text(x, 40, SENTENCE)
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf.to_bytes())
    assert {look(Glance(file, reader))[1] for reader in READERS} == {Found(1, LETTERS)}


def test_letters_that_nobody_sees_are_read_as_they_are_told(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(raw_page(b"BT /F 9 Tf 3 Tr 20 200 Td (Nobody sees this) Tj ET"))
    assert look(Glance(file, "ours"))[1] == Found(1, len("Nobodyseesthis"))


def test_what_nobody_can_open_is_found_by_nobody(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing\n")
    assert [look(Glance(file, reader))[1] for reader in READERS] == [None, None, None]


@pytest.mark.parametrize(("code", "letter"), [(0xF1, "ñ"), (0x1F600, "\U0001f600"), (0xF0808080, "\0")])
def test_a_code_that_is_no_letters_has_no_meaning(code: int, letter: str) -> None:
    """PDFium gives four bytes of UTF-8, to which a font gives no meaning, as one number."""
    assert letter_of(code) == letter
