"""What the reader could not read: findings of its own, never an absence on the publisher's side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from extractores.geometry import Document, Page, Span, enclosing_box
from extractores.ocr import can_recognise
from plantillas import message

from .model import Finding, Severity
from .reading import place

TOPIC = "lectura"
AGREED = 0.9
"""Share of the words of a page that two readings have in common where both read it rightly."""
MOST_QUOTED = 120
"""Letters of the hidden text that the sentence repeats."""


def find_reading_troubles(document: Document) -> tuple[Finding, ...]:
    """Return a finding for each kind of trouble that pages or encoding gave."""
    findings: list[Finding] = []
    scanned = [page.number for page in document.pages if page.kind == "scanned" and not page.words]
    recognised = [page.number for page in document.pages if page.kind == "scanned" and page.words]
    unreadable = [page.number for page in document.pages if page.unreadable]
    if scanned:
        code = "SCANNED_PAGE_UNREAD" if can_recognise() else "SCANNED_PAGE"
        findings.append(_about_pages(code, "error", scanned))
    if recognised:
        findings.append(_about_pages("RECOGNISED_PAGE", "info", recognised))
    if unreadable:
        findings.append(_about_pages("UNREADABLE_FONT", "error", unreadable))
    disagreed = [page.number for page in document.pages if page.words and _agreement(page) < AGREED]
    if disagreed:
        findings.append(_about_pages("READINGS_DISAGREE", "warning", disagreed))
    findings += _hidden_text(document)
    if not scanned and not unreadable and not any(page.words for page in document.pages):
        findings.append(_finding("EMPTY_PAGES", "error"))
    if "damaged" in document.notes:
        findings.append(_finding("DAMAGED_FILE", "warning"))
    if "mended" in document.notes:
        findings.append(_finding("MENDED_FILE", "warning"))
    if "mojibake" in document.notes:
        findings.append(_finding("MOJIBAKE", "info"))
    if "invalid" in document.notes:
        findings.append(_finding("INVALID_BYTES", "warning"))
    return tuple(findings)


def _agreement(page: Page) -> float:
    return 1.0 if page.agreement is None else page.agreement


def _hidden_text(document: Document) -> Iterator[Finding]:
    """Yield one finding for all words that nobody sees on paper; the text that goes with a scan is none of them."""
    pages = [page for page in document.pages if page.unseen and page.kind != "scanned"]
    words = [word for page in pages for word in page.unseen]
    if not words:
        return
    text = shorten(" ".join(word.text for word in words), MOST_QUOTED, placeholder="…")
    key = "HIDDEN_TEXT" if len(words) > 1 else "HIDDEN_TEXT_one"
    numbers = ", ".join(str(page.number) for page in pages)
    box = Span(pages[0].number, enclosing_box(pages[0].unseen))
    yield Finding(
        code="HIDDEN_TEXT",
        severity="warning",
        message=message(TOPIC, key, count=len(words), pages=numbers, text=text),
        span=place(box, pages[0]),
    )


def no_records() -> Finding:
    """Return the finding of a readable document in which no matrix was found."""
    return _finding("NO_RECORDS", "error")


def other_literal(literal: str | None) -> Finding:
    """Return the finding of a document that answers another literal of the law."""
    return _finding("OTHER_LITERAL", "info", literal=literal)


def _about_pages(code: str, severity: Severity, pages: Sequence[int]) -> Finding:
    key = code if len(pages) > 1 else f"{code}_one"
    return Finding(code=code, severity=severity, message=message(TOPIC, key, pages=", ".join(map(str, pages))))


def _finding(code: str, severity: Severity, **values: object) -> Finding:
    return Finding(code=code, severity=severity, message=message(TOPIC, code, **values))
