"""Words as they were meant: torn pieces joined, and what is printed twice taken once."""

from __future__ import annotations

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

_BY_BASE, _ANGLE = itemgetter(4, 1), itemgetter(6)
"""A word's base line and left side, by their places among its fields, and its direction."""


def mend(words: Sequence[Word]) -> list[Word]:
    """Return words as they were meant, upright ones by base line and from left to right, then the others.

    Pieces that were parted by a space where hardly any paper shows between them are joined.
    """
    if not any(map(_ANGLE, words)):
        return _mend_upright(words, TORN)
    mended = _mend_upright([word for word in words if not word.angle], TORN)
    for angle in sorted({word.angle for word in words} - {0}):
        alike = [word for word in words if word.angle == angle]
        if angle in TURNED:
            upright = _mend_upright([turned(word, angle) for word in alike], TORN_TURNED)
            mended += [turned_back(word, angle) for word in upright]
        else:  # slanted words stay in the order in which they were printed
            kept = {id(word) for word in _without_doubles(sorted(alike, key=_BY_BASE))}
            mended += [word for word in alike if id(word) in kept]
    return mended


def _mend_upright(words: Sequence[Word], torn: float) -> list[Word]:
    ordered = _without_doubles(sorted(words, key=_BY_BASE))
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


def _without_doubles(words: list[Word]) -> list[Word]:
    """Return words, given by base line, without those printed again at nearly the same place."""
    last_alike: dict[str, list[Word]] = {}
    doubles: set[int] = set()
    for word in words:
        text, _, _, _, bottom, size, _, _, _, _ = word
        alike = last_alike.get(text)
        # Words further up than the last one of this text are out of reach as well.
        if alike is None or bottom - alike[-1][4] >= SAME_PLACE * size:
            last_alike[text] = [word]
        elif _stands_on_one(word, alike):
            doubles.add(id(word))
        else:
            alike.append(word)
    return [word for word in words if id(word) not in doubles] if doubles else words


def _stands_on_one(word: Word, others: Sequence[Word]) -> bool:
    near = SAME_PLACE * word.size
    return any(abs(word.x0 - other.x0) < near and word.bottom - other.bottom < near for other in others)


def _is_torn(left: Word, right: Word, torn: float) -> bool:
    _, _, left_top, left_end, _, size, *_ = left
    _, start, top, *_ = right
    if not -torn * size <= start - left_end < torn * size or abs(left_top - top) > SAME_BASE * size:
        return False
    # From a small to a capital letter a new cell may start right at the end of the one before.
    return not (left.text[-1].islower() and right.text[0].isupper())
