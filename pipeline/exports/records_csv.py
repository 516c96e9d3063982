"""Records as CSV for a spreadsheet in Spanish: UTF-8 with byte order mark, semicolons, CRLF.

The text carries its own byte order mark and line ends: write it as UTF-8 with ``newline=""``.

A cell that a spreadsheet would run as a formula is guarded by an apostrophe, and ``unguard`` takes it away again:

    ========================  ============================  =========================================
    printed                   written                       why
    ========================  ============================  =========================================
    ``=2+2``, ``@SUM(A1)``    ``'=2+2``, ``'@SUM(A1)``      starts with ``= + - @``, tab or CR
    ``- Realizar informes``   ``'- Realizar informes``      a spreadsheet would show ``#NAME?``
    ``-5``, ``+3,5 %``, ``-`` the same                      a number, or nothing but dashes: harmless
    ``'=2+2``                 ``''=2+2``                    else the way back would be ambiguous
    ========================  ============================  =========================================
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from plantillas import message

from ..model import FIELD_NAMES, Field, Matrix, Record, Target
from ..percent import percent
from ..target_words import comparator_word, doubt_words, figure, kind_word
from .records_json import BYTE_ORDER_MARK

FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
HARMLESS = re.compile(r"[+-]?\d[\d.,]*(?: ?%)?|[+-]+")
FIXED_COLUMNS = (
    *("number", "process_level", *FIELD_NAMES),
    *(f"confidence_{name}" for name in FIELD_NAMES),
    *("goal_kind", "goal_comparator", "goal_value", "goal_value_max", "goal_unit", "goal_per"),
    *("goal_period", "goal_deadline", "goal_baseline", "goal_doubts"),
    *("to_review", "corrections", "pages"),
)

GOAL_COLUMNS = sum(column.startswith("goal_") for column in FIXED_COLUMNS)


def to_csv(matrix: Matrix) -> str:
    """Return a row for each record: texts as printed, the target as figures, confidences in percent rounded down."""
    extra = list(dict.fromkeys(name for record in matrix.records for name in record.extra))
    fixed = [message("informe", f"csv_{column}") for column in FIXED_COLUMNS]
    return rows_to_csv([_distinct(fixed, extra), *(_row(record, extra) for record in matrix.records)])


def rows_to_csv(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of texts as such a CSV, each cell guarded."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(map(guard, row) for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def guard(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it."""
    runs = FORMULA.match(text) and not HARMLESS.fullmatch(text)
    return f"'{text}" if runs else text


def unguard(text: str) -> str:
    """Return what ``guard`` was given."""
    return text[1:] if GUARDED.match(text) else text


def _row(record: Record, extra: Sequence[str]) -> list[str]:
    level = record.process_level and message("informe", f"level_{record.process_level}")
    fields = [getattr(record, name) for name in FIELD_NAMES]
    return [
        record.number or "",
        record.process_level_printed or level or "",
        *(field.text if field else "" for field in fields),
        *(_confidence(field) if field else "" for field in fields),
        *_goal(record.parsed_target),
        message("informe", "yes" if record.needs_review else "no"),
        "; ".join(_corrections(record)),
        _pages(record.printed_fields.values()),
        *(record.extra.get(name, "") for name in extra),
    ]


def _goal(target: Target | None) -> list[str]:
    """Return the target as figures; the stages are only told with its doubts."""
    if target is None:
        return [""] * GOAL_COLUMNS
    return [
        kind_word(target),
        comparator_word(target),
        figure(target.value),
        figure(target.value_max),
        *(text or "" for text in (target.unit, target.per, target.period, target.deadline, target.baseline)),
        "; ".join(doubt_words(target)),
    ]


def _corrections(record: Record) -> Iterator[str]:
    """Yield what reviewers put in the place of what was read."""
    for name, field in record.printed_fields.items():
        if field.decision and field.decision.value:
            yield f"{message('informe', f'field_{name}')}: {field.decision.value}"


def _confidence(field: Field) -> str:
    return message("informe", "not_evaluated") if field.confidence is None else str(percent(field.confidence))


def _pages(fields: Iterable[Field]) -> str:
    """Return "2, 3 y 4": with hyphens or bare commas a spreadsheet would see a date or a decimal."""
    pages = [str(page) for page in sorted({span.page for field in fields for span in field.spans})]
    last = message("informe", "and").join(pages[-2:])
    return ", ".join([*pages[:-2], last])


def _distinct(fixed: Sequence[str], extra: Iterable[str]) -> list[str]:
    """Return the headings; a printed one that is taken already says that it comes from the document."""
    taken = set(fixed)
    return [*fixed, *(message("informe", "csv_printed", name=name) if name in taken else name for name in extra)]
