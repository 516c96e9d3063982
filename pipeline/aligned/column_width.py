"""How wide a column is, from how its texts wrap.

Where a text goes on, its line was full: the column is at least as wide as that line, and too narrow for the next
line's first word beside it. The width that agrees with most of such lines is the column's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .type_width import SPACE_WIDTH, text_width, word_width

FEWEST_WRAPS, AGREEMENT = 6, 0.6
"""So many wrapped lines, and such a share of them in agreement, tell a column's width."""


def column_width(texts: Sequence[Sequence[str]]) -> int | None:
    """Return the width of a column in thousandths of the type's size, given the words of its lines in their order.

    None where too few of its texts wrap.
    """
    spans = []
    for above, below in pairwise(texts):
        if below[0][:1].islower():
            width = text_width(tuple(above))
            spans.append((width, width + SPACE_WIDTH + word_width(below[0])))
    if len(spans) < FEWEST_WRAPS:
        return None
    changes = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    depth, best, found = 0, 0, (0, 0)
    for (at, change), (following, _) in pairwise(changes):
        depth += change
        if depth > best:
            best, found = depth, (at, following)
    if best < AGREEMENT * len(spans):
        return None
    return (found[0] + found[1]) // 2
