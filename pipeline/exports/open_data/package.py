"""Many matrices as one package of open data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...contacts import without_contacts
from ...model import Matrix
from .columns import TABLES, columns_of
from .descriptor import Tables, to_data_package, to_dcat
from .parquet import can_write_parquet, to_parquet
from .rows import tables_of
from .text_formats import to_csv, to_json_lines
from .workbook import to_workbook


@dataclass(frozen=True, slots=True)
class OpenDataPackage:
    """The files of a package, by name, and what could not be among them."""

    files: dict[str, bytes]
    records: int
    publications: int
    lacks_workbook: bool
    """There are more rows than a sheet may have."""
    lacks_parquet: bool
    """The extra for it is not installed."""


def build_open_data(matrices: Iterable[Matrix], *, with_contacts: bool = False) -> OpenDataPackage:
    """Return ``matrices`` as a package; contact data of officials are there only when they are asked for.

    The same matrices give the same bytes.
    """
    shown = matrices if with_contacts else map(without_contacts, matrices)
    rows = tables_of(shown)
    tables: Tables = {name: (columns_of(name, with_contacts=with_contacts), rows[name]) for name in TABLES}
    files = {f"{name}.csv": to_csv(columns, lines) for name, (columns, lines) in tables.items()}
    files["registros.jsonl"] = to_json_lines(*tables["registros"])
    workbook = to_workbook(tables)
    if workbook is not None:
        files["metas_y_objetivos.xlsx"] = workbook
    if can_write_parquet():
        files["registros.parquet"] = to_parquet(*tables["registros"])
    described = {"datapackage.json": to_data_package(tables, files), "dcat.jsonld": to_dcat(tables, files)}
    return OpenDataPackage(
        {**described, **files},
        records=len(rows["registros"]),
        publications=len(rows["publicaciones"]),
        lacks_workbook=workbook is None,
        lacks_parquet=not can_write_parquet(),
    )
