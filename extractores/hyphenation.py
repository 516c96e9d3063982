"""Words cut at a line end: which hyphens only mark the cut and which belong to the word.

A soft hyphen or a typographic one (U+00AD, U+2010, and U+FFFE, which PDFium gives for a hyphen it takes for a cut)
always marks a cut. A plain ``-`` may belong to the word: it goes when the joined word is Spanish (``asis-`` +
``tencia``) or when its halves are no words themselves, and stays otherwise (``técnico-`` + ``administrativo``).
"""

from __future__ import annotations

from functools import lru_cache

CUT_MARKS = "\u00ad\u2010\ufffe"
"""Characters that at a line end mark nothing but the cut."""
HARD_HYPHENS = "-\u2011"
MIN_WORD_LENGTH = 4
"""Shorter halves are no evidence of a compound: "de", "te" or "ca" are words and syllables alike."""
PREFIXES = frozenset({"anti", "auto", "infra", "inter", "macro", "micro", "multi", "para", "semi", "super", "trans"})
"""Spanish writes these together with their word, so a hyphen after one is the cut's."""
SUFFIXES = frozenset({"mente"})
"""A word of its own that ends any adjective."""
_EDGE_PUNCTUATION = "()[]{}\"'“”‘’«»¿?¡!.,;:"


def join_at_line_end(line: str, following: str) -> str:
    """Return ``line`` and the line that follows it as one, with a space, a hyphen or nothing between them."""
    line, following = line.rstrip(), following.lstrip()
    if not line or not following:
        return line or following
    if line[-1] in CUT_MARKS:
        return line.rstrip(CUT_MARKS) + following
    left = line.split()[-1]
    if left[-1] not in HARD_HYPHENS or len(left) == 1:
        return f"{line} {following}"
    return (line[:-1] if is_cut(left[:-1], following.split()[0]) else line) + following


def is_cut(left: str, right: str) -> bool:
    """Tell whether the plain hyphen between ``left`` and ``right`` marks a cut word rather than a compound."""
    left, right = left.strip(_EDGE_PUNCTUATION), right.strip(_EDGE_PUNCTUATION)
    left, right = _last_part(left), _first_part(right)
    if not (left.isalpha() and right.isalpha()) or _changes_case(left, right):
        return False
    left, right = left.lower(), right.lower()
    if is_spanish(left + right) or left in PREFIXES or right in SUFFIXES:
        return True
    return not (_is_whole(left) and _is_whole(right))


@lru_cache(maxsize=4096)
def is_spanish(word: str) -> bool:
    """Tell whether ``word`` (lower case) is a Spanish word form."""
    import simplemma  # its word list takes a third of a second to load and is needed for doubtful words only

    return bool(simplemma.is_known(word, lang="es", low_memory=True))


def _is_whole(word: str) -> bool:
    return len(word) >= MIN_WORD_LENGTH and is_spanish(word)


def _changes_case(left: str, right: str) -> bool:
    """A capital inside a word, or an acronym before a common word, stands at the start of a compound's half."""
    if left.isupper() and len(left) > 1:
        return not right.isupper()
    return right[0].isupper()


def _last_part(word: str) -> str:
    return word.rpartition("-")[2]


def _first_part(word: str) -> str:
    return word.partition("-")[0]
