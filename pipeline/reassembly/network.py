"""How likely each role is for each word: a small network over words and lines, learnt from labelled dumps.

Words are read with their neighbours (two convolutions), lines are read with all lines of their stretch in both
directions (two gated recurrent layers, Cho et al. 2014), and what the lines say is given back to the words (two more
convolutions). So a word is judged by its form, by the line it stands on and by the habits of the whole document: in
which order columns come, where blocks end, how wide each is. It is trained by ``benchmarks.reassembly_training`` and
run here with NumPy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from .evidence import NEW_PAGE, Evidence, Floats, Integers, rows_of

WORDS_OF_STRETCH, LINES_OF_STRETCH = 1152, 384
"""A stretch of text that is read as a whole holds at most so many words and lines."""
LEAST_OF_STRETCH = 2
"""A stretch ends at a page end if it has more than one part in so many of its lines before it."""
STRETCHES_AT_ONCE = 32
"""Read side by side, to keep memory small."""

Arrays = Mapping[str, Floats]
Stretch = tuple[int, int]
"""First line of a stretch, and the line after its last."""


@dataclass(frozen=True, slots=True)
class RoleModel:
    """What was learnt: weights by name, and which row of them belongs to which evidence."""

    weights: Arrays
    form_rows: Mapping[str, int]
    lexical_rows: Mapping[str, int]


@cache
def shipped_model() -> RoleModel:
    """Return the model that comes with the package."""
    with as_file(files("pipeline").joinpath("data", "fragment_roles.npz")) as path:
        return load_model(path)


def load_model(path: Path) -> RoleModel:
    """Read a model from ``path``."""
    with np.load(path, allow_pickle=False) as archive:
        weights = {name: archive[name].astype(np.float32) for name in archive.files if archive[name].dtype.kind == "f"}
        rows = [{str(name): at for at, name in enumerate(archive[key])} for key in ("form_names", "lexical_names")]
    return RoleModel(weights, *rows)


def likelihoods(evidence: Evidence, model: RoleModel) -> Floats:
    """Return words × roles: how likely each role is, as logarithms."""
    weights = model.weights
    kinds = _kind_vectors(evidence.kinds, model)
    starts = np.flatnonzero(np.diff(evidence.line_of, prepend=-1))
    ends = np.append(starts[1:], len(evidence.line_of))
    scores = np.empty((len(evidence.word), len(weights["out_b"])), dtype=np.float32)
    cuts = list(stretches(evidence, starts, ends))
    for low in range(0, len(cuts), STRETCHES_AT_ONCE):
        some = cuts[low : low + STRETCHES_AT_ONCE]
        for (first, last), found in zip(some, _read(some, evidence, kinds, starts, ends, weights), strict=True):
            size = ends[last - 1] - starts[first]
            scores[starts[first] : ends[last - 1]] = found[:size]
    top = scores.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True)))


def stretches(evidence: Evidence, starts: Integers, ends: Integers) -> Iterator[Stretch]:
    """Cut a document into stretches at line starts, at page ends where that leaves no crumbs."""
    first, total = 0, len(starts)
    while first < total:
        fits = int(np.searchsorted(ends, starts[first] + WORDS_OF_STRETCH, side="right"))
        last = max(min(fits, first + LINES_OF_STRETCH), first + 1)
        if last < total:
            pages = np.flatnonzero(evidence.line[first:last, NEW_PAGE]) + first
            late = pages[pages > first + (last - first) // LEAST_OF_STRETCH]
            last = int(late[-1]) if len(late) else last
        yield first, last
        first = last


def _kind_vectors(kinds: Sequence[str], model: RoleModel) -> Floats:
    """Return what form and lists of each distinct word say, added up."""
    weights = model.weights
    table = np.empty((len(kinds), weights["form"].shape[1]), dtype=np.float32)
    both = zip(
        rows_of(kinds, model.form_rows, lexical=False), rows_of(kinds, model.lexical_rows, lexical=True), strict=True
    )
    for at, (form, lexical) in enumerate(both):
        table[at] = weights["form"][form].sum(axis=0) + weights["lexical"][lexical].sum(axis=0)
    return table


def _read(
    some: Sequence[Stretch], evidence: Evidence, kinds: Floats, starts: Integers, ends: Integers, weights: Arrays
) -> Floats:
    """Return stretches × words × roles."""
    sizes = [int(ends[last - 1] - starts[first]) for first, last in some]
    words = np.zeros((len(some), max(sizes), kinds.shape[1]), dtype=np.float32)
    is_word = np.arange(max(sizes))[None] < np.asarray(sizes)[:, None]
    most = max(last - first for first, last in some)
    facts = np.zeros((len(some), most, evidence.line.shape[1]), dtype=np.float32)
    is_line = np.zeros((len(some), most), dtype=np.float32)
    edges = np.zeros((2, len(some), most), dtype=np.intp)
    line_of = np.zeros(is_word.shape, dtype=np.intp)
    for at, (first, last) in enumerate(some):
        here, count = slice(starts[first], ends[last - 1]), last - first
        size = sizes[at]
        words[at, :size] = kinds[evidence.word[here]] + evidence.place[here] @ weights["place"] + weights["in_b"]
        line_of[at, :size] = evidence.line_of[here] - evidence.line_of[starts[first]]
        facts[at, :count], is_line[at, :count] = evidence.line[first:last], 1
        edges[0, at, :count] = starts[first:last] - starts[first]
        edges[1, at, :count] = ends[first:last] - starts[first] - 1
    hidden = _convolve(np.maximum(words, 0), is_word, weights, ("1", "2"))
    context = _read_lines(hidden, edges, facts, is_line, weights)
    given = np.take_along_axis(context @ weights["context_w"], line_of[..., None], axis=1)
    hidden = _convolve(
        np.maximum(hidden @ weights["word_w"] + given + weights["word_b"], 0), is_word, weights, ("3", "4")
    )
    return hidden @ weights["out_w"] + weights["out_b"]


def _convolve(hidden: Floats, is_word: np.ndarray[Any, Any], weights: Arrays, layers: Sequence[str]) -> Floats:
    """Add to each word what it says together with its neighbours."""
    for layer in layers:
        hidden = hidden * is_word[..., None]
        left, here, right = np.split(weights[f"conv{layer}_w"], 3)
        found = hidden @ here + weights[f"conv{layer}_b"]
        found[:, 1:] += hidden[:, :-1] @ left
        found[:, :-1] += hidden[:, 1:] @ right
        hidden = hidden + np.maximum(found, 0)
    return hidden


def _read_lines(hidden: Floats, edges: Integers, facts: Floats, is_line: Floats, weights: Arrays) -> Floats:
    """Return what each line says in the company of the others, from its first, its last and all its words."""
    sums = np.concatenate([np.zeros_like(hidden[:, :1]), np.cumsum(hidden, axis=1)], axis=1)
    first, last = (np.take_along_axis(hidden, edge[..., None], axis=1) for edge in edges)
    total = np.take_along_axis(sums, edges[1][..., None] + 1, axis=1) - np.take_along_axis(
        sums, edges[0][..., None], axis=1
    )
    mean = total / (edges[1] - edges[0] + 1)[..., None]
    lines = np.concatenate([first, last, mean], axis=-1) @ weights["line_w"] + facts @ weights["fact_w"]
    lines = np.maximum(lines + weights["line_b"], 0)
    once = _both_ways(lines, is_line, weights, "1")
    return np.concatenate([once, _both_ways(once, is_line, weights, "2")], axis=-1)


def _both_ways(lines: Floats, is_line: Floats, weights: Arrays, layer: str) -> Floats:
    return np.concatenate(
        [
            _recur(lines, is_line, weights, f"{layer}f"),
            _recur(lines[:, ::-1], is_line[:, ::-1], weights, f"{layer}b")[:, ::-1],
        ],
        axis=-1,
    )


def _recur(lines: Floats, is_line: Floats, weights: Arrays, name: str) -> Floats:
    """Run a gated recurrent layer over the lines; where a stretch has none, its state stays as it is."""
    given = lines @ weights[f"gru{name}_x"] + weights[f"gru{name}_b"]
    recurrent = weights[f"gru{name}_h"]
    size = len(recurrent)
    state = np.zeros((len(lines), size), dtype=np.float32)
    found = np.empty((*lines.shape[:2], size), dtype=np.float32)
    for at in range(lines.shape[1]):
        own = state @ recurrent
        gates = 1 / (1 + np.exp(-(given[:, at, : 2 * size] + own[:, : 2 * size])))
        update, reset = gates[:, :size], gates[:, size:]
        fresh = np.tanh(given[:, at, 2 * size :] + reset * own[:, 2 * size :])
        change = is_line[:, at, None] * (1 - update)
        state = state + change * (fresh - state)
        found[:, at] = state
    return found
