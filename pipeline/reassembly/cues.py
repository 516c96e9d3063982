"""The role of every word by cues alone: how phrases begin, go on and end, line by line.

The learnt network (:mod:`.tagging`) knows layouts and wordings that it was trained on. This second way knows
none: it reads a dump as people do, one line after the other, remembering for each column what its last phrase
still waits for. A line begins a cell or goes on with one, also with one that other columns have interrupted; a
line may hold the end of a unit's name and go on with the mission around it. The best of many histories is kept by
beam search (Lowerre 1976), which costs time in step with the number of lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..context.footer import is_footer_label
from ..headings import heading_role, process_level
from ..language import is_connector, is_infinitive, lists_of
from .lines import WordSequence

BEAM = 40
"""Histories that are kept from line to line."""
LONGEST_NAME = 7
"""Words of a unit's name that may stand before the rest of a mission on one line."""
USUAL_NAME = 6
"""Words of a name that need no explanation."""
SHORT_WORD = 3
"""A comparison's word is longer than this: "no" and "más" begin other phrases, too."""
MISSION_WORDS = frozenset(("mision", "misión", "tiene"))
HEADINGS_OF_ROW, TITLE_LENGTH = 3, 4
"""A line with so many headings, or so long and half of words that titles use, is no content."""


@dataclass(frozen=True, slots=True)
class CueSettings:
    """What each cue is worth."""

    head: float = 2.5
    """The first word announces the role: a unit's kind, an infinitive, "Porcentaje", a figure."""
    speaks_of_mission: float = 2.5
    """ "La Secretaría tiene la misión de": a mission that begins with its unit's name."""
    unannounced: float = 1.5
    """A mission that begins neither with an infinitive nor with its unit."""
    capital: float = 0.6
    small_start: float = 3.0
    """A cell that begins with a small letter."""
    small_goes_on: float = 1.0
    capital_goes_on: float = 1.0
    at_once: float = 0.8
    """The cell goes on on the next line."""
    resumed: float = 0.4
    """The mission goes on after an interruption ..."""
    resumed_other: float = 2.5
    """... and any other cell, which hardly happens."""
    open_goes_on: float = 1.6
    """The phrase before ends in "de", a comma, or a line end that the extractor left open."""
    infinitive_follows: float = 1.2
    """ "ejecutar y" goes on with another infinitive, or does not."""
    open_begins: float = 2.4
    """A new cell although the last of its kind is unfinished."""
    finished_goes_on: float = 3.0
    finished_begins: float = 1.0
    justified: float = 0.9
    """Wide spaces between the words of a line: the mission's column is set to both margins."""
    long_name: float = 0.6
    """Each word of a name beyond the sixth."""
    lonely: float = 1.6
    """A mission that begins although the one before has no unit yet, or a unit although one waits for its mission."""
    waiting: float = 1.2
    """A mission that begins where a unit waits for it."""
    aside: float = 3.0
    """A heading, a band, a footer line as such ..."""
    aside_content: float = 2.0
    """... and what it costs to set anything else aside."""
    split: float = 1.0
    """A line that holds two cells."""


DEFAULT_CUES = CueSettings()


class _Phrase(NamedTuple):
    """How the last cell of one column ended: with a full stop, in the middle, or in a way that leaves it open."""

    is_finished: bool
    is_open: bool
    awaits_infinitive: bool = False
    """It ends like "promover, ejecutar y": one more infinitive must follow."""


class _State(NamedTuple):
    """What a history remembers."""

    last: str = ""
    unit: _Phrase | None = None
    mission: _Phrase | None = None
    indicator: _Phrase | None = None
    target: _Phrase | None = None
    needs_unit: bool = False
    """The last mission has no unit yet."""
    needs_mission: bool = False
    """The last unit has no mission yet."""


_FIELDS = {"U": "unit", "M": "mission", "I": "indicator", "T": "target"}


class _Part(NamedTuple):
    """A line, or a piece of one, as a column's text: its cues, found once."""

    length: int
    is_aside: bool
    is_small: bool
    """Begins with a small letter."""
    announced: frozenset[str]
    """Roles that its first word announces."""
    speaks_of_mission: bool
    infinitive_first: bool
    connector_first: bool
    connector_last: bool
    is_line_open: bool
    is_justified: bool
    is_counted: bool
    """A row's number stands before it."""
    end: _Phrase


class _Step(NamedTuple):
    role: str
    begins: bool
    start: int
    """First word, counted from the start of the line."""


class _History(NamedTuple):
    score: float
    state: _State
    steps: tuple[object, ...]
    """Steps of all lines, as a chain of (earlier steps, steps of a line)."""


def tag_by_cues(sequence: WordSequence, settings: CueSettings = DEFAULT_CUES) -> list[str]:
    """Return the role of every word of ``sequence``, as :func:`.tagging.tag` does."""
    beam = [_History(0.0, _State(), ())]
    lines = list(_lines(sequence))
    for at, line in enumerate(lines):
        following = lines[at + 1].words if at + 1 < len(lines) else ()
        beam = _advance(beam, list(_readings(line, following)), settings)
    return list(_roles(sequence, max(beam, key=lambda history: history.score).steps))


class _Line(NamedTuple):
    words: tuple[str, ...]
    is_open: bool
    is_justified: bool


def _lines(sequence: WordSequence) -> Iterator[_Line]:
    at = 0
    for line in sequence.lines:
        end = at + len(line.words)
        yield _Line(tuple(w.text for w in line.words), line.is_open, any(sequence.gap_before[at + 1 : end]))
        at = end


_Reading = list[tuple[_Step, _Part]]


def _advance(beam: Sequence[_History], readings: Sequence[_Reading], settings: CueSettings) -> list[_History]:
    """Return the best histories after one more line, one for each state."""
    best: dict[_State, _History] = {}
    for history in beam:
        for reading in readings:
            score, state = history.score, history.state
            for step, part in reading:
                score += _rate(step, part, state, settings)
                state = _after(step, part, state)
            score -= settings.split * (len(reading) - 1)
            known = best.get(state)
            if known is None or score > known.score:
                best[state] = _History(score, state, (history.steps, tuple(step for step, _ in reading)))
    return sorted(best.values(), key=lambda history: -history.score)[:BEAM]


def _readings(line: _Line, following: Sequence[str]) -> Iterator[_Reading]:
    """Yield the ways to read a line: as one piece of a column, or as a unit's name and a piece of a mission."""
    words = line.words
    skip = 1 if len(words) > 1 and words[0].rstrip(".)").isdigit() and len(words[0]) <= 3 else 0
    whole = _part(words, line.is_open, line.is_justified, following)
    counted = _part(words[1:], line.is_open, line.is_justified, following)._replace(is_counted=True) if skip else None
    for role in "UMIT":
        for begins in (True, False):
            if counted and role == "U":
                yield [(_Step("U", begins, 1), counted)]
            yield [(_Step(role, begins, 0), whole)]
    yield [(_Step("X", True, 0), whole)]
    for cut in range(skip + 2, min(skip + LONGEST_NAME, len(words) - 1) + 1):
        name = _part(words[skip:cut], False, False, ())._replace(is_counted=bool(skip))
        rest = _part(words[cut:], line.is_open, line.is_justified, following)
        yield [(_Step("U", True, skip), name), (_Step("M", False, cut), rest)]
        if "M" in rest.announced or rest.speaks_of_mission:
            yield [(_Step("U", True, skip), name), (_Step("M", True, cut), rest)]


def _part(words: tuple[str, ...], is_open: bool, is_justified: bool, following: Sequence[str]) -> _Part:
    first, last = words[0], words[-1]
    speaks = _speaks_of_mission(words, following)
    is_finished = last.endswith((".", ";"))
    leaves_open = not is_finished and (is_open or last.endswith((",", "-")) or is_connector(last))
    return _Part(
        length=len(words),
        is_aside=_is_aside(words),
        is_small=first[:1].islower(),
        announced=frozenset(role for role in "UMIT" if _announces(role, first) and not (role == "U" and speaks)),
        speaks_of_mission=speaks,
        infinitive_first=is_infinitive(first),
        connector_first=is_connector(first),
        connector_last=is_connector(last),
        is_line_open=is_open,
        is_justified=is_justified,
        is_counted=False,
        end=_Phrase(is_finished, leaves_open, leaves_open and _awaits_infinitive(words)),
    )


def _rate(step: _Step, part: _Part, state: _State, settings: CueSettings) -> float:
    if step.role == "X":
        return settings.aside if part.is_aside else -settings.aside_content
    phrase: _Phrase | None = getattr(state, _FIELDS[step.role])
    if step.begins:
        return _rate_beginning(step.role, part, phrase, state, settings)
    if phrase is None:
        return -10 * settings.finished_goes_on
    return _rate_going_on(step.role, part, phrase, state, settings)


def _is_aside(words: Sequence[str]) -> bool:
    text = " ".join(words)
    if process_level(text) or is_footer_label(text):
        return True
    headings = sum(heading_role(word)[0] is not None for word in words)
    titles = sum("titles" in lists_of(word) for word in words)
    return headings >= HEADINGS_OF_ROW or (len(words) >= TITLE_LENGTH and 2 * titles >= len(words))


def _rate_beginning(role: str, part: _Part, phrase: _Phrase | None, state: _State, settings: CueSettings) -> float:
    is_announced = role in part.announced
    rate = settings.capital if not part.is_small else -settings.small_start * (not is_announced)
    rate += settings.head * (is_announced - bool(part.announced - {role}))
    if phrase is not None:
        rate += settings.finished_begins if phrase.is_finished else -settings.open_begins * phrase.is_open
    if role == "M":
        spoken = settings.speaks_of_mission if part.speaks_of_mission else -settings.unannounced * (not is_announced)
        waiting = settings.waiting if state.needs_mission else -settings.lonely * state.needs_unit
        return rate + spoken + waiting + settings.justified * part.is_justified
    return rate + _rate_name(part, state, settings) if role == "U" else rate


def _rate_name(part: _Part, state: _State, settings: CueSettings) -> float:
    """Return what speaks for and against a part being a unit's name."""
    hanging = part.connector_first + (part.connector_last and not part.is_line_open)
    return (
        settings.head * part.is_counted
        - settings.long_name * max(part.length - USUAL_NAME, 0)
        - settings.lonely * (state.needs_mission or _has_its_unit(state))
        - settings.justified * part.is_justified
        - settings.open_goes_on * hanging
    )


def _has_its_unit(state: _State) -> bool:
    """Tell whether the mission that is being read has its unit already: another one would come too early."""
    return state.mission is not None and not state.mission.is_finished and not state.needs_unit


def _rate_going_on(role: str, part: _Part, phrase: _Phrase, state: _State, settings: CueSettings) -> float:
    at_once = state.last == role
    rate = settings.at_once if at_once else -(settings.resumed if role == "M" else settings.resumed_other)
    rate += settings.small_goes_on if part.is_small else -settings.capital_goes_on * (not phrase.is_open)
    rate += settings.open_goes_on * phrase.is_open - settings.finished_goes_on * phrase.is_finished
    if phrase.awaits_infinitive:
        rate += settings.infinitive_follows * (1 if part.infinitive_first else -1)
    if role == "M":
        rate += settings.justified * part.is_justified
    else:
        rate -= settings.justified * (part.is_justified and not phrase.is_open)
    if part.announced & {"I", "T"} and not (at_once and phrase.is_open):
        rate -= settings.head
    return rate


def _announces(role: str, first: str) -> bool:
    """Tell whether a first word announces a role."""
    match role:
        case "U":
            return not first[:1].islower() and "unit_heads" in lists_of(first)
        case "M":
            return not first[:1].islower() and is_infinitive(first.rstrip(","))
        case "I":
            is_figure = any(character.isdigit() for character in first)
            return ("indicator_heads" in lists_of(first) and not is_figure) or first in ("Un", "Una")
        case _:
            is_figure = any(character.isdigit() for character in first)
            return is_figure or ("comparators" in lists_of(first) and len(first) > SHORT_WORD)


def _speaks_of_mission(words: Sequence[str], following: Sequence[str]) -> bool:
    """ "La Secretaría General tiene la / misión de": an article first, and the word on this line or the next."""
    said = {word.casefold() for word in (*words, *following)}
    return words[0].casefold() in ("la", "el", "los", "las") and not said.isdisjoint(MISSION_WORDS)


def _after(step: _Step, part: _Part, state: _State) -> _State:
    if step.role == "X":
        return state._replace(last="X")
    ends: dict[str, Any] = {_FIELDS[step.role]: part.end}
    state = state._replace(last=step.role, **ends)
    if step.role == "M" and step.begins:
        return state._replace(needs_unit=not state.needs_mission, needs_mission=False)
    if step.role == "U" and step.begins:
        return state._replace(needs_mission=not state.needs_unit, needs_unit=False)
    return state


def _awaits_infinitive(words: Sequence[str]) -> bool:
    before = [word.rstrip(",") for word in words[-2:] if word not in ("y", "e", "o")]
    return words[-1] in ("y", "e", "o") and bool(before) and is_infinitive(before[-1])


def _roles(sequence: WordSequence, chain: tuple[object, ...]) -> Iterator[str]:
    """Yield the roles of all words: the first of a piece begins or resumes its cell, the others are inside."""
    lines: list[tuple[_Step, ...]] = []
    while chain:
        chain, steps = chain  # type: ignore[assignment]
        lines.append(steps)  # type: ignore[arg-type]
    for line, steps in zip(sequence.lines, reversed(lines), strict=True):
        starts = [step.start for step in steps] + [len(line.words)]
        yield from ["N"] * starts[0]
        for step, start, end in zip(steps, starts, starts[1:], strict=False):
            yield f"{'B' if step.begins else 'R' if step.role != 'X' else 'I'}{step.role}"
            yield from [f"I{step.role}"] * (end - start - 1)
