"""Which entry of the catalogue a printed name means: accepted, for review, or none.

1. Entries of other types of institution are out.
2. A quick look leaves a few candidates (``candidates``), each is compared word by word (``comparison``).
3. Names that begin with the kind of a family of offices are compared with it (``offices``).
4. The best is accepted with a score *and* a lead over the runner-up, and without a veto. "Fuera de catálogo" is an
   answer.
5. Indicators are looked for among the unit's own first, then among the families that any unit may have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..catalogue.entries import Catalogue, Entry
from ..context.institutions import institution_type
from ..model import Field, Match, Record, Verdict
from ..normalise import fold
from .candidates import Index, index_of
from .comparison import Comparison, Reason, compare, why
from .features import is_general, read_name
from .offices import offices_of

ACCEPT = 0.9
"""Least score to be accepted."""
LEAD = 0.05
"""Least distance to the runner-up, where the name is not the entry's own to the letter."""
OUTSIDE = 0.6
"""Below this nothing in the catalogue is meant."""
LEAST_VOTES = 2
"""Names of one type only that say the type of an institution that is not printed."""


def match_records(
    records: Sequence[Record], catalogue: Catalogue, *, institution: str | None, kind: str | None = None
) -> tuple[Record, ...]:
    """Return the records with what the catalogue says of their units and, where it knows them, indicators.

    ``institution`` is its name, ``kind`` its type where more than the name says it.
    """
    texts = [record.unit.text for record in records if record.unit]
    units = match_names(texts, catalogue.units, institution=institution, kind=kind)
    indicators = _match_indicators(records, catalogue.indicators, units)
    return tuple(_with_matches(record, units, indicators) for record in records)


def match_names(
    texts: Iterable[str], entries: Sequence[Entry], *, institution: str | None = None, kind: str | None = None
) -> dict[str, Match]:
    """Return what the catalogue says of each distinct text."""
    distinct = list(dict.fromkeys(texts))
    kind = kind or institution_type(institution) or _likely_type(distinct, entries)
    index = _index_of_type(entries, kind)
    own = _own_words(institution, index)
    offices = offices_of(tuple(entries), kind).compare(distinct, own)
    names = [read_name(text, index.vocabulary) for text in distinct]
    return {
        text: _decide([compare(name, form, index.stems, own) for form in forms], offices.get(text, ()))
        for text, name, forms in zip(distinct, names, index.candidates(names), strict=True)
    }


def rank_names(
    text: str, entries: Sequence[Entry], *, institution: str | None = None, kind: str | None = None
) -> list[tuple[Comparison, tuple[Reason, ...]]]:
    """Return the entries that ``text`` may mean, each once in its best form, the likeliest first, with the reasons."""
    kind = kind or institution_type(institution)
    index = _index_of_type(entries, kind)
    name, own = read_name(text, index.vocabulary), _own_words(institution, index)
    (forms,) = index.candidates([name])
    units = [compare(name, form, index.stems, own) for form in forms]
    best: dict[str, Comparison] = {}
    for comparison in _ranked([*units, *offices_of(tuple(entries), kind).compare([text], own).get(text, ())]):
        best.setdefault(comparison.form.entry.id, comparison)
    return [(c, (*c.vetoes, *c.differences)) for c in best.values() if c.score > 0]


def _index_of_type(entries: Sequence[Entry], kind: str | None) -> Index:
    """Return the index of what a type of institution may have, without families of offices."""
    return index_of(tuple(entry for entry in entries if entry.belongs_to(kind) and not entry.is_family))


def _match_indicators(
    records: Sequence[Record], entries: Sequence[Entry], units: Mapping[str, Match]
) -> dict[tuple[str | None, str], Match]:
    """Return the accepted matches by unit's entry and printed text; indicators are free texts: others say nothing."""
    printed = dict.fromkeys((_unit_entry(r, units), r.indicator.text) for r in records if r.indicator)
    general = _accepted((text for _, text in printed), [entry for entry in entries if not entry.units])
    found = {(unit, text): general[text] for unit, text in printed if text in general}
    for unit in dict.fromkeys(unit for unit, _ in printed):
        own = _accepted(
            (text for of, text in printed if of == unit), [entry for entry in entries if unit in entry.units]
        )
        found |= {(unit, text): match for text, match in own.items()}
    return found


def _accepted(texts: Iterable[str], entries: Sequence[Entry]) -> dict[str, Match]:
    matches = match_names(texts, entries) if entries else {}
    return {text: match for text, match in matches.items() if match.verdict == "accepted"}


def _unit_entry(record: Record, units: Mapping[str, Match]) -> str | None:
    match = units.get(record.unit.text) if record.unit else None
    return match.entry if match and match.verdict == "accepted" else None


def _with_matches(
    record: Record, units: Mapping[str, Match], indicators: Mapping[tuple[str | None, str], Match]
) -> Record:
    unit, indicator = record.unit, record.indicator
    of_indicator = indicators.get((_unit_entry(record, units), indicator.text)) if indicator else None
    return record.model_copy(
        update={
            "unit": _with_match(unit, units.get(unit.text) if unit else None),
            "indicator": _with_match(indicator, of_indicator),
        }
    )


def _with_match(field: Field | None, match: Match | None) -> Field | None:
    return field.model_copy(update={"match": match}) if field and match else field


def _own_words(institution: str | None, index: Index) -> frozenset[str]:
    """Return the stems of the institution's name that no entry has: its place and its level, not what it does."""
    name = read_name(institution or "")
    pairs = zip(name.words, name.stems, strict=True)
    return frozenset(stem for word, stem in pairs if stem not in index.stems or is_general(word))


def _likely_type(texts: Sequence[str], entries: Sequence[Entry]) -> str | None:
    """Return the type of institution that the names themselves say: the one most of them belong to."""
    known: dict[str, set[str]] = {}
    for entry in entries:
        for form in entry.forms if entry.types else ():
            known.setdefault(fold(form), set()).update(entry.types)
    votes = Counter(kind for text in texts for kind in known.get(fold(text), ()))
    (kind, most), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    return kind if most >= LEAST_VOTES and most > second else None


def _ranked(comparisons: Iterable[Comparison]) -> list[Comparison]:
    return sorted(comparisons, key=lambda c: (-c.is_same, -c.score, len(c.vetoes)))


def _decide(units: Sequence[Comparison], offices: Sequence[Comparison]) -> Match:
    """Return the verdict: a unit of its own in the catalogue goes before an office of a family."""
    judged = _judge(units)
    if offices and (judged is None or judged.verdict != "accepted"):
        judged = _judge([*units, *offices])
    if judged is None:
        return Match(entry=None, name=None, score=0.0, evidence=(why("outside").text,), verdict="none")
    best, rival = judged.best, judged.rival
    outside = judged.verdict == "none"
    return Match(
        entry=None if outside else best.form.entry.id,
        name=None if outside else best.form.entry.name,
        score=best.score,
        evidence=tuple(reason.text for reason in judged.reasons),
        runner_up=rival.form.entry.name if rival else None,
        runner_up_score=rival.score if rival else None,
        verdict=judged.verdict,
    )


class _Judged(NamedTuple):
    """The best of some comparisons, what comes next, and what that makes of the name."""

    best: Comparison
    rival: Comparison | None
    verdict: Verdict
    reasons: list[Reason]


def _judge(comparisons: Sequence[Comparison]) -> _Judged | None:
    """Return the verdict over the best form of each entry; ``None`` where there is nothing to compare with."""
    ranked = _ranked(comparisons)
    if not ranked:
        return None
    best = ranked[0]
    rival = next((c for c in ranked if not _is_same_unit(c, best) and c.score > 0), None)
    return _Judged(best, rival, *_verdict(best, rival))


def _is_same_unit(one: Comparison, other: Comparison) -> bool:
    """Tell whether both are of one unit: offices of a family have its identifier, each with a name of its own."""
    return (one.form.entry.id, one.form.entry.name) == (other.form.entry.id, other.form.entry.name)


def _verdict(best: Comparison, rival: Comparison | None) -> tuple[Verdict, list[Reason]]:
    """Return the verdict and its reasons, the weightiest first."""
    if best.score < OUTSIDE:
        return "none", [why("outside"), *((*best.vetoes, *best.differences) if best.score > 0 else ())]
    is_contested = rival is not None and (rival.is_same if best.is_same else best.score - rival.score < LEAD)
    alias = [why("alias", form=best.form.text)] if best.form.is_alias else []
    contest = [why("rival", name=rival.form.entry.name)] if rival and is_contested else []
    reasons = [*best.vetoes, *alias, *best.differences, *contest]
    if best.vetoes or best.score < ACCEPT or is_contested:
        return "review", reasons
    return "accepted", reasons or [why("same")]
