"""The memory of decisions: what a reviewer said of a printed text holds wherever the same institution prints it again.

A decision is keyed by what was printed and its context, all folded, so that next month's copy finds it. It is
reopened when the text changes, for then the key is another, and when the catalogue no longer proposes what the
reviewer saw. The memory is a log of JSON lines to which is only added; the last word on a key holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from plantillas import message

from ..catalogue.entries import Catalogue, Entry
from ..model import Decision, DecisionKey, Field, FieldName, Match, Record
from ..normalise import fold

TOPIC = "decisiones"

Memory = Mapping[DecisionKey, Decision]
"""The decisions in force."""


class DecisionError(Exception):
    """Decisions cannot be used; the message is a Spanish sentence that says where and what to do."""

    def __init__(self, code: str, **detail: object) -> None:
        self.code = code
        super().__init__(message(TOPIC, code, **detail))


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the log in the file ``path``; raise :class:`DecisionError` with the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise DecisionError("missing_file", path=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionError("unreadable", path=path) from error
    return tuple(_read_line(line, number, path) for number, line in enumerate(lines, 1) if line.strip())


def _read_line(line: str, number: int, path: Path) -> Decision:
    try:
        return Decision.model_validate_json(line)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "-"
        raise DecisionError("wrong_line", path=path, line=number, column=place) from error


def write_lines(decisions: Iterable[Decision]) -> str:
    """Return decisions as JSON lines."""
    return "".join(f"{decision.model_dump_json()}\n" for decision in decisions)


def in_force(log: Iterable[Decision]) -> Memory:
    """Return the last decision on each key, in the order in which the keys came up first."""
    return {decision.key: decision for decision in log}


def added(log: Sequence[Decision], more: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return what ``more`` adds to ``log``: what would change nothing is left out."""
    memory = dict(in_force(log))
    new = []
    for decision in more:
        if memory.get(decision.key) != decision:
            memory[decision.key] = decision
            new.append(decision)
    return tuple(new)


def key_of(record: Record, name: FieldName, institution: str | None) -> DecisionKey:
    """Return the key of a field of ``record``: a unit stands for itself, anything else belongs to its unit.

    In what was put together from fragments the question is also what belongs together: the indicator counts, too.
    Not so for a unit that was surely read: whether the catalogue has it is asked once for all its indicators.
    """
    field: Field | None = getattr(record, name)
    is_assembled = field is not None and field.evidence is not None and field.evidence.way == "assembled"
    if name == "unit" and field is not None and field.is_sure:
        is_assembled = False
    return DecisionKey(
        institution=fold(institution or ""),
        field=name,
        text=_folded(field),
        unit="" if name == "unit" else _folded(record.unit),
        indicator=_folded(record.indicator) if name != "indicator" and (name == "target" or is_assembled) else "",
    )


def _folded(field: Field | None) -> str:
    return fold(field.text) if field else ""


def replay(
    records: Sequence[Record], memory: Memory, catalogue: Catalogue, *, institution: str | None
) -> tuple[Record, ...]:
    """Return the records with what was decided on their fields before."""
    if not memory:
        return tuple(records)
    return tuple(_replay_record(record, memory, catalogue, institution) for record in records)


def _replay_record(record: Record, memory: Memory, catalogue: Catalogue, institution: str | None) -> Record:
    changes: dict[str, Field] = {}
    for name, field in record.printed_fields.items():
        decision = memory.get(key_of(record, name, institution))
        if decision and _still_holds(decision, field.match):
            match = _decided(field.match, decision, catalogue.units if name == "unit" else catalogue.indicators)
            changes[name] = field.model_copy(update={"decision": decision, "match": match})
    return record.model_copy(update=changes)


def _still_holds(decision: Decision, match: Match | None) -> bool:
    """Tell whether the catalogue still proposes what the reviewer saw."""
    proposal = (match.entry, match.name) if match else (None, None)
    return proposal == (decision.entry, decision.entry_name)


def _decided(match: Match | None, decision: Decision, entries: Sequence[Entry]) -> Match | None:
    """Return the match as the reviewer decided it; a value that names no entry is a text, and no match."""
    if match is None:
        return None
    evidence = (message(TOPIC, "evidence", reviewer=decision.reviewer, time=decision.time),)
    update: dict[str, object] = {"verdict": "decided", "evidence": evidence}
    if decision.judgement == "other":
        entry = find_entry(decision.value or "", entries)
        update |= {"entry": entry.id if entry else None, "name": entry.name if entry else None}
    elif decision.judgement != "accept":
        update |= {"entry": None, "name": None}
    return match.model_copy(update=update)


def find_entry(text: str, entries: Sequence[Entry]) -> Entry | None:
    """Return the entry that ``text`` names by its identifier or by its name."""
    wanted = fold(text)
    return next((entry for entry in entries if wanted in (fold(entry.id), fold(entry.name))), None)
