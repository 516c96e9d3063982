"""Words that the layout broke or glued: ``planifi cacion``, ``ordenamientoterritorial``, ``direcciónde``.

Known words are the only evidence: what gives none is left as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..language import is_genuine

LEAST_PIECE, LEAST_LIGHT_PIECE = 4, 2
"""Letters of a word that was glued to another, and of light words glued to each other ("dela")."""
MOST_PIECES = 3
"""Pieces that one word is broken into."""


def mend(
    words: Sequence[str], vocabulary: Collection[str], prefixes: Collection[str], light: Collection[str]
) -> tuple[list[str], list[str]]:
    """Return the words with broken ones joined and glued ones cut, and which came of it.

    ``vocabulary`` and ``prefixes`` are the known words, ``light`` those that say nothing.
    """
    if not vocabulary:
        return list(words), []
    known = _Known(vocabulary, prefixes, light)
    result: list[str] = []
    mended: list[str] = []
    place = 0
    while place < len(words):
        count = known.pieces(words, place)
        parts = ["".join(words[place : place + count])] if count > 1 else known.cut(words[place])
        result.extend(parts)
        mended.extend(part for part in parts if (count > 1 or len(parts) > 1) and part not in light)
        place += count
    return result, mended


class _Known:
    """The words there are, in three kinds."""

    def __init__(self, vocabulary: Collection[str], prefixes: Collection[str], light: Collection[str]) -> None:
        self._vocabulary, self._prefixes, self._light = vocabulary, prefixes, light

    def __contains__(self, word: str) -> bool:
        return word in self._vocabulary or word in self._prefixes

    def pieces(self, words: Sequence[str], place: int) -> int:
        """Return how many of the words from ``place`` on are one broken word; 1 where it is whole."""
        for count in range(MOST_PIECES, 1, -1):
            pieces = words[place : place + count]
            if len(pieces) == count and "".join(pieces) in self and not all(self._stands_alone(p) for p in pieces):
                return count
        return 1

    def cut(self, word: str) -> list[str]:
        """Return the known words that ``word`` is glued from, or the word itself, as for any that Spanish has."""
        parts = [word] if word in self or word in self._light else next(self._cuts(word), [word])
        return [word] if len(parts) > 1 and is_genuine(word) else parts

    def _cuts(self, word: str) -> Iterator[list[str]]:
        for i in range(1, len(word)):
            left, right = word[:i], word[i:]
            is_telling = left in self or right in self or min(i, len(word) - i) >= LEAST_LIGHT_PIECE
            if is_telling and self._is_part(left) and self._is_part(right):
                yield [left, right]

    def _is_part(self, piece: str) -> bool:
        return piece in self._light or (len(piece) >= LEAST_PIECE and piece in self)

    def _stands_alone(self, piece: str) -> bool:
        return piece in self or piece in self._light
