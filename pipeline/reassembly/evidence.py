"""What speaks for the role of a word: its form, its lists, its neighbours, its place on the line and its line's end.

Nothing here names a word of its own except small ones (articles, comparators): the evidence must hold for
institutions that nobody has seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ..footer import is_footer_label
from ..headings import heading_role, process_level
from ..language import bare, is_connector, is_infinitive, lists_of
from ..literals import is_title
from .lines import TextLine, WordSequence

Slot = tuple[str, tuple[str, ...]]
"""Where a piece of evidence stands (the word itself, the one before ...) and what it says."""
ROLES = ("BU", "RU", "IU", "BM", "RM", "IM", "BI", "RI", "II", "BT", "RT", "IT", "N", "K", "BX", "IX")
"""Begin, resumption after an interruption, and inside of unit, mission, indicator, target; row number; list marker;
begin and inside of anything else."""
NAMED_LISTS = frozenset({"connectors", "comparators", "quantities", "headings"})
"""Lists whose words are evidence one by one, not only as members."""
LEAST_SERIAL = 3
"""So many numbers in a row count."""
MOST_WORDS_OF_KIND = 25
SUFFIX = 3
LENGTH_STEP = 12
"""Characters of one class of line lengths."""
LONGEST_CLASS = 8
POSITIONS = 4
"""Words of a line told apart by position; later ones are alike."""
JUSTIFIED_SHARE = 0.5
"""A line with so many wide gaps is justified: its gaps part no columns."""

_NUMBER_SHAPE = re.compile(r"\d")
_MARKER = re.compile(r"(?:\d{1,2}[.)]|[-–•*·])")


@lru_cache(maxsize=65536)
def word_evidence(word: str) -> tuple[str, ...]:
    """Return what the form of ``word`` says."""
    key = bare(word)
    found = [f"shape={_shape(word)}", f"case={_case(word)}"]
    lists = lists_of(word)
    found += [f"in={name}" for name in lists] or ["in=none"]
    if NAMED_LISTS.intersection(lists):
        found.append(f"word={key}")
    if len(key) > SUFFIX and key.isalpha():
        found.append(f"suffix={key[-SUFFIX:]}")
    if is_infinitive(word) and len(key) > SUFFIX:
        found.append(f"infinitive={_case(word)}")
    if word[-1] in ".,;:":
        found.append(f"ends={word[-1]}")
    if _MARKER.fullmatch(word):
        found.append("marker")
    return tuple(found)


@lru_cache(maxsize=65536)
def coarse_evidence(word: str) -> tuple[str, ...]:
    """Return less of the same, for words farther away."""
    lists = lists_of(word)
    return (f"case={_case(word)}", *(f"in={name}" for name in lists), *(("infinitive",) if is_infinitive(word) else ()))


def gather_evidence(sequence: WordSequence) -> Iterator[list[Slot]]:
    """Yield for every word what it and its surroundings say, by the slot in which they say it."""
    serial = serial_words(sequence)
    kinds = [line_kind(line) for line in sequence.lines]
    at = 0
    for number in range(len(sequence.lines)):
        for slots in _line_slots(sequence, number):
            around = (
                f"kind={kinds[number]}",
                f"kind before={kinds[number - 1] if number else 'start'}",
                f"kind after={kinds[number + 1] if number + 1 < len(kinds) else 'end'}",
            )
            slots.append(("K", around))
            if at in serial:
                slots.append(("R", ("serial",)))
            yield slots
            at += 1


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


@lru_cache(maxsize=65536)
def _kind_of(text: str) -> str:
    if process_level(text):
        return "band"
    if is_footer_label(text):
        return "footer"
    if is_title(text):
        return "title"
    return "heading" if heading_role(text)[0] else "text"


def line_kind(line: TextLine) -> str:
    """Return what the whole line says it is: a band, a footer's label, a title, a heading or just text."""
    if len(line.words) > MOST_WORDS_OF_KIND:
        return "text"
    return _kind_of(" ".join(word.text for word in line.words))


def _line_slots(sequence: WordSequence, number: int) -> Iterator[list[Slot]]:
    lines = sequence.lines
    line = lines[number]
    before = lines[number - 1] if number else None
    after = lines[number + 1] if number + 1 < len(lines) else None
    texts = [word.text for word in line.words]
    ends = _line_end(before)
    around = _line_context(line, before, after)
    gaps = _gap_kinds(line)
    last = len(texts) - 1
    for at, text in enumerate(texts):
        first = at == 0
        here = "0F" if first else "0"
        slots: list[Slot] = [
            (here, word_evidence(text)),
            ("-1", word_evidence(texts[at - 1]) if at else ("line start", *ends)),
            ("+1", word_evidence(texts[at + 1]) if at < last else ("line end",)),
            ("+2", coarse_evidence(texts[at + 2]) if at + 1 < last else ("line end",)),
            ("L", _place(at, last, gaps[at])),
        ]
        if at > 1:
            slots.append(("-2", coarse_evidence(texts[at - 2])))
        if first:
            slots.append(("S", around))
            slots.append(("C", tuple(f"{end}|{_case(text)}" for end in ends)))
            if before:
                slots.append(("P", coarse_evidence(before.words[0].text)))
                slots.append(("Q", word_evidence(before.words[-1].text)))
        else:
            slots.append(("F", coarse_evidence(texts[0])))
            slots.append(("M", around))
        if after and at == last:
            slots.append(("N", coarse_evidence(after.words[0].text)))
        yield slots


def _line_end(line: TextLine | None) -> tuple[str, ...]:
    """Say how the line before ends: unfinished, finished or open."""
    if line is None:
        return ("end=start",)
    last = line.words[-1].text
    kind = (
        "connector"
        if is_connector(last)
        else last[-1]
        if last[-1] in ".,;:"
        else "digit"
        if last[-1].isdigit()
        else "w"
    )
    return (f"end={kind}", f"open={line.is_open}")


@lru_cache(maxsize=4096)
def _context(*facts: object) -> tuple[str, ...]:
    blank, before_class, line_class, after_class, count, is_open, blank_after, page = facts
    return (
        f"blank={blank}",
        f"length={line_class}",
        f"before={before_class}",
        f"after={after_class}",
        f"words={count}",
        f"open={is_open}",
        f"blanks={blank}{blank_after}",
        f"page={page}",
        f"blank={blank} words={count}",
        f"lengths={before_class} {line_class}",
    )


def _line_context(line: TextLine, before: TextLine | None, after: TextLine | None) -> tuple[str, ...]:
    page = "same" if before and before.page == line.page else "new"
    return _context(
        line.blank_before,
        _length_class(before),
        _length_class(line),
        _length_class(after),
        min(len(line.words), 2 * POSITIONS),
        line.is_open,
        after is None or after.blank_before,
        page,
    )


def _length_class(line: TextLine | None) -> int:
    if line is None:
        return -1
    characters = sum(len(word.text) + 1 for word in line.words)
    return min(characters // LENGTH_STEP, LONGEST_CLASS)


@lru_cache(maxsize=256)
def _place(at: int, last: int, gap: str) -> tuple[str, ...]:
    position = min(at, POSITIONS)
    from_end = min(last - at, POSITIONS)
    return (f"at={position}", f"left={from_end}", f"gap={gap}", f"at={position} left={from_end}")


def _gap_kinds(line: TextLine) -> list[str]:
    words = line.words
    wide = [False] + [b.x0 - a.x1 > a.size * 0.75 for a, b in pairwise(words)]
    justified = sum(wide) > JUSTIFIED_SHARE * (len(words) - 1) and len(words) > 3
    return ["" if not gap else "justified" if justified else "wide" for gap in wide]


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
