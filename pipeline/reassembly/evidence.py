"""What speaks for the role of a word, as numbers: its form, its lists, its place on the line, what its line is.

Two kinds of evidence are kept apart. Form (case, figures, punctuation, place) holds for every institution. Lexical
evidence (lists, endings, small words) is what an unseen institution lacks; in training it is often hidden, so that
nothing hangs on it alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from ..context.footer import is_footer_label
from ..context.literals import is_title
from ..headings import heading_role, process_level
from ..language import bare, is_connector, is_infinitive, lists_of
from .lines import TextLine, WordSequence

ROLES = ("BU", "RU", "IU", "BM", "RM", "IM", "BI", "RI", "II", "BT", "RT", "IT", "N", "K", "BX", "IX")
"""Begin, resumption after an interruption, and inside of unit, mission, indicator, target; row number; list marker;
begin and inside of anything else."""
NAMED_LISTS = frozenset({"connectors", "comparators", "quantities", "headings"})
"""Lists whose words are evidence one by one, not only as members."""
ENDINGS = (
    "cion", "ciones", "dad", "dades", "mente", "ando", "endo", "ado", "ada", "ados", "adas", "ido", "ida", "idos",
    "idas", "tos", "tas", "ar", "er", "ir", "arse", "rlo", "ria", "rias", "ura", "ico", "ica", "icos", "icas", "al",
    "ales", "ia", "ias", "ivo", "iva", "ivos", "ivas", "ble", "bles", "ente", "entes", "or", "ores", "ista", "istas",
    "aje", "anza", "os", "as", "es", "o", "a", "e", "n", "l", "r",
)  # fmt: skip
"""Endings that tell participles, infinitives, gerunds and kinds of nouns; the longest that fits counts."""
SHORTEST_WITH_ENDING = 4
LEAST_SERIAL = 3
"""So many numbers in a row count."""
MOST_WORDS_OF_KIND = 25
KINDS = ("text", "band", "footer", "title", "heading")
LONG_LINE = 60.0
"""Characters of a long line: the unit in which lengths are given to the network."""
MANY_WORDS = 12.0
LINE_FACTS = 20
NEW_PAGE = 4
"""The fact of a line that says that a page begins with it."""
PLACE_FACTS = 9
MARKER = re.compile(r"(?:\d{1,2}[.)]|[a-z]\)|[-–•*·])")

Floats = np.ndarray[Any, np.dtype[np.float32]]
Integers = np.ndarray[Any, np.dtype[np.intp]]


class Evidence(NamedTuple):
    """What is known of the words of one document."""

    kinds: tuple[str, ...]
    """The distinct words."""
    word: Integers
    """Each word's place among the distinct ones."""
    place: Floats
    """words × :data:`PLACE_FACTS`: where it stands on its line."""
    line: Floats
    """lines × :data:`LINE_FACTS`: what its line is like."""
    line_of: Integers


def gather_evidence(sequence: WordSequence) -> Evidence:
    """Return what every word of ``sequence`` and its surroundings say."""
    texts = [word.text for word in sequence.words]
    kinds = tuple(dict.fromkeys(texts))
    index = {text: at for at, text in enumerate(kinds)}
    word = np.fromiter((index[text] for text in texts), dtype=np.intp, count=len(texts))
    line_of = np.asarray(sequence.line_of, dtype=np.intp)
    return Evidence(kinds, word, _place_facts(sequence, line_of), _line_facts(sequence), line_of)


@lru_cache(maxsize=65536)
def form_of(word: str) -> tuple[str, ...]:
    """Return what the form of ``word`` says."""
    found = [f"shape={_shape(word)}", f"case={_case(word)}", f"letters={min(len(word), 13) // 2}"]
    if word[-1] in ".,;:)%":
        found.append(f"ends={word[-1]}")
    if word[0] in "(\"“'«":
        found.append("opens")
    if MARKER.fullmatch(word):
        found.append("marker")
    return tuple(found)


@lru_cache(maxsize=65536)
def lexical_of(word: str) -> tuple[str, ...]:
    """Return what the lists and the ending of ``word`` say."""
    key = bare(word)
    lists = lists_of(word)
    found = [f"in={name}" for name in lists]
    if NAMED_LISTS.intersection(lists):
        found.append(f"word={key}")
    if len(key) >= SHORTEST_WITH_ENDING and key.isalpha():
        found += [f"ending={ending}" for ending in _ENDINGS_BY_LENGTH if key.endswith(ending)][:1]
        if is_infinitive(word):
            found.append("infinitive")
    return tuple(found)


_ENDINGS_BY_LENGTH = sorted(ENDINGS, key=len, reverse=True)


def rows_of(kinds: Iterable[str], rows: Mapping[str, int], *, lexical: bool) -> list[list[int]]:
    """Return the known rows of the evidence of each of ``kinds``."""
    tell = lexical_of if lexical else form_of
    return [[rows[name] for name in tell(kind) if name in rows] for kind in kinds]


def serial_words(sequence: WordSequence) -> frozenset[int]:
    """Return the words that count on: whole numbers at a line's start, each one more than one before it."""
    starts = [at for at in range(len(sequence.words)) if at == 0 or sequence.line_of[at] != sequence.line_of[at - 1]]
    values = [
        (at, int(text)) for at in starts if (text := sequence.words[at].text.rstrip(".")).isdecimal() and len(text) < 4
    ]
    chains: dict[int, list[int]] = {}
    found: set[int] = set()
    for at, value in values:
        chain = [*chains.pop(value - 1, []), at]
        chains[value] = chain
        if len(chain) >= LEAST_SERIAL:
            found.update(chain)
    return frozenset(found)


def _place_facts(sequence: WordSequence, line_of: Integers) -> Floats:
    """First and last of the line, how far from either, wide space before, whether it counts on, how often it stands."""
    total = len(line_of)
    facts = np.zeros((total, PLACE_FACTS), dtype=np.float32)
    if not total:
        return facts
    at = np.arange(total)
    first = np.flatnonzero(np.r_[True, line_of[1:] != line_of[:-1]])
    length = np.diff(np.r_[first, total])
    from_start = at - np.repeat(first, length)
    from_end = np.repeat(first + length, length) - 1 - at
    facts[:, 0], facts[:, 1] = from_start == 0, from_end == 0
    facts[:, 2], facts[:, 3] = np.minimum(from_start / MANY_WORDS, 1), np.minimum(from_end / MANY_WORDS, 1)
    gaps = np.asarray(sequence.gap_before)
    wide = np.repeat(np.add.reduceat(gaps, first) / np.maximum(length - 1, 1), length)
    facts[:, 4], facts[:, 5] = gaps, wide
    facts[list(serial_words(sequence)), 6] = 1
    facts[:, 7], facts[:, 8] = from_start == 1, np.repeat(length, length) == 1
    return facts


def _line_facts(sequence: WordSequence) -> Floats:
    lines = sequence.lines
    facts = np.zeros((len(lines), LINE_FACTS), dtype=np.float32)
    texts = [" ".join(word.text for word in line.words) for line in lines]
    counts = Counter(texts)
    lengths = [len(text) for text in texts]
    usual = _usual_widths(lines, lengths)
    for at, line in enumerate(lines):
        text, length = texts[at], lengths[at]
        after = lines[at + 1] if at + 1 < len(lines) else None
        before = lines[at - 1] if at else None
        facts[at, :15] = (
            line.blank_before,
            after is None or after.blank_before,
            line.is_open,
            before is not None and before.is_open,
            before is None or before.page != line.page,
            after is None or after.page != line.page,
            min(length / LONG_LINE, 2.0),
            min(lengths[at - 1] / LONG_LINE, 2.0) if at else 0.0,
            min(lengths[at + 1] / LONG_LINE, 2.0) if after else 0.0,
            length / usual[at],
            counts[text] > 1,
            counts[text] > 2,
            min(len(line.words) / MANY_WORDS, 2.0),
            is_connector(line.words[-1].text),
            before is not None and is_connector(before.words[-1].text),
        )
        facts[at, 15 + KINDS.index(line_kind(line, text))] = 1
    return facts


def _usual_widths(lines: Sequence[TextLine], lengths: Sequence[int]) -> list[float]:
    """Return for each line the longest line between the empty lines around it: what its block has room for."""
    widths: list[float] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].blank_before:
            widths += [float(max(lengths[start:at]))] * (at - start)
            start = at
    return widths


@lru_cache(maxsize=65536)
def _kind_of(text: str) -> str:
    if process_level(text):
        return "band"
    if is_footer_label(text):
        return "footer"
    if is_title(text):
        return "title"
    return "heading" if heading_role(text)[0] else "text"


def line_kind(line: TextLine, text: str) -> str:
    """Return what the whole line says it is: a band, a footer's label, a title, a heading or just text."""
    return "text" if len(line.words) > MOST_WORDS_OF_KIND else _kind_of(text)


@lru_cache(maxsize=65536)
def _shape(word: str) -> str:
    shape = "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in word)
    short = "".join(c for i, c in enumerate(shape) if i == 0 or c != shape[i - 1])
    return short if len(short) < 8 else "long"


@lru_cache(maxsize=65536)
def _case(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return "digits" if any(c.isdigit() for c in word) else "signs"
    if all(c.isupper() for c in letters):
        return "capitals" if len(letters) > 1 else "Capital"
    return "Capital" if letters[0].isupper() else "small"
