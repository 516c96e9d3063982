"""What the parts of a target mean under its indicator.

The indicator says what kind of figure to expect: 0,95 is 95 % of a percentage, 1.200 is 1200 of a count. What may mean
two things is read in the likelier way and flagged; ``plantillas/mensajes/metas.toml`` says each flag in Spanish.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from plantillas.marks import without_hidden

from ..absence import read_absence
from ..language import stems
from ..likeness import likeness
from ..matching.features import stem
from ..model import Comparator, Record, Stage, Target, TargetFlag, TargetKind
from ..normalise import fold
from .amounts import PARTICIPLES, Amount
from .asked import Asked, read_asked
from .figures import Number
from .parts import Parts, read_parts
from .phrase_data import phrase_data
from .vocabulary import vocabulary

PERCENT, MONEY = "%", "USD"
APPROXIMATE = "~"
"""The comparator of "cerca de", in the data."""
HUNDRED = Decimal(100)
WHOLE_SHARE = Decimal(1)
"""A share of one is 100 %; printed as 1,00 it is meant so, as 1 it may be."""
DOUBTFUL_SHARE = Decimal(2)
"""Below this and above one, "1,5" may be 1.5 % or 150 %."""
SAME_THING = 0.8
"""From this likeness on the thing of a target is that of its indicator: a plural, a typo."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """What kind of figure the amounts of a target are."""

    kind: TargetKind
    factor: Decimal = Decimal(1)
    prefers_decimal: bool = False
    """Whether "1.200" is rather 1.2."""
    flags: tuple[TargetFlag, ...] = ()


def parse_target(text: str, *, indicator: str | None = None) -> Target:
    """Return what the printed target ``text`` says; ``indicator`` is the printed text of its indicator."""
    return _parse(without_hidden(text), without_hidden(indicator or ""))


def parse_targets(records: Sequence[Record]) -> tuple[Record, ...]:
    """Return the records, each printed target with its figures."""
    return tuple(_parsed(record) for record in records)


def _parsed(record: Record) -> Record:
    if record.target is None:
        return record
    target = parse_target(record.target.text, indicator=record.indicator.text if record.indicator else None)
    return record.model_copy(update={"parsed_target": target})


@lru_cache(maxsize=16384)
def _parse(text: str, indicator: str) -> Target:
    if absence := read_absence(text):
        return Target(kind=absence)
    asked = read_asked(indicator)
    parts = read_parts(text)
    return _judge(parts, asked) if parts.amounts else _without_number(parts, asked)


def _judge(parts: Parts, asked: Asked) -> Target:
    amounts = parts.amounts
    main = amounts[-1]
    sense = _sense(main, asked, parts)
    values = [_value(amount.number, sense) for amount in amounts]
    stages = [Stage(value=v, deadline=a.moment) for v, a in zip(values, amounts, strict=True) if a.moment]
    flags = [*parts.doubts, *sense.flags, *_number_flags(amounts, sense), *_other_flags(parts)]
    return Target(
        kind=sense.kind,
        value=values[0] if parts.is_range else values[-1],
        value_max=values[-1] if parts.is_range else None,
        comparator=_comparator(main),
        unit=_unit(sense.kind, main, asked, parts),
        per=None if sense.kind == "percent" else parts.times.per or asked.per,
        period=parts.times.period,
        deadline=parts.times.deadline,
        baseline=parts.times.baseline,
        stages=tuple(stages),
        flags=tuple(dict.fromkeys(flags)),
    )


def _without_number(parts: Parts, asked: Asked) -> Target:
    """A deed, a date, or a share that is said in words: "la totalidad de los usuarios"."""
    shares = vocabulary().shares
    share = next((shares[token.key] for token in parts.marked.tokens if token.key in shares), None)
    kind: TargetKind = "percent" if share is not None else asked.kind or "count"
    return Target(
        kind=kind,
        value=share,
        unit=PERCENT if kind == "percent" else asked.noun,
        period=parts.times.period,
        deadline=parts.times.deadline,
        baseline=parts.times.baseline,
        flags=(*parts.doubts, "no_number" if share is None else "share_in_words"),
    )


# Kind


def _sense(amount: Amount, asked: Asked, parts: Parts) -> _Sense:
    """Return the kind that the amount prints, or else the one that the indicator asks for."""
    if amount.is_percent:
        is_small = 0 < amount.number.value < WHOLE_SHARE
        differs = ("other_kind",) if asked.kind in ("count", "money", "duration") and not asked.is_weak else ()
        return _Sense("percent", prefers_decimal=True, flags=(*(("scale",) if is_small else ()), *differs))
    if amount.unit:
        return _sense_of_unit(amount.unit.kind, asked)
    if amount.noun and not (asked.is_share and _is_of_indicator(amount.noun, asked)):
        return _Sense("count", flags=("other_kind",) if asked.is_share else ())
    if parts.times.per and asked.kind == "percent":
        return _Sense("index", prefers_decimal=True)
    if "part_of_whole" in parts.doubts and asked.kind == "percent":
        return _Sense("count")
    return _sense_of_bare(amount.number, asked)


def _sense_of_unit(kind: TargetKind, asked: Asked) -> _Sense:
    if asked.kind == "count" and kind in ("duration", "index"):
        return _Sense("count")
    return _Sense(kind, prefers_decimal=kind == "index", flags=("other_kind",) if asked.is_share else ())


def _is_of_indicator(noun: str, asked: Asked) -> bool:
    return bool(stems(noun) & asked.stems)


def _sense_of_bare(number: Number, asked: Asked) -> _Sense:
    """A number alone is what the indicator asks for."""
    is_fraction = number.decimals > 0 and number.value <= WHOLE_SHARE
    if asked.is_share:
        return _share(number, is_fraction)
    if asked.kind == "percent" and number.value <= HUNDRED:
        return replace(_share(number, is_fraction), flags=("kind_inferred",))
    if asked.kind in (None, "percent"):
        return _sense_of_unasked(number, is_fraction, asked)
    if asked.kind == "count" and is_fraction and number.value:
        return _Sense("count", flags=("fraction_of_count",))
    return _Sense(asked.kind, prefers_decimal=asked.kind == "index")


def _share(number: Number, is_fraction: bool) -> _Sense:
    if is_fraction:
        return _Sense("percent", factor=HUNDRED)
    if number.value == WHOLE_SHARE:
        return _Sense("percent", factor=HUNDRED, flags=("scale",))
    doubtful = WHOLE_SHARE < number.value < DOUBTFUL_SHARE
    return _Sense("percent", prefers_decimal=True, flags=("scale",) if doubtful else ())


def _sense_of_unasked(number: Number, is_fraction: bool, asked: Asked) -> _Sense:
    if is_fraction and number.value and not asked.per:
        return _Sense("percent", factor=HUNDRED, flags=("kind_inferred",))
    is_odd = asked.kind == "percent" or (number.value % 1 and not asked.per)
    return _Sense("count", flags=("kind_inferred",) if is_odd else ())


# Value, comparator, unit


def _value(number: Number, sense: _Sense) -> float:
    value = number.if_decimal if sense.prefers_decimal and number.if_decimal is not None else number.value
    return float(value * sense.factor)


def _number_flags(amounts: Sequence[Amount], sense: _Sense) -> Iterator[TargetFlag]:
    for amount in amounts:
        yield from (doubt for doubt in amount.number.doubts if doubt != "article")
        if amount.number.if_decimal is not None and (sense.prefers_decimal or sense.kind == "duration"):
            yield "marks"


def _other_flags(parts: Parts) -> Iterator[TargetFlag]:
    """ "4 informes trimestrales" may be one each quarter, or four; of stages only the last one is the value."""
    main = parts.amounts[-1]
    a_year = {frequency["noun"]: frequency["a_year"] for frequency in phrase_data()["frequencies"]}
    if main.number.value > 1 and a_year.get(parts.times.frequency or "") == main.number.value:
        yield "rate"
    if main.comparator == APPROXIMATE:
        yield "approximate"
    if main.moment:
        yield "stages"


def _comparator(amount: Amount) -> Comparator:
    is_told = amount.comparator and amount.comparator != APPROXIMATE
    return amount.comparator if is_told else "="  # type: ignore[return-value]


def _unit(kind: TargetKind, amount: Amount, asked: Asked, parts: Parts) -> str | None:
    if kind == "percent":
        return PERCENT
    if kind == "money":
        return MONEY
    if amount.unit:
        return amount.unit.name
    return _thing(amount.noun, asked, parts)


def _thing(noun: str | None, asked: Asked, parts: Parts) -> str | None:
    """Return the thing that is counted: as the target says it, in the indicator's form where that is the same."""
    if noun is None or asked.noun is None:
        return noun or asked.noun
    said, wanted = fold(noun), fold(asked.noun)
    is_same = stem(said) == stem(wanted) or likeness(said, wanted) >= SAME_THING
    is_among = any(token.key == wanted for token in parts.marked.tokens)
    return asked.noun if is_same or is_among or said.endswith(PARTICIPLES) else noun
