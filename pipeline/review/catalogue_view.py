"""The catalogue as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from ..catalogue.entries import Catalogue
from ..decisions.catalogue_changes import CatalogueTable
from ..store.views import CatalogueHit

TABLES: tuple[CatalogueTable, ...] = get_args(CatalogueTable)


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """What a search of the catalogue shows."""

    search: str
    hits: tuple[CatalogueHit, ...]
    """The likest first; without a search the first of all."""
    total: int
    """Entries that there are."""

    def others(self, hit: CatalogueHit) -> tuple[CatalogueHit, ...]:
        """Return the entries found that ``hit`` could be the same as."""
        return tuple(other for other in self.hits if other.table == hit.table and other.entry != hit.entry)


def catalogue_page(search: str, hits: Sequence[CatalogueHit], catalogue: Catalogue) -> CataloguePage:
    """Return what the page shows of a search."""
    return CataloguePage(search, tuple(hits), len(catalogue.units) + len(catalogue.indicators))
