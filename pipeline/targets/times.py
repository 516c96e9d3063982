"""When, how often and since when: what a target says beside its amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..context.dates import find_month, parse_date
from .asked import per_name
from .notes import MASKING
from .phrases import Marked, Phrase


@dataclass(frozen=True, slots=True)
class Times:
    """What stands around the amounts of a target."""

    per: str | None = None
    """For each of what."""
    frequency: str | None = None
    """The part of ``per`` that is an adjective: "mensuales"."""
    period: str | None = None
    deadline: str | None = None
    baseline: str | None = None


def read_times(marked: Marked, has_amount: bool) -> Times:
    """Return what ``marked`` says of time; a frequency in brackets, or without a number, is a period of its own."""
    frequencies = list(_free(marked, marked.of("frequency")))
    pers = list(_free(marked, marked.of("per")))
    noted = [phrase for phrase in (*frequencies, *pers) if not has_amount or _in_brackets(marked, phrase)]
    adjectives = [phrase.name for phrase in frequencies if phrase not in noted and phrase.name]
    each = [*adjectives, *(per_name(marked, phrase) for phrase in pers if phrase not in noted)]
    lasting = [phrase for phrase in frequencies if not phrase.name]
    periods = [*noted, *lasting, *(phrase for phrase in _moments(marked) if not _is_deadline(marked, phrase))]
    deadlines = [phrase for phrase in _moments(marked) if _is_deadline(marked, phrase)]
    return Times(
        per=" y ".join(dict.fromkeys(each)) or None,
        frequency=adjectives[0] if adjectives else None,
        period=next((marked.text(phrase) for phrase in periods), None),
        deadline=next((_as_date(marked.text(phrase)) for phrase in deadlines), None),
        baseline=next((marked.text(phrase) for phrase in marked.of("baseline")), None),
    )


def outer(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return the phrases that overlap no longer one, in order."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda phrase: phrase.start - phrase.end):
        if not any(phrase.overlaps(other) for other in kept):
            kept.append(phrase)
    return sorted(kept, key=lambda phrase: phrase.start)


def _free(marked: Marked, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Yield phrases that are not part of a date, a comparison or a note."""
    others = marked.of(*MASKING, "progress")
    return (phrase for phrase in phrases if not any(phrase.overlaps(other) for other in others))


def _moments(marked: Marked) -> list[Phrase]:
    baselines = marked.of("baseline")
    found = outer(marked.of("stretches", "moments"))
    return [phrase for phrase in found if not any(phrase.overlaps(baseline) for baseline in baselines)]


def _is_deadline(marked: Marked, moment: Phrase) -> bool:
    return any(lead.end == moment.start for lead in marked.of("deadline"))


def _in_brackets(marked: Marked, phrase: Phrase) -> bool:
    before = marked.keys(0, phrase.start)
    return before.count("(") > before.count(")")


def _as_date(text: str) -> str:
    """Return a day or month with its year in ISO 8601, anything else as printed."""
    if day := parse_date(text):
        return day.isoformat()
    month = find_month(text)
    return f"{month[0]}-{month[1]:02}" if month else text
