"""The role of every word: a linear chain over the words, weighed by what was learnt from labelled dumps.

The model is a conditional random field; its weights lie in ``data/fragment_roles.npz`` and are made by
``python -m benchmarks.reassembly_training``. Long documents are cut into stretches that are decoded side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from .evidence import ROLES, Slot, gather_evidence
from .lines import WordSequence

STRETCH = 3000
"""Words decoded as one chain; longer documents are cut at the start of a line."""
IMPOSSIBLE = -1e6

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Weights of a linear chain over :data:`ROLES`."""

    emission: dict[str, Array]
    """What each piece of evidence, ``slot:item``, says for each role."""
    transition: Array
    """What one role says for the next."""


@cache
def shipped_model() -> RoleModel:
    """Return the model that comes with the package."""
    with as_file(files("pipeline").joinpath("data", "fragment_roles.npz")) as path:
        return load_model(path)


def load_model(path: Path) -> RoleModel:
    """Read a model from ``path``."""
    with np.load(path, allow_pickle=False) as archive:
        rows = archive["weights"].astype(np.float64)
        emission = {str(name): rows[at] for at, name in enumerate(archive["evidence"])}
        return RoleModel(emission, archive["transition"].astype(np.float64))


def tag(sequence: WordSequence, model: RoleModel | None = None) -> tuple[list[str], list[float]]:
    """Return the likeliest role of every word of ``sequence`` and how likely that role is."""
    model = model or shipped_model()
    scores = _emissions(sequence, model)
    if not len(scores):
        return [], []
    cuts = _stretches(sequence)
    batch, mask = _batch(scores, cuts)
    path = _viterbi(batch, mask, model.transition)
    likelihood = _marginals(batch, mask, model.transition)
    roles = np.concatenate([path[at, : end - start] for at, (start, end) in enumerate(cuts)])
    chances = np.concatenate([likelihood[at, : end - start] for at, (start, end) in enumerate(cuts)])
    return [ROLES[role] for role in roles], np.take_along_axis(chances, roles[:, None], 1)[:, 0].tolist()


def _emissions(sequence: WordSequence, model: RoleModel) -> Array:
    """Add up the weights of all evidence, a stretch of words at a time to keep memory small."""
    known: dict[Slot, int] = {}
    weights: list[Array] = []
    parts: list[Array] = []
    for stretch in _stretches_of(gather_evidence(sequence)):
        slots = [slot for slots in stretch for slot in slots]
        for slot in slots:
            if slot not in known:
                known[slot] = len(weights)
                weights.append(_weigh(slot, model))
        starts = np.cumsum([0, *(len(slots) for slots in stretch[:-1])])
        parts.append(np.add.reduceat(np.array(weights)[[known[slot] for slot in slots]], starts))
    return np.concatenate(parts) if parts else np.zeros((0, len(ROLES)))


def _stretches_of(evidence: Iterator[list[Slot]]) -> Iterator[list[list[Slot]]]:
    while stretch := list(islice(evidence, STRETCH)):
        yield stretch


def _weigh(slot: Slot, model: RoleModel) -> Array:
    name, items = slot
    weights = [model.emission[key] for item in items if (key := f"{name}:{item}") in model.emission]
    return np.sum(weights, axis=0) if weights else np.zeros(len(ROLES))


def _stretches(sequence: WordSequence) -> list[tuple[int, int]]:
    """Cut the words into chains: at page ends where the document is long, else nowhere."""
    total = len(sequence.words)
    if total <= STRETCH:
        return [(0, total)]
    cuts = [0]
    for at in range(1, total):
        new_line = sequence.line_of[at] != sequence.line_of[at - 1]
        new_page = new_line and sequence.page_of(at) != sequence.page_of(at - 1)
        if (new_page and at - cuts[-1] > STRETCH // 4) or (new_line and at - cuts[-1] > STRETCH):
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], total], strict=True))


def _batch(scores: Array, cuts: Sequence[tuple[int, int]]) -> tuple[Array, np.ndarray[Any, np.dtype[np.bool_]]]:
    longest = max(end - start for start, end in cuts)
    batch = np.zeros((len(cuts), longest, scores.shape[1]))
    mask = np.zeros((len(cuts), longest), dtype=bool)
    for at, (start, end) in enumerate(cuts):
        batch[at, : end - start] = scores[start:end]
        mask[at, : end - start] = True
    return batch, mask


def _viterbi(batch: Array, mask: np.ndarray[Any, Any], transition: Array) -> np.ndarray[Any, np.dtype[np.intp]]:
    chains, length, roles = batch.shape
    best = batch[:, 0]
    sources = np.zeros((chains, length, roles), dtype=np.intp)
    for at in range(1, length):
        through = best[:, :, None] + transition[None]
        sources[:, at] = through.argmax(axis=1)
        best = np.where(mask[:, at, None], through.max(axis=1) + batch[:, at], best)
        sources[~mask[:, at], at] = np.arange(roles)
    path = np.zeros((chains, length), dtype=np.intp)
    path[:, -1] = best.argmax(axis=1)
    for at in range(length - 1, 0, -1):
        path[:, at - 1] = sources[np.arange(chains), at, path[:, at]]
    return path


def _marginals(batch: Array, mask: np.ndarray[Any, Any], transition: Array) -> Array:
    """Return the probability of each role of each word, by the forward and backward sums."""
    length = batch.shape[1]
    kernel = np.exp(transition - transition.max())
    local = np.exp(batch - batch.max(axis=2, keepdims=True))
    forward, backward = np.empty_like(batch), np.empty_like(batch)
    forward[:, 0] = _normalised(local[:, 0])
    for at in range(1, length):
        step = _normalised((forward[:, at - 1] @ kernel) * local[:, at])
        forward[:, at] = np.where(mask[:, at, None], step, forward[:, at - 1])
    backward[:, -1] = 1.0
    for at in range(length - 2, -1, -1):
        step = _normalised((backward[:, at + 1] * local[:, at + 1]) @ kernel.T)
        backward[:, at] = np.where(mask[:, at + 1, None], step, 1.0)
    return _normalised(forward * backward)


def _normalised(values: Array) -> Array:
    return np.asarray(values / np.maximum(values.sum(axis=-1, keepdims=True), 1e-300))
