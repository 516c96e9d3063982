"""Forms: a label beside each value, one form below the other, or one column for each unit.

Unidad       | Dirección Financiera
Objetivo     | Administrar los recursos de la institución
Indicador    | Porcentaje de ejecución presupuestaria
Meta         | 90%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from extractores.table import Cell, Table

from .column_roles import MAIN_ROLES, cell_text
from .fields import FieldMaker
from .headings import PLAUSIBLE, Role, heading_role
from .model import Record

LABELS: tuple[Role, ...] = ("number", *MAIN_ROLES)
LONGEST_LABEL = 45
"""Characters of a label."""
FEWEST_LABELS = 3
"""Roles that a form has labels for, in rows of their own."""
LEAST_SHARE = 0.5
"""Share of a table's rows that begin with a label."""


FIRST_ROWS, FEWEST_FIRST = 4, 2
"""So many labels in the first rows are worth a closer look."""
MOST_LOOKED_AT = 12
"""Rows that tell whether a table is a form."""


class Labelled(NamedTuple):
    """A value with what its label says that it is."""

    role: Role
    label: Cell
    value: Cell


def find_cards(table: Table) -> list[list[Labelled]] | None:
    """Return the labelled values of each form, in reading order; None where the table is no form."""
    if not _has_labels([table.row(row) for row in range(min(MOST_LOOKED_AT, table.row_count))]):
        return None
    rows = map(table.row, range(table.row_count))
    # A merged cell is seen in each of its rows.
    pairs = list({(pair.label, pair.value): pair for row in rows for pair in _pairs(row)}.values())
    if len({pair.label.column for pair in pairs}) > 1:
        return [pairs]
    columns = sorted({pair.value.column for pair in pairs})
    forms = [[pair for pair in pairs if pair.value.column == column] for column in columns]
    return [form for form in forms if any(pair.role == "unit" for pair in form)] or forms[:1]


def _has_labels(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether most rows begin with a label, whose roles change from row to row."""
    cells = [first for row in rows if (first := next((cell for cell in row if cell.lines), None))]
    if sum(_label_role(cell) is not None for cell in cells[:FIRST_ROWS]) < FEWEST_FIRST:
        return False
    firsts = [_label_role(cell) for cell in cells]
    if len(set(firsts) & set(MAIN_ROLES)) < FEWEST_LABELS or not {"indicator", "target"} & set(firsts):
        return False
    return len(firsts) - firsts.count(None) >= LEAST_SHARE * len(firsts)


def _label_role(cell: Cell) -> Role | None:
    text = cell_text(cell).rstrip(" :")
    if len(text) > LONGEST_LABEL:
        return None
    role, score = heading_role(text)
    return role if role in LABELS and score >= PLAUSIBLE else None


def _pairs(row: Sequence[Cell]) -> Iterator[Labelled]:
    """Yield what stands right of each label, until the next one."""
    label: tuple[Role, Cell] | None = None
    has_value = True
    for cell in row:
        role = _label_role(cell) if cell.lines else None
        if role and has_value:
            label, has_value = (role, cell), False
        elif label and cell.lines:
            yield Labelled(*label, cell)
            has_value = True


def read_cards(forms: Sequence[Sequence[Labelled]], maker: FieldMaker) -> list[Record]:
    """Return the records of all forms."""
    return [record for form in forms for unit in _units(form) for record in _read_unit(unit, maker)]


def _units(form: Sequence[Labelled]) -> list[list[Labelled]]:
    """Cut a form where a unit is named, or numbered right before."""
    units: list[list[Labelled]] = [[]]
    for pair, follower in zip_longest(form, form[1:]):
        is_numbered = units[-1][-1:] and units[-1][-1].role == "number" and len(units[-1]) == 1
        leads = pair.role == "number" and follower is not None and follower.role == "unit"
        if units[-1] and (leads or (pair.role == "unit" and not is_numbered)):
            units.append([])
        units[-1].append(pair)
    return units


def _read_unit(pairs: Sequence[Labelled], maker: FieldMaker) -> list[Record]:
    """Return a unit's records: the first target belongs to the first indicator, and so on."""
    number, unit, mission, indicators, targets = (
        [pair.value for pair in pairs if pair.role == role] for role in LABELS
    )
    return [
        Record(
            number=cell_text(number[0]) if number else None,
            unit=maker.of_cells(unit),
            mission=maker.of_cells(mission),
            indicator=maker.of_cells([indicator]) if indicator else None,
            target=maker.of_cells([target]) if target else None,
        )
        for indicator, target in zip_longest(indicators, targets)
    ]
