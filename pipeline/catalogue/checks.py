"""What a catalogue says twice: two units of one institution that no name can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..context.institutions import institution_types
from ..matching.features import read_name
from .entries import Entry


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Two forms with the same words, of two units that one type of institution may have."""

    form: str
    unit: str
    other: str
    other_unit: str
    type: str


def find_ambiguous(units: Sequence[Entry]) -> list[Ambiguity]:
    """Return each pair of units once, with the first forms that cannot be told apart."""
    found: dict[tuple[str, str], Ambiguity] = {}
    for kind in institution_types():
        for one in _ambiguous_in(kind, [unit for unit in units if unit.belongs_to(kind)]):
            found.setdefault((one.unit, one.other_unit), one)
    return list(found.values())


def _ambiguous_in(kind: str, units: Sequence[Entry]) -> Iterator[Ambiguity]:
    seen: dict[tuple[str | None, frozenset[str], frozenset[str]], tuple[str, str]] = {}
    for unit in units:
        for form in unit.forms:
            name = read_name(form)
            first, owner = seen.setdefault((name.prefix, frozenset(name.stems), name.numbers), (form, unit.id))
            if owner != unit.id:
                yield Ambiguity(first, owner, form, unit.id, kind)
