"""A catalogue as files that an expert edits: a folder of CSVs, one CSV, a workbook, or YAML.

What is written here is read again by :mod:`pipeline.catalogue_files`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..batch.outputs import write_aside
from ..exports import rows_to_csv
from ..model import Institution
from .entries import Catalogue, Entry
from .files import INDICATORS, INSTITUTIONS, SEPARATOR, TABLES, UNITS, CatalogueError, Row, problem

WIDEST = 60
"""Letters of the widest column of a workbook."""


def catalogue_rows(catalogue: Catalogue) -> dict[str, list[Row]]:
    """Return the rows of a catalogue's tables; tables without any are left out."""
    rows = {
        UNITS: [_unit(entry) for entry in catalogue.units],
        INDICATORS: [_indicator(entry) for entry in catalogue.indicators],
        INSTITUTIONS: [_institution(*entry) for entry in catalogue.institutions],
    }
    return {name: those for name, those in rows.items() if those}


def write_tables(tables: Mapping[str, Sequence[Row]], target: Path) -> list[Path]:
    """Write tables into a folder, or into the file that ``target`` names by its ending; return what was written."""
    suffix = target.suffix.lower()
    if suffix not in ("", ".csv", ".xlsx", ".yaml", ".yml"):
        raise CatalogueError(problem("format_to_write", target))
    if suffix == ".csv" and len(tables) > 1:
        raise CatalogueError(problem("one_table", target, names=", ".join(tables)))
    if suffix:
        contents = {target: _content(tables, suffix)}
    else:
        contents = {target / f"{name}.csv": _csv(name, rows) for name, rows in tables.items()}
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_aside(path, content)
    return list(contents)


def _content(tables: Mapping[str, Sequence[Row]], suffix: str) -> bytes:
    if suffix == ".csv":
        ((name, rows),) = tables.items()
        return _csv(name, rows)
    return _xlsx(tables) if suffix == ".xlsx" else _yaml(tables)


def _csv(name: str, rows: Iterable[Row]) -> bytes:
    return rows_to_csv(_lines(name, rows)).encode()


def _xlsx(tables: Mapping[str, Sequence[Row]]) -> bytes:
    """Return a workbook whose cells are all text: a RUC keeps the zero in front."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        lines = _lines(name, rows)
        for line in lines:
            sheet.append(line)
        for column, values in enumerate(zip(*lines, strict=True), 1):
            sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(map(len, values)) + 2)
        for row in sheet.iter_rows():
            for cell in row:
                cell.number_format, cell.data_type = "@", "s"
        sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _yaml(tables: Mapping[str, Sequence[Row]]) -> bytes:
    import yaml

    data = {
        name: [{key: value for key, value in row.items() if value} for row in rows] for name, rows in tables.items()
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000).encode()


def _lines(name: str, rows: Iterable[Row]) -> list[list[str]]:
    columns = TABLES[name]
    return [list(columns), *([row.get(column, "") for column in columns] for row in rows)]


def _unit(entry: Entry) -> Row:
    return {**_entry(entry), "tipo": _several(entry.types), "nivel": entry.level or ""}


def _indicator(entry: Entry) -> Row:
    return {**_entry(entry), "clase": entry.kind or "", "unidad": _several(entry.units)}


def _entry(entry: Entry) -> Row:
    return {"id": entry.id, "nombre": entry.name, "alias": SEPARATOR.join(entry.aliases)}


def _institution(institution: Institution, aliases: Sequence[str]) -> Row:
    return {
        "ruc": institution.ruc or "",
        "nombre": institution.name,
        "alias": SEPARATOR.join(aliases),
        "tipo": institution.type or "",
        "provincia": institution.province or "",
        "canton": institution.canton or "",
    }


def _several(values: Iterable[str]) -> str:
    return SEPARATOR.join(sorted(values))
