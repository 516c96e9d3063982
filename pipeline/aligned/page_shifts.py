"""How far a page without headings stands to the left of one with them.

A dump begins each page at its leftmost word: where the first columns are empty, all others move to the left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .grid_lines import GridLine

NEAR = 1
"""Characters by which starts may differ and be the same."""
STAY = 1.3
"""No shift wins unless another explains so many times as much."""


def starts_of(lines: Sequence[GridLine]) -> Counter[int]:
    """Return how often a run starts at each column."""
    return Counter(run.start for line in lines if len(line.runs) > 1 for run in line.runs)


def page_shift(known: Counter[int], starts: Counter[int]) -> int:
    """Return by how many characters a page with ``starts`` must go to the right to be like the ``known`` ones."""
    total = sum(known.values()) or 1
    scores = {
        shift: sum(count * _near(known, place + shift) / total for place, count in starts.items())
        for shift in {0, *(there - here for there in known for here in starts)}
    }
    best = max(sorted(scores), key=lambda shift: (scores[shift], -abs(shift)))
    return best if scores[best] > STAY * scores[0] else 0


def _near(known: Counter[int], place: int) -> int:
    return sum(known[place + step] for step in range(-NEAR, NEAR + 1))
