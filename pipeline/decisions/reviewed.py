"""The matrix as people left it: every output of a reviewed document is made of this.

What is printed stays in ``Field.text``; what people say stands beside it as ``Field.decision``. Targets that changed
are read anew, findings about records are found anew, and so is the status.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache

from plantillas import message

from ..model import Decision, DecisionKey, Field, FieldName, Finding, Match, Matrix, Record, Status
from ..normalise import clean, fold
from .memory import TOPIC, key_of
from .worksheet import Row, Value, Worksheet, worksheet_of

CERTAIN = 1.0
"""Score of an entry that only a person named."""
DATE_LENGTH = len("AAAA-MM-DD")


def reviewed_matrix(matrix: Matrix, sheet: Worksheet) -> Matrix:
    """Return the machine's ``matrix`` with its records as ``sheet`` has them."""
    if sheet == worksheet_of(matrix):
        return matrix
    records = tuple(reviewed_record(matrix, row) for row in sheet.rows)
    findings = _findings(matrix, sheet, [_as_corrected(record) for record in records])
    update = {"records": records, "findings": findings, "status": _status(matrix, records, findings)}
    return matrix.model_copy(update=update)


@cache
def prepare() -> None:
    """Load what reads targets anew, which takes seconds the first time: not while others wait for a base's lock."""
    from ..targets import parse_target

    parse_target("1 informe")


def reviewed_record(matrix: Matrix, row: Row) -> Record:
    """Return one row as a record."""
    machine = matrix.records[row.machine] if row.machine is not None else None
    read = _record_as_read(matrix, row).model_copy(update={"extra": machine.extra if machine else {}})
    decided: dict[str, Field] = {name: _field(matrix, read, name, value) for name, value in row.present.items()}
    return _with_target(read.model_copy(update=decided), machine)


def machine_field(matrix: Matrix, value: Value) -> Field | None:
    """Return what the machine read where ``value`` came from; None for what a person added."""
    if value.origin is None:
        return None
    field: Field | None = getattr(matrix.records[value.origin.record], value.origin.field)
    return field


def value_needs_review(matrix: Matrix, value: Value) -> bool:
    """Tell whether a person must look at a value: none judged it, and the machine is not sure or it was reopened."""
    if value.judgement is not None:
        return False
    field = machine_field(matrix, value)
    return value.is_reopened or value.recut or field is None or field.needs_review


def keys_of_row(matrix: Matrix, row: Row) -> dict[FieldName, DecisionKey]:
    """Return what a decision on each value of ``row`` is about."""
    read = _record_as_read(matrix, row)
    return {name: key_of(read, name, matrix.institution) for name in row.present}


def digest_of(key: DecisionKey) -> str:
    """Return a digest of a key: fields with the same one are decided alike."""
    return hashlib.sha256("\n".join(key.model_dump().values()).encode("utf-8", "replace")).hexdigest()


def decision_on(matrix: Matrix, value: Value, key: DecisionKey) -> Decision | None:
    """Return what people decided on a value in this document, None where nobody did."""
    if value.judgement is None or _is_remembered(matrix, value):
        return None
    return _decision(key, value, machine_field(matrix, value))


def _is_remembered(matrix: Matrix, value: Value) -> bool:
    """Tell whether the judgement is the one that the memory gave when the document was converted."""
    field = machine_field(matrix, value)
    known = field.decision if field else None
    return known is not None and (known.reviewer, known.time) == (value.reviewer, value.time)


def _record_as_read(matrix: Matrix, row: Row) -> Record:
    fields: dict[str, Field] = {name: _field_as_read(matrix, value) for name, value in row.present.items()}
    record = Record(number=row.number, process_level=row.process_level, process_level_printed=row.process_level_printed)
    return record.model_copy(update=fields)


def _field_as_read(matrix: Matrix, value: Value) -> Field:
    """Return what is printed as a field without a decision."""
    field = machine_field(matrix, value)
    if field and not value.recut:
        return field.model_copy(update={"decision": None})
    text = value.printed or value.text
    evidence = field.evidence if field else None
    return Field(text=text, normalised=clean(text), spans=value.spans, evidence=evidence)


def _field(matrix: Matrix, read: Record, name: FieldName, value: Value) -> Field:
    field: Field = getattr(read, name)
    machine = machine_field(matrix, value)
    if machine and not value.recut and _is_remembered(matrix, value):
        return machine
    if value.judgement is None:
        return _reopened(field, value) if value.is_reopened else field
    decision = _decision(key_of(read, name, matrix.institution), value, machine)
    return field.model_copy(update={"decision": decision, "match": _match(field.match, value)})


def _reopened(field: Field, value: Value) -> Field:
    """Return a field whose confidence no longer counts, for a person doubts it."""
    reason = message(TOPIC, "reopened", reviewer=value.reviewer, time=_date(value))
    return field.model_copy(update={"confidence": None, "reasons": (reason, *field.reasons)})


def _decision(key: DecisionKey, value: Value, machine: Field | None) -> Decision:
    """Return what people said of a value: ``accept`` where it is as the machine has it, ``other`` where it is not."""
    entry, name = _proposal(machine) if not value.recut else (None, None)
    chosen = value.entry_name if value.entry != entry else None
    instead = chosen if value.typed is None else value.typed
    judgement = value.judgement
    if judgement in ("accept", "other"):
        judgement = "accept" if instead is None else "other"
    assert judgement is not None
    return Decision(
        key=key,
        judgement=judgement,
        value=instead,
        entry=entry,
        entry_name=name,
        reviewer=value.reviewer or "",
        time=_date(value),
        comment=value.comment,
    )


def _proposal(machine: Field | None) -> tuple[str | None, str | None]:
    """Return the entry that the catalogue proposed, before any decision on it."""
    if machine is None:
        return None, None
    if machine.decision:
        return machine.decision.entry, machine.decision.entry_name
    return (machine.match.entry, machine.match.name) if machine.match else (None, None)


def _match(match: Match | None, value: Value) -> Match | None:
    """Return the match as people decided it: the entry they chose, the proposed one where they accepted, or none."""
    evidence = (message(TOPIC, "evidence", reviewer=value.reviewer, time=_date(value)),)
    update: dict[str, object] = {"verdict": "decided", "evidence": evidence}
    if value.entry:
        update |= {"entry": value.entry, "name": value.entry_name}
    elif value.judgement != "accept" or value.typed is not None:
        update |= {"entry": None, "name": None}
    if match is None and value.entry:
        return Match(entry=value.entry, name=value.entry_name, score=CERTAIN, evidence=evidence, verdict="decided")
    return match.model_copy(update=update) if match else None


def _date(value: Value) -> str:
    return (value.time or "")[:DATE_LENGTH]


def _with_target(record: Record, machine: Record | None) -> Record:
    """Return the record with its target as figures, read anew where its text or its indicator's is another."""
    if record.target is None:
        return record
    corrected = _as_corrected(record)
    if machine and _goal_texts(machine) == _goal_texts(corrected):
        return record.model_copy(update={"parsed_target": machine.parsed_target})
    from ..targets import parse_target

    target, indicator = _goal_texts(corrected)
    return record.model_copy(update={"parsed_target": parse_target(target or "", indicator=indicator)})


def _goal_texts(record: Record) -> tuple[str | None, str | None]:
    return record.target.text if record.target else None, record.indicator.text if record.indicator else None


def _as_corrected(record: Record) -> Record:
    """Return the record with the right texts in the place of the printed ones, for whoever judges what it says."""
    return record.model_copy(
        update={name: _with_right_text(field) for name, field in record.printed_fields.items() if _right_text(field)}
    )


def _with_right_text(field: Field) -> Field:
    return field.model_copy(update={"text": _right_text(field)})


def _right_text(field: Field) -> str | None:
    """Return the text that a person put in the place of the printed one; what names the entry is none."""
    if field.decision is None or field.decision.value is None:
        return None
    entry = (field.match.entry, field.match.name) if field.match else ()
    is_entry = fold(field.decision.value) in {fold(name) for name in entry if name}
    return None if is_entry else field.decision.value


def _findings(matrix: Matrix, sheet: Worksheet, records: Sequence[Record]) -> tuple[Finding, ...]:
    from ..checks import CODES_OF_ROWS, check_rows

    places = {row.machine: index for index, row in reversed(tuple(enumerate(sheet.rows))) if row.machine is not None}
    of_rows = [index for index, finding in enumerate(matrix.findings) if finding.code in CODES_OF_ROWS]
    first = of_rows[0] if of_rows else len(matrix.findings)
    kept = [finding for finding in matrix.findings if finding.code not in CODES_OF_ROWS]
    return (*_moved(kept[:first], places), *check_rows(records), *_moved(kept[first:], places))


def _moved(findings: Sequence[Finding], places: dict[int, int]) -> Iterator[Finding]:
    """Yield findings with their records where these stand now; what was said of a record that is gone goes, too."""
    for finding in findings:
        if finding.record is None:
            yield finding
        elif finding.record in places:
            yield finding.model_copy(update={"record": places[finding.record]})


def _status(matrix: Matrix, records: Sequence[Record], findings: Sequence[Finding]) -> Status:
    from ..checks import status_of

    if records:
        return status_of(records, findings)
    return "needs_review" if matrix.records else matrix.status
