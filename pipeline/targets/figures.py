"""Numbers in figures as officials print them: 1.200, 250.000,00, 310500.75, 4'380.000, 1 200, ½.

Ecuador prints both marks both ways, so no locale can be asked: a mark with one or two figures behind it is a decimal
mark, marks with three figures behind each are thousands. One mark with three figures behind it may be either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model import TargetFlag

GROUP = 3
"""Figures between two marks of thousands."""

_MARK = re.compile(r"[.,' ]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is printed in a text."""

    value: Decimal
    decimals: int = 0
    """Figures behind the decimal mark."""
    if_decimal: Decimal | None = None
    """The other reading of "1.200", if there is one."""
    doubts: tuple[TargetFlag, ...] = ()
    """Why the value may not be what is meant."""


def read_figures(text: str) -> Number:
    """Return the number that ``text`` prints: figures and marks, with or without a vulgar fraction at its end."""
    if text.startswith("-"):
        number = read_figures(text[1:])
        return replace(number, value=-number.value, if_decimal=None, doubts=(*number.doubts, "negative"))
    if not text[-1].isdecimal():
        whole = text[:-1].strip()
        return Number(Decimal(whole or 0) + Decimal(str(unicodedata.numeric(text[-1]))), decimals=2)
    groups, marks = _MARK.split(text), _MARK.findall(text)
    if not marks:
        return Number(Decimal(text))
    if _is_decimal(groups, marks):
        number = Number(_decimal(groups), decimals=len(groups[-1]))
        groups = groups[:-1]
    elif len(marks) == 1 and marks[0] in ".,":
        number = Number(Decimal("".join(groups)), if_decimal=_decimal(groups))
    else:
        number = Number(Decimal("".join(groups)))
    return number if _is_regular(groups) else replace(number, doubts=("marks",))


def _is_decimal(groups: Sequence[str], marks: Sequence[str]) -> bool:
    """Tell whether the last mark is a decimal one."""
    if marks[-1] in "' " or marks[-1] in marks[:-1]:
        return False
    if len(groups[-1]) != GROUP:
        return True
    has_other_thousands = any(mark in ".," for mark in marks[:-1])
    return has_other_thousands or (len(marks) == 1 and (len(groups[0]) > GROUP or not groups[0].strip("0")))


def _decimal(groups: Sequence[str]) -> Decimal:
    return Decimal(f"{''.join(groups[:-1])}.{groups[-1]}")


def _is_regular(groups: Sequence[str]) -> bool:
    """Tell whether thousands are marked as they should be."""
    return len(groups) == 1 or (len(groups[0]) <= GROUP and all(len(group) == GROUP for group in groups[1:]))
