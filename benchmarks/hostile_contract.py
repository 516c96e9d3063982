"""Our outcomes in the words of the contract of hostile inputs, and the differences that are meant, with reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from pipeline.batch.report import BatchEntry

ERRORS = {
    "SCANNED_PAGE": "NO_TEXT",
    "SCANNED_PAGE_UNREAD": "NO_TEXT",
    "DAMAGED_FILE": "DAMAGED",
    "MENDED_FILE": "DAMAGED",
    "SECOND_READER": "DAMAGED",
}
"""Codes of documents without records."""
WARNINGS = {
    "DAMAGED_FILE": "REPAIRED",
    "MENDED_FILE": "REPAIRED",
    "SECOND_READER": "REPAIRED",
    "READINGS_DISAGREE": "ENGINES_DISAGREE",
    "UNREADABLE_TEXT": "UNREADABLE_FONT",
    "SCANNED_PAGE": "NO_TEXT",
    "SCANNED_PAGE_UNREAD": "NO_TEXT",
    "INVALID_BYTES": "ENCODING",
    "MOJIBAKE": "ENCODING",
    "GARBLED_LETTERS": "ENCODING",
    "ENCODING_GUESSED": "ENCODING",
    "RECOGNISED_FONT": "UNREADABLE_FONT",
}
"""Codes of findings."""
CONTRACT_WARNINGS = frozenset(
    {
        *("REPAIRED", "PAGE_ERROR", "PAGE_ROTATED", "CROPPED", "OFF_PAGE_TEXT", "HIDDEN_TEXT", "UNREADABLE_FONT"),
        *("NO_TEXT", "NO_RECORDS", "ENGINES_DISAGREE", "REVISIONS", "ACTIVE_CONTENT", "COPY_RESTRICTED"),
        *("FORM_FIELDS", "CONTROL_CHARS", "ENCODING", "HEADER", "DUPLICATE", "TIMEOUT_PARTIAL", "PAGE_TOO_COMPLEX"),
        *("PAGE_TOO_LARGE",),
    }
)
NO_RECORDS_WARNINGS = frozenset({"NO_RECORDS", "NO_TEXT", "UNREADABLE_FONT", "PAGE_ERROR", "ENGINES_DISAGREE"})
"""What the contract calls a warning is for us why a document has failed where nothing else is in it."""
UNTYPED = frozenset({"UNEXPECTED", "FAILED"})

NO_MATRIX = "it holds no matrix, and that is what is said of it"
REASONS: tuple[tuple[str, str, str], ...] = (
    ("bitflip_*.pdf", "warn:UNREADABLE_FONT*", "the turned bit made a sign that no font knows: told as that"),
    ("xrefstm_w_zero.pdf", "err:OUT_OF_MEMORY", "two milliard entries without bytes: ended by the limit of memory"),
    ("xrefstm_control.pdf", "warn:NO_RECORDS*", NO_MATRIX),
    ("objstm_*.pdf", "warn:NO_RECORDS*", NO_MATRIX),
    ("cells_*.txt", "warn:NO_RECORDS*", NO_MATRIX),
    ("redos_*.txt", "warn:NO_RECORDS*", NO_MATRIX),
    ("lines_1m_short.txt", "warn:NO_RECORDS*", NO_MATRIX),
    ("cells_duplicate_header.pdf", "warn:NO_RECORDS*", "headings that are all alike name no column: no records"),
    ("text_mirrored.pdf", "warn:NO_RECORDS*", "mirrored text is no text: no records, and that is said"),
    ("tounicode_range_4e9.pdf", "warn:NO_RECORDS*", "the map is read within bounds; its letters make no matrix"),
    ("root_is_integer.pdf", "warn:REPAIRED*", "the second reader finds the page: read and told as repaired"),
    ("deep_array_100k.pdf", "warn:REPAIRED*", "the page is read; what is nested too deep is told as damage"),
    ("mediabox_overflow.pdf", "warn:REPAIRED*", "the page is read; a size beyond all numbers is told as damage"),
    ("enc_bad_dict.pdf", "warn:REPAIRED*", "nothing is encrypted: read and told as repaired"),
    ("type3_recursive.pdf", "warn:*", "a font that draws itself has no meaning; nothing else is on the page"),
    ("font_maps_to_long.pdf", "err:PAGE_TOO_COMPLEX", "a page of three million characters is too complex"),
    ("font_size_zero.pdf", "warn:HIDDEN_TEXT*", "type without a size is seen by nobody: told, and in no record"),
    ("font_missing.pdf", "warn:*ENGINES_DISAGREE*", "two readers guess the missing font otherwise: told"),
    ("cells_sql_log.pdf", "warn:UNREADABLE_FONT*", "control characters inside words are told as unreadable"),
    ("cells_unicode.pdf", "warn:UNREADABLE_FONT*", "signs without meaning inside words are told as unreadable"),
    ("cells_size.pdf", "warn:*OFF_PAGE_TEXT*", "lines of 100,000 letters leave the sheet: told"),
    ("html_as.txt", "err:UNSUPPORTED_TYPE", "a page of the web is named as one and not read as a text"),
    ("fs/muchos/", "warn:NO_RECORDS*", NO_MATRIX),
    ("fs/unreadable.pdf", "ok*", "whoever runs this may read everything (root)"),
)
"""Pattern of the input, pattern of our outcome, and why it is the better one."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One input and the outcomes that the contract allows."""

    file: str
    outcomes: str
    """``ok``, ``warn:CODE`` and ``err:CODE``, with bars between."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, whose documents are judged together."""
        return self.file.endswith("/")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input: an error, or records with warnings."""

    error: str | None
    warnings: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What is told and needs nobody's eyes."""
    records: int = 0

    def __str__(self) -> str:
        if self.error:
            return f"err:{self.error}"
        said = f"warn:{','.join(self.warnings)}" if self.warnings else "ok"
        return f"{said} ({self.records})" + (f" +{','.join(self.notes)}" if self.notes else "")


def contract_outcome(entry: BatchEntry, output: Path) -> Outcome:
    """Return what became of a document in the words of the contract."""
    findings = list(_findings(entry, output))
    warnings = tuple(dict.fromkeys(code for code, severity in findings if severity != "info"))
    notes = tuple(dict.fromkeys(code for code, severity in findings if severity == "info"))
    if entry.outcome == "failed":
        code = ERRORS.get(entry.code or "", entry.code or "")
        if code not in NO_RECORDS_WARNINGS:
            return Outcome(code, warnings)
        return Outcome(None, tuple(dict.fromkeys((code, *warnings))), notes)
    return Outcome(None, warnings, notes, entry.records)


def worst_of(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return what became of many documents as one outcome; None where there are none."""
    error = next((outcome.error for outcome in outcomes if outcome.error), None)
    warnings = tuple(sorted({warning for outcome in outcomes for warning in outcome.warnings}))
    return Outcome(error, warnings, records=sum(outcome.records for outcome in outcomes)) if outcomes else None


def _findings(entry: BatchEntry, output: Path) -> Iterator[tuple[str, str]]:
    file = entry.outputs.get("json")
    if not file:
        return
    for finding in json.loads((output / file).read_text(encoding="utf-8"))["findings"]:
        code = WARNINGS.get(finding["code"], finding["code"])
        if code in CONTRACT_WARNINGS:
            yield code, finding["severity"]


def judge(expected: Expected, outcome: Outcome | None) -> str:
    """Return whether the outcome is one that is allowed; else ``meant`` with the reason, or ``differs``."""
    allowed = expected.outcomes.split("|")
    if "n/a" in allowed:
        return "not asked"
    if outcome is None:
        return "match" if "skip" in allowed else _meant(expected, "-") or f"differs: {expected.outcomes}"
    if outcome.error in UNTYPED:
        return f"untyped: {expected.outcomes}"
    if any(_is_allowed(one, outcome) for one in allowed):
        return "match"
    return _meant(expected, str(outcome)) or f"differs: {expected.outcomes}"


def _is_allowed(allowed: str, outcome: Outcome) -> bool:
    kind, _, code = allowed.partition(":")
    if kind == "ok":
        return outcome.error is None and not outcome.warnings
    if kind == "warn":
        return outcome.error is None and code in (*outcome.warnings, *outcome.notes)
    return outcome.error == code


def _meant(expected: Expected, outcome: str) -> str | None:
    return next(
        (
            f"meant: {reason}"
            for file, pattern, reason in REASONS
            if fnmatch(expected.file, file) and fnmatch(outcome, pattern)
        ),
        None,
    )
