"""Which record of one month is which of the other, across typos, rewording and another order.

1. Records whose unit and indicator are the same to the letter (folded) are pairs; of several, those with the same
   target first, then in their order.
2. The others are one assignment: how alike their indicators, units, missions and targets are. Numbers in
   units' names must agree ("Zonal 3" is not "Zonal 4"), and pairs that are not alike enough are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..absence import read_absence
from ..assignment import assign
from ..language import stems
from ..likeness import similarities
from ..model import Record
from ..normalise import fold
from ..portal.cells import settled_text

INDICATOR, UNIT, MISSION, TARGET = 0.5, 0.3, 0.1, 0.1
"""How much each field weighs."""
LEAST_WORTH = 0.6
"""Pairs that are less alike than this are two records: one was dropped, one was added."""
LEAST_INDICATOR = 0.55
"""The same for their indicators alone."""

_NUMBER = re.compile(r"\d+")
Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[int, int]


def align(before: Sequence[Record], after: Sequence[Record]) -> list[Pair]:
    """Return the pairs of indices that are one record in both months, in the order of ``after``."""
    pairs = _same(before, after)
    rest = [at for at in range(len(before)) if at not in {one for one, _ in pairs}]
    others = [at for at in range(len(after)) if at not in {other for _, other in pairs}]
    pairs += _alike(before, after, rest, others)
    return sorted(pairs, key=lambda pair: pair[1])


def _same(before: Sequence[Record], after: Sequence[Record]) -> list[Pair]:
    """Return the pairs with the same unit and indicator."""
    groups: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((before, after)):
        for at, record in enumerate(records):
            groups[_text(record, "unit"), _text(record, "indicator")][side].append(at)
    pairs = []
    for some, others in groups.values():
        equal = _take_equal(some, others, lambda at: _text(before[at], "target"), lambda at: _text(after[at], "target"))
        pairs += equal
        left, right = (
            [at for at in side if at not in {pair[i] for pair in equal}] for i, side in enumerate((some, others))
        )
        pairs += zip(left, right, strict=False)
    return pairs


def _take_equal(
    some: Sequence[int], others: Sequence[int], key: Callable[[int], str], other_key: Callable[[int], str]
) -> list[Pair]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for at in others:
        waiting[other_key(at)].append(at)
    return [(at, waiting[key(at)].pop(0)) for at in some if waiting[key(at)]]


def _alike(before: Sequence[Record], after: Sequence[Record], some: list[int], others: list[int]) -> list[Pair]:
    """Return the best pairs of what is left."""
    if not some or not others:
        return []
    left, right = [before[at] for at in some], [after[at] for at in others]
    indicators = _likeness(left, right, "indicator")
    worth = INDICATOR * indicators + UNIT * _likeness(left, right, "unit")
    worth += MISSION * _likeness(left, right, "mission") + TARGET * _likeness(left, right, "target")
    possible = (worth >= LEAST_WORTH) & (indicators >= LEAST_INDICATOR) & ~_other_units(left, right)
    pairs = assign(np.where(possible, worth, 0.0))
    return [(some[row], others[column]) for row, column in pairs if possible[row, column]]


def _likeness(left: Sequence[Record], right: Sequence[Record], name: str) -> Array:
    """Return how alike a field is for each pair: by letters or by the stems of its words, whichever is more."""
    texts, others = [_text(record, name) for record in left], [_text(record, name) for record in right]
    alike: Array = np.maximum(similarities(texts, others), _shared_stems(texts, others))
    return alike


def _other_units(left: Sequence[Record], right: Sequence[Record]) -> Array:
    """Return for which pairs the numbers in the units' names tell that they are two units."""
    numbers, others = ([_NUMBER.findall(_text(record, "unit")) for record in side] for side in (left, right))
    return np.array([[some != more for more in others] for some in numbers])


def _shared_stems(texts: Sequence[str], others: Sequence[str]) -> Array:
    """Return for each pair the share of common stems among all (Jaccard)."""
    table = np.zeros((len(texts), len(others)))
    found, other_found = [stems(text) for text in texts], [stems(text) for text in others]
    for row, some in enumerate(found):
        for column, more in enumerate(other_found):
            if common := len(some & more):
                table[row, column] = common / len(some | more)
    return table


def _text(record: Record, name: str) -> str:
    """Return what a field says, folded; nothing where it says that there is nothing."""
    text = settled_text(getattr(record, name))
    return "" if read_absence(text) else fold(text)
