"""Regular expressions and what works line by line take linear time, over the lines that they like least."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from time import process_time

import pytest

from extractores.text import decode, read_text
from pipeline.absence import read_absence
from pipeline.checks import check_records
from pipeline.contacts import without_contacts
from pipeline.context.dates import parse_date
from pipeline.context.surroundings import Context
from pipeline.exports.records_csv import guard
from pipeline.markdown_text import escape_markdown
from pipeline.matching.features import stem
from pipeline.model import Footer
from pipeline.normalise import clean, fold, join_lines
from pipeline.portal.cells import cell, is_bare_number
from pipeline.targets import parse_target
from plantillas.marks import show_marks
from tests.model_builder import matrix_of, record_of
from tests.regexes import ENDS, FAMILIAR, Use, calls_inside_functions, hostile_lines, uses

SAMPLE, LENGTH = 5_000, 20_000
AT_ONCE = 0.002
"""Seconds over a sample: even in quadratic time, a whole line would take a third of what is allowed."""
MOST_SECONDS = 0.1
MOST_GROWTH = 2.5
ATTEMPTS = 5
USED_THROUGH_NAMES = {"pipeline.portal.rules._EMAIL": "fullmatch", "pipeline.portal.rules._PHONE": "fullmatch"}
"""Patterns that are handed on before they are applied, and how they are."""


def seconds(work: Callable[[str], object], line: str) -> float:
    """Return the time that this process spends on a line, the least of some attempts."""
    best = float("inf")
    for _ in range(3):
        began = process_time()
        work(line)
        best = min(best, process_time() - began)
        if best < AT_ONCE:
            break
    return best


def grows(work: Callable[[str], object], line: str, longer: str) -> float:
    """Return how much longer a line of twice the length takes; the least of some attempts, for machines are busy."""
    best = float("inf")
    for _ in range(ATTEMPTS):
        best = min(best, seconds(work, longer) / max(seconds(work, line), 1e-6))
        if best <= MOST_GROWTH:
            break
    return best


def check_line(work: Callable[[str], object], of_length: Callable[[int], str]) -> None:
    """Assert that ``work`` takes linear time over a line that can be of any length."""
    if seconds(work, of_length(SAMPLE)) < AT_ONCE:
        return
    assert seconds(work, of_length(LENGTH)) <= MOST_SECONDS, of_length(60)
    assert grows(work, of_length(LENGTH), of_length(2 * LENGTH)) <= MOST_GROWTH, of_length(60)


def every(found: list[Use]) -> Iterator[Use]:
    for use in found:
        yield Use(use.where, use.pattern, USED_THROUGH_NAMES.get(use.where, use.method))


USES = list(every(uses()))


def test_every_pattern_stands_where_these_tests_find_it() -> None:
    assert calls_inside_functions() == []
    assert len(USES) > 100
    assert set(USED_THROUGH_NAMES) <= {use.where for use in USES}


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where.removeprefix('pipeline.')}-{use.method}")
def test_a_pattern_is_linear(use: Use) -> None:
    for at, line in enumerate(hostile_lines(use.pattern, SAMPLE)):
        if seconds(use.apply, line) >= AT_ONCE:
            check_line(use.apply, lambda length, at=at: next(islice(hostile_lines(use.pattern, length), at, None)))  # type: ignore[misc]


@pytest.mark.parametrize("bad", [r"(a+)+$", r"(?:\d+\s*)*x", r"\w+@\w+", r"\s*,"], ids=str)
def test_a_pattern_that_is_not_is_noticed(bad: str) -> None:
    use = Use("here", re.compile(bad), "search")
    lines = (line for length in (18, 1_000, 20_000) for line in hostile_lines(use.pattern, length))
    assert any(seconds(use.apply, line) > AT_ONCE for line in lines)


FOOTER = Footer.model_fields
LINE_BY_LINE: dict[str, Callable[[str], object]] = {
    "fold": fold.__wrapped__,
    "clean": clean.__wrapped__,
    "join_lines": lambda line: join_lines([line]),
    "join_lines of many": lambda line: join_lines([line[at : at + 10] for at in range(0, len(line), 10)]),
    "show_marks": show_marks,
    "escape_markdown": escape_markdown,
    "guard": guard,
    "cell": cell,
    "is_bare_number": is_bare_number,
    "read_absence": read_absence,
    "parse_date": parse_date,
    "stem": stem,
    "decode": lambda line: decode(line.encode("cp1252", "replace"), ""),
    "read_text": lambda line: _read(f"x {line}\n".encode()),
    "read_text of many lines": lambda line: _read("\n".join([line[:10]] * (len(line) // 10)).encode() + b"\nx"),
    "footer": lambda line: check_records([], Context(footer=Footer(**dict.fromkeys(FOOTER, line)))),
    "contacts": lambda line: without_contacts(matrix_of(record_of(line, line, line))),
}


def _read(data: bytes) -> object:
    return read_text(data, "a.txt")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("name", LINE_BY_LINE)
def test_what_works_line_by_line_is_linear(name: str, end: str) -> None:
    for unit in FAMILIAR:
        check_line(LINE_BY_LINE[name], lambda length, unit=unit: unit * (length // len(unit)) + end)  # type: ignore[misc]


@pytest.mark.parametrize("unit", FAMILIAR)
def test_a_target_is_read_in_linear_time(unit: str) -> None:
    check_line(lambda line: parse_target(f"{line}!", indicator=line), lambda length: unit * (length // len(unit)))
