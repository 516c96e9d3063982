"""Two readings of a line made one: what both read alike is sure, what they differ on says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from .ocr import LineReader
from .ocr_words import Recognised
from .scan_image import Dots

AGREED = 1.0
"""Confidence of a word that two recognisers read alike."""
DISPUTED = 0.5
"""Confidence at most of a word that they read differently."""
SURE_ENOUGH = 0.85
"""Confidence from which the second reading is taken where they differ."""
SAME_LINE = 0.3
"""Words whose base lines differ by less, in heights of the type, stand on one line."""
WIDEST_SPACE = 1.2
"""Gap inside a line, in heights of the type, at which it is read in two parts: wide gaps come out as none."""
BESIDE, ABOVE = 0.2, 0.15
"""White around a line, in heights of the type, that is read with it."""


def read_again(words: Sequence[Recognised], grey: Dots, read_line: LineReader) -> list[Recognised]:
    """Return the words of a picture after a second reading, line by line."""
    return [word for line in _lines(words) for word in reconcile(line, *read_line(_cut_out(line, grey)))]


def _lines(words: Iterable[Recognised]) -> list[list[Recognised]]:
    lines: list[list[Recognised]] = []
    for word in words:
        if lines and _goes_on(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _goes_on(last: Recognised, word: Recognised) -> bool:
    gap = word.x0 - last.x1
    return abs(last.base - word.base) < SAME_LINE * word.size and -word.size < gap < WIDEST_SPACE * word.size


def _cut_out(line: Sequence[Recognised], grey: Dots) -> Dots:
    size = max(word.size for word in line)
    x0, x1 = min(w.x0 for w in line) - BESIDE * size, max(w.x1 for w in line) + BESIDE * size
    top, bottom = min(w.top for w in line) - ABOVE * size, max(w.bottom for w in line) + ABOVE * size
    return grey[max(round(top), 0) : round(bottom), max(round(x0), 0) : round(x1)]


def reconcile(line: Sequence[Recognised], text: str, sure: float) -> list[Recognised]:
    """Return the words of a line: where the second reading ``text`` differs, its words if it is ``sure`` enough.

    A sign without letter or digit that only the first reading has is what is left of a ruling line.
    """
    first, second = [word.text for word in line], text.split()
    steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    if sure < SURE_ENOUGH:
        steps = [step if step[0] == "equal" else ("delete", *step[1:3], 0, 0) for step in steps if step[0] != "insert"]
    words: list[Recognised] = []
    for kind, start, end, from_, to in steps:
        if kind == "equal":
            words += [word._replace(confidence=AGREED) for word in line[start:end]]
        elif kind == "delete":
            kept = (word for word in line[start:end] if sure < SURE_ENOUGH or any(map(str.isalnum, word.text)))
            words += [word._replace(confidence=min(word.confidence, DISPUTED)) for word in kept]
        else:
            words += _spread(second[from_:to], _between(line, start, end))
    return words


def _between(line: Sequence[Recognised], start: int, end: int) -> Recognised:
    """Return as one word what stands in a part of a line; an empty part is the space between its neighbours."""
    if start < end:
        part = line[start:end]
        x0, x1 = part[0].x0, part[-1].x1
    else:
        part = line[max(start - 1, 0) : start + 1]
        x0 = line[start - 1].x1 if start else line[0].x0
        x1 = line[start].x0 if start < len(line) else line[-1].x1
    top, bottom = min(word.top for word in part), max(word.bottom for word in part)
    return part[0]._replace(x0=min(x0, x1), top=top, x1=max(x0, x1), bottom=bottom)


def _spread(texts: Sequence[str], place: Recognised) -> Iterator[Recognised]:
    """Yield disputed words that share a place by their letters."""
    step = (place.x1 - place.x0) / max(len(" ".join(texts)), 1)
    at = place.x0
    for text in texts:
        yield place._replace(text=text, x0=at, x1=at + len(text) * step, confidence=DISPUTED)
        at += (len(text) + 1) * step
