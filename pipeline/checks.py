"""What an officer must look at: findings about the content of a matrix, each a Spanish sentence with its place.

Nothing here changes a record. What the reader could not read is said as such and never as the publisher's fault.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from textwrap import shorten

from plantillas import message
from plantillas.marks import HIDDEN

from .absence import is_prescribed, read_absence
from .context.surroundings import Context
from .language import stems
from .model import Field, Finding, Footer, Place, Record, Severity, Status, Target, TargetKind, Words
from .normalise import fold
from .target_words import describe, doubt_words

REPEATED_SHARE = 0.3
"""From this share of repeated rows on, the file holds its matrix more than once: one finding, not hundreds."""
MOST_UNITS_NAMED = 20
"""Units outside the catalogue that get a finding of their own."""
MOST_SIGNS_NAMED = 8
MOST_QUOTED = 120
"""Letters of the document's text that a sentence repeats."""
LEAST_STEMS = 2
"""Words of its own that a target must have before it can speak of another thing than its indicator."""
MONTHS_AFTER = 1
"""A matrix is updated within its month, or by the tenth of the next."""
PHONE_DIGITS = (6, 13)
MOST_PERCENT = 100
ABSENT: tuple[TargetKind, ...] = ("missing", "not_available", "not_applicable")
MONTHS_IN_YEAR = 12
CODES_OF_ROWS = frozenset(
    (
        *("MISSING_UNIT", "NO_INDICATORS", "MISSING_INDICATOR", "MISSING_TARGET", "ABSENCE_WORDING"),
        *("TARGET_WITHOUT_NUMBER", "PERCENTAGE_OVER_100", "TARGET_OTHER_THING", "TARGET_IN_DOUBT"),
        *("REPEATED_MATRIX", "DUPLICATE_ROW", "UNIT_TO_REVIEW", "UNIT_OUTSIDE_CATALOGUE", "UNITS_OUTSIDE_CATALOGUE"),
    )
)
"""What is said of the records themselves, and anew when a person changes them."""

_SHARE_OF = re.compile(r"\d[\d.,]*\s?%\s(?:de|del|en)\s\w+")
_WORD = re.compile(r"[a-z]+")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_EXTENSION = re.compile(r"\b(?:ext|extension|opcion|int)\b.*")


def check_records(
    records: Sequence[Record],
    context: Context,
    *,
    words: Words | None = None,
    leftovers: Sequence[Place] = (),
    unreadable: int = 0,
) -> tuple[Finding, ...]:
    """Return what must be looked at: row by row first, then the document as a whole.

    ``words`` counts the document's words, ``leftovers`` says where those stand that belong to nothing, and
    ``unreadable`` counts characters whose font does not say what they mean.
    """
    of_document = (
        *_check_footer(context.footer, context),
        *_check_reading(words or Words(), leftovers, unreadable),
        *_check_hidden(records, context),
    )
    return (*check_rows(records), *of_document)


def check_rows(records: Sequence[Record]) -> tuple[Finding, ...]:
    """Return what must be looked at in the records themselves: each has one of ``CODES_OF_ROWS``."""
    findings: list[Finding] = []
    for index, record in enumerate(records):
        findings += _check_presence(record, index)
        findings += _check_target(record, index)
    findings += _check_repeated(records)
    findings += _check_units(records)
    return tuple(findings)


def status_of(records: Iterable[Record], findings: Iterable[Finding]) -> Status:
    """Return the status of a document that has records."""
    doubtful = any(record.needs_review for record in records)
    return "needs_review" if doubtful or any(finding.severity != "info" for finding in findings) else "ok"


def _check_presence(record: Record, index: int) -> Iterator[Finding]:
    if record.unit is None:
        yield _finding("MISSING_UNIT", "warning", record, index, field="unit")
    if record.indicator is None and record.target is None:
        yield _finding("NO_INDICATORS", "info", record, index, field="indicator")
        return
    for name in ("indicator", "target"):
        field: Field | None = getattr(record, name)
        if field is None:
            yield _finding(f"MISSING_{name.upper()}", "warning", record, index, field=name)
        elif read_absence(field.text) and not is_prescribed(field.text):
            yield _finding("ABSENCE_WORDING", "info", record, index, field=name, text=field.text)


def _check_target(record: Record, index: int) -> Iterator[Finding]:
    target, parsed = record.target, record.parsed_target
    if target is None or parsed is None or parsed.kind in ABSENT:
        return
    indicator = record.indicator.text if record.indicator else ""
    if parsed.value is None and parsed.deadline is None:
        yield _finding("TARGET_WITHOUT_NUMBER", "info", record, index, field="target", text=target.text)
    if _is_over_100(parsed, target.text, indicator):
        yield _finding("PERCENTAGE_OVER_100", "warning", record, index, field="target", text=target.text)
    if _speaks_of_another_thing(parsed, target.text, indicator):
        texts = {"target": target.text, "indicator": indicator}
        yield _finding("TARGET_OTHER_THING", "warning", record, index, field="target", **texts)
    elif parsed.flags and parsed.value is not None:
        texts = {"text": target.text, "reading": describe(parsed), "reasons": "; ".join(doubt_words(parsed))}
        yield _finding("TARGET_IN_DOUBT", "info", record, index, field="target", **texts)


def _is_over_100(parsed: Target, target: str, indicator: str) -> bool:
    """A percentage over 100, unless its words speak of a change or a comparison, which may well be."""
    highest = parsed.value_max if parsed.value_max is not None else parsed.value
    if parsed.kind != "percent" or highest is None or highest <= MOST_PERCENT:
        return False
    said = {*_WORD.findall(fold(f"{target} {indicator}"))}
    return said.isdisjoint(_words().unbounded)


def _speaks_of_another_thing(parsed: Target, target: str, indicator: str) -> bool:
    """A share of something, or a count under a percentage, without one word of the indicator's.

    An acronym ("avance del PDOT") may stand for all the words of the target: nothing is said then.
    """
    is_count = parsed.kind == "count" and "other_kind" in parsed.flags
    may_be_acronym = _ACRONYM.search(indicator) and not indicator.isupper()
    if may_be_acronym or not (is_count or _SHARE_OF.match(fold(target))):
        return False
    # "95% de solicitudes despachadas" may be said of anything that is asked for.
    of_target, of_indicator = stems(target) - _words().generic, stems(indicator)
    has_enough = len(of_target) >= LEAST_STEMS
    return has_enough and of_target.isdisjoint(of_indicator)


def _check_repeated(records: Sequence[Record]) -> list[Finding]:
    first: dict[tuple[str, ...], int] = {}
    repeated = [(i, first[key]) for i, record in enumerate(records) if first.setdefault(key := _key(record), i) != i]
    if len(repeated) >= max(2, REPEATED_SHARE * len(records)):
        text = message("hallazgos", "REPEATED_MATRIX", count=len(repeated), total=len(records))
        return [Finding(code="REPEATED_MATRIX", severity="info", message=text)]
    return [_finding("DUPLICATE_ROW", "warning", records[i], i, other=other + 1) for i, other in repeated]


def _key(record: Record) -> tuple[str, ...]:
    return tuple(fold(field.text) if field else "" for field in (record.unit, record.indicator, record.target))


def _check_units(records: Sequence[Record]) -> Iterator[Finding]:
    """Each distinct unit once, where it stands first."""
    first: dict[str, int] = {}
    for index, record in enumerate(records):
        if record.unit:
            first.setdefault(record.unit.text, index)
    outside = 0
    for text, index in first.items():
        match = records[index].unit.match  # type: ignore[union-attr]
        if match and match.verdict == "review":
            reason = match.evidence[0] if match.evidence else ""
            values = {"text": text, "name": match.name, "reason": reason}
            yield _finding("UNIT_TO_REVIEW", "info", records[index], index, field="unit", **values)
        elif match and match.verdict == "none":
            outside += 1
            if outside <= MOST_UNITS_NAMED:
                yield _finding("UNIT_OUTSIDE_CATALOGUE", "info", records[index], index, field="unit", text=text)
    if outside > MOST_UNITS_NAMED:
        yield _of_document("UNITS_OUTSIDE_CATALOGUE", "info", count=outside - MOST_UNITS_NAMED)


def _check_footer(footer: Footer, context: Context) -> Iterator[Finding]:
    if footer.updated and not context.updated_date and not read_absence(footer.updated):
        yield _of_document("DATE_UNREADABLE", "warning", text=footer.updated)
    if context.updated_date and context.period and not _is_in_time(context.updated_date, context.period):
        printed = f"{context.updated_date:%d/%m/%Y}"
        yield _of_document("DATE_OUTSIDE_PERIOD", "warning", date=printed, period=context.period)
    if footer.email and not read_absence(footer.email) and not _EMAIL.fullmatch(footer.email.strip()):
        yield _of_document("EMAIL_FORMAT", "warning", text=footer.email)
    if footer.phone and not read_absence(footer.phone) and not _is_phone(footer.phone):
        yield _of_document("PHONE_FORMAT", "warning", text=footer.phone)


def _is_in_time(updated: date, period: str) -> bool:
    year, month = (int(part) for part in period.split("-"))
    months_later = (updated.year - year) * MONTHS_IN_YEAR + updated.month - month
    return 0 <= months_later <= MONTHS_AFTER


def _is_phone(text: str) -> bool:
    """The number proper, without its extension, has the digits of one or two telephones and no letters."""
    number = _EXTENSION.sub("", fold(text))
    digits = sum(char.isdigit() for char in number)
    return PHONE_DIGITS[0] <= digits <= 2 * PHONE_DIGITS[1] and not any(
        char.isalpha() or char == "@" for char in number
    )


def _check_reading(words: Words, leftovers: Sequence[Place], unreadable: int) -> Iterator[Finding]:
    if words.leftover:
        code = "LEFTOVER_WORDS" if words.leftover > 1 else "LEFTOVER_WORD"
        text = message("hallazgos", code, count=words.leftover)
        place = leftovers[0] if leftovers else None
        yield Finding(code="LEFTOVER_WORDS", severity="warning", message=text, span=place)
    if unreadable:
        yield _of_document("UNREADABLE_TEXT", "error", count=unreadable)


def _check_hidden(records: Sequence[Record], context: Context) -> Iterator[Finding]:
    """Signs that nobody sees, or that turn the text around them: what is read is not what people see on paper."""
    texts = list(_quotable_texts(records, context))
    hidden = Counter(sign for text, _ in texts for sign in _HIDDEN.findall(text))
    if hidden:
        example = next(quoted for text, quoted in texts if _HIDDEN.search(text))
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(hidden)[:MOST_SIGNS_NAMED])
        yield _of_document("CONTROL_CHARS", "warning", count=hidden.total(), signs=signs, text=example)


def _quotable_texts(records: Iterable[Record], context: Context) -> Iterator[tuple[str, str]]:
    """Yield each text and how a sentence may quote it: what may be contact data by its heading or label alone."""
    for record in records:
        printed = (field.text for field in record.printed_fields.values())
        named = (record.number, record.process_level_printed, *record.extra)
        yield from ((text, text) for text in (*printed, *named) if text)
        yield from ((text, heading) for heading, text in record.extra.items())
    yield (context.institution or "",) * 2
    for name in Footer.model_fields:
        yield getattr(context.footer, name) or "", message("informe", f"footer_{name}")


def _finding(
    code: str, severity: Severity, record: Record, index: int, *, field: str | None = None, **values: object
) -> Finding:
    unit = record.unit.text if record.unit else ""
    place = message("hallazgos", "place_unit" if unit else "place", row=index + 1, unit=unit)
    return Finding(
        code=code,
        severity=severity,
        message=message("hallazgos", code, place=place, **_shortened(values)),
        record=index,
        field=field,
        span=_span(record, field),
    )


def _shortened(values: Mapping[str, object]) -> dict[str, object]:
    return {
        key: shorten(value, MOST_QUOTED, placeholder="…") if isinstance(value, str) else value
        for key, value in values.items()
    }


def _of_document(code: str, severity: Severity, **values: object) -> Finding:
    return Finding(code=code, severity=severity, message=message("hallazgos", code, **_shortened(values)))


def _span(record: Record, field: str | None) -> Place | None:
    """Return where the field stands, or the row where the field is what is missing."""
    own: Field | None = getattr(record, field) if field else None
    fields: Iterable[Field | None] = (own, record.indicator, record.target, record.unit, record.mission)
    return next((there.spans[0] for there in fields if there and there.spans), None)


@dataclass(frozen=True, slots=True)
class _Words:
    unbounded: frozenset[str]
    generic: frozenset[str]
    """Stems."""


@cache
def _words() -> _Words:
    data = tomllib.loads(files(__package__).joinpath("data", "checks.toml").read_text(encoding="utf-8"))
    words = data["words"]
    return _Words(unbounded=frozenset(words["unbounded"]), generic=stems(" ".join(words["generic"])))
