"""Records from a document whose geometry says nothing: text dumps, and pages in reading order.

The method is in ``docs/reassembly.md``: words get roles, words of one role become cells, cells become records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractores.geometry import Document, Span, Word, enclosing_box

from .context.footer import is_footer_label
from .headings import heading_role, process_level
from .model import ProcessLevel, Record
from .reading import Reading
from .reassembly.assembly import assemble
from .reassembly.cells import Cell, find_cells, spans_of
from .reassembly.cues import DEFAULT_CUES, CueSettings, tag_by_cues
from .reassembly.fields import FieldMaker, Reader
from .reassembly.groups import UnitGroup
from .reassembly.lines import WordSequence, read_sequence
from .reassembly.network import RoleModel
from .reassembly.plausibility import trust
from .reassembly.settings import DEFAULT_SETTINGS, AssemblySettings
from .reassembly.tagging import tag
from .reassembly.unfinished import complete_phrases

HEADINGS_OF_ROW = 3
"""A line with so many words that are headings by themselves is a row of headings."""


def reassemble(
    document: Document,
    settings: AssemblySettings = DEFAULT_SETTINGS,
    cues: CueSettings = DEFAULT_CUES,
    model: RoleModel | None = None,
) -> Reading:
    """Return the records of ``document`` by the order and the meaning of its words alone.

    The learnt network reads first. Where its reading is doubtful, as in a dump unlike those it learnt from, the
    cues read too, and the reading that trusts better wins.
    """
    sequence = read_sequence(document.pages)
    roles, certainty = tag(sequence, model)
    learnt = _read(document, sequence, complete_phrases(sequence, roles), certainty, settings)
    # Cues find something everywhere: whether there is a matrix at all is for the learnt reading to say.
    is_sure = not learnt.records or trust(learnt, len(sequence.words)) >= settings.doubtful
    if is_sure or len(sequence.lines) > settings.most_cued_lines:
        return learnt
    roles = tag_by_cues(sequence, cues)
    lenient = replace(settings, least_certainty=0.0)
    cued = _read(document, sequence, roles, [settings.trust_in_cues] * len(roles), lenient, ("by_cues",))
    return max((learnt, cued), key=lambda reading: trust(reading, len(sequence.words)))


def _read(
    document: Document,
    sequence: WordSequence,
    roles: Sequence[str],
    certainty: Sequence[float],
    settings: AssemblySettings,
    traits: tuple[str, ...] = (),
) -> Reading:
    """Return the records that the words make in these roles; ``traits`` say of each field who gave them."""
    cells = find_cells(sequence, roles, certainty)
    groups: list[UnitGroup] = []
    loose: list[Cell] = []
    if sum(cell.role == "I" for cell in cells) > settings.loose_most:
        settings = replace(settings, loose_most=0)
    for segment in _segments(cells, sequence, settings):
        some, alone = assemble(segment, sequence, settings)
        groups += some
        loose += alone
    pages = {page.number: page for page in document.pages}
    sure = _likelihood(roles, certainty)
    maker = FieldMaker(sequence, pages, list(_bands(sequence, roles)), Reader(sure, traits))
    records = tuple(record for group in groups for record in maker.records(group))
    return _reading(records, loose, sequence, roles, sure, settings)


def _likelihood(roles: Sequence[str], certainty: Sequence[float]) -> float:
    """Return the mean likelihood of the roles of the words in records."""
    inside = [chance for role, chance in zip(roles, certainty, strict=True) if role[-1] not in "XK"]
    return sum(inside) / max(len(inside), 1)


def _segments(cells: Sequence[Cell], sequence: WordSequence, settings: AssemblySettings) -> Iterator[list[Cell]]:
    """Cut a long document at page ends where a unit begins, so that time and memory stay in step with its length."""
    if settings.loose_most:
        yield list(cells)
        return
    segment: list[Cell] = []
    indicators = 0
    for cell in cells:
        new_page = segment and sequence.page_of(cell.start) != sequence.page_of(segment[-1].start)
        full = indicators >= settings.segment_indicators * (1 if new_page else 2)
        if full and cell.role in "NU":
            yield segment
            segment, indicators = [], 0
        segment.append(cell)
        indicators += cell.role == "I"
    yield segment


def _bands(sequence: WordSequence, roles: Sequence[str]) -> Iterator[tuple[int, ProcessLevel, str]]:
    at = 0
    for line in sequence.lines:
        start, at = at, at + len(line.words)
        if all(role[-1] == "X" for role in roles[start:at]):
            text = _text(line.words)
            level = process_level(text)
            if level:
                yield start, level, text


def _reading(
    records: tuple[Record, ...],
    loose: Sequence[Cell],
    sequence: WordSequence,
    roles: Sequence[str],
    sure: float,
    settings: AssemblySettings,
) -> Reading:
    if (
        sum(record.indicator is not None for record in records) < settings.least_indicators
        or sure < settings.least_certainty
    ):
        return Reading((), 0.0, context_lines=tuple(_text(line.words) for line in sequence.lines))
    context, leftovers = _outside(sequence, roles)
    unassigned = sum(len(cell.words) for cell in loose)
    left_over = sum(end - start for start, end in leftovers) + unassigned
    spans = [_span(sequence, start, end) for start, end in leftovers]
    return Reading(
        records=records,
        score=_score(records) * sure * (1 - left_over / len(sequence.words)),
        leftovers=(*spans, *(span for cell in loose for span in spans_of(cell, sequence))),
        context_lines=tuple(context),
        words_in_records=sum(role[-1] not in "XK" for role in roles) - unassigned,
        words_left_over=left_over,
    )


def _score(records: Sequence[Record]) -> float:
    filled = sum(bool(record.unit) + bool(record.mission) + bool(record.indicator) for record in records)
    return filled / (3 * len(records))


def _outside(sequence: WordSequence, roles: Sequence[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the lines around the records, and the stretches of words that belong to nothing."""
    inside = [at for at, role in enumerate(roles) if role[-1] not in "XK"]
    first, last = inside[0], inside[-1]
    context: list[str] = []
    leftovers: list[tuple[int, int]] = []
    start = 0
    for line in sequence.lines:
        end = start + len(line.words)
        for low, high in _loose_stretches(roles, start, end):
            is_whole = high - low == end - start
            if is_whole and (high <= first or low > last or _is_context(_text(line.words))):
                context.append(_text(line.words))
            else:
                leftovers.append((low, high))
        start = end
    return context, leftovers


def _loose_stretches(roles: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for is_loose, group in groupby(role[-1] == "X" for role in roles[start:end]):
        size = len(list(group))
        if is_loose:
            yield at, at + size
        at += size


def _is_context(text: str) -> bool:
    words = text.split()
    headings = sum(heading_role(word)[0] is not None for word in words)
    return (
        process_level(text) is not None
        or is_footer_label(text)
        or heading_role(text)[0] is not None
        or headings >= HEADINGS_OF_ROW
        or not any(char.isalpha() for char in text)
    )


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _span(sequence: WordSequence, start: int, end: int) -> Span:
    return Span(sequence.page_of(start), enclosing_box(sequence.words[start:end]))
