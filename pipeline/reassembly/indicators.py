"""Indicators to units: in order, near those named just before or after, and by meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .cells import Cell
from .groups import Meaning, UnitGroup
from .lines import WordSequence
from .settings import AssemblySettings

MOST_COUNTED = 8
"""Indicators of one unit that are counted; further ones are alike."""
WINDOW = 3
"""Units outside the named ones that an indicator may still belong to."""
MOST_SKIPPED = 12
"""Units in a row that may stay without an indicator."""
IMPOSSIBLE = -1e9
MOST_APART = 8
"""Lines; what is farther apart is simply elsewhere."""
NAMING_WORDS = 2
"""A unit's name must have so many words of meaning to be recognised in an indicator."""


class Stems(NamedTuple):
    """What is said of a unit."""

    all: frozenset[str]
    """In its name and mission."""
    name: frozenset[str]


class Worth:
    """What an indicator is worth in a group: what they share, less its distance from where it stands."""

    def __init__(
        self,
        indicators: Sequence[Cell],
        groups: Sequence[UnitGroup],
        cells: Sequence[Cell],
        sequence: WordSequence,
        meaning: Meaning,
        settings: AssemblySettings,
    ) -> None:
        self._indicators = indicators
        self._stems = [Stems(group.stems, group.unit.stems if group.unit else frozenset()) for group in groups]
        self._lines_apart = lines_apart(indicators, groups, cells, sequence)
        self._meaning = meaning
        self._settings = settings
        self.ranges = named_before(indicators, groups, cells)
        self.groups = len(groups)
        self._in_block = _within_blocks(indicators, cells)

    def split(self, at: int) -> float:
        """Return what it costs that the indicator ``at`` belongs to another group than the one before it."""
        return self._settings.block_split * (at in self._in_block)

    def of(self, at: int, k: int) -> float:
        """Return what the indicator ``at`` is worth in group ``k``."""
        (low, high, ahead), settings, stems = self.ranges[at], self._settings, self._stems[k]
        own = self._indicators[at].stems
        outside = settings.outside_range * max(low - k, k - ahead, 0) + settings.ahead * max(min(k, ahead) - high, 0)
        names_unit = len(stems.name) >= NAMING_WORDS and stems.name <= own
        return (
            settings.own_meaning * self._meaning.shared(own, stems.all)
            + settings.names_unit * names_unit
            - outside
            - settings.line_apart * self._lines_apart.get((at, k), 0)
        )


def assign_indicators(indicators: Sequence[Cell], worth: Worth, settings: AssemblySettings) -> list[int]:
    """Return the group of each indicator: in order, near those named just before it, and by meaning."""
    if not worth.groups:
        return [0] * len(indicators)
    size, infinite = worth.groups, IMPOSSIBLE
    back: list[dict[tuple[int, int], tuple[int, int]]] = []
    # State: group k holds its n-th indicator (n from 1, the last class open).
    table = [[infinite] * MOST_COUNTED for _ in range(size)]
    for at in range(len(indicators)):
        low, _, ahead = worth.ranges[at]
        new = [[infinite] * MOST_COUNTED for _ in range(size)]
        moves: dict[tuple[int, int], tuple[int, int]] = {}
        bests = [max(row) for row in table]
        fullest = [row.index(best) for row, best in zip(table, bests, strict=True)]
        for k in range(max(low - WINDOW, 0), min(ahead + WINDOW + 1, size)):
            gain = worth.of(at, k)
            for n in range(MOST_COUNTED):
                if n > 0:
                    previous = n if n == MOST_COUNTED - 1 and table[k][n] >= table[k][n - 1] else n - 1
                    score, source = table[k][previous] - settings.crowded * (n >= 2), (k, previous)
                elif at == 0:
                    score, source = -settings.no_indicator * k, (-1, -1)
                else:
                    score, source = _best_before(bests, fullest, k, settings.no_indicator)
                    score -= worth.split(at)
                if score > infinite / 2 and score + gain > new[k][n]:
                    new[k][n] = score + gain
                    moves[k, n] = source
        table = new
        back.append(moves)
    owners = _trace(table, back, settings.no_indicator)
    return exchange(owners, worth, settings)


def exchange(owners: list[int], worth: Worth, settings: AssemblySettings) -> list[int]:
    """Leave the order where meaning pays for it: give one or two indicators at a time to better owners."""
    if not settings.loose_most or len(owners) > settings.exchanged_most:
        return owners
    price = _Price(len(owners), worth, settings)
    owners = list(owners)
    while True:
        gain, change = max(
            ((price.gain(owners, change), change) for change in price.changes(owners)), default=(0.0, ())
        )
        if gain <= settings.least_gain:
            return owners
        for i, k in change:
            owners[i] = k


Change = tuple[tuple[int, int], ...]
"""Indicators, by place, and the units that they go to."""


def _nearby(owner: int, size: int) -> list[int]:
    return [k for k in range(max(owner - WINDOW, 0), min(owner + WINDOW + 1, size)) if k != owner]


class _Price:
    """What a whole division of the indicators among the units is worth."""

    def __init__(self, indicators: int, worth: Worth, settings: AssemblySettings) -> None:
        self._settings = settings
        self._counted: tuple[tuple[int, ...], Counter[int]] = ((), Counter())
        self._splits = [worth.split(at) for at in range(indicators)]
        self._gains = [[worth.of(at, k) for k in range(worth.groups)] for at in range(indicators)]

    def changes(self, owners: Sequence[int]) -> Iterator[Change]:
        """Yield the ways that may pay to give one indicator, or two near each other, to other units nearby."""
        moves = [
            [(k, gains[k] - gains[owner]) for k in _nearby(owner, len(gains))]
            for gains, owner in zip(self._gains, owners, strict=True)
        ]
        settings = self._settings
        # What a move can bring besides: an empty unit filled, a crowd thinned, both its neighbours put in order.
        most = settings.no_indicator + settings.crowded + 2 * (settings.out_of_order + settings.block_split)
        for i, some in enumerate(moves):
            for k, gain in some:
                if gain + most > settings.least_gain:
                    yield ((i, k),)
                for j in range(i + 1, min(i + WINDOW + 1, len(owners))):
                    for other, more in moves[j]:
                        if gain + more + 2 * most > settings.least_gain:
                            yield (i, k), (j, other)

    def gain(self, owners: Sequence[int], change: Change) -> float:
        """Return how much more the division is worth after ``change``: only what it touches is counted."""
        new = dict(change)
        gain = sum(self._gains[i][k] - self._gains[i][owners[i]] for i, k in change)
        touched = {at for i in new for at in (i, i + 1) if 0 < at < len(owners)}
        for at in touched:
            before, after = new.get(at - 1, owners[at - 1]), new.get(at, owners[at])
            gain -= self._settings.out_of_order * ((after < before) - (owners[at] < owners[at - 1]))
            gain -= self._splits[at] * ((after != before) - (owners[at] != owners[at - 1]))
        return gain - self._crowding(owners, change)

    def _crowding(self, owners: Sequence[int], change: Change) -> float:
        """Return what the units lose that get too many indicators, or none."""
        more = Counter(k for _, k in change)
        more.subtract(owners[i] for i, _ in change)
        counts = self._count(owners)
        return sum(self._cost_of(counts[k] + extra) - self._cost_of(counts[k]) for k, extra in more.items() if extra)

    def _cost_of(self, count: int) -> float:
        return self._settings.no_indicator * (count == 0) + self._settings.crowded * max(count - 2, 0)

    def _count(self, owners: Sequence[int]) -> Counter[int]:
        key = tuple(owners)
        if key != self._counted[0]:
            self._counted = (key, Counter(owners))
        return self._counted[1]


def _best_before(
    bests: Sequence[float], fullest: Sequence[int], k: int, skip_cost: float
) -> tuple[float, tuple[int, int]]:
    """Return the best that comes before group ``k``: what it is worth, and its state.

    Of each group, ``bests`` is the worth of its best state and ``fullest`` which that is.
    """
    best, source = IMPOSSIBLE, (-1, -1)
    for before in range(max(k - MOST_SKIPPED, 0), k):
        score = bests[before] - skip_cost * (k - before - 1)
        if score > best:
            best, source = score, (before, fullest[before])
    return best, source


def _trace(table: list[list[float]], back: list[dict[tuple[int, int], tuple[int, int]]], skip_cost: float) -> list[int]:
    if not back:
        return []
    tail = [max(row) - skip_cost * (len(table) - 1 - k) for k, row in enumerate(table)]
    k = tail.index(max(tail))
    state = (k, table[k].index(max(table[k])))
    owners = []
    for moves in reversed(back):
        owners.append(state[0])
        state = moves.get(state, state)
    return owners[::-1]


def named_before(
    indicators: Sequence[Cell], groups: Sequence[UnitGroup], cells: Sequence[Cell]
) -> list[tuple[int, int, int]]:
    """Return for each indicator the first and last group named just before it, and the last named just after it.

    What is named in one go are the units and missions between which no indicator stands: a row, or a block of rows.
    """
    group_of = {id(cell): k for k, group in enumerate(groups) for cell in (group.mission or group.unit,) if cell}
    runs: list[tuple[int, int]] = []
    run_of: dict[int, int] = {}
    in_run = False
    for cell in cells:
        group = group_of.get(id(cell)) if cell.role in "UM" else None
        if group is not None:
            runs[-1:] = [(min(runs[-1][0], group), max(runs[-1][1], group))] if in_run else [*runs[-1:], (group, group)]
            in_run = True
        elif cell.role in "IT":
            in_run = False
            run_of[id(cell)] = len(runs) - 1
    ranges = []
    for indicator in indicators:
        run = run_of[id(indicator)]
        low, high = runs[run] if run >= 0 else (0, 0)
        following = runs[run + 1][1] if run + 1 < len(runs) else high
        ranges.append((low, high, max(high, following)))
    return ranges


def _within_blocks(indicators: Sequence[Cell], cells: Sequence[Cell]) -> set[int]:
    """Return the indicators that follow another one at once, in dumps in which empty lines part blocks of them."""
    if not any(indicator.opens_block for indicator in indicators[1:]):
        return set()
    place = {id(indicator): at for at, indicator in enumerate(indicators)}
    return {
        place[id(cell)] for before, cell in pairwise(cells) if before.role == cell.role == "I" and not cell.opens_block
    }


def lines_apart(
    indicators: Sequence[Cell], groups: Sequence[UnitGroup], cells: Sequence[Cell], sequence: WordSequence
) -> dict[tuple[int, int], int]:
    """Return for indicators and groups, by place, how many lines each is above or below the other's row.

    Only where they stand on two pages that lie side by side, as a wide sheet is printed, and the dump keeps the lines
    of a page as they are: it indents them then.
    """
    has = {(sequence.page_of(cell.start), "I" if cell.role in "IT" else "M") for cell in cells if cell.role in "UMIT"}
    extents = [_extent([cell for cell in (group.unit, group.mission) if cell], sequence) for group in groups]
    apart = {}
    for at, indicator in enumerate(indicators):
        page, top, foot = _extent([indicator], sequence)
        beside = page - 1
        if (page, "M") in has or (beside, "M") not in has or (beside, "I") in has or not sequence.is_indented(beside):
            continue
        for k, (own, first, last) in enumerate(extents):
            if own == beside:
                apart[at, k] = min(max(first - foot, top - last, 0), MOST_APART)
    return apart


def _extent(cells: Sequence[Cell], sequence: WordSequence) -> tuple[int, int, int]:
    """Return the page on which cells begin, and the first and last line of it that they take."""
    page = sequence.page_of(cells[0].start)
    lines = [sequence.rows[index] for cell in cells for index in cell.words if sequence.page_of(index) == page]
    return page, min(lines), max(lines)
