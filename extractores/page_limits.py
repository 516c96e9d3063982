"""When a page has more on it than a reader should be given: maps, halftones, and what was made to do harm."""

from __future__ import annotations

from collections.abc import Iterable

from .geometry import Rule
from .settings import ReadLimits

MOST_STORED_DOTS = 120_000_000
"""Dots of a picture in the file: PDFium unpacks it whole, whatever size is asked for."""


class PageTooComplexError(Exception):
    """There is more on a page than :class:`~extractores.settings.ReadLimits` allow."""


def refuse_more_than(most: int, count: int) -> None:
    """Raise :class:`PageTooComplexError` where there are more than ``most``."""
    if count > most:
        raise PageTooComplexError


def refuse_too_many_rules(rules: Iterable[Rule], limits: ReadLimits) -> None:
    """Raise :class:`PageTooComplexError` for too many rules, or for as many crossings as no table has."""
    places: dict[str, set[int]] = {"h": set(), "v": set()}
    count = 0
    for rule in rules:
        count += 1
        places[rule.axis].add(round(rule.position) if abs(rule.position) < limits.page_side else 0)
    refuse_more_than(limits.page_rules, count)
    refuse_more_than(limits.page_cells, len(places["h"]) * len(places["v"]))
