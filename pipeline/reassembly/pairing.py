"""How likely a unit and a mission belong together: where both stand, what stands between them, what they share.

A dump keeps order, not geometry: the k-th mission of a page is the k-th unit's, or the one just after it, or neither.
Which habit a dump has is seen from the dump as a whole. A small network, learnt from labelled dumps by
``benchmarks.pairing_training``, weighs these facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from math import log
from typing import Any, NamedTuple

import numpy as np

from ..normalise import fold
from .cells import Cell
from .lines import WordSequence

Floats = np.ndarray[Any, np.dtype[np.float32]]
Integers = np.ndarray[Any, np.dtype[np.intp]]

RANK_STEPS = (-20, -8, -4, -2, -1, 0, 1, 2, 3, 5, 9, 21)
"""Classes of distances counted in cells."""
ORDER_STEPS = (-3, -2, -1, 0, 1, 2, 3)
"""Classes of differences between two places in their orders."""
BETWEEN_STEPS = (0, 1, 2, 4)
"""Classes of numbers of units and missions between two cells."""


MOSTLY = 0.5
"""Share of units, and of missions, that stand beside one with the same text where rows repeat them."""
ROLES = "NUMIT"


class Standing(NamedTuple):
    """Where the cells of one role stand, one number for each."""

    rank: Integers
    """Place among all cells."""
    start: Integers
    end: Integers
    page: Integers
    on_page: Integers
    """Place among those of its role on its page ..."""
    page_count: Integers
    """... and how many these are."""
    in_run: Integers
    """Place among those of its role that stand together ..."""
    run_length: Integers
    """... and how many these are."""
    run_end: Integers
    """Rank of the last of them."""
    anchors: Integers
    """Units and missions before it."""


def standings(cells: Sequence[Cell], sequence: WordSequence) -> dict[str, Standing]:
    """Return for each role where its cells stand."""
    anchors = np.cumsum([cell.role in "UM" for cell in cells]) if cells else np.zeros(0, dtype=np.intp)
    ranks: dict[str, list[int]] = {role: [] for role in ROLES}
    for rank, cell in enumerate(cells):
        ranks[cell.role].append(rank)
    return {role: _standing(at, cells, anchors, sequence) for role, at in ranks.items()}


def _standing(ranks: Sequence[int], cells: Sequence[Cell], anchors: Integers, sequence: WordSequence) -> Standing:
    rank = np.asarray(ranks, dtype=np.intp)
    page = np.asarray([sequence.page_of(cells[at].start) for at in ranks], dtype=np.intp)
    by_page = _places(page)
    run = np.cumsum(np.diff(rank, prepend=-2) > 1).astype(np.intp)
    by_run = _places(run)
    run_end = rank - by_run[0] + by_run[1] - 1
    start = np.asarray([cells[at].start for at in ranks], dtype=np.intp)
    end = np.asarray([cells[at].end for at in ranks], dtype=np.intp)
    return Standing(rank, start, end, page, *by_page, *by_run, run_end, anchors[rank] if len(rank) else rank)


def _places(keys: Integers) -> tuple[Integers, Integers]:
    """Return the place of each within its run of equal keys, and the length of that run."""
    if not len(keys):
        return keys, keys
    firsts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    lengths = np.diff(np.r_[firsts, len(keys)])
    return np.arange(len(keys)) - np.repeat(firsts, lengths), np.repeat(lengths, lengths)


def shared_meaning(left: Sequence[Cell], right: Sequence[Cell], weights: Mapping[str, float]) -> Floats:
    """Return the weight of the stems that two cells have in common, as a share of the lighter cell's."""
    index = {stem: at for at, stem in enumerate(weights)}
    weight = np.fromiter(weights.values(), dtype=np.float32, count=len(weights))
    one, other = _membership(left, index), _membership(right, index)
    lighter = np.minimum((one @ weight)[:, None], (other @ weight)[None])
    return np.asarray((one * weight) @ other.T / np.maximum(lighter, 1e-6), dtype=np.float32)


def stem_weights(cells: Sequence[Cell]) -> dict[str, float]:
    """Return what each stem weighs in this document: rare ones weigh more."""
    counts = Counter(stem for cell in cells for stem in sorted(cell.stems))
    return {stem: log(1 + len(cells) / count) for stem, count in counts.items()}


def _membership(cells: Sequence[Cell], index: Mapping[str, int]) -> Floats:
    table = np.zeros((len(cells), max(len(index), 1)), dtype=np.float32)
    for at, cell in enumerate(cells):
        table[at, [index[stem] for stem in cell.stems]] = 1
    return table[:, : len(index)] if index else table[:, :0]


def pair_facts(a: Standing, b: Standing, meaning: Floats, agreement: Floats) -> Floats:
    """Return left × right × facts: how each of ``a`` stands to each of ``b``; ``agreement`` is that of numbers."""
    delta = b.rank[None] - a.rank[:, None]
    pages = b.page[None] - a.page[:, None]
    same_page = pages == 0
    on_page = b.on_page[None] - a.on_page[:, None]
    from_end = (b.page_count - b.on_page)[None] - (a.page_count - a.on_page)[:, None]
    even_page = (a.page_count[:, None] == b.page_count[None]) & same_page
    overall = np.arange(len(b.rank))[None] - np.arange(len(a.rank))[:, None]
    even = np.full(delta.shape, len(a.rank) == len(b.rank))
    nested = (a.start[:, None] < b.end[None]) & (b.start[None] < a.end[:, None])
    next_run = (b.rank - b.in_run)[None] == a.run_end[:, None] + 1
    in_run = b.in_run[None] - a.in_run[:, None]
    even_run = a.run_length[:, None] == b.run_length[None]
    follows = np.full(delta.shape, _follow_rate(a, b), dtype=np.float32)
    last, first = (a.in_run == a.run_length - 1)[:, None], (b.in_run == 0)[None]
    between = np.abs(b.anchors[None] - a.anchors[:, None])
    flags = (
        nested, same_page, pages == 1, pages == -1, even_page, even, next_run, even_run, next_run & even_run,
        last & first,
        np.broadcast_to(last, delta.shape), np.broadcast_to(first, delta.shape), next_run & (in_run == 0),
        next_run & even_run & (in_run == 0),
        meaning, meaning == meaning.max(axis=1, keepdims=True), meaning == meaning.max(axis=0, keepdims=True),
        agreement, follows, (delta == 1) * follows, even_page & (on_page == 0),
    )  # fmt: skip
    return np.concatenate(
        [
            np.stack(flags, axis=-1).astype(np.float32),
            _classes(delta, RANK_STEPS),
            _classes(on_page, ORDER_STEPS) * same_page[..., None],
            _classes(from_end, ORDER_STEPS) * same_page[..., None],
            _classes(overall, ORDER_STEPS),
            _classes(in_run, ORDER_STEPS) * next_run[..., None],
            _classes(between, BETWEEN_STEPS),
        ],
        axis=-1,
    )


def _follow_rate(a: Standing, b: Standing) -> float:
    """Return the share of ``a`` just after which one of ``b`` stands: a habit of the whole document."""
    return float(np.isin(a.rank + 1, b.rank).mean()) if len(a.rank) else 0.0


def _classes(values: Integers, steps: Sequence[int]) -> Floats:
    """Return one fact for each class of ``values``; the first and the last class are open."""
    found = np.clip(np.searchsorted(steps, values, side="right") - 1, 0, len(steps) - 1)
    return np.eye(len(steps), dtype=np.float32)[found]


def number_agreement(units: Sequence[Cell], missions: Sequence[Cell], cells: Sequence[Cell]) -> Floats:
    """Return 1 where the number printed before a unit says which of the missions is its own."""
    table = np.zeros((len(units), len(missions)), dtype=np.float32)
    numbers = [int(text) for cell in cells if cell.role == "N" and (text := cell.text.rstrip(".")).isdecimal()]
    if len(numbers) != len(missions):
        return table
    place = {number: at for at, number in enumerate(sorted(numbers))}
    before = {id(cell): number for number, cell in pairwise(cells) if number.role == "N"}
    for row, unit in enumerate(units):
        number = before.get(id(unit))
        if number and number.text.rstrip(".").isdecimal():
            table[row, min(place[int(number.text.rstrip("."))], len(missions) - 1)] = 1
    return table


def repetition_agreement(units: Sequence[str], missions: Sequence[str]) -> Floats:
    """Return 1 where a unit and a mission stand in the same place of equally long repetitions, -1 where they do not.

    Takes their texts, in order. Tables that print unit and mission anew in every row print both as often; 0 where
    neither is repeated at all.
    """
    place, length = _places(_repeated(units))
    other_place, other_length = _places(_repeated(missions))
    if (length > 1).mean() < MOSTLY or (other_length > 1).mean() < MOSTLY:
        return np.zeros((len(units), len(missions)), dtype=np.float32)
    same_length = length[:, None] == other_length[None]
    agree = np.where(same_length & (place[:, None] == other_place[None]), 1, -1)
    once = (length == 1)[:, None] & (other_length == 1)[None]
    return np.where(once, 0, agree).astype(np.float32)


def _repeated(texts: Sequence[str]) -> Integers:
    """Return a number for each text that is the same for the same one."""
    return np.unique([fold(text) for text in texts], return_inverse=True)[1]


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights of one hidden layer over the facts, and what it is worth to stay alone."""

    hidden_w: Floats
    hidden_b: Floats
    out_w: Floats
    alone: Floats
    """For units and for missions: a constant, and how much it changes with how many more of them there are."""


@cache
def shipped_pairs() -> PairModel:
    """Return the model that comes with the package."""
    with (
        as_file(files("pipeline").joinpath("data", "unit_pairs.npz")) as path,
        np.load(path, allow_pickle=False) as archive,
    ):
        return PairModel(*(archive[name].astype(np.float32) for name in ("hidden_w", "hidden_b", "out_w", "alone")))


class Chances(NamedTuple):
    """How likely each pair is, as logarithms: the last column or row is to stay alone."""

    of_units: Floats
    """units × (missions + 1), as seen from each unit."""
    of_missions: Floats
    """(units + 1) × missions, as seen from each mission."""


def unit_facts(
    units: Sequence[Cell], missions: Sequence[Cell], cells: Sequence[Cell], sequence: WordSequence
) -> Floats:
    """Return units × missions × facts."""
    stand = standings(cells, sequence)
    meaning = shared_meaning(units, missions, stem_weights(cells))
    return pair_facts(stand["U"], stand["M"], meaning, number_agreement(units, missions, cells))


def pair_chances(facts: Floats, model: PairModel) -> Chances:
    """Return how likely each unit is each mission's."""
    units, missions = facts.shape[:2]
    worth = np.maximum(facts @ model.hidden_w + model.hidden_b, 0) @ model.out_w
    more_units = log(units / missions)
    unit_alone = np.full((units, 1), model.alone[0, 0] + model.alone[0, 1] * more_units, dtype=np.float32)
    mission_alone = np.full((1, missions), model.alone[1, 0] - model.alone[1, 1] * more_units, dtype=np.float32)
    return Chances(
        _shares(np.concatenate([worth, unit_alone], axis=1), 1),
        _shares(np.concatenate([worth, mission_alone], axis=0), 0),
    )


def _shares(worth: Floats, axis: int) -> Floats:
    top = worth.max(axis=axis, keepdims=True)
    return np.asarray(worth - top - np.log(np.exp(worth - top).sum(axis=axis, keepdims=True)), dtype=np.float32)
