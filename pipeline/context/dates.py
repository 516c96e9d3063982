"""Dates and months as officials print them: 31/08/2019, 2019-08-31, 30 de noviembre de 2016, ENERO 2019."""

from __future__ import annotations

import re
from datetime import date

from ..normalise import fold

MONTHS = {
    **dict.fromkeys(("enero", "ene"), 1),
    **dict.fromkeys(("febrero", "feb"), 2),
    **dict.fromkeys(("marzo", "mar"), 3),
    **dict.fromkeys(("abril", "abr"), 4),
    **dict.fromkeys(("mayo", "may"), 5),
    **dict.fromkeys(("junio", "jun"), 6),
    **dict.fromkeys(("julio", "jul"), 7),
    **dict.fromkeys(("agosto", "ago"), 8),
    **dict.fromkeys(("septiembre", "setiembre", "sep", "sept"), 9),
    **dict.fromkeys(("octubre", "oct"), 10),
    **dict.fromkeys(("noviembre", "nov"), 11),
    **dict.fromkeys(("diciembre", "dic"), 12),
}
FIRST_YEAR, LAST_YEAR = 2004, 2049
"""From the law's own year on; anything else is a typo or another number."""
CENTURY = 2000

_MONTH = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})\s?[/.-]\s?(\d{{1,2}}|{_MONTH})\.?\s?[/.-]\s?(\d{{4}}|\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?!\d)")
_IN_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}})\s(?:de\s)?({_MONTH})\s(?:del?\s)?(?:ano\s)?(\d{{4}})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\s(\d{{1,2}}),?\s(?:del?\s)?(\d{{4}})(?!\d)")
_MONTH_OF_YEAR = re.compile(rf"\b({_MONTH})\b[\s:/,.-]+(?:(?:del?|ano)\b[\s:/,.-]+)*(20\d\d)(?!\d)")
_DAY_BEFORE = re.compile(r"\d\s(?:de\s)?$")


def parse_date(text: str) -> date | None:
    """Return the first date printed in ``text``."""
    key = fold(text)
    if found := _YEAR_FIRST.search(key):
        return _date(found[1], found[2], found[3])
    for pattern in (_DAY_FIRST, _IN_WORDS):
        if found := pattern.search(key):
            return _date(found[3], found[2], found[1])
    found = _MONTH_FIRST.search(key)
    return _date(found[3], found[1], found[2]) if found else None


def is_date(text: str) -> bool:
    """Tell whether ``text`` is a date and nothing else."""
    key = fold(text).strip(" .,;:")
    patterns = (_YEAR_FIRST, _DAY_FIRST, _IN_WORDS, _MONTH_FIRST)
    return any(pattern.fullmatch(key) for pattern in patterns) and parse_date(key) is not None


def find_month(text: str) -> tuple[int, int] | None:
    """Return year and month of a month printed without a day ("junio de 2018"); the last one in ``text``."""
    key = fold(text)
    months = [found for found in _MONTH_OF_YEAR.finditer(key) if not _DAY_BEFORE.search(key[: found.start()])]
    return (int(months[-1][2]), MONTHS[months[-1][1]]) if months else None


def without_month(text: str) -> str:
    """Return the folded ``text`` without its month and year."""
    return " ".join(_MONTH_OF_YEAR.sub(" ", fold(text)).split())


def _date(year: str, month: str, day: str) -> date | None:
    full_year = int(year) if len(year) > 2 else CENTURY + int(year)
    if not FIRST_YEAR <= full_year <= LAST_YEAR:
        return None
    try:
        return date(full_year, MONTHS.get(month) or int(month), int(day))
    except ValueError:
        return None
