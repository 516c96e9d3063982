"""The same dump in other words: every cell of a labelled dump gets invented words, its places and line ends stay.

A model that has seen one layout in many wordings learns the layout. Few institutions are labelled; this makes many.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from pipeline.reassembly.evidence import Evidence

from .dialects.content import Taste
from .dialects.wording import Writer
from .reassembly_labels import LabelledText

KEPT_TARGETS = 0.4
"""Share of targets that stay as they are: figures are alike everywhere."""
TRIALS = 6
"""Inventions among which the one nearest in length is taken."""
CELLS = "UMIT"


def reworded(text: LabelledText, evidence: Evidence, seed: int) -> Evidence:
    """Return the evidence of ``text`` with other words in its cells; the same seed gives the same ones."""
    rng = random.Random(f"{text.name} {seed}")
    writer = Writer(rng, Taste())
    words = [evidence.kinds[kind] for kind in evidence.word]
    known: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for kind, places in _cells(text.labels):
        old = tuple(words[place] for place in places)
        if (kind, old) not in known:
            known[kind, old] = _in_other_words(kind, old, writer, rng)
        for place, word in zip(places, known[kind, old], strict=True):
            words[place] = word
    kinds = tuple(dict.fromkeys(words))
    index = {word: at for at, word in enumerate(kinds)}
    return evidence._replace(kinds=kinds, word=np.asarray([index[word] for word in words], dtype=np.intp))


def _cells(labels: Sequence[str]) -> list[tuple[str, list[int]]]:
    cells: list[tuple[str, list[int]]] = []
    last: dict[str, list[int]] = {}
    for at, label in enumerate(labels):
        kind = label[-1]
        if kind not in CELLS:
            continue
        if label[0] == "B" or kind not in last:
            last[kind] = []
            cells.append((kind, last[kind]))
        last[kind].append(at)
    return cells


def _in_other_words(kind: str, old: Sequence[str], writer: Writer, rng: random.Random) -> list[str]:
    if kind == "T" and rng.random() < KEPT_TARGETS:
        return list(old)
    trials = [writer.text_of(kind).split() for _ in range(TRIALS)]
    new = _of_length(min(trials, key=lambda trial: abs(len(trial) - len(old))), len(old), writer.text_of(kind).split())
    return _typed_like(new, old)


def _of_length(words: list[str], wanted: int, stock: list[str]) -> list[str]:
    """Return ``words`` with the middle cut out, or filled up from ``stock``, so that both ends stay."""
    head = (min(wanted, len(words)) + 1) // 2
    tail = min(wanted, len(words)) - head
    filling = [stock[at % len(stock)].lower() for at in range(1, 1 + wanted - head - tail)]
    return words[:head] + filling + (words[-tail:] if tail else [])


def _typed_like(new: list[str], old: Sequence[str]) -> list[str]:
    """Return ``new`` with the capitals and the full stop of ``old``."""
    if all(word.upper() == word for word in old) and any(word.isalpha() for word in old):
        new = [word.upper() for word in new]
    last = new[-1].rstrip(".") or new[-1]
    return [*new[:-1], last + "." * old[-1].endswith(".")]
