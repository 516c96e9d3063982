"""Words as they were meant: torn pieces joined, and what is printed twice taken once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from .geometry import Word, enclosing_box
from .lines import TURNED, turned, turned_back

SAME_BASE = 0.35
"""Pieces of one word differ in height by less than this, in heights of the type."""
TORN, TORN_TURNED = 0.06, 0.2
"""Pieces nearer than this, in heights of the type, are one word; rounding tears text that is turned further apart."""
SAME_PLACE = 0.3
"""Equal words nearer than this, in heights of the type, are one word printed twice to look bold."""

_BY_BASE = itemgetter(4, 1)
_BY_LEFT = itemgetter(1, 2)
"""Sort keys, by the places of a word's sides among its fields: base line and left side, left side and top."""


def without_doubles(words: Sequence[Word]) -> Sequence[Word]:
    """Return ``words`` without those printed again at nearly the same place."""
    by_text: defaultdict[str, list[Word]] = defaultdict(list)
    for word in words:
        by_text[word[0]].append(word)
    several = (alike for alike in by_text.values() if len(alike) > 1)
    doubles = {id(double) for alike in several for double in _doubles(sorted(alike, key=_BY_LEFT))}
    return [word for word in words if id(word) not in doubles] if doubles else words


def _doubles(alike: Sequence[Word]) -> list[Word]:
    """Return the words of one text, given from left to right, that stand on one before them."""
    kept, doubles = [alike[0]], []
    for word in alike[1:]:
        _, left, top, _, _, size, *_ = word
        near = SAME_PLACE * size
        for twin in reversed(kept):
            if left - twin[1] >= near:
                kept.append(word)
                break
            if abs(top - twin[2]) < near:
                doubles.append(word)
                break
        else:
            kept.append(word)
    return doubles


def mend(words: Sequence[Word]) -> list[Word]:
    """Join the pieces of words that were parted by a space where hardly any paper shows between them."""
    mended = _mend_upright([word for word in words if not word.angle], TORN)
    turned_words = [word for word in words if word.angle]
    for angle in sorted({word.angle for word in turned_words}):
        alike = [word for word in turned_words if word.angle == angle]
        if angle in TURNED:
            alike = [turned_back(word, angle) for word in _mend_upright([turned(w, angle) for w in alike], TORN_TURNED)]
        mended += alike
    return mended


def _mend_upright(words: Sequence[Word], torn: float) -> list[Word]:
    ordered = sorted(words, key=_BY_BASE)
    if not [1 for left, right in pairwise(ordered) if -torn * left[5] <= right[1] - left[3] < torn * left[5]]:
        return ordered  # on most pages no two words touch
    mended = ordered[:1]
    for word in ordered[1:]:
        if _is_torn(mended[-1], word, torn):
            last = mended[-1]
            box = enclosing_box((last, word))
            mended[-1] = last._replace(text=last.text + word.text, x1=box.x1, top=box.top, bottom=box.bottom)
        else:
            mended.append(word)
    return mended


def _is_torn(left: Word, right: Word, torn: float) -> bool:
    _, _, left_top, left_end, _, size, *_ = left
    _, start, top, *_ = right
    if not -torn * size <= start - left_end < torn * size or abs(left_top - top) > SAME_BASE * size:
        return False
    # From a small to a capital letter a new cell may start right at the end of the one before.
    return not (left.text[-1].islower() and right.text[0].isupper())
