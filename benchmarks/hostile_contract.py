"""Our outcomes in the words of the contract of hostile inputs, and the differences that are meant, with reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
    "ENCODING_GUESSED": "ENCODING",
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

REASONS: tuple[tuple[str, str, str], ...] = ()
"""Pattern of the input, pattern of our outcome, and why it is the better one."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One input and the outcomes that the contract allows."""

    file: str
    outcomes: str
    """``ok``, ``warn:CODE`` and ``err:CODE``, with bars between."""


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
