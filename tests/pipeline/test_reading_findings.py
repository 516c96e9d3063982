"""What the reader could not read is said, page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractores.geometry import Document, Page, Word
from pipeline.model import Place
from pipeline.reading_findings import encoding_doubts, find_reading_troubles, worst_first

WORD = Word("ríos", 10, 10, 40, 18, 8)
SCAN = Page(1, 300, 200, (), kind="scanned")
HIDDEN = (Word("texto", 10, 10, 30, 18, 8), Word("oculto", 35, 10, 60, 18, 8))


def document(*pages: Page) -> Document:
    return Document("m.pdf", "0" * 64, "application/pdf", pages, "pdfium")


def page(number: int = 1, agreement: float | None = None, unreadable: int = 0) -> Page:
    return Page(number, 300, 200, (WORD,), agreement=agreement, unreadable=unreadable)


def page_with(number: int = 1, **facts: Any) -> Page:
    return replace(page(number), **facts)


def codes(*pages: Page) -> list[str]:
    return [finding.code for finding in find_reading_troubles(document(*pages))]


@pytest.mark.parametrize(("agreement", "found"), [(None, []), (1.0, []), (0.4, ["READINGS_DISAGREE"])])
def test_two_readings_that_disagree_are_said(agreement: float | None, found: list[str]) -> None:
    assert codes(page(agreement=agreement)) == found


def test_the_pages_are_named() -> None:
    [finding] = find_reading_troubles(document(page(1), page(2, 0.0), page(3, 0.1)))
    assert "2, 3" in finding.message
    assert finding.severity == "warning"


def test_a_font_without_meaning_is_an_error_of_the_reading() -> None:
    assert codes(page(unreadable=7)) == ["UNREADABLE_FONT"]


def test_a_page_without_words_is_no_silence() -> None:
    assert codes(Page(1, 300, 200, ())) == ["NO_TEXT"]


def test_hidden_words_are_told_with_their_text_and_place() -> None:
    [finding] = find_reading_troubles(document(Page(2, 300, 200, (WORD,), unseen=HIDDEN)))
    assert (finding.code, finding.severity) == ("HIDDEN_TEXT", "warning")
    assert "2 palabras" in finding.message
    assert "«texto oculto»" in finding.message
    assert finding.span == Place(page=2, bbox=(10, 10, 60, 18))


def test_one_hidden_word_is_said_in_the_singular() -> None:
    [finding] = find_reading_troubles(document(Page(2, 300, 200, (WORD,), unseen=HIDDEN[:1])))
    assert finding.message.startswith("Hay una palabra que nadie ve")


def test_the_text_behind_a_scan_is_not_hidden() -> None:
    assert codes(Page(1, 300, 200, (WORD,), kind="scanned", unseen=HIDDEN)) == ["RECOGNISED_PAGE"]


def test_a_scan_that_nothing_installed_can_read_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading_findings.can_recognise", lambda: False)
    [finding] = find_reading_troubles(document(SCAN))
    assert (finding.code, finding.severity) == ("SCANNED_PAGE", "error")
    assert "pip install 'lotaip[ocr]'" in finding.message


def test_a_scan_without_words_is_an_error_although_scans_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading_findings.can_recognise", lambda: True)
    assert codes(SCAN, page(2)) == ["SCANNED_PAGE_UNREAD"]


def test_that_text_was_recognised_is_said_and_asks_for_nothing() -> None:
    [finding] = find_reading_troubles(document(page(1), Page(2, 300, 200, (WORD,), kind="scanned")))
    assert (finding.severity, "2" in finding.message) == ("info", True)


@pytest.mark.parametrize(("note", "code"), [("damaged", "DAMAGED_FILE"), ("mended", "MENDED_FILE")])
def test_damage_is_a_warning_that_says_what_to_do(note: str, code: str) -> None:
    [finding] = find_reading_troubles(replace(document(page()), notes=(note,)))
    assert (finding.code, finding.severity) == (code, "warning")
    assert "otra vez de donde se publicó" in finding.message


@pytest.mark.parametrize(
    ("given", "code", "severity"),
    [
        (page_with(trouble="PAGE_ERROR"), "PAGE_ERROR", "error"),
        (page_with(trouble="PAGE_TOO_COMPLEX"), "PAGE_TOO_COMPLEX", "error"),
        (page_with(trouble="PAGE_HEAVY"), "PAGE_ERROR", "error"),
        (page_with(width=1e9), "PAGE_TOO_LARGE", "warning"),
        (page_with(turned=90), "PAGE_ROTATED", "info"),
        (page_with(cropped=HIDDEN), "CROPPED", "warning"),
        (page_with(off_page=HIDDEN), "OFF_PAGE_TEXT", "warning"),
    ],
)
def test_what_is_odd_about_a_page_is_said(given: Page, code: str, severity: str) -> None:
    [finding] = find_reading_troubles(document(given))
    assert (finding.code, finding.severity) == (code, severity)
    assert finding.message.endswith(".")


@pytest.mark.parametrize(
    ("note", "code", "severity"),
    [
        ("damaged", "DAMAGED_FILE", "warning"),
        ("mended", "MENDED_FILE", "warning"),
        ("second_reader", "SECOND_READER", "warning"),
        ("garbled", "GARBLED_LETTERS", "warning"),
        ("form_fields", "FORM_FIELDS", "warning"),
        ("revisions", "REVISIONS", "info"),
        ("active", "ACTIVE_CONTENT", "info"),
        ("copy_restricted", "COPY_RESTRICTED", "info"),
    ],
)
def test_what_the_reader_noted_of_the_file_is_said(note: str, code: str, severity: str) -> None:
    [finding] = find_reading_troubles(replace(document(page()), notes=(note,)))
    assert (finding.code, finding.severity) == (code, severity)


@pytest.mark.parametrize(
    ("encodings", "said"),
    [
        (("utf-8",), False),
        (("cp1252",), False),
        (("cp850",), True),
        (("mac_roman",), True),
        (("utf-8", "cp1252"), True),
        (("utf-8", "mojibake"), False),
    ],
)
def test_a_guessed_encoding_is_said(encodings: tuple[str, ...], said: bool) -> None:
    assert [finding.code for finding in encoding_doubts(encodings)] == ["ENCODING_GUESSED"] * said


def test_that_a_file_is_broken_is_why_it_has_no_records() -> None:
    troubles = find_reading_troubles(replace(document(Page(1, 300, 200, ())), notes=("damaged", "revisions")))
    worst = worst_first(troubles)
    assert [(finding.code, finding.severity) for finding in worst] == [
        ("DAMAGED_FILE", "error"),
        ("NO_TEXT", "error"),
        ("REVISIONS", "info"),
    ]


def test_what_only_informs_is_no_reason_to_have_no_records() -> None:
    troubles = find_reading_troubles(replace(document(page()), notes=("revisions",)))
    assert [finding.code for finding in worst_first(troubles)] == ["NO_RECORDS", "REVISIONS"]


def test_many_pages_are_named_in_part() -> None:
    [finding] = find_reading_troubles(document(*(page_with(number, turned=90) for number in range(1, 300))))
    assert "100, …" in finding.message
    assert "101" not in finding.message


def test_pages_that_were_left_out_are_named_with_why_and_what_is_kept() -> None:
    empty = [Page(number, 0, 0, (), trouble="TIMEOUT") for number in (3, 4, 6)]
    killer = Page(5, 0, 0, (), trouble="WORKER_CRASHED")
    late, crashed = find_reading_troubles(document(page(1), page(2), *empty, killer))
    assert (late.code, late.severity, crashed.code) == ("TIMEOUT_PARTIAL", "error", "TIMEOUT_PARTIAL")
    assert "páginas 3–4, 6 no se leyeron" in late.message
    assert "(2 de 6)" in late.message
    assert "La página 5 detuvo de golpe" in crashed.message
