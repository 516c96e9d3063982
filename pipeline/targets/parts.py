"""What a target prints: its amounts, and what stands around them. What it means is for :mod:`.parse`.

Every number must be explained: as an amount, or as part of a date, a comparison, a norm, a note. What is not
explained becomes a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import TargetFlag
from .amounts import PARTICIPLES, Amount, read_amount
from .notes import find_notes
from .phrase_data import phrase_data
from .phrases import Marked, mark
from .times import Times, outer, read_times

MOST_WORDS_TO_WHOLE = 3
"""Words between the two numbers of "48 locales de 52"."""
MOST_NUMBERS = 24
"""More are no target but a table: the first ones are enough to say that there are several."""
LIMITS = ((">=", "<="), (">", "<"), (">=", "<"), (">", "<="))
"""Two comparators that make a range: "mínimo 5, máximo 10"."""
MONEY_SIGNS = ("usd", "$", "us$")


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a target says."""

    marked: Marked
    times: Times
    amounts: tuple[Amount, ...] = ()
    """One; two for a range; more for stages."""
    is_range: bool = False
    doubts: tuple[TargetFlag, ...] = ()
    """Codes of what a person should confirm."""


def read_parts(text: str) -> Parts:
    """Return what the target ``text`` says, number by number and phrase by phrase."""
    marked = mark(text)
    masked, doubts = find_notes(marked)
    amounts = [read_amount(marked, at) for at in _numbers(marked, masked, doubts)[:MOST_NUMBERS]]
    amounts = _without_wholes(marked, _without_conditions(marked, amounts, doubts), doubts)
    times = read_times(marked, bool(amounts))
    parts = Parts(marked, times)
    if staged := _staged(marked, amounts):
        parts = replace(parts, amounts=staged, times=replace(times, deadline=staged[-1].moment, period=None))
    elif len(amounts) > 1:
        two, is_range = _two_ends(marked, amounts, doubts)
        parts = replace(parts, amounts=two, is_range=is_range)
    else:
        parts = replace(parts, amounts=tuple(amounts))
    return replace(parts, doubts=tuple(dict.fromkeys(doubts)))


def _numbers(marked: Marked, masked: set[int], doubts: list[TargetFlag]) -> list[int]:
    """Return the places of the numbers that are left; a year or an article only where nothing else is."""
    tokens = marked.tokens
    places = [at for at, token in enumerate(tokens) if token.number and at not in masked]
    strong = [at for at in places if tokens[at].tag != "year" and not _is_article(marked, at)]
    if strong or not places:
        return strong
    at = places[0]
    if _is_article(marked, at):
        doubts += ["article"] if at > 0 else []
    elif _names_a_year(marked, at):
        return []
    elif at + 1 == len(tokens):
        doubts.append("maybe_year")
    return [at]


def _names_a_year(marked: Marked, at: int) -> bool:
    """Tell whether a year only names what stands before it: "POA 2019 aprobado", not "2000 plantas"."""
    behind = [token.key for token in marked.tokens[at + 1 : at + 2] if token.tag == "word"]
    counts_nothing = not behind or behind[0].endswith(PARTICIPLES)
    return counts_nothing and at > 0 and all(phrase.end != at for phrase in marked.of("before"))


def _is_article(marked: Marked, at: int) -> bool:
    number = marked.tokens[at].number
    return number is not None and "article" in number.doubts


def _without_conditions(marked: Marked, amounts: Sequence[Amount], doubts: list[TargetFlag]) -> list[Amount]:
    """Leave out later numbers that limit something else: "80% de los trámites en menos de 5 días"."""
    kept = list(amounts[:1])
    for amount in amounts[1:]:
        if amount.comparator == "~":
            doubts.append("approximate")
        if not _is_condition(amounts[0], amount):
            kept.append(amount)
    return kept


def _is_condition(first: Amount, later: Amount) -> bool:
    is_bare = first.unit is None and first.noun is None and not first.is_percent
    is_time = later.unit is not None and later.unit.kind == "duration" and later.unit != first.unit
    return (is_time and not is_bare) or (later.comparator is not None and not _agree(first, later))


def _without_wholes(marked: Marked, amounts: Sequence[Amount], doubts: list[TargetFlag]) -> list[Amount]:
    """Leave out the second number of "7 de 9 proyectos", "7/9" and "8 sobre 10"."""
    kept: list[Amount] = []
    for amount in amounts:
        if not kept or not _is_whole(marked, kept[-1], amount):
            kept.append(amount)
        elif not kept[-1].is_percent:
            doubts.append("part_of_whole")
    return kept


def _is_whole(marked: Marked, part: Amount, whole: Amount) -> bool:
    between = [key for key in marked.keys(part.end, whole.start) if key not in ("los", "las", "el", "la")]
    is_of = between[-1:] in (["de"], ["/"], ["sobre"]) and len(between) <= MOST_WORDS_TO_WHOLE
    opens = any(phrase.end == part.start for phrase in marked.of("range", "changes"))
    return is_of and not opens and (part.is_percent or part.number.value <= whole.number.value)


def _two_ends(marked: Marked, amounts: Sequence[Amount], doubts: list[TargetFlag]) -> tuple[tuple[Amount, ...], bool]:
    """Return the two ends of a range, what things shall change to, or the first amount with a doubt."""
    low, high = amounts[:2]
    is_pair = len(amounts) == 2 and _agree(low, high)
    if is_pair and _changes(marked, low, high):
        doubts.append("from_to")
        return (replace(high, comparator=None),), False
    limits = (low.comparator, high.comparator) in LIMITS
    if is_pair and low.number.value < high.number.value and (limits or _is_range(marked, low, high)):
        low = replace(low, is_percent=high.is_percent, unit=high.unit, noun=high.noun, comparator=None)
        return (low, replace(high, comparator=None)), True
    doubts.append("several_numbers")
    return (low,), False


def _agree(low: Amount, high: Amount) -> bool:
    """Tell whether two amounts may be ends of one range: the first need not say what the second says."""
    percent = low.is_percent in (False, high.is_percent)
    return percent and low.unit in (None, high.unit) and low.noun in (None, high.noun)


def _changes(marked: Marked, low: Amount, high: Amount) -> bool:
    """Tell whether "de 20% a 15%" says from where to where: so said, or falling."""
    is_told = any(phrase.end <= low.start for phrase in marked.of("changes"))
    opens = any(phrase.end == low.start for phrase in marked.of("range"))
    return _is_range(marked, low, high) and opens and (is_told or low.number.value > high.number.value)


def _is_range(marked: Marked, low: Amount, high: Amount) -> bool:
    between = " ".join(key for key in marked.keys(low.end, high.start) if key not in MONEY_SIGNS)
    opens = any(phrase.end == low.start for phrase in marked.of("range"))
    joins = phrase_data()["range"]
    return between in (joins["between"] if opens else joins["alone"])


def _staged(marked: Marked, amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the amounts with their moments where each has its own: "40% hasta junio y 90% hasta diciembre"."""
    markers = outer(marked.of("moments", "stages"))
    if len(amounts) < 2 or len(markers) < len(amounts):
        return ()
    leads = markers[0].start < amounts[0].start
    staged = []
    for amount in amounts:
        own = [m for m in markers if (m.end <= amount.start if leads else m.start >= amount.end)]
        nearest = own[-1:] if leads else own[:1]
        staged += [replace(amount, moment=marked.text(marker).strip(" :=-)")) for marker in nearest]
    is_clear = len({amount.moment for amount in staged}) == len(amounts)
    return tuple(staged) if is_clear else ()
