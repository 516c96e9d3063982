"""What changed from one month to the next, record by record: values that JSON, CSV and pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field as Attribute

from ..likeness import likeness
from ..model import FieldName, Matrix, Record, Target
from ..normalise import fold
from ..portal.cells import settled_text
from ..portal.dataset import published_text
from .alignment import align

Kind = Literal["added", "dropped", "target_changed", "reworded"]
Part = Literal["kind", "value", "value_max", "comparator", "unit", "per", "deadline", "text"]
PARTS: tuple[Part, ...] = ("kind", "value", "value_max", "comparator", "unit", "per", "deadline")
WORDS = ("unit", "per", "deadline")
"""Parts of a target that are words, where a typo is no change."""
SAME_WORDS = 0.75
"""Least likeness of two words that mean the same."""

_THOUSANDS = re.compile(r"(?<=\d)[.,' ](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+")
_DECIMAL_ZEROS = re.compile(r"(?<=\d)[.,]0{1,2}(?!\d)")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Frozen):
    """One thing that is not as it was."""

    kind: Kind
    before: int | None = Attribute(default=None, description="index into the records of the first month")
    after: int | None = Attribute(default=None, description="index into the records of the second month")
    unit: str
    indicator: str
    field: FieldName | None = Attribute(default=None, description="what was reworded")
    old: str | None = Attribute(default=None, description="the target, or the reworded text, as it was")
    new: str | None = None
    old_value: float | None = Attribute(default=None, description="the target as a figure, as it was")
    new_value: float | None = None
    is_percent: bool = Attribute(default=False, description="whether the figures of the target are percentages")
    parts: tuple[Part, ...] = Attribute(default=(), description="what of a target changed")

    @property
    def is_of_value_only(self) -> bool:
        """Whether a target has another figure and is otherwise as it was, so that the two can be compared."""
        return self.parts == ("value",) and None not in (self.old_value, self.new_value)


class Comparison(_Frozen):
    """One month against another."""

    first: str = Attribute(description="name of the first document")
    second: str
    first_period: str | None = None
    second_period: str | None = None
    institution: str | None = None
    pairs: int = Attribute(description="records that are in both months")
    identical: bool = Attribute(description="the second month says what the first one said, in any order")
    changes: tuple[Change, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare(first: Matrix, second: Matrix) -> Comparison:
    """Return what changed between two months: changed targets first, then what went, came and was reworded."""
    pairs = align(first.records, second.records)
    changes = [change for one, other in pairs for change in _changes(first.records, second.records, one, other)]
    changes += _unpaired(first.records, {one for one, _ in pairs}, "dropped")
    changes += _unpaired(second.records, {other for _, other in pairs}, "added")
    order = ("target_changed", "dropped", "added", "reworded")
    return Comparison(
        first=first.source.name,
        second=second.source.name,
        first_period=first.period,
        second_period=second.period,
        institution=second.institution or first.institution,
        pairs=len(pairs),
        identical=not changes,
        changes=tuple(sorted(changes, key=lambda change: order.index(change.kind))),
    )


def target_parts(old: Record, new: Record) -> tuple[Part, ...]:
    """Return what of the target changed; what no part of it tells is told by the figures in its text."""
    texts = [fold(settled_text(record.target)) for record in (old, new)]
    one, other = old.parsed_target, new.parsed_target
    if texts[0] == texts[1] or _both_absent(one, other) or _is_same(old, new, "target"):
        return ()
    parts = tuple(part for part in PARTS if one and other and _differs(getattr(one, part), getattr(other, part), part))
    has_value = one is not None and one.value is not None
    same = _figures(texts[0]) == _figures(texts[1]) and (has_value or likeness(*texts) >= SAME_WORDS)
    return parts or (() if same else ("text",))


def _is_same(old: Record, new: Record, name: FieldName) -> bool:
    """Tell whether the portal's cells are the same: a document and its published month differ in nothing else."""
    return fold(published_text(old, name)) == fold(published_text(new, name))


def _figures(text: str) -> list[str]:
    """Return the numbers printed in a text: 1.200 is 1200, and 90,00 is 90."""
    plain = _DECIMAL_ZEROS.sub("", _THOUSANDS.sub("", text))
    return _NUMBER.findall(plain)


def _both_absent(one: Target | None, other: Target | None) -> bool:
    """Tell whether both targets say in some words, or by an empty cell, that there is none."""
    absent = ("missing", "not_available", "not_applicable", None)
    kinds = [target.kind if target else None for target in (one, other)]
    return all(kind in absent for kind in kinds)


def _differs(old: object, new: object, part: Part) -> bool:
    if old == new or (part in WORDS and (old is None or new is None)):
        return False  # a unit that only one month prints is the other's as well
    if part in WORDS:
        return likeness(fold(str(old)), fold(str(new))) < SAME_WORDS
    return True


def _changes(before: Sequence[Record], after: Sequence[Record], one: int, other: int) -> Iterator[Change]:
    """Yield what differs within one pair."""
    old, new = before[one], after[other]
    unit, indicator = settled_text(new.unit), settled_text(new.indicator)
    parts = target_parts(old, new)
    if parts:
        yield Change(
            kind="target_changed",
            before=one,
            after=other,
            unit=unit,
            indicator=indicator,
            field="target",
            old=settled_text(old.target),
            new=settled_text(new.target),
            old_value=old.parsed_target.value if old.parsed_target else None,
            new_value=new.parsed_target.value if new.parsed_target else None,
            is_percent=new.parsed_target is not None and new.parsed_target.kind == "percent",
            parts=parts,
        )
    names: tuple[FieldName, ...] = (
        ("unit", "mission", "indicator") if parts else ("unit", "mission", "indicator", "target")
    )
    for name in names:
        texts = settled_text(getattr(old, name)), settled_text(getattr(new, name))
        if fold(texts[0]) != fold(texts[1]) and not _is_same(old, new, name):
            yield Change(
                kind="reworded",
                before=one,
                after=other,
                unit=unit,
                indicator=indicator,
                field=name,
                old=texts[0],
                new=texts[1],
            )


def _unpaired(records: Sequence[Record], paired: set[int], kind: Literal["added", "dropped"]) -> Iterator[Change]:
    for at, record in enumerate(records):
        if at not in paired:
            target = settled_text(record.target)
            is_new = kind == "added"
            yield Change(
                kind=kind,
                before=None if is_new else at,
                after=at if is_new else None,
                unit=settled_text(record.unit),
                indicator=settled_text(record.indicator),
                old=None if is_new else target,
                new=target if is_new else None,
            )
