"""Cells that hold several indicators, or several targets: which line starts a new one, and which goes with which.

Each line is rated as the start of a new item by what the page shows: a list mark, a gap above, a line end that
the words did not force (the next word would have fitted), a capital letter, an unfinished phrase before. Both
cells are cut so that the ratings are highest and the numbers of items agree as far as the ratings allow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractores.lines import Line

from .language import is_connector, lists_of, stems

LIST_MARK = re.compile(r"(?<!\s)\s*+(?:(\d{1,2})\s?[.)](?!\d)\s?|[a-z]\)\s?|[-–—•·▪●■◦*➢✓]\s?)(?=\S|$)")

MARKED, UNMARKED = 6.0, -6.0
"""A line with, and one without, a list mark in a cell that uses them."""
GAP, LEVEL_GAP = 1.5, 0.45
"""A gap above the line larger by this share of its height than the usual one."""
FREE_END, FULL_END = 1.2, -0.4
"""The next word would have fitted on the line before, or would not."""
CAPITAL, SMALL = 0.6, -1.5
OPEN_END = -2.0
"""The line before ends in a comma or a word like "de": its phrase goes on."""
UNEVEN = 1.2
"""What each target more or less than indicators costs."""
SPACE = 0.3
"""Width of a space, in heights of the type."""


class Item(NamedTuple):
    """One value of a packed cell: its lines, the first without its list mark."""

    texts: tuple[str, ...]
    lines: tuple[Line, ...]
    mark: str = ""


class Pair(NamedTuple):
    """An indicator and its target, either may be missing."""

    indicator: Item | None
    target: Item | None


class Packed(NamedTuple):
    """The pairs of one pair of cells."""

    pairs: tuple[Pair, ...]
    is_even: bool
    """Whether there are as many targets as indicators."""


def unpack(indicators: Sequence[Line], targets: Sequence[Line], widths: tuple[float, float]) -> Packed:
    """Cut two cells into pairs; ``widths`` are those of the widest lines of the two columns, in points."""
    if not indicators or not targets or len(indicators) + len(targets) < 3:
        return Packed((Pair(_whole(indicators), _whole(targets)),), True)
    left, right = _cuts(indicators, widths[0]), _cuts(targets, widths[1])
    many, few = max(
        ((i, t) for i in range(len(left)) for t in range(len(right))),
        key=lambda n: (left[n[0]][0] + right[n[1]][0] - UNEVEN * abs(n[0] - n[1]), -n[0] - n[1]),
    )
    ours, theirs = _items(indicators, left[many][1]), _items(targets, right[few][1])
    if len(ours) == len(theirs):
        return Packed(tuple(map(Pair, ours, theirs)), True)
    return Packed(_align(ours, theirs), False)


def without_mark(text: str) -> str:
    """Return ``text`` without the list mark that it begins with, if it begins with one."""
    mark = LIST_MARK.match(text)
    return text[mark.end() :] if mark else text


def _whole(lines: Sequence[Line]) -> Item | None:
    return _items(lines, ())[0] if lines else None


def _cuts(lines: Sequence[Line], width: float) -> list[tuple[float, tuple[int, ...]]]:
    """Return for 0, 1, 2 … cuts the best rating and the lines that start a new item."""
    rated = sorted(((rating, index) for index, rating in _rate_starts(lines, width)), key=lambda r: (-r[0], r[1]))
    cuts: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for rating, index in rated:
        cuts.append((cuts[-1][0] + rating, tuple(sorted((*cuts[-1][1], index)))))
    return cuts


def _rate_starts(lines: Sequence[Line], width: float) -> list[tuple[int, float]]:
    uses_marks = LIST_MARK.match(lines[0].text) is not None
    gaps = [_gap(above, below) for above, below in pairwise(lines)]
    usual = min((gap for gap in gaps if gap is not None), default=0.0)
    ratings: list[tuple[int, float]] = []
    for index, gap in enumerate(gaps, start=1):
        above, below = lines[index - 1], lines[index]
        if uses_marks:
            rating = MARKED if LIST_MARK.match(below.text) else UNMARKED
        else:
            is_apart = gap is not None and gap - usual > LEVEL_GAP * (below.bbox.bottom - below.bbox.top)
            rating = (GAP if is_apart else 0.0) + _rate_break(above, below, width)
        ratings.append((index, rating))
    return ratings


def _gap(above: Line, below: Line) -> float | None:
    """Return the distance of two lines; None where a page break lies between them."""
    return below.bbox.top - above.bbox.bottom if above.page == below.page else None


def _rate_break(above: Line, below: Line, width: float) -> float:
    box, first = above.bbox, below.words[0]
    needed = SPACE * first.size + (first.x1 - first.x0)
    rating = FREE_END if box.width + needed < width else FULL_END
    if not (above.text.isupper() and below.text.isupper()):
        # Where all is in capitals a capital says nothing.
        rating += CAPITAL if _may_start([word.text for word in below.words[:2]]) else SMALL
    last = above.words[-1].text
    return rating + (OPEN_END if last.endswith((",", "-", "(")) or is_connector(last) else 0.0)


def _may_start(words: Sequence[str]) -> bool:
    """Tell whether a line may open an item: not in small letters, but for "menos de 5" and "al menos 5"."""
    return not words[0][:1].islower() or any("comparators" in lists_of(word) for word in words)


def _items(lines: Sequence[Line], starts: Sequence[int]) -> list[Item]:
    bounds = [0, *starts, len(lines)]
    return [_item(lines[start:end], packed=bool(starts)) for start, end in pairwise(bounds)]


def _item(lines: Sequence[Line], packed: bool) -> Item:
    texts = [line.text for line in lines]
    mark = LIST_MARK.match(texts[0])
    # A lone "1. 250 becas" is a list of one; a lone "3) ..." likewise; figures alone are values, not marks.
    if mark and (packed or texts[0][mark.end() :].strip()):
        texts[0] = texts[0][mark.end() :]
        return Item(tuple(texts), tuple(lines), mark.group(1) or "")
    return Item(tuple(texts), tuple(lines))


def _align(indicators: Sequence[Item], targets: Sequence[Item]) -> tuple[Pair, ...]:
    """Pair unequal lists in their order, so that the pairs speak of the same things; others stay alone.

    Needleman and Wunsch's alignment (1970) with the shared stems of words as the score and free gaps.
    """
    best: dict[tuple[int, int], tuple[float, tuple[Pair, ...]]] = {(0, 0): (0.0, ())}
    for i in range(len(indicators) + 1):
        for t in range(len(targets) + 1):
            ways = []
            if i and t:
                score, pairs = best[i - 1, t - 1]
                ways.append(
                    (
                        score + _likeness(indicators[i - 1], targets[t - 1]),
                        (*pairs, Pair(indicators[i - 1], targets[t - 1])),
                    )
                )
            if i:
                score, pairs = best[i - 1, t]
                ways.append((score, (*pairs, Pair(indicators[i - 1], None))))
            if t:
                score, pairs = best[i, t - 1]
                ways.append((score - UNEVEN, (*pairs, Pair(None, targets[t - 1]))))
            if ways:
                best[i, t] = max(ways, key=lambda way: way[0])
    return best[len(indicators), len(targets)][1]


def _likeness(indicator: Item, target: Item) -> float:
    if indicator.mark and target.mark:
        return 2.0 if indicator.mark == target.mark else -2.0
    shared = stems(" ".join(indicator.texts)) & stems(" ".join(target.texts))
    return 0.1 + len(shared)
