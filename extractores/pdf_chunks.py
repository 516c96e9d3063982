"""The text of a page in one piece, cut where it shows spaces, and further where one text object ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import compress, count, groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import pdfium_calls as calls

HYPHEN_AT_LINE_END = "\ufffe"
"""PDFium's mark for a hyphen that it took for hyphenation; the line end behind it is swallowed."""

_TAKEN_HYPHEN = re.compile(rf"(?<=[^\s\x00{HYPHEN_AT_LINE_END}]){HYPHEN_AT_LINE_END}")

_IS_INK = np.ones(0x10000, dtype=bool)
"""Whether a character is part of a word; those beyond the table are."""
_IS_INK[[code for code in range(0x10000) if chr(code).isspace()]] = False
_IS_INK[[0, ord(HYPHEN_AT_LINE_END)]] = False


class Run(NamedTuple):
    """Characters of one word that one text object writes."""

    word: int
    start: int
    end: int
    item: int | None
    """The text object, where it is doubtful."""


class Chunks(NamedTuple):
    """Runs of characters without a space: each one's text, its first character, and the one behind its last."""

    texts: list[str]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def where(self, is_wanted: NDArray[np.bool_]) -> Chunks:
        """Return the wanted ones."""
        return Chunks(list(compress(self.texts, is_wanted)), self.starts[is_wanted], self.ends[is_wanted])

    def cut(self, runs: Sequence[Run]) -> Chunks:
        """Return the parts of the chunks that the runs are."""
        texts = [self.texts[at][start - (first := int(self.starts[at])) : end - first] for at, start, end, _ in runs]
        starts, ends = (np.array([run[side] for run in runs], dtype=np.int64) for side in (1, 2))
        return Chunks(texts, starts, ends)

    def without(self, hidden: Sequence[Run], found: Sequence[Run]) -> list[Run]:
        """Return the runs of all chunks but those that are hidden; those of chunks that are cut are ``found``."""
        gone, cut = set(hidden), {run.word for run in hidden}
        whole = zip(count(), self.starts.tolist(), self.ends.tolist())
        rest = [Run(at, start, end, None) for at, start, end in whole if at not in cut]
        return sorted([*rest, *(run for run in found if run.word in cut and run not in gone)], key=itemgetter(0, 1))

    @property
    def length(self) -> int:
        return int((self.ends - self.starts).sum())


def cut_text(text: str) -> Chunks:
    """Return the runs of characters without a space; a hyphen that PDFium took away is put back."""
    codes = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32)
    is_ink = np.zeros(len(text) + 2, dtype=bool)
    is_ink[1:-1] = _IS_INK[np.minimum(codes, len(_IS_INK) - 1)]
    edges = np.flatnonzero(is_ink[1:] != is_ink[:-1])
    starts, ends = edges[::2], edges[1::2]
    if HYPHEN_AT_LINE_END in text:
        is_hyphen = np.append(codes == ord(HYPHEN_AT_LINE_END), False)
        ends = ends + is_hyphen[ends]
        text = _TAKEN_HYPHEN.sub("- ", text).replace(HYPHEN_AT_LINE_END, " ")
    return Chunks(text.replace("\x00", " ").split(), starts, ends)


def doubtful_runs(text_page: int, starts: Sequence[int], ends: Sequence[int], doubtful: Collection[int]) -> list[Run]:
    """Return the runs of the words that doubtful text objects have a part in.

    Of each word is given the first character, and the one behind its last.
    """
    firsts = calls.char_objects(text_page, starts)
    lasts = calls.char_objects(text_page, [end - 1 for end in ends])
    found: list[Run] = []
    for word, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if first != last:
            some = list(_mixed(text_page, word, range(starts[word], ends[word]), doubtful))
            found += some if any(run.item is not None for run in some) else ()
        elif first in doubtful:
            found.append(Run(word, starts[word], ends[word], first))
    return found


def joined(parts: Sequence[Run]) -> list[Run]:
    """Return the runs, those that follow one another in a word as one."""
    whole: list[Run] = []
    for part in parts:
        if whole and whole[-1].word == part.word and whole[-1].end == part.start:
            whole[-1] = whole[-1]._replace(end=part.end)
        else:
            whole.append(part)
    return whole


def _mixed(text_page: int, word: int, letters: range, doubtful: Collection[int]) -> Iterator[Run]:
    """Yield the runs of a word that several text objects write."""
    items = calls.char_objects(text_page, letters)
    for item, group in groupby(letters, lambda letter: items[letter - letters.start]):
        indices = list(group)
        yield Run(word, indices[0], indices[-1] + 1, item if item in doubtful else None)
