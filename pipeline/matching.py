"""Which entry of the catalogue a printed name means: accepted, for review, or none.

1. Entries of other types of institution are out.
2. A quick look (likeness of the distinctive words, letter by letter) leaves a few candidates.
3. Each is compared word by word: the same stem, or a typo of it. Numbers must be the same, and a distinctive word
   on one side only leaves the decision to a reviewer, however much the rest is alike.
4. The best is accepted with a score *and* a lead over the runner-up. "Fuera de catálogo" is an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plantillas import message

from .catalogue import Catalogue, Entry
from .features import Name, are_confusable, read_name, stem
from .institutions import institution_type
from .likeness import edits, most_alike
from .model import Field, Match, Record, Verdict
from .normalise import fold

ACCEPT = 0.9
"""Least score to be accepted."""
LEAD = 0.05
"""Least distance to the runner-up, where the name is not the entry's own to the letter."""
OUTSIDE = 0.6
"""Below this nothing in the catalogue is meant."""
CANDIDATES = 10
"""Names that the quick look leaves to compare."""
LEAST_ALIKE = 0.5
"""Least likeness that the quick look asks for."""
OTHER_PREFIX, ONE_PREFIX = 0.03, 0.01
"""What another weak word in front costs ("Unidad" for "Dirección"), and one that only one side has."""
ONE_EDIT_LENGTH, TWO_EDITS_LENGTH = 5, 9
"""Letters a word needs to be read with one typo, and with two."""
OTHER_NUMBER = 0.2
"""What different numbers cost: zone 3 is not zone 4."""
EDIT_COST = 0.06
"""What a typo takes off the word it is in."""
LEAST_VOTES = 2
"""Names of one type only that say the type of an institution that is not printed."""


@dataclass(frozen=True, slots=True)
class _Form:
    entry: Entry
    text: str
    name: Name
    is_alias: bool


@dataclass(frozen=True, slots=True)
class _Comparison:
    form: _Form
    score: float
    is_same: bool
    """The same words, numbers and word in front."""
    vetoes: tuple[str, ...]
    evidence: tuple[str, ...]


class _Index:
    """The forms of all entries that an institution may have, ready to be looked up."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        texts = [(entry, text, i > 0) for entry in entries for i, text in enumerate(entry.forms)]
        self.vocabulary = frozenset(word for _, text, _ in texts for word in read_name(text).words)
        self.stems = frozenset(stem(word) for word in self.vocabulary)
        self.forms = [_Form(entry, text, read_name(text), is_alias) for entry, text, is_alias in texts]
        self.keys = [form.name.key for form in self.forms]

    def candidates(self, names: Sequence[Name]) -> list[list[_Form]]:
        """Return for each name the forms that a quick look finds nearest, best first."""
        places = most_alike([name.key for name in names], self.keys, CANDIDATES, LEAST_ALIKE)
        return [[self.forms[i] for i in row] for row in places]


def match_records(records: Sequence[Record], catalogue: Catalogue, *, institution: str | None) -> tuple[Record, ...]:
    """Return the records with what the catalogue says of their units and, where it knows them, indicators."""
    units = match_names([r.unit.text for r in records if r.unit], catalogue.units, institution=institution)
    indicators = match_names([r.indicator.text for r in records if r.indicator], catalogue.indicators)
    indicators = {text: match for text, match in indicators.items() if match.verdict == "accepted"}
    return tuple(_with_matches(record, units, indicators) for record in records)


def match_names(texts: Iterable[str], entries: Sequence[Entry], *, institution: str | None = None) -> dict[str, Match]:
    """Return what the catalogue says of each distinct text."""
    distinct = list(dict.fromkeys(texts))
    kind = institution_type(institution) or _likely_type(distinct, entries)
    index = _index(tuple(entry for entry in entries if entry.belongs_to(kind)))
    own_words = frozenset(read_name(institution or "").stems)
    names = [read_name(text, index.vocabulary) for text in distinct]
    return {
        text: _decide([_compare(name, form, index.stems, own_words) for form in forms])
        for text, name, forms in zip(distinct, names, index.candidates(names), strict=True)
    }


@lru_cache(maxsize=16)
def _index(entries: tuple[Entry, ...]) -> _Index:
    return _Index(entries)


def _with_matches(record: Record, units: Mapping[str, Match], indicators: Mapping[str, Match]) -> Record:
    changes = {"unit": _with_match(record.unit, units), "indicator": _with_match(record.indicator, indicators)}
    return record.model_copy(update=changes)


def _with_match(field: Field | None, matches: Mapping[str, Match]) -> Field | None:
    if field is None or field.text not in matches:
        return field
    return field.model_copy(update={"match": matches[field.text]})


def _likely_type(texts: Sequence[str], entries: Sequence[Entry]) -> str | None:
    """Return the type of institution that the names themselves say: the one most of them belong to."""
    known: dict[str, set[str]] = {}
    for entry in entries:
        for form in entry.forms:
            known.setdefault(fold(form), set()).update(entry.types)
    votes = Counter(kind for text in texts for kind in known.get(fold(text), ()))
    (kind, most), (_, second) = [*votes.most_common(2), ("", 0), ("", 0)][:2]
    return kind if most >= LEAST_VOTES and most > second else None


def _compare(name: Name, form: _Form, vocabulary: Collection[str], own_words: Collection[str]) -> _Comparison:
    """Compare word by word; the evidence tells each difference."""
    rest, missing, alike, evidence, vetoes = _align(name, form.name, vocabulary)
    rest = [word for word in rest if stem(word) not in own_words]
    if name.numbers != form.name.numbers:
        vetoes.append(_why("digits", printed=_list(name.numbers), word=_list(form.name.numbers)))
    vetoes += [_why("extra", word=word) for word in rest] + [_why("missing", word=word) for word in missing]
    cost, prefixes = _compare_prefixes(name.prefix, form.name.prefix)
    cost += OTHER_NUMBER if name.numbers != form.name.numbers else 0.0
    total = 2 * len(form.name.words) - len(missing) + len(rest)
    score = max(0.0, 2 * alike / total - cost) if total else 0.0
    is_same = not (vetoes or evidence or rest) and name.prefix == form.name.prefix
    evidence += [_why("abbreviation", printed=short, word=word) for short, word in name.expanded]
    evidence += [_why("broken", word=word) for word in name.mended] + prefixes
    return _Comparison(form, round(score, 4), is_same, tuple(vetoes), (*vetoes, *evidence))


def _align(
    name: Name, form: Name, vocabulary: Collection[str]
) -> tuple[list[str], list[str], float, list[str], list[str]]:
    """Pair the words; return those left over on either side, how much is alike, and what was found on the way."""
    missing = dict(zip(form.stems, form.words, strict=True))
    rest = [word for word in name.words if missing.pop(stem(word), None) is None]
    alike = float(len(name.words) - len(rest))
    evidence, vetoes, left = list[str](), list[str](), list[str]()
    for word in rest:
        known = None if stem(word) in vocabulary else _typo_of(word, missing)
        twin = next((other for other in missing.values() if are_confusable(word, other)), None)
        if twin:
            vetoes.append(_why("confusable", printed=word, word=twin))
        if known is None or twin:
            left.append(word)
            continue
        key, letters = known
        alike += 1 - EDIT_COST * letters
        evidence.append(_why("typo", printed=word, word=missing.pop(key)))
    return left, list(missing.values()), alike, evidence, vetoes


def _typo_of(word: str, missing: Mapping[str, str]) -> tuple[str, int] | None:
    """Return the stem in ``missing`` whose word ``word`` misspells, and by how many letters."""
    if len(word) < ONE_EDIT_LENGTH:
        return None
    most = 2 if len(word) >= TWO_EDITS_LENGTH else 1
    best = min(((edits(word, other, most), key) for key, other in missing.items()), default=(most + 1, ""))
    return (best[1], best[0]) if best[0] <= most else None


def _compare_prefixes(printed: str | None, known: str | None) -> tuple[float, list[str]]:
    if printed == known:
        return 0.0, []
    if printed and known:
        return OTHER_PREFIX, [_why("prefix", printed=printed, word=known)]
    return ONE_PREFIX, [_why("prefix_missing", word=printed or known)]


def _decide(comparisons: Sequence[_Comparison]) -> Match:
    """Return the verdict over the best form of each entry."""
    ranked = sorted(comparisons, key=lambda c: (-c.is_same, -c.score, len(c.vetoes)))
    if not ranked:
        return Match(entry=None, name=None, score=0.0, evidence=(_why("outside"),), verdict="none")
    best = ranked[0]
    rival = next((c for c in ranked if c.form.entry.id != best.form.entry.id and c.score > 0), None)
    verdict, reasons = _verdict(best, rival)
    outside = verdict == "none"
    return Match(
        entry=None if outside else best.form.entry.id,
        name=None if outside else best.form.entry.name,
        score=best.score,
        evidence=reasons,
        runner_up=rival.form.entry.name if rival else None,
        runner_up_score=rival.score if rival else None,
        verdict=verdict,
    )


def _verdict(best: _Comparison, rival: _Comparison | None) -> tuple[Verdict, tuple[str, ...]]:
    if best.score < OUTSIDE:
        return "none", (_why("outside"), *(best.evidence if best.score > 0 else ()))
    reasons = best.evidence
    if best.form.is_alias:
        reasons = (*best.vetoes, _why("alias", form=best.form.text), *best.evidence[len(best.vetoes) :])
    is_contested = rival is not None and (rival.is_same if best.is_same else best.score - rival.score < LEAD)
    if is_contested and rival is not None:
        reasons = (*reasons, _why("rival", name=rival.form.entry.name))
    if best.vetoes or best.score < ACCEPT or is_contested:
        return "review", reasons
    return "accepted", reasons or (_why("same"),)


def _why(key: str, **values: object) -> str:
    return message("motivos_catalogo", key, **values)


def _list(words: Collection[str]) -> str:
    return ", ".join(sorted(words)) or "-"
