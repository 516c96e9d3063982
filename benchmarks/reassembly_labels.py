"""Labels for training: which words of a dump belong to which field of its true records.

The cells of the truth are looked for in the text, longest first. A cell may be broken up by others, so it is
found as a chain of pieces: words in order, with as few and as short jumps as possible.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from extractores.text import read_text
from pipeline.context.footer import is_footer_label
from pipeline.reassembly.evidence import serial_words
from pipeline.reassembly.lines import WordSequence, read_sequence

from .accuracy import TRUTH

LONGEST_JUMP = 160
"""Words between two pieces of one cell."""
JUMP_COST = 8
"""A jump costs as much as so many words between the pieces."""
FIELDS = ("mission", "indicator", "unit", "target")
ABSENT = "noaplica"
LONG_CELL = 12
"""Cells of more characters are found wherever they stand."""
COUNTER_COST = 100
"""A number that counts on from others is a row's number rather than a target."""
LINES_OF_FOOTER = 3
"""A footer's label and its value take up to so many lines."""
SHORT_CELL = 3
"""Cells of fewer characters must stand alone between line ends, gaps or other cells."""
MARKER = re.compile(r"(?:\d{1,2}[.)]|[-–•*·])")
_NOISE = re.compile(r"[\W_]")
_KEPT = re.compile(r"[%$<>≤≥=#°+/]")


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A dump with a label for every word."""

    name: str
    institution: str
    sequence: WordSequence
    labels: tuple[str, ...]
    found: float
    """Share of the truth's cells that were found."""


def label_text(path: Path) -> LabelledText:
    """Label the words of the dump ``path`` by the truth that lies beside it."""
    truth = json.loads(path.with_suffix(TRUTH).read_text(encoding="utf-8"))
    pages, _ = read_text(path.read_bytes(), path.name)
    sequence = read_sequence(pages)
    labeller = _Labeller(sequence)
    labeller.run(truth["records"])
    content = truth["records"][0]["unit"] if truth["records"] else path.name
    family = truth.get("institution") or (truth["records"][0]["mission"] or content if truth["records"] else content)
    return LabelledText(path.stem, family, sequence, tuple(labeller.labels), labeller.found_share)


def squeeze(text: str) -> str:
    """Return the characters by which a word of a dump and a word of the truth are compared."""
    composed = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    kept = "".join(c for c in composed if c.isalnum() or _KEPT.match(c))
    return kept or composed


class _Labeller:
    def __init__(self, sequence: WordSequence) -> None:
        self.sequence = sequence
        self.keys = [squeeze(word.text) for word in sequence.words]
        self.labels = ["X"] * len(self.keys)
        self.missed = self.wanted = 0
        self.serial = serial_words(sequence)
        self.in_footer = _footer_words(sequence)
        self.by_prefix: dict[str, list[int]] = {}
        for index, key in enumerate(self.keys):
            self.by_prefix.setdefault(key[:2], []).append(index)

    @property
    def found_share(self) -> float:
        return 1 - self.missed / self.wanted if self.wanted else 1.0

    def run(self, records: list[dict[str, str | None]]) -> None:
        cells = Counter(
            (name, text)
            for record in records
            for name in FIELDS
            if (text := record[name]) and squeeze_all(text) != ABSENT
        )
        for name, text in sorted(cells, key=lambda cell: (-len(squeeze_all(cell[1])), cell[0])):
            self._label_cell(name, squeeze_all(text), cells[name, text])
        self._label_absent(any(squeeze_all(record["indicator"] or "") == ABSENT for record in records))
        self._label_numbers(records)
        self._label_markers()
        self._label_rest()

    def _label_cell(self, name: str, wanted: str, count: int) -> None:
        self.wanted += 1
        found = 0
        while found < count or name in ("unit", "mission"):
            chain = self._best_chain(wanted, free=True)
            if chain is None and not found and name == "target":
                chain = self._best_chain(wanted, free=False)
            if chain is None:
                break
            found += 1
            self._mark(chain, name[0].upper())
        self.missed += not found
        if not found and name in ("mission", "indicator"):
            self._label_scattered_lines(wanted, name[0].upper())

    def _mark(self, chain: list[int], letter: str, *, opens: bool = True) -> None:
        for position, index in enumerate(chain):
            self.labels[index] = ("B" if opens and position == 0 else "I") + letter

    def _label_scattered_lines(self, wanted: str, letter: str) -> None:
        """Label the lines of a cell whose lines are out of order."""
        position = 0
        for line in self.sequence.lines:
            indices = list(range(position, position + len(line.words)))
            position += len(line.words)
            free = [index for index in indices if self.labels[index] == "X"]
            text = "".join(self.keys[index] for index in free)
            if len(text) >= LONG_CELL and text in wanted:
                self._mark(free, letter, opens=wanted.startswith(text))

    def _label_absent(self, in_indicators: bool) -> None:
        """NO APLICA is a target, unless a second one follows it as the target of a missing indicator."""
        starts = [
            index
            for index in range(len(self.keys) - 1)
            if self.keys[index] + self.keys[index + 1] == ABSENT and self.labels[index] == "X"
        ]
        for start in starts:
            is_indicator = in_indicators and start + 2 in starts and self.labels[start - 1][1:] != "I"
            self._mark([start, start + 1], "I" if is_indicator else "T")

    def _best_chain(self, wanted: str, *, free: bool) -> list[int] | None:
        best: tuple[int, list[int]] | None = None
        for start in self.by_prefix.get(wanted[:2], []) + (
            self.by_prefix.get(wanted[:1], []) if len(wanted) > 1 else []
        ):
            if self.labels[start] != "X" or not wanted.startswith(self.keys[start]) or start in self.in_footer:
                continue
            chain = self._chain(start, wanted)
            if chain is None or (free and not self._stands_free(chain, wanted)):
                continue
            cost = sum(_jump(a, b) for a, b in pairwise(chain)) + self._edge_cost(chain)
            if best is None or cost < best[0]:
                best = (cost, chain)
        return best[1] if best else None

    def _edge_cost(self, chain: list[int]) -> int:
        counts_on = COUNTER_COST if chain[0] in self.serial and len(chain) == 1 else 0
        return counts_on + (0 if self._is_edge(chain[0]) else 3)

    def _chain(self, start: int, wanted: str) -> list[int] | None:
        chain, done = [start], len(self.keys[start])
        while done < len(wanted):
            nxt = self._next_piece(chain[-1], wanted, done)
            if nxt is None:
                return None
            chain.append(nxt)
            done += len(self.keys[nxt])
        return chain

    def _next_piece(self, last: int, wanted: str, done: int) -> int | None:
        for index in range(last + 1, min(last + LONGEST_JUMP, len(self.keys))):
            if self.labels[index] != "X" or not wanted.startswith(self.keys[index], done):
                continue
            if index == last + 1 or self._continues(index, wanted, done):
                return index
        return None

    def _continues(self, index: int, wanted: str, done: int) -> bool:
        """After a jump two words must fit, unless the cell ends or the line does."""
        done += len(self.keys[index])
        if done >= len(wanted):
            return self._is_end(index)
        following = index + 1
        return following < len(self.keys) and (
            wanted.startswith(self.keys[following], done) or self._is_line_start(following)
        )

    def _stands_free(self, chain: list[int], wanted: str) -> bool:
        if len(wanted) >= SHORT_CELL and not wanted.isdigit():
            return len(wanted) > LONG_CELL or self._is_end(chain[-1]) or self._is_edge(chain[0])
        return self._is_end(chain[-1]) and (self._is_edge(chain[0]) or not self._is_line_start(chain[0]))

    def _is_line_start(self, index: int) -> bool:
        return index == 0 or self.sequence.line_of[index] != self.sequence.line_of[index - 1]

    def _is_edge(self, index: int) -> bool:
        return self._is_line_start(index) or self.labels[index - 1] != "X" or self.sequence.gap_before[index]

    def _is_end(self, index: int) -> bool:
        following = index + 1
        if following >= len(self.keys) or self._is_line_start(following) or self.sequence.gap_before[following]:
            return True
        return self.labels[following] != "X"

    def _label_numbers(self, records: list[dict[str, str | None]]) -> None:
        numbers = {squeeze(record["number"]) for record in records if record["number"]}
        for index, key in enumerate(self.keys):
            if self.labels[index] == "X" and key in numbers and self._is_edge(index):
                follows = index + 1 >= len(self.keys) or self.labels[index + 1] != "X" or self._is_end(index)
                self.labels[index] = "N" if follows else "X"

    def _label_rest(self) -> None:
        labels = self.labels
        self.labels = [
            label if label != "X" else "IX" if not self._is_line_start(index) and labels[index - 1] == "X" else "BX"
            for index, label in enumerate(labels)
        ]
        kinds = [""] + [label[-1] for label in self.labels]
        for index, label in enumerate(self.labels):
            if label[0] == "I" and kinds[index] != label[-1]:
                self.labels[index] = f"R{label[-1]}"

    def _label_markers(self) -> None:
        for index in range(len(self.keys) - 1):
            marks = MARKER.fullmatch(self.sequence.words[index].text)
            if self.labels[index] in ("X", "N") and marks and self.labels[index + 1] in ("BI", "BT"):
                self.labels[index] = "K"


def _footer_words(sequence: WordSequence) -> frozenset[int]:
    """Return the words that stand on a footer's line or just below its label: the holder's name is no unit there."""
    found: list[int] = []
    start, below = 0, 0
    for line in sequence.lines:
        texts = [word.text for word in line.words]
        is_label = any(is_footer_label(" ".join(texts[:count])) for count in range(2, len(texts) + 1))
        below = LINES_OF_FOOTER if is_label else below - 1
        if below > 0:
            found += range(start, start + len(texts))
        start += len(texts)
    return frozenset(found)


def squeeze_all(text: str) -> str:
    """Return :func:`squeeze` of all words of ``text`` in one."""
    return "".join(squeeze(word) for word in text.split())


def _jump(left: int, right: int) -> int:
    return 0 if right == left + 1 else JUMP_COST + right - left
