"""What an indicator asks for: the kind of its figure, the thing it counts, and for each of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..language import stems
from ..model import TargetKind
from .phrase_data import phrase_data
from .phrases import Marked, Phrase, mark
from .quantities import Token, find_unit

LEAD_WITHIN = 4
"""The words that say the kind begin within so many of an indicator's first tokens: "TIC: Porcentaje de ..."."""
LONGEST_COMPOUND = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What an indicator asks for."""

    kind: TargetKind | None = None
    is_weak: bool = False
    """Whether the kind is usual for such an indicator, not said by it: "Cobertura de ..."."""
    noun: str | None = None
    """The thing counted, as printed but in small letters; or the unit's name."""
    per: str | None = None
    stems: frozenset[str] = frozenset()

    @property
    def is_share(self) -> bool:
        return self.kind == "percent" and not self.is_weak


@lru_cache(maxsize=16384)
def read_asked(indicator: str) -> Asked:
    """Return what ``indicator`` asks for; all parts are open where it is empty."""
    marked = mark(indicator)
    tokens = marked.tokens
    lead = _lead(marked.of("indicator"))
    kind, is_weak = _kind(lead, tokens)
    return Asked(
        kind=kind,
        is_weak=is_weak,
        noun=_noun(tokens, kind, lead),
        per=_per(marked),
        stems=stems(indicator),
    )


def _lead(found: Sequence[Phrase]) -> Phrase | None:
    """Return the first phrase that says the kind; what is only usual gives way to what is said."""
    near = [phrase for phrase in found if phrase.start < LEAD_WITHIN]
    said = [phrase for phrase in near if not phrase.name.endswith("?")]
    return next(iter(said or near), None)


def _kind(lead: Phrase | None, tokens: Sequence[Token]) -> tuple[TargetKind | None, bool]:
    if lead and not lead.name.endswith("?"):
        return lead.name, False  # type: ignore[return-value]
    if any(token.tag == "percent" for token in tokens):
        return "percent", False
    return (lead.name.removesuffix("?"), True) if lead else (None, False)  # type: ignore[return-value]


def _noun(tokens: Sequence[Token], kind: TargetKind | None, lead: Phrase | None) -> str | None:
    if kind == "duration":
        found = (find_unit(tokens, at) for at in range(len(tokens)))
        return next((unit[0].name for unit in found if unit and unit[0].kind == "duration"), None)
    if kind not in (None, "count"):
        return None
    at = skip_to_noun(tokens, lead.end if lead else 0)
    if at is None:
        return None
    if unit := find_unit(tokens, at):
        return unit[0].name
    # Without "Número de" before it only a plural counts something: "Vitrinas abiertas", not "Rotación de personal".
    return noun_at(tokens, at) if lead or tokens[at].key.endswith("s") else None


def skip_to_noun(tokens: Sequence[Token], at: int) -> int | None:
    """Return the place of the first word from ``at`` on that may name a thing, before any other sign or number."""
    skipped = phrase_data()["nouns"]["skipped"]
    while at < len(tokens) and tokens[at].tag in ("word", "ordinal") and tokens[at].key in skipped:
        at += 1
    return at if at < len(tokens) and tokens[at].tag == "word" else None


def noun_at(tokens: Sequence[Token], at: int) -> str:
    """Return the name of the thing that stands at the token ``at``, of several words where the data say so."""
    compounds = phrase_data()["nouns"]["compounds"]
    for end in range(min(at + LONGEST_COMPOUND, len(tokens)), at + 1, -1):
        if " ".join(token.key for token in tokens[at:end]) in compounds:
            return " ".join(token.text for token in tokens[at:end]).lower()
    return tokens[at].text.lower()


def _per(marked: Marked) -> str | None:
    """Return for each of what the indicator counts; "al mes" in an indicator is part of its name."""
    leads = phrase_data()["per"]["narrow_leads"]
    said = [phrase for phrase in marked.of("per") if marked.tokens[phrase.start].key in leads]
    return " y ".join(dict.fromkeys(per_name(marked, phrase) for phrase in said)) or None


def per_name(marked: Marked, phrase: Phrase) -> str:
    """Return what a phrase says the value is for each of: "mes", "servidor", "100 egresos"."""
    if phrase.name:
        return phrase.name
    rest = marked.tokens[phrase.start : phrase.end]
    first = next((i for i, token in enumerate(rest) if token.number), len(rest) - 1)
    thing = marked.tokens[phrase.end : phrase.end + 1] if rest[-1].number or rest[-1].key == "cada" else ()
    named = [token for token in (*rest[first:], *thing) if token.number or token.tag == "word"]
    return " ".join(token.text for token in named if token.key != "cada").lower()
