"""What surrounds the records: which literal, whose, of which month, and the footer.

``lines`` are the document's lines outside its records, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from extractores.hyphenation import CUT_MARKS, HARD_HYPHENS, join_at_line_end

from ..model import Footer
from ..normalise import join_lines
from .dates import find_month, parse_date, without_month
from .footer import read_footer
from .institutions import find_institution, institution_type
from .literals import Evidence, find_literal

HYPHENS = tuple(CUT_MARKS + HARD_HYPHENS)
_AROUND_PERIOD = re.compile(
    r"(?:\b(?:mes|periodo|corte|correspondiente|informacion|matriz|matrices|lotaip|literal|metas|objetivos|a4|ano|fecha"
    r"|a|al|de|del|la|las|los|y|reporte)\b|[\s():.,/-])*"
)
"""What a line that prints the period may say besides; anything more and its month is part of a sentence."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says around its records."""

    literal: str | None = None
    """``a4``, or the literal that the document really is; ``None`` where it does not say."""
    literal_evidence: Evidence | None = None
    institution: str | None = None
    institution_type: str | None = None
    """One of the codes of ``data/institutions.toml``."""
    period: str | None = None
    """Year and month as ``AAAA-MM``."""
    footer: Footer = field(default_factory=Footer)
    updated_date: date | None = None
    """The footer's date of update."""


def read_context(lines: Sequence[str], footer_rows: Sequence[Sequence[str]], file_name: str = "") -> Context:
    """Return what ``lines`` and ``footer_rows`` (label cell, value cell) say of the document."""
    lines = _whole_lines(lines)
    literal, evidence = find_literal(lines, [cell for row in footer_rows for cell in row], file_name)
    footer = read_footer(footer_rows, lines)
    updated = parse_date(footer.updated) if footer.updated else None
    institution = find_institution(lines)
    return Context(
        literal=literal,
        literal_evidence=evidence,
        institution=institution,
        institution_type=institution_type(institution),
        period=printed_period(lines) or (f"{updated:%Y-%m}" if updated else None),
        footer=footer,
        updated_date=updated,
    )


def _whole_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines that are not empty, with each word that was cut at a line end whole on its first line."""
    whole: list[str] = []
    for line in lines:
        rest = line.split(maxsplit=1)
        if rest and whole and _is_cut(whole[-1], rest[0]):
            whole[-1] = join_at_line_end(whole[-1], rest.pop(0))
        whole.extend(rest and [" ".join(rest)])
    return [join_lines([line]) for line in whole]


def _is_cut(line: str, word: str) -> bool:
    return line.endswith(HYPHENS) and not join_at_line_end(line, word).endswith(("-" + word, " " + word))


def printed_period(lines: Sequence[str]) -> str | None:
    """Return the month that a line of its own announces, the last one in a file of several months."""
    months = [month for line in lines if (month := find_month(line)) and _announces(line)]
    return "{:04d}-{:02d}".format(*months[-1]) if months else None


def _announces(line: str) -> bool:
    return _AROUND_PERIOD.fullmatch(without_month(line)) is not None
