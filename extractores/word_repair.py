"""Words as they were meant: torn pieces joined, and what is printed twice taken once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from .geometry import Word, enclosing_box
from .lines import TURNED, turned, turned_back

SAME_BASE = 0.35
"""Pieces of one word differ in height by less than this, in heights of the type."""
TORN, TORN_TURNED = 0.06, 0.2
"""Pieces nearer than this, in heights of the type, are one word; rounding tears text that is turned further apart."""
SAME_PLACE = 0.3
"""Equal words nearer than this, in heights of the type, are one word printed twice to look bold."""

_BY_PLACE = attrgetter("bottom", "x0")
_BY_TEXT = attrgetter("text", "x0", "top")


def without_doubles(words: Sequence[Word]) -> Iterator[Word]:
    """Yield ``words`` without those printed again at nearly the same place."""
    kept: list[Word] = []
    # In order of text and left side, the copies of a word stand together.
    for word in sorted(words, key=_BY_TEXT):
        near = SAME_PLACE * word.size
        is_double = False
        for twin in reversed(kept):
            if twin.text != word.text or word.x0 - twin.x0 >= near:
                break
            is_double = is_double or abs(word.top - twin.top) < near
        if not is_double:
            kept.append(word)
    yield from kept


def mend(words: Iterable[Word]) -> list[Word]:
    """Join the pieces of words that were parted by a space where hardly any paper shows between them."""
    upright: list[Word] = []
    others: dict[int, list[Word]] = {}
    for word in words:
        (others.setdefault(word.angle, []) if word.angle else upright).append(word)
    mended = _mend_upright(upright, TORN)
    for angle, alike in sorted(others.items()):
        if angle in TURNED:
            alike = [turned_back(word, angle) for word in _mend_upright([turned(w, angle) for w in alike], TORN_TURNED)]
        mended += alike
    return mended


def _mend_upright(words: Sequence[Word], torn: float) -> list[Word]:
    mended: list[Word] = []
    for word in sorted(words, key=_BY_PLACE):
        if mended and _is_torn(mended[-1], word, torn):
            last = mended[-1]
            box = enclosing_box((last, word))
            mended[-1] = last._replace(text=last.text + word.text, x1=box.x1, top=box.top, bottom=box.bottom)
        else:
            mended.append(word)
    return mended


def _is_torn(left: Word, right: Word, torn: float) -> bool:
    gap = right.x0 - left.x1
    if not -torn * left.size <= gap < torn * left.size or abs(left.top - right.top) > SAME_BASE * left.size:
        return False
    # From a small to a capital letter a new cell may start right at the end of the one before.
    return not (left.text[-1].islower() and right.text[0].isupper())
