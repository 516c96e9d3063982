"""The only place where text is altered: lines to a field's text, a field to its normalised copy, keys to compare.

``join_lines`` undoes what the page did to a text and nothing else; ``clean`` makes spaces, quotes and punctuation
regular; ``fold`` makes a key that only comparisons see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from extractores.hyphenation import join_at_line_end
from plantillas.marks import HIDDEN, SOFT_HYPHEN

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""Spelt out one by one: NFKC would also turn º, ª and ² into plain letters and figures."""
TAKEN_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen that it takes for a cut: its own sign, never printed."""
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"

_HIDDEN = re.compile(f"[{HIDDEN}{SOFT_HYPHEN}]")
_LINE = str.maketrans(LIGATURES)
_PRINTED = str.maketrans({**LIGATURES, TAKEN_HYPHEN: None, SOFT_HYPHEN: None, "\u2010": "-", "\u2011": "-"})
_REGULAR = str.maketrans(
    dict.fromkeys(DASHES, "-") | dict.fromkeys(SINGLE_QUOTES, "'") | dict.fromkeys(DOUBLE_QUOTES, '"')
)
_FOLDED = _REGULAR | str.maketrans({"°": "o"})
_AS_IT_STANDS = re.compile(r"[\x20-\x7e\xa1-\xac\xae-\xff]*")
"""Lines in which nothing is a ligature, invisible, or a letter and its mark apart: most of them."""
_PLAIN = re.compile(r"[A-Za-z0-9áéíóúüñÁÉÍÓÚÜÑ]+(?: [A-Za-z0-9áéíóúüñÁÉÍÓÚÜÑ]+)*")
"""Words with one space between them: most texts, and nothing to make regular."""
_SPACE_BEFORE = re.compile(r"\s([,;:.!?)\]])(?=\s|$)")
_SPACE_INSIDE = re.compile(r"([(\[¿¡])\s")
_NO_SPACE_AFTER = re.compile(r"(?<=[^\W\d_][,;])(?=[^\W\d_])")


def join_lines(lines: Sequence[str]) -> str:
    """Return the printed text of a field from its printed lines: line ends undone, everything else as it stands.

    Signs that nobody sees stay, but for soft hyphens, which only say where a word may be cut; ligatures are spelt out
    and accents composed, which are the same letters.
    """
    joined = "".join(_joined(map(_tidy_line, lines)))
    if not _AS_IT_STANDS.fullmatch(joined):
        joined = unicodedata.normalize("NFC", joined.translate(_PRINTED))
    return _one_space(joined)


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Yield what the lines are together; only the last word says how the next line goes on."""
    word = ""
    for line in lines:
        text = join_at_line_end(word, line).rstrip()
        start = text.rfind(" ") + 1
        yield text[:start]
        word = text[start:]
    yield word


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Return the normalised copy of a printed text; words, accents and figures stay as they are."""
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text).translate(_PRINTED)).translate(_REGULAR)
    text = _SPACE_BEFORE.sub(r"\1", _one_space(text))
    return _NO_SPACE_AFTER.sub(" ", _SPACE_INSIDE.sub(r"\1", text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the key of ``text`` for comparisons: no accents (ñ is n), lower case, plain dashes and quotes, one space.

    Matrices in capitals often lack every mark on a letter; no two headings, units or bands differ by ñ alone.
    """
    return _one_space(text.translate(_LATIN_KEYS) if _LATIN.fullmatch(text) else _fold_any(text))


def _fold_any(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", _HIDDEN.sub("", text).translate(_FOLDED)).translate(_FOLDED)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


_LATIN = re.compile(r"[\x00-\xff]*")
_LATIN_KEYS = {code: _fold_any(chr(code)) for code in range(0x100)}
"""What becomes of each character of a text that has no others: nearly all texts, and several times as fast."""


def _tidy_line(line: str) -> str:
    return line if _AS_IT_STANDS.fullmatch(line) else unicodedata.normalize("NFC", line.translate(_LINE))


def _one_space(text: str) -> str:
    return " ".join(text.split())
