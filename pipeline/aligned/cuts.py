"""Where one space parts two columns: which of the spaces around a gutter it is.

The text of the left column is nearly as wide as the column then, and never wider; what follows starts where the
column starts, or close behind the text that pushed it, and likelier with a capital than not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import mode

from ..language import is_connector
from ..packed import LIST_MARK
from .column_width import column_width
from .grid_lines import GridLine
from .type_width import text_width

TOO_WIDE, MISJUDGED = 30.0, 0.05
"""Cost of each column's width by which a text is wider, beyond what widths may be misjudged by."""
NOT_FULL, FULL = 4.0, 0.9
"""Cost of each column's width that a text before a single space lacks to be full."""
SINGLE_SPACE = 0.6
"""Cost of a cut at a single space ..."""
SMALL = 0.9
"""... more before a small letter."""
WIDE_INSIDE, WIDER_INSIDE = 3.0, 0.3
"""Cost of a wide space inside a text, and of each further one: justified lines have several."""
STRETCHED = 2
"""So many wide spaces inside a text say that it is justified: the next one may be the justification's, too."""
FIGURE, LIKES_FIGURES = 1.0, 0.5
"""What speaks for a figure at the start of a text where such a share of the column's texts starts with one."""
LONE_CONNECTOR = 1.5
"""Cost of a text that is one word like "de"."""
OFF_START, OFF_START_MOST = 0.06, 1.2
"""Cost of each character between a text's start and where texts around start, up to so much."""
PUSHED = 0.25
"""Share of it that counts for texts after a single space: what stands before has pushed them."""
AROUND = 10
"""Lines up and down on which starts are compared."""
REACH_OVER = 3
"""Characters by which a text that reaches into the next column is too long for its own."""
ROUNDS = 2
LEFT_MARK = 4.0
"""Cost of parting a text from the list mark before it, in a column that has such marks."""
LEAST_MARKS = 2


class _Column:
    """What the lines without doubtful cuts say of a column."""

    def __init__(self, texts: Sequence[Sequence[str]], starts: Sequence[tuple[int, int]]) -> None:
        self.width = column_width(texts)
        """In thousandths of the type's size, where its texts tell."""
        self.has_marks = sum(is_mark(words[0]) for words in texts) >= LEAST_MARKS
        """Some of its texts begin with list marks."""
        self.likes_figures = sum(starts_with_figure(words[0]) for words in texts) > LIKES_FIGURES * len(texts)
        self._lines = [at for at, _ in starts]
        self._starts = [start for _, start in starts]
        self._near: dict[int, int | None] = {}

    def start_near(self, at: int) -> int | None:
        """Return where texts around a line start."""
        if at not in self._near:
            first, stop = bisect_left(self._lines, at - AROUND), bisect_left(self._lines, at + AROUND + 1)
            self._near[at] = mode(self._starts[first:stop]) if first < stop else None
        return self._near[at]


def settle_cuts(
    lines: Sequence[GridLine], cuts: Sequence[tuple[int, ...]], is_row: Sequence[bool]
) -> list[tuple[int, ...]]:
    """Return the cuts with those at single spaces moved to where widths and starts want them."""
    settled = list(cuts)
    for _ in range(ROUNDS):
        columns = _columns(lines, settled, is_row)
        settled = [
            _settle(line, cut, at, columns) if is_row[at] else cut
            for at, (line, cut) in enumerate(zip(lines, settled, strict=True))
        ]
    return settled


def is_mark(word: str) -> bool:
    """Tell whether a word is nothing but a list mark."""
    return LIST_MARK.fullmatch(word) is not None


def starts_with_figure(word: str) -> bool:
    """Tell whether a word is a figure, such as "9", "≥6" or "$20"."""
    return any(character.isdigit() for character in word[:2])


def _pieces(line: GridLine, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the words of each column as a range of indices."""
    edges = [0, *(bisect_left(line.starts, cut) for cut in cuts), len(line.words)]
    return [(first, max(first, stop)) for first, stop in pairwise(edges)]


def _columns(lines: Sequence[GridLine], cuts: Sequence[tuple[int, ...]], is_row: Sequence[bool]) -> list[_Column]:
    count = len(cuts[0]) + 1
    texts: list[list[list[str]]] = [[] for _ in range(count)]
    starts: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for at, line in enumerate(lines):
        for column, (first, stop) in enumerate(_pieces(line, cuts[at]) if is_row[at] else ()):
            if first == stop:
                continue
            texts[column].append([word.text for word in line.words[first:stop]])
            if line.is_clear(first):
                starts[column].append((at, line.starts[first]))
    return [_Column(own, known) for own, known in zip(texts, starts, strict=True)]


def _settle(line: GridLine, cuts: tuple[int, ...], at: int, columns: Sequence[_Column]) -> tuple[int, ...]:
    pieces = _pieces(line, cuts)
    moved = list(cuts)
    for gutter in range(len(cuts)):
        left, right = pieces[gutter], pieces[gutter + 1]
        cut = left[1]
        first, stop = _run_around(line, left[0], cut, right[1])
        if _wide_spaces(line, left[0], cut) >= STRETCHED:
            stop = _end_of_run(line, cut, right[1])
        is_open = first < cut < stop or _overflows(line, left, right, at, columns[gutter : gutter + 2])
        if not is_open:
            continue
        # A text of nothing but "la" has lost what goes on from it: it may go to the left as a whole.
        last = stop + _are_connectors(line, cut, right[1])
        best = min(
            [cut, *range(first + 1, last)],
            key=lambda place: (
                _cost(line, left[0], place, at, columns[gutter])
                + _cost(line, place, right[1], at, columns[gutter + 1])
                + _cost_of_parting(line, left[0], place, right[1], columns[gutter + 1]),
                abs(place - cut),
            ),
        )
        if best != cut:
            pieces[gutter], pieces[gutter + 1] = (left[0], best), (best, right[1])
            moved[gutter] = line.starts[best] if best < len(line.words) else line.ends[-1] + 1
            moved[gutter] = max(moved[gutter], moved[gutter - 1] + 1 if gutter else 1)
    return tuple(moved)


def _are_connectors(line: GridLine, first: int, stop: int) -> bool:
    return first < stop and all(is_connector(word.text) for word in line.words[first:stop])


def _run_around(line: GridLine, least: int, index: int, most: int) -> tuple[int, int]:
    """Return the words around a place that single spaces join, as a range of indices between two limits.

    At a wide space they are those on its left where there are any.
    """
    first = stop = index
    while first > least and (first == index or not line.is_clear(first)):
        first -= 1
    while stop < most and (stop == index == least or not line.is_clear(stop)):
        stop += 1
    return first, stop


def _end_of_run(line: GridLine, first: int, most: int) -> int:
    """Return the word, counted up to ``most``, before which the next wide space stands."""
    return next((index for index in range(first + 1, most) if line.is_clear(index)), most)


def _wide_spaces(line: GridLine, first: int, stop: int) -> int:
    """Return how many wide spaces stand between the words of a text."""
    return sum(line.is_clear(index) for index in range(first + 1, stop))


def _overflows(
    line: GridLine, left: tuple[int, int], right: tuple[int, int], at: int, columns: Sequence[_Column]
) -> bool:
    """Tell whether one of two neighbours is empty and the other too wide, or reaching over where it should stand."""
    if (left[0] < left[1]) == (right[0] < right[1]):
        return False
    start = columns[1].start_near(at)
    if left[0] == left[1]:
        return start is not None and line.starts[right[0]] < start - REACH_OVER
    is_wide = columns[0].width is not None and _width(line, *left) > (1 + MISJUDGED) * columns[0].width
    return is_wide or (start is not None and line.ends[left[1] - 1] > start + REACH_OVER)


def _width(line: GridLine, first: int, stop: int) -> int:
    return text_width(tuple(word.text for word in line.words[first:stop]))


def _cost(line: GridLine, first: int, stop: int, at: int, column: _Column) -> float:
    """Return what speaks against the words from ``first`` to ``stop`` as the text of a column."""
    if first == stop:
        return 0.0
    width = _width(line, first, stop) / column.width if column.width else FULL
    cost = TOO_WIDE * max(width - 1 - MISJUDGED, 0.0)
    wide = _wide_spaces(line, first, stop)
    cost += WIDE_INSIDE * min(wide, 1) + WIDER_INSIDE * max(wide - 1, 0)
    if not line.is_clear(stop):
        cost += NOT_FULL * max(FULL - width, 0.0)
    start = column.start_near(at)
    off = min(OFF_START * abs(line.starts[first] - start), OFF_START_MOST) if start is not None else 0.0
    return cost + off * (1.0 if line.is_clear(first) else PUSHED)


def _cost_of_parting(line: GridLine, first: int, place: int, stop: int, column: _Column) -> float:
    """Return what speaks against ``column``'s text starting at ``place``, where one space or a stretched one stands."""
    is_stretched = _wide_spaces(line, first, place) >= STRETCHED
    if place == stop or (line.is_clear(place) and not is_stretched):
        return 0.0
    word = line.words[place].text
    cost = SINGLE_SPACE + SMALL * word[0].islower()
    cost += LEFT_MARK * (column.has_marks and is_mark(line.words[place - 1].text))
    cost += LONE_CONNECTOR * _are_connectors(line, place, stop)
    return cost - FIGURE * (column.likes_figures and starts_with_figure(word))
