"""Lines at the top and foot of pages that every page repeats: names of institutions and files, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from .grid_lines import GridLine

MOST_LINES = 3
"""Lines of furniture at each end of a page."""
_FIGURES = re.compile(r"\d+")


def without_furniture(lines: Sequence[GridLine]) -> tuple[list[GridLine], list[GridLine]]:
    """Return the lines that are none of each page's furniture, and those that are."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    furniture: set[GridLine] = set()
    for one, other in pairwise(pages):
        for edge in (slice(None, MOST_LINES), slice(None, -MOST_LINES - 1, -1)):
            for above, below in zip(one[edge], other[edge], strict=False):
                if _without_figures(above) != _without_figures(below):
                    break
                furniture |= {above, below}
    return [line for line in lines if line not in furniture], [line for line in lines if line in furniture]


def _without_figures(line: GridLine) -> str:
    return _FIGURES.sub("#", line.text)
