"""Rows with more cells than there are columns: a ``;`` inside a text cut it in two, and its pieces are put together.

Every way to join neighbours down to the number of columns is weighed by what it explains: a piece that goes on in
lower case, a link in the column of links, a figure in the one of targets, a unit or mission that other rows have whole.
Only a way that is better than all others is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ..absence import read_absence
from ..normalise import fold
from .template import SEPARATOR

MOST_CELLS = 12
"""Rows with more are left as they are: there would be too many ways, and none to be trusted."""
GOES_ON, IN_PLACE, SEEN_WHOLE = 1.0, 2.0, 3.0
"""What a piece in lower case, a link or a figure in its column, and a text that other rows have are worth."""
LINK_STARTS = ("http://", "https://", "www.")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns that can be told by their content stand, and the texts that whole rows have in the others."""

    width: int
    target: int | None
    link: int | None
    seen: tuple[frozenset[str], ...]
    """By column, folded."""


def columns_of(rows: Sequence[Sequence[str]], width: int, target: int | None, link: int | None) -> Columns:
    """Return what is known of the columns of a table from those of its ``rows`` that are not too wide."""
    whole = [row for row in rows if len(row) <= width]
    seen = tuple(frozenset(fold(row[at]) for row in whole if len(row) > at and row[at]) for at in range(width))
    return Columns(width, target, link, seen)


def join_pieces(row: Sequence[str], columns: Columns) -> tuple[str, ...] | None:
    """Return the row with ``columns.width`` cells; None where no way to join its pieces is better than the others."""
    if not columns.width < len(row) <= MOST_CELLS:
        return None
    ways = sorted(((_worth(way, columns), way) for way in _ways(row, columns.width)), key=lambda item: -item[0])
    (best, way), *others = ways
    if best <= 0 or (others and others[0][0] == best):
        return None
    return tuple(f"{SEPARATOR} ".join(filter(None, pieces)) for pieces in way)


def is_link(text: str) -> bool:
    """Tell whether a cell is an address, or says that there is none."""
    return text.lower().startswith(LINK_STARTS) or bool(text and read_absence(text))


def _ways(row: Sequence[str], width: int) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the ways to cut the cells into ``width`` runs of neighbours."""
    for cuts in combinations(range(1, len(row)), width - 1):
        bounds = (0, *cuts, len(row))
        yield tuple(tuple(row[first:last]) for first, last in pairwise(bounds))


def _worth(way: Sequence[Sequence[str]], columns: Columns) -> float:
    worth = 0.0
    for at, pieces in enumerate(way):
        worth += sum(GOES_ON if piece[:1].islower() and not is_link(piece) else -GOES_ON for piece in pieces[1:])
        whole = f"{SEPARATOR} ".join(pieces)
        if at == columns.link:
            worth += IN_PLACE if len(pieces) == 1 and is_link(whole) else 0.0
        elif at == columns.target:
            worth += IN_PLACE if any(map(str.isdigit, pieces[0])) else 0.0
        elif len(pieces) == 1 and fold(whole) in columns.seen[at]:
            worth += SEEN_WHOLE
    return worth
