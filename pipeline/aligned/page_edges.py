"""What pages bear besides their content: lines at the top and foot that each repeats, letters of watermarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from .grid_lines import GridLine

MOST_LINES = 3
"""Lines of furniture at each end of a page."""
LEAST_LETTERS = 3
"""Lines of lone capitals that are a text across the page."""
_FIGURES = re.compile(r"\d+")


def without_furniture(lines: Sequence[GridLine]) -> tuple[list[GridLine], list[GridLine]]:
    """Return the lines that are none of each page's furniture, and those that are."""
    furniture = set(_letters(lines))
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    for one, other in pairwise(pages):
        for edge in (slice(None, MOST_LINES), slice(None, -MOST_LINES - 1, -1)):
            for above, below in zip(one[edge], other[edge], strict=False):
                if _without_figures(above) != _without_figures(below):
                    break
                furniture |= {above, below}
    return [line for line in lines if line not in furniture], [line for line in lines if line in furniture]


def _letters(lines: Sequence[GridLine]) -> list[GridLine]:
    """Return the lines of lone capitals, of which a text across the page leaves several."""
    found = [line for line in lines if all(len(word.text) == 1 and word.text.isupper() for word in line.words)]
    return found if len(found) >= LEAST_LETTERS else []


def _without_figures(line: GridLine) -> str:
    return _FIGURES.sub("#", line.text)
