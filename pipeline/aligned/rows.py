"""Lines to rows: where units and their rows begin, for all columns at once.

A table is cut into rows of units and these into rows of indicators, so that the signs of a new cell are where the
cuts are and nowhere else, and so that cells of one row are aligned, at their tops, middles or feet, the same for the
whole table. The best cut is found by dynamic programming, for units over that for their indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from .row_chains import Chains, Flags, Floats, Integers, best_chains
from .row_scores import ALIGNMENTS, DEFAULT_ROW_WEIGHTS, Alignment, Column, PairScores, RowWeights, Stretch, Strip

SAMPLE_LINES = 250
"""So many lines tell how a table is aligned."""


class UnitRows(NamedTuple):
    """Lines of one unit and of each of its rows, as ranges of indices."""

    start: int
    stop: int
    rows: tuple[tuple[int, int], ...]
    has_merged_target: bool = False


class _Rated(NamedTuple):
    """What units between all pairs of places score in one alignment, as arrays of places × reach."""

    whole: Chains
    merged: Chains | None
    """Their rows without the targets, where one target may hold for all of them."""
    of_unit: Floats
    """What the unit's own cells add."""
    target: Floats
    """What one target for the whole unit adds."""


class RowCutter:
    """Cuts one stretch into rows."""

    def __init__(self, stretch: Stretch, weights: RowWeights) -> None:
        count = len(stretch.rows)
        self._weights = weights
        self._of_unit = [Column(strip, count) for strip in stretch.of_unit]
        self._of_row = [Column(strip, count) for strip in stretch.of_row]
        may_begin = _may_begin(self._of_row, count, weights) & np.any([c.has_text for c in self._of_row], axis=0)
        unit_begins = _may_begin([*self._of_unit, *self._of_row], count, weights)
        may_begin[count] = unit_begins[count] = True
        self._places = np.flatnonzero(may_begin | unit_begins)
        self._lines: list[int] = self._places.tolist()
        self._may_go_on = may_begin[self._places]
        self._is_unit_cut = unit_begins[self._places]
        last_stops = self._last_stops(_running_sum(self._of_unit, count))
        reach = int((last_stops - np.arange(len(self._places))).max(initial=1))
        self._pairs = PairScores(stretch, self._places, reach, weights)
        self._is_stop = self._stops(last_stops, reach)
        self._may_be_row = self._possible_rows(_running_sum(self._of_row, count))
        self._rated: dict[Alignment, _Rated] = {}

    def cut(self, alignment: Alignment, weights: RowWeights) -> tuple[float, list[UnitRows]]:
        """Return the best rows and their score in one alignment; ``weights`` say which kind of targets is the rule."""
        if alignment not in self._rated:
            self._rated[alignment] = self._rate(alignment)
        rated = self._rated[alignment]
        scores = rated.whole.scores - weights.separate * _has_several(rated.whole)
        has_merged = np.zeros(scores.shape, dtype=bool)
        if rated.merged:
            others = np.where(_has_several(rated.merged), rated.merged.scores + rated.target - weights.merged, -np.inf)
            has_merged = others > scores
            scores = np.where(has_merged, others, scores)
        total, cuts = self._best_units(np.where(self._is_stop, scores + rated.of_unit, -np.inf))
        return total, [self._unit(start, stop, rated, has_merged) for start, stop in cuts]

    def cut_packed(self, alignment: Alignment) -> tuple[float, list[UnitRows]]:
        """Return the best units and their score where all indicators of a unit share a cell, as do its targets."""
        pairs = self._pairs
        rows = pairs.rows(self._of_row, alignment) + sum(pairs.items(column) for column in self._of_row)
        total, cuts = self._best_units(np.where(self._is_stop, rows + pairs.units(self._of_unit, alignment), -np.inf))
        lines = self._lines
        units = ((lines[start], lines[stop]) for start, stop in cuts)
        return total, [UnitRows(start, stop, ((start, stop),)) for start, stop in units]

    def _last_stops(self, lost: Floats) -> Integers:
        """Return for each place the last one where a unit that begins there may end.

        Everywhere before it has too much of two; the next one in any case.
        """
        weights, places = self._weights, self._places
        units = np.flatnonzero(self._is_unit_cut)
        allowed_lines = np.searchsorted(places[units], places + weights.most_lines, side="right") - 1
        allowed_lost = np.searchsorted(lost[places[units]], lost[places + 1] + weights.most_lost, side="right") - 1
        following = np.minimum(np.searchsorted(units, np.arange(len(places)), side="right"), len(units) - 1)
        return units[np.maximum(np.minimum(allowed_lines, allowed_lost), following)]

    def _stops(self, last_stops: Integers, reach: int) -> Flags:
        ends = np.arange(len(self._places))[:, None] + 1 + np.arange(reach)
        is_cut = self._is_unit_cut[np.minimum(ends, len(self._places) - 1)]
        return np.asarray(self._pairs.is_pair & is_cut & (ends <= last_stops[:, None]))

    def _possible_rows(self, lost: Floats) -> Flags:
        """Return between which places a row may be: none with too much of two, but up to the next place always."""
        pairs = self._pairs
        possible = pairs.is_pair & (lost[pairs.stops] - lost[pairs.starts + 1] <= self._weights.most_lost)
        possible[:, 0] = pairs.is_pair[:, 0]
        return np.asarray(possible)

    def _rate(self, alignment: Alignment) -> _Rated:
        pairs = self._pairs
        of_unit = pairs.units(self._of_unit, alignment)
        targets = [column for column in self._of_row if column.is_target]
        rows = self._only_possible(pairs.rows(self._of_row, alignment))
        if alignment == "first":
            # The unit's cells are in its first row; in later ones there must be none.
            later = rows - self._weights.most_lost * pairs.have_text(self._of_unit)
            whole = best_chains(rows + of_unit, later, self._may_go_on)
            return _Rated(whole, None, np.zeros_like(rows), np.zeros_like(rows))
        untargeted = [column for column in self._of_row if not column.is_target]
        both = np.stack([rows, self._only_possible(pairs.rows(untargeted, alignment))])
        chains = best_chains(both, both, self._may_go_on)
        return _Rated(chains.way(0), chains.way(1), of_unit, pairs.units(targets, alignment))

    def _only_possible(self, rows: Floats) -> Floats:
        return np.where(self._may_be_row, rows, -np.inf)

    def _best_units(self, scores: Floats) -> tuple[float, list[tuple[int, int]]]:
        """Return the score of the best chain of units, and the places between which they are."""
        last, reach = len(scores) - 1, scores.shape[1]
        best = np.full(last + reach + 1, -np.inf)
        best[0] = 0.0
        source = np.zeros(len(best), dtype=np.intp)
        for start in np.flatnonzero(self._is_unit_cut[:last]):
            totals = best[start] + scores[start]
            after = slice(start + 1, start + 1 + reach)
            is_better = totals > best[after]
            best[after][is_better] = totals[is_better]
            source[after][is_better] = start
        cuts = []
        at = last
        while at:
            cuts.append((int(source[at]), int(at)))
            at = source[at]
        return float(best[last]), cuts[::-1]

    def _unit(self, start: int, stop: int, rated: _Rated, has_merged: Flags) -> UnitRows:
        is_merged = bool(has_merged[start, stop - start - 1])
        chains = rated.merged if is_merged and rated.merged else rated.whole
        lines = self._lines
        rows = tuple((lines[first], lines[end]) for first, end in chains.rows(start, stop))
        return UnitRows(lines[start], lines[stop], rows, is_merged)


def _may_begin(columns: Sequence[Column], count: int, weights: RowWeights) -> Flags:
    """Return the lines before which a cell may begin: the first one, and where the signs do not forbid it."""
    sums = np.zeros(count + 1)
    for column in columns:
        sums += column.sign[column.next]
    may_begin = sums > weights.weakest_cut
    may_begin[0] = True
    return may_begin


def _running_sum(columns: Sequence[Column], count: int) -> Floats:
    """Return for each line the sum of the signs for new cells before it."""
    sums = np.zeros(count + 2)
    for column in columns:
        sums[1:] += np.maximum(column.sign, 0.0)
    return np.cumsum(sums)


def _has_several(chains: Chains) -> Flags:
    """Return where the best chain has more than one row."""
    return np.asarray(chains.first != np.arange(chains.first.shape[-1]))


def cut_rows(
    stretches: Sequence[Stretch], weights: RowWeights = DEFAULT_ROW_WEIGHTS
) -> tuple[Alignment, list[list[UnitRows]]]:
    """Return the units of each stretch, and the alignment by which the table as a whole makes most sense.

    A sample tells the alignment, and whether targets are merged, or cells packed, as a rule.
    """
    sample = [RowCutter(_head(stretch), weights) for stretch in _sample(stretches)]
    rules = (replace(weights, separate=0.0), replace(weights, merged=0.0), None)
    hypotheses = [(alignment, rule) for alignment in ALIGNMENTS for rule in rules]
    alignment, rule = max(hypotheses, key=lambda guess: sum(_cut(cutter, *guess)[0] for cutter in sample))
    cutters = (
        sample[at] if at < len(sample) and len(stretch.rows) <= SAMPLE_LINES else RowCutter(stretch, weights)
        for at, stretch in enumerate(stretches)
    )
    return alignment, [_cut(cutter, alignment, rule)[1] for cutter in cutters]


def _cut(cutter: RowCutter, alignment: Alignment, rule: RowWeights | None) -> tuple[float, list[UnitRows]]:
    """Return the best rows and their score by one rule for targets; None: all of a unit's are in one cell."""
    return cutter.cut(alignment, rule) if rule else cutter.cut_packed(alignment)


def _sample(stretches: Iterable[Stretch]) -> list[Stretch]:
    size, sample = 0, []
    for stretch in stretches:
        if size < SAMPLE_LINES:
            sample.append(stretch)
        size += len(stretch.rows)
    return sample


def _head(stretch: Stretch) -> Stretch:
    """Return the first lines of a stretch, enough for a sample."""
    return Stretch(
        stretch.rows[:SAMPLE_LINES],
        stretch.pages[:SAMPLE_LINES],
        [_cut_strip(strip) for strip in stretch.of_unit],
        [_cut_strip(strip) for strip in stretch.of_row],
    )


def _cut_strip(strip: Strip) -> Strip:
    return strip._replace(signs={at: sign for at, sign in strip.signs.items() if at < SAMPLE_LINES})
