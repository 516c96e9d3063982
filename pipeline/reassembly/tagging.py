"""The role of every word: what the network finds likely (:mod:`.network`), made consistent as one chain.

A word can only be inside what has begun; among all sequences that keep to this the likeliest is taken (Viterbi).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from ..packed import LIST_MARK
from .evidence import ROLES, Floats, gather_evidence
from .lines import WordSequence
from .network import RoleModel, likelihoods, shipped_model

MARK, ELSE = "K", "BX"
IMPOSSIBLE = -1e6
BLOCK = 512
"""Words of a chain, at least; it ends with a line. What goes on beyond is taken up by the cells all the same."""


def tag(sequence: WordSequence, model: RoleModel | None = None) -> tuple[list[str], list[float]]:
    """Return the likeliest role of every word of ``sequence`` and how likely that role is."""
    if not sequence.words:
        return [], []
    likely = likelihoods(gather_evidence(sequence), model or shipped_model())
    path = likeliest_chain(likely, _cuts(sequence))
    chances = np.exp(likely[np.arange(len(path)), path])
    roles = mark_only_marks([ROLES[role] for role in path], [word.text for word in sequence.words])
    return roles, [float(chance) for chance in chances]


def mark_only_marks(roles: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return the roles with that of a list mark for list marks only: they are left out of what is read."""
    return [
        ELSE if role == MARK and not LIST_MARK.fullmatch(text) else role
        for role, text in zip(roles, texts, strict=True)
    ]


def likeliest_chain(likely: Floats, cuts: Sequence[int]) -> list[int]:
    """Return the likeliest roles that may follow each other, as places in :data:`ROLES`.

    The text is cut at ``cuts`` (the first is 0) into chains that are decoded side by side.
    """
    sizes = np.diff([*cuts, len(likely)])
    chains = np.zeros((len(cuts), max(sizes), likely.shape[1]), dtype=np.float32)
    for at, (start, size) in enumerate(zip(cuts, sizes, strict=True)):
        chains[at, :size] = likely[start : start + size]
    allowed = _transitions()
    best = chains[:, 0]
    sources = np.zeros(chains.shape, dtype=np.int8)
    for at in range(1, chains.shape[1]):
        through = best[:, :, None] + allowed
        sources[:, at] = through.argmax(axis=1)
        best = through.max(axis=1) + chains[:, at]
    path = np.zeros(chains.shape[:2], dtype=np.intp)
    path[:, -1] = best.argmax(axis=1)
    for at in range(chains.shape[1] - 1, 0, -1):
        path[:, at - 1] = sources[np.arange(len(cuts)), at, path[:, at]]
    return [int(role) for roles, size in zip(path, sizes, strict=True) for role in roles[:size]]


def _cuts(sequence: WordSequence) -> list[int]:
    cuts = [0]
    at = 0
    for line in sequence.lines:
        if at - cuts[-1] >= BLOCK:
            cuts.append(at)
        at += len(line.words)
    return cuts


@cache
def _transitions() -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return 0 where a role may follow another: inside of a kind only after that kind, resumed only after another."""
    table = np.zeros((len(ROLES), len(ROLES)), dtype=np.float32)
    for i, before in enumerate(ROLES):
        for j, after in enumerate(ROLES):
            same = before[-1] == after[-1]
            if (after[0] == "I" and not same) or (after[0] == "R" and same):
                table[i, j] = IMPOSSIBLE
    return table
