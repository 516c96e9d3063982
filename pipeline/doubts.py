"""What speaks against a field: named doubts, each 0 where nothing does.

They are collected here and weighed in :mod:`pipeline.confidence`; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from statistics import median

from extractores.geometry import Span

from .language import is_connector, is_infinitive, lists_of, stems
from .model import FIELD_NAMES, Evidence, Field, FieldName, Place, Record
from .reading import Reading
from .reassembly.kinds import kind_of_indicator, kind_of_target, kinds_agree
from .reassembly.plausibility import plausibility
from .targets import parse_target

SURE = 0.001
"""Improbabilities are told apart down to this; 0.01 and 0.001 differ as much as 0.1 and 0.01 do."""
NEAR = 14.0
"""Points between a field and a leftover word that may belong to it: a line and its leading."""
OPENINGS = ("unit_heads", "indicator_heads", "infinitives")
"""Lists of words that open a field when they are written large."""
OPENING_OF = {"unit": "unit_heads", "mission": "infinitives", "indicator": "indicator_heads"}
CLOSING = ".:;)"


@dataclass(frozen=True, slots=True)
class Doubts:
    """What speaks against one field; numbers from 0, most of them up to 1."""

    layout: float
    """Improbability of the table, or of the roles in the whole text, on a logarithmic scale."""
    roles: float
    """Improbability of the least likely word in the field or beside it, on the same scale."""
    neighbours: float
    """The same of the other fields of the record and of the fields of this kind above and below."""
    disagreement: float
    """Share of the page's words on which a second reader does not agree."""
    unsure_letters: float
    """How little the recogniser of a scan is sure of a word, or 0.5 and more where two recognisers differ."""
    pieces: float
    """Logarithm of the number of stretches that were put together."""
    rival: float
    """1 where another text could stand here nearly as well."""
    opens_inside: float
    """1 where the text begins as the middle of a sentence does."""
    unfinished: float
    """1 where the text ends as no text does: with a preposition, a comma, an open bracket."""
    no_cue: float
    """1 where the text lacks what opens such a field: an infinitive, a quantity, the head of a unit's name."""
    foreign: float
    """1 where a word inside the text opens another field."""
    long: float
    """Logarithm of how much longer the text is than usual in the document."""
    short: float
    """Logarithm of how much shorter it is."""
    kinds_clash: float
    """How little the kinds of figure of indicator and target agree: 0.5 where nothing can be said."""
    nothing_shared: float
    """1 where indicator and target have no word in common."""
    strange_unit: float
    """1 where the indicator has no word in common with its unit and mission."""
    fits_neighbour: float
    """1 where it has more words in common with the unit above or below."""
    incomplete: float
    """Share of the record's fields that are missing."""
    not_in_catalogue: float
    """1 where the catalogue knows no such unit or indicator, 0.5 where a reviewer must say."""
    leftover_near: float
    """1 where words that belong to nothing stand beside the field."""
    beside_hidden: float
    """1 where text that nobody sees stands level with the field: what it says, or lacks, may be meant otherwise."""
    leftovers: float
    """Share of the document's words that belong to nothing, on a logarithmic scale."""
    holes: float
    """Share of the fields of all records that are missing."""
    implausible: float
    """How little the records of the document look whole."""


def improbability(probability: float) -> float:
    """Return 0 for certainty and 1 for impossibility, in equal steps for each power of ten between."""
    return log(1 + (1 - min(max(probability, 0.0), 1.0)) / SURE) / log(1 + 1 / SURE)


def find_doubts(records: Sequence[Record], reading: Reading) -> list[dict[FieldName, Doubts]]:
    """Return for each record what speaks against each of its fields that were read."""
    document = _Document(records, reading)
    return [
        {name: document.doubts(at, name, field, field.evidence) for name, field in _read_fields(record)}
        for at, record in enumerate(records)
    ]


def _read_fields(record: Record) -> Iterator[tuple[FieldName, Field]]:
    return ((name, field) for name, field in record.printed_fields.items() if field.evidence)


class _Document:
    """What holds for all fields of a document."""

    def __init__(self, records: Sequence[Record], reading: Reading) -> None:
        self._records = records
        self._leftovers, self._hidden = _by_page(reading.leftovers), _by_page(reading.hidden)
        total = reading.words_in_records + reading.words_left_over
        self._leftover_share = improbability(1 - reading.words_left_over / max(total, 1))
        self._holes = sum(_missing(record) for record in records) / max(len(records), 1)
        self._implausible = 1 - plausibility(records)
        self._unit_stems = [_unit_stems(record) for record in records]
        self._above = _other_before(self._unit_stems)
        self._below = [None if o is None else len(records) - 1 - o for o in _other_before(self._unit_stems[::-1])][::-1]
        self._usual = {name: _usual_length(records, name) for name in FIELD_NAMES}

    def doubts(self, at: int, name: FieldName, field: Field, evidence: Evidence | None) -> Doubts:
        assert evidence
        record, words = self._records[at], field.text.split()
        length = log((len(words) + 1) / (self._usual[name] + 1))
        return Doubts(
            layout=improbability(evidence.layout),
            roles=improbability(evidence.roles),
            neighbours=improbability(self._roles_around(at, name)),
            disagreement=1 - evidence.agreement,
            unsure_letters=1 - evidence.recognition,
            pieces=log(evidence.pieces),
            rival=float(evidence.rival is not None),
            opens_inside=float(name != "target" and _opens_inside(words[0])),
            unfinished=float(_is_unfinished(words[-1])),
            no_cue=float(not _has_cue(name, field.text, words)),
            foreign=float(_holds_foreign(name, words)),
            long=max(length, 0.0),
            short=max(-length, 0.0),
            kinds_clash=_kinds_clash(record) if name in ("indicator", "target") else 0.0,
            nothing_shared=float(name in ("indicator", "target") and _shares_nothing(record)),
            strange_unit=float(name != "target" and not self._shared_with_unit(at, at)),
            fits_neighbour=float(name != "target" and self._fits_neighbour(at)),
            incomplete=_missing(record),
            not_in_catalogue=_outside_catalogue(field),
            leftover_near=float(any(_is_near(place, self._leftovers) for place in field.spans)),
            beside_hidden=float(any(_is_level(place, self._hidden) for place in field.spans)),
            leftovers=self._leftover_share,
            holes=self._holes,
            implausible=self._implausible,
        )

    def _fits_neighbour(self, at: int) -> bool:
        own = self._shared_with_unit(at, at)
        around = (self._above[at], self._below[at])
        return any(other is not None and self._shared_with_unit(at, other) > own for other in around)

    def _shared_with_unit(self, at: int, other: int) -> int:
        """Count the stems that the indicator of one record shares with the unit and mission of another."""
        indicator = self._records[at].indicator
        return len(stems(indicator.text) & self._unit_stems[other]) if indicator else 0

    def _roles_around(self, at: int, name: FieldName) -> float:
        """Return the least likelihood in the record's other fields and in the same field above and below."""
        around = [field for other, field in _read_fields(self._records[at]) if other != name]
        for other in (at - 1, at + 1):
            if 0 <= other < len(self._records) and (field := getattr(self._records[other], name)):
                around.append(field)
        return min((field.evidence.roles for field in around if field.evidence), default=1.0)


def _unit_stems(record: Record) -> frozenset[str]:
    return frozenset().union(*(stems(field.text) for field in (record.unit, record.mission) if field))


def _other_before(values: Sequence[frozenset[str]]) -> list[int | None]:
    """Return for each value the place of the nearest one before it that is another."""
    places: list[int | None] = []
    for at, value in enumerate(values):
        places.append(None if not at else places[-1] if values[at - 1] == value else at - 1)
    return places


def _missing(record: Record) -> float:
    return 1 - len(record.printed_fields) / len(FIELD_NAMES)


def _usual_length(records: Sequence[Record], name: FieldName) -> float:
    fields = (getattr(record, name) for record in records)
    return median([len(field.text.split()) for field in fields if field] or [0])


def _opens_inside(word: str) -> bool:
    return word[0].islower() or word[0] in ",.;:)" or is_connector(word)


def _is_unfinished(word: str) -> bool:
    return is_connector(word) or word[-1] in ",(-/¿¡"


def _has_cue(name: FieldName, text: str, words: Sequence[str]) -> bool:
    """Tell whether a text opens as its field does: two words, for a list mark or an article may come first."""
    if name == "target":
        return "no_number" not in parse_target(text).flags
    opening = OPENING_OF[name]
    return any(opening in lists_of(word) or (name == "mission" and is_infinitive(word)) for word in words[:2])


def _holds_foreign(name: FieldName, words: Sequence[str]) -> bool:
    """Tell whether a large word inside a text opens a field, after neither the end of a sentence nor a connector."""
    if " ".join(words).isupper():
        return False
    return any(
        word[0].isupper()
        and not before.endswith(tuple(CLOSING))
        and not is_connector(before)
        and any(opening in lists_of(word) for opening in OPENINGS if not (name == "unit" and opening == "unit_heads"))
        for before, word in pairwise(words)
    )


def _kinds_clash(record: Record) -> float:
    if record.indicator is None or record.target is None:
        return 0.5
    return (1 - kinds_agree(kind_of_indicator(record.indicator.text), kind_of_target(record.target.text))) / 2


def _shares_nothing(record: Record) -> bool:
    both = record.indicator and record.target
    return not both or not stems(record.indicator.text) & stems(record.target.text)  # type: ignore[union-attr]


def _outside_catalogue(field: Field) -> float:
    return {"none": 1.0, "review": 0.5}.get(field.match.verdict, 0.0) if field.match else 1.0


def _by_page(spans: Sequence[Span]) -> dict[int, list[Span]]:
    pages: dict[int, list[Span]] = {}
    for span in spans:
        pages.setdefault(span.page, []).append(span)
    return pages


def _is_near(place: Place, others: Mapping[int, Sequence[Span]]) -> bool:
    return any(
        other.bbox[1] - NEAR < place.bbox[3]
        and place.bbox[1] < other.bbox[3] + NEAR
        and other.bbox[0] - NEAR < place.bbox[2]
        and place.bbox[0] < other.bbox[2] + NEAR
        for other in others.get(place.page, ())
    )


def _is_level(place: Place, others: Mapping[int, Sequence[Span]]) -> bool:
    return any(other.bbox[1] < place.bbox[3] and place.bbox[1] < other.bbox[3] for other in others.get(place.page, ()))
