"""What the reader could not read: findings of its own, never an absence on the publisher's side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import shorten
from typing import TypeAlias

from extractores import ReadLimits
from extractores.geometry import Document, Page, Span, Word, enclosing_box
from extractores.ocr import can_recognise
from extractores.readers import TEXT
from plantillas import message

from .model import Finding, Severity
from .reading import place

Code: TypeAlias = str
TOPIC = "lectura"
LIMITS = ReadLimits()
NOTES: tuple[tuple[str, str, Severity], ...] = (
    ("damaged", "DAMAGED_FILE", "warning"),
    ("mended", "MENDED_FILE", "warning"),
    ("second_reader", "SECOND_READER", "warning"),
    ("mojibake", "MOJIBAKE", "info"),
    ("garbled", "GARBLED_LETTERS", "warning"),
    ("invalid", "INVALID_BYTES", "warning"),
    ("revisions", "REVISIONS", "info"),
    ("active", "ACTIVE_CONTENT", "info"),
    ("form_fields", "FORM_FIELDS", "warning"),
    ("copy_restricted", "COPY_RESTRICTED", "info"),
)
"""What the reader notes of a file, as findings."""
BROKEN = frozenset({"DAMAGED_FILE", "MENDED_FILE", "SECOND_READER"})
"""Why a document has no records, where it has none."""
GUESSED = frozenset({"cp850", "mac_roman"})
"""Encodings that are rare enough to be asked about."""
OFTEN = frozenset({"cp1252"})
"""Encodings that are asked about where a text mixes them with others."""
AGREED = 0.9
"""Share of the words of a page that two readings have in common where both read it rightly."""
MOST_LISTED = 100
"""Pages that a sentence names."""
MOST_QUOTED = 120
"""Letters of the hidden text that the sentence repeats."""


def find_reading_troubles(document: Document) -> tuple[Finding, ...]:
    """Return a finding for each kind of trouble that the file, its pages or its encoding gave."""
    return (*_of_pages(document), *_of_text_nobody_sees(document), *_of_file(document))


def worst_first(troubles: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings of a document without records: that it is broken is then why, else that none was found."""
    broken = [trouble.model_copy(update={"severity": "error"}) for trouble in troubles if trouble.code in BROKEN]
    others = [trouble for trouble in troubles if trouble.code not in BROKEN]
    has_reason = broken or any(trouble.severity == "error" for trouble in others)
    return (*broken, *others) if has_reason else (no_records(), *others)


def encoding_findings(encodings: Sequence[str]) -> tuple[Finding, ...]:
    """Return the findings of a text that was read in ``encodings``: what was mended or lost, and what is a guess."""
    return (*_of_notes(encodings), *encoding_doubts(encodings))


def encoding_doubts(encodings: Sequence[str]) -> tuple[Finding, ...]:
    """Return a finding where the encoding of a text is a guess: ``encodings`` are those that it was read in."""
    guessed = [encoding for encoding in encodings if encoding in GUESSED or (encoding in OFTEN and len(encodings) > 1)]
    return (_finding("ENCODING_GUESSED", "warning", encoding=guessed[0]),) if guessed else ()


def _of_pages(document: Document) -> Iterator[Finding]:
    pages = document.pages
    unread: Code = "SCANNED_PAGE_UNREAD" if can_recognise() else "SCANNED_PAGE"
    kinds: tuple[tuple[Code, Severity, Callable[[Page], bool]], ...] = (
        ("PAGE_ERROR", "error", lambda page: page.trouble == "PAGE_ERROR"),
        ("PAGE_HEAVY", "error", lambda page: page.trouble == "PAGE_HEAVY"),
        ("PAGE_TOO_COMPLEX", "error", lambda page: page.trouble == "PAGE_TOO_COMPLEX"),
        (unread, "error", lambda page: page.kind == "scanned" and not page.words),
        ("RECOGNISED_PAGE", "info", lambda page: _is_recognised(page) and not page.unreadable),
        ("UNREADABLE_FONT", "error", lambda page: page.unreadable > 0 and not _is_recognised(page)),
        ("RECOGNISED_FONT", "info", lambda page: page.unreadable > 0 and _is_recognised(page)),
        ("READINGS_DISAGREE", "warning", lambda page: bool(page.words) and _agreement(page) < AGREED),
        (
            "PAGE_TOO_LARGE",
            "warning",
            lambda page: page.kind != "text" and max(page.width, page.height) > LIMITS.page_side,
        ),
        ("PAGE_ROTATED", "info", lambda page: page.turned != 0),
    )
    found = [(code, severity, [page.number for page in pages if is_so(page)]) for code, severity, is_so in kinds]
    yield from (_about_pages(code, severity, numbers) for code, severity, numbers in found if numbers)
    is_told = any(numbers and severity == "error" for _, severity, numbers in found)
    if not is_told and not any(page.words for page in pages):
        yield _finding("NO_TEXT", "error")


def _of_file(document: Document) -> Iterator[Finding]:
    yield from _of_notes(document.notes)
    if document.media_type == TEXT:
        yield from encoding_doubts((document.reader, *document.notes))


def _of_notes(notes: Sequence[str]) -> Iterator[Finding]:
    yield from (_finding(code, severity) for note, code, severity in NOTES if note in notes)


def _is_recognised(page: Page) -> bool:
    return page.kind == "scanned" and bool(page.words)


def _agreement(page: Page) -> float:
    return 1.0 if page.agreement is None else page.agreement


def _of_text_nobody_sees(document: Document) -> Iterator[Finding]:
    """Yield one finding for all words of a kind that nobody sees on paper; the text over a scan is none of them."""
    pages = [page for page in document.pages if page.kind != "scanned"]
    kinds: tuple[tuple[Code, Callable[[Page], tuple[Word, ...]]], ...] = (
        ("HIDDEN_TEXT", lambda page: page.unseen),
        ("CROPPED", lambda page: page.cropped),
        ("OFF_PAGE_TEXT", lambda page: page.off_page),
    )
    for code, words_of in kinds:
        if some := [page for page in pages if words_of(page)]:
            yield _about_words(code, some, [word for page in some for word in words_of(page)], words_of(some[0]))


def _about_words(code: Code, pages: Sequence[Page], words: Sequence[Word], first: Sequence[Word]) -> Finding:
    text = shorten(" ".join(word.text for word in words), MOST_QUOTED, placeholder="…")
    key = code if len(words) > 1 else f"{code}_one"
    numbers = ", ".join(str(page.number) for page in pages)
    where = message(TOPIC, "on_pages" if len(pages) > 1 else "on_pages_one", pages=numbers)
    span = None if code == "OFF_PAGE_TEXT" else place(Span(pages[0].number, enclosing_box(first)), pages[0])
    said = message(TOPIC, key, count=len(words), where=where, text=text)
    return Finding(code=code, severity="warning", message=said, span=span)


def no_records() -> Finding:
    """Return the finding of a readable document in which no matrix was found."""
    return _finding("NO_RECORDS", "error")


def other_literal(literal: str | None) -> Finding:
    """Return the finding of a document that answers another literal of the law."""
    return _finding("OTHER_LITERAL", "info", literal=literal)


def _about_pages(code: str, severity: Severity, pages: Sequence[int]) -> Finding:
    key = code if len(pages) > 1 else f"{code}_one"
    said = message(TOPIC, key, pages=_listed(pages))
    return Finding(code="PAGE_ERROR" if code == "PAGE_HEAVY" else code, severity=severity, message=said)


def _listed(pages: Sequence[int]) -> str:
    more = ["…"] if len(pages) > MOST_LISTED else []
    return ", ".join([*map(str, pages[:MOST_LISTED]), *more])


def _finding(code: str, severity: Severity, **values: object) -> Finding:
    return Finding(code=code, severity=severity, message=message(TOPIC, code, **values))
