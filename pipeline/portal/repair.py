"""The portal's files mended where that is safe: how they are written, never what they say.

Figures and words stay; empty cells, rows with too many cells and wrong dates are for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from ..contacts import PERSONAL
from ..context.dates import parse_date
from ..normalise import fold
from ..targets import parse_target
from .cells import absence_in, cell, target_cell
from .intake import CSV, KINDS, Kind, PublishedTable, heading_row, kind_of, labelled_values, parse_published
from .package import table
from .template import template

UNIT, OBJECTIVE, INDICATOR, TARGET = range(4)
"""Columns of the data set."""


def repair_files(contents: dict[str, bytes], *, without_contacts: bool = False) -> dict[str, bytes]:
    """Return the files of one month, written as the portal wants them.

    Names stay, but a workbook becomes a CSV, and its sheets of metadata and dictionary become files of their own.
    Without contacts the metadata say that those of the person responsible are not available.
    """
    tables = _tables(contents)
    kinds = {name: kind_of(name, found) for name, found in tables.items()}
    data = {name: _dataset_rows(found) for name, found in tables.items() if kinds[name] == "dataset"}
    held = {text for rows in data.values() for row in rows for text in row}
    mended = {
        name: data[name] if name in data else _vertical_rows(found, kinds[name], held) for name, found in tables.items()
    }
    if without_contacts:
        mended |= {name: _nobody(rows) for name, rows in mended.items() if kinds[name] == "metadata"}
    return {name: table(rows) for name, rows in mended.items()}


def _nobody(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    labels = {_key(line.label) for line in template().metadata_lines if line.key in PERSONAL}
    nothing = template().absences["not_available"]
    return [(row[0], nothing) if _key(row[0]) in labels else row for row in rows]


def _tables(contents: dict[str, bytes]) -> dict[str, PublishedTable]:
    tables = {name: parse_published(content, name) for name, content in contents.items()}
    named = {PurePath(name).with_suffix(CSV).name: found for name, found in tables.items()}
    own_names = dict(zip(KINDS, template().names, strict=True))
    held = {kind_of(name, found) for name, found in named.items()}
    for sheet, other in (other for found in tables.values() for other in found.others):
        if other.rows and (kind := kind_of(sheet, other)) not in held:
            named[own_names[kind]] = other
            held.add(kind)
    return named


def _vertical_rows(published: PublishedTable, kind: Kind, held: set[str]) -> list[Sequence[str]]:
    return _metadata_rows(published) if kind == "metadata" else _dictionary_rows(published, held)


def _dataset_rows(published: PublishedTable) -> list[Sequence[str]]:
    found = heading_row(published)
    if found is None:
        return [_data_row(row) for row in published.rows]
    at, places = found
    headings, body = published.rows[at], published.rows[at + 1 :]
    if None in places:
        return [headings, *map(_data_row, body)]
    return [template().columns, *(_data_row(_in_order(row, places, len(headings))) for row in body)]


def _in_order(row: Sequence[str], places: Sequence[int | None], width: int) -> Sequence[str]:
    """Return the cells in the portal's order; a row that is wider than its headings cannot be put in order."""
    if len(row) > width:
        return row
    return [row[place] if place is not None and place < len(row) else "" for place in places]


def _data_row(row: Sequence[str]) -> list[str]:
    """Return the cells of a row; what is empty stays so, for nobody said what belongs there."""
    cells = [cell(text) if text else "" for text in row]
    if len(row) > TARGET and row[TARGET]:
        cells[TARGET] = target_cell(row[TARGET], parse_target(row[TARGET], indicator=row[INDICATOR]))
    return cells


def _metadata_rows(published: PublishedTable) -> list[Sequence[str]]:
    """Return the portal's seven lines in its order, then the others; lines that lack are not made up."""
    values = labelled_values(published)
    rows: list[Sequence[str]] = []
    for line in template().metadata_lines:
        value = values.pop(_key(line.label), None)
        if value is not None:
            day = parse_date(value) if line.key == "updated" else None
            rows.append((line.label, day.isoformat() if day else cell(value) if value else ""))
    return [*rows, *_others(published, values)]


def _dictionary_rows(published: PublishedTable, held: set[str]) -> list[Sequence[str]]:
    """Return the lines that are the same for everybody, those that are there, and notes for absences that occur."""
    values = labelled_values(published)
    (institution, _), *fixed = template().dictionary_lines
    rows: list[Sequence[str]] = [(institution, cell(own))] if (own := values.pop(_key(institution), "")) else []
    rows += [(label, cell(values.pop(_key(label), "") or text)) for label, text in fixed]
    for words, note in template().notes.values():
        explained = values.pop(_key(words), "")
        if words in held or explained:
            rows.append((words, cell(explained or note)))
    return [*rows, *_others(published, values)]


def _others(published: PublishedTable, values: dict[str, str]) -> list[Sequence[str]]:
    """Return the lines of a vertical file that are none of the template's, as they are."""
    return [tuple(map(_tidy, row)) for row in published.rows if _key(row[0]) in values]


def _tidy(text: str) -> str:
    return text if absence_in(text) else cell(text)


def _key(label: str) -> str:
    return fold(label).rstrip(": ")
