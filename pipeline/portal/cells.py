"""What may stand in a cell of the portal's files, which no quoting protects: one line, no separator, never nothing.

===========================  ===============================  =====================================================
printed                      written                          why
===========================  ===============================  =====================================================
``a;b``                      ``a,b``                          the portal splits at each ``;``, quoted or not
``el "Plan"``                ``el «Plan»``                    it writes cells between quotes, and escapes none
``- Elaborar``, ``• Hacer``  ``Elaborar``, ``Hacer``          the marks of a list; a spreadsheet would run the first
``=2+2``                     ``'=2+2``                        no formulas
``90`` (percentage)          ``90 %``                         bare numbers are guessed at: ``1.200`` becomes ``1.2``
``0,95`` (percentage)        ``0,95 (95 %)``                  the printed figure stays
``N/D``, nothing             ``INFORMACIÓN NO DISPONIBLE``    the only two words for what is not there
===========================  ===============================  =====================================================
"""

from __future__ import annotations

import re

from ..absence import Absence, read_absence
from ..exports.records_csv import guard
from ..model import Field, Target
from ..normalise import fold
from ..target_words import figure
from .template import template

QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')
QUOTE = re.compile(r'["“”]')
LIST_MARK = re.compile(r"^[-•·–—]\s+(?=\S)")
DECIMAL_ZEROS, NO_DIGIT = re.compile(r"[.,]0{1,2}$"), re.compile(r"\D")
BARE_NUMBER = re.compile(r"[+-]?[\d.,'´’ ]*\d")
PRESCRIBED: dict[Absence, Absence] = {
    "missing": "not_available",
    "not_available": "not_available",
    "not_applicable": "not_applicable",
}
"""Which of the two words stands for each kind of absence."""


def cell(text: str) -> str:
    """Return ``text`` as a cell may hold it; an absence is worded as the rules prescribe."""
    visible = _visible(text)
    absence = absence_in(visible)
    return template().absences[absence] if absence else plain(visible)


def plain(text: str) -> str:
    """Return ``text`` on one line and without the signs that the portal's reader trips over."""
    one_line = _visible(text).replace(";", ",")
    unquoted = QUOTE.sub("'", QUOTED.sub(r"«\1»", one_line))
    item = LIST_MARK.sub("", unquoted)
    return item if item.startswith("'") else guard(item)  # what was guarded once is not guarded again


def absence_in(text: str) -> Absence | None:
    """Return which of the two absences the whole of ``text`` says, if any."""
    absence = read_absence(text)
    return PRESCRIBED[absence] if absence else None


def target_cell(text: str, target: Target | None) -> str:
    """Return a target as a cell; a bare number gets the unit that its indicator says."""
    if absence_in(text) or not is_bare_number(text) or target is None or target.value is None:
        return cell(text)
    return cell(_with_unit(text.strip(), target))


def is_bare_number(text: str) -> bool:
    """Tell whether ``text`` is a figure without any word or sign that says of what."""
    return BARE_NUMBER.fullmatch(text.strip()) is not None


def settled_text(field: Field | None) -> str:
    """Return what a field says: a reviewer's words where there are any, else what is printed."""
    if field is None:
        return ""
    decided = field.decision.value if field.decision else None
    if decided and field.match and fold(decided) == fold(field.match.entry or ""):
        return field.match.name or decided
    return decided or field.text


def _visible(text: str) -> str:
    """Return ``text`` on one line, without characters that nobody sees (controls, bidi marks, zero widths)."""
    one_line = " ".join(text.split())
    return one_line if one_line.isprintable() else " ".join("".join(filter(str.isprintable, one_line)).split())


def _with_unit(text: str, target: Target) -> str:
    if target.kind == "percent":
        value = figure(target.value)
        return f"{text} %" if _digits(text) == _digits(value) else f"{text} ({value} %)"
    if target.kind == "money":
        return f"USD {text}"
    return f"{text} {target.unit}" if target.unit else text


def _digits(text: str) -> str:
    """Return the digits of a number without a decimal part of zeros."""
    return NO_DIGIT.sub("", DECIMAL_ZEROS.sub("", text))
