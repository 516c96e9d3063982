"""What reviewers do to the catalogue: each change is a JSON-able value, applied one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field as Attribute, TypeAdapter

from ..catalogue.entries import Catalogue, Entry
from ..normalise import fold
from .worksheet import Frozen

CatalogueTable = Literal["unit", "indicator"]


class CatalogueChangeError(Exception):
    """A change that the catalogue does not take; ``code`` and ``detail`` make the sentence."""

    def __init__(self, code: str, **detail: object) -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


class AddEntry(Frozen):
    """A unit or an indicator that the catalogue lacks."""

    kind: Literal["catalogue_add"] = "catalogue_add"
    table: CatalogueTable
    entry: str = Attribute(description="its identifier")
    name: str
    types: tuple[str, ...] = Attribute(default=(), description="types of institution that have it; none means all")


class AddAlias(Frozen):
    """Another way to write an entry."""

    kind: Literal["catalogue_alias"] = "catalogue_alias"
    entry: str
    alias: str


class MergeEntries(Frozen):
    """Two entries are one: ``kept`` takes over the names of ``gone``."""

    kind: Literal["catalogue_merge"] = "catalogue_merge"
    kept: str
    gone: str


CatalogueChange = AddEntry | AddAlias | MergeEntries
_CHANGES: TypeAdapter[CatalogueChange] = TypeAdapter(Annotated[CatalogueChange, Attribute(discriminator="kind")])


def read_catalogue_change(data: str) -> CatalogueChange:
    """Return the change in JSON; raise ``pydantic.ValidationError`` where it is none."""
    return _CHANGES.validate_json(data)


def with_catalogue_changes(catalogue: Catalogue, changes: Iterable[CatalogueChange]) -> Catalogue:
    """Return the catalogue after ``changes``; raise :class:`CatalogueChangeError` at one that it does not take."""
    for change in changes:
        catalogue = _DEEDS[type(change)](catalogue, change)
    return catalogue


def table_of(catalogue: Catalogue, entry: str) -> CatalogueTable:
    """Return which table an entry stands in; raise :class:`CatalogueChangeError` where there is no such entry."""
    if any(known.id == entry for known in catalogue.units):
        return "unit"
    if any(known.id == entry for known in catalogue.indicators):
        return "indicator"
    raise CatalogueChangeError("no_entry", id=entry)


def _add(catalogue: Catalogue, change: AddEntry) -> Catalogue:
    if not change.name:
        raise CatalogueChangeError("empty_name")
    entries = _entries(catalogue, change.table)
    twin = next((entry for entry in entries if _is_same(entry, change)), None)
    if twin:
        raise CatalogueChangeError("entry_taken", name=twin.name)
    new = Entry(id=change.entry, name=change.name, types=frozenset(change.types))
    return _with_entries(catalogue, change.table, (*entries, new))


def _is_same(entry: Entry, change: AddEntry) -> bool:
    is_same_name = fold(entry.name) == fold(change.name)
    return entry.id == change.entry or (is_same_name and entry.types == frozenset(change.types))


def _alias(catalogue: Catalogue, change: AddAlias) -> Catalogue:
    if not change.alias:
        raise CatalogueChangeError("empty_name")
    table = table_of(catalogue, change.entry)
    entries = _entries(catalogue, table)
    owner = next(entry for entry in entries if entry.id == change.entry)
    if fold(change.alias) in {fold(form) for form in owner.forms}:
        raise CatalogueChangeError("alias_taken", alias=change.alias, name=owner.name)
    changed = replace(owner, aliases=(*owner.aliases, change.alias))
    return _with_entries(catalogue, table, _replaced(entries, {owner.id: changed}))


def _merge(catalogue: Catalogue, change: MergeEntries) -> Catalogue:
    if change.kept == change.gone:
        raise CatalogueChangeError("merge_same")
    table = table_of(catalogue, change.kept)
    if table_of(catalogue, change.gone) != table:
        raise CatalogueChangeError("merge_kinds")
    entries = {entry.id: entry for entry in _entries(catalogue, table)}
    kept, gone = entries[change.kept], entries[change.gone]
    merged = replace(kept, aliases=_distinct(kept, gone), types=_of_both(kept.types, gone.types))
    merged = replace(merged, units=_of_both(kept.units, gone.units))
    catalogue = _with_entries(catalogue, table, _replaced(tuple(entries.values()), {kept.id: merged, gone.id: None}))
    return _with_owner(catalogue, gone.id, kept.id) if table == "unit" else catalogue


def _distinct(kept: Entry, gone: Entry) -> tuple[str, ...]:
    """Return the aliases of both, and the other's name, each wording once."""
    known = {fold(kept.name): kept.name}
    for form in (*kept.aliases, *gone.forms):
        known.setdefault(fold(form), form)
    return tuple(known.values())[1:]


def _of_both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return whom either belongs to; none means all."""
    return one | other if one and other else frozenset()


def _with_owner(catalogue: Catalogue, gone: str, kept: str) -> Catalogue:
    """Return the catalogue with the indicators of the unit ``gone`` given to ``kept``."""
    indicators = tuple(
        replace(entry, units=entry.units - {gone} | {kept}) if gone in entry.units else entry
        for entry in catalogue.indicators
    )
    return replace(catalogue, indicators=indicators)


def _entries(catalogue: Catalogue, table: CatalogueTable) -> tuple[Entry, ...]:
    return catalogue.units if table == "unit" else catalogue.indicators


def _with_entries(catalogue: Catalogue, table: CatalogueTable, entries: tuple[Entry, ...]) -> Catalogue:
    return replace(catalogue, units=entries) if table == "unit" else replace(catalogue, indicators=entries)


def _replaced(entries: tuple[Entry, ...], changes: dict[str, Entry | None]) -> tuple[Entry, ...]:
    changed = (changes.get(entry.id, entry) for entry in entries)
    return tuple(entry for entry in changed if entry)


_DEEDS: dict[type[Any], Callable[[Catalogue, Any], Catalogue]] = {
    AddEntry: _add,
    AddAlias: _alias,
    MergeEntries: _merge,
}
