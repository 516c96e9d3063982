"""Rows that name a unit, or its mission, over the whole width: what they say holds for the rows below.

UNIDAD: Dirección Financiera
OBJETIVO: Administrar los recursos de la institución
1 | Porcentaje de ejecución presupuestaria | 90%
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractores.table import Cell

from .column_roles import Columns, cell_text
from .headings import Role, heading_role
from .normalise import join_lines

MOST_LABEL_CELLS = 2
"""A label and its value, in one cell or in one each."""
_LABELLED = re.compile(r"\s*([^:]{3,50}?)\s*:\s*(\S.*)", re.DOTALL)


class UnitRow(NamedTuple):
    """What a row says of the unit whose rows follow."""

    role: Role
    text: str
    cells: tuple[Cell, ...]


def read_unit_row(filled: Sequence[Cell], columns: Columns, follows_unit: bool) -> UnitRow | None:
    """Return what a row of ``filled`` cells says of its unit, None where it is a row of content.

    ``follows_unit``: the row before named a unit. Without a label, a lone text is a unit where no column is one,
    and what follows it is the mission where no column is that.
    """
    if len(filled) > MOST_LABEL_CELLS:
        return None
    text = join_lines([cell_text(cell) for cell in filled])
    if found := _LABELLED.fullmatch(text):
        role, _ = heading_role(found[1])
        if role in ("unit", "mission") and (len(filled) == 1 or cell_text(filled[0]).rstrip(" :") == found[1]):
            return UnitRow(role, found[2], tuple(filled))
    if len(filled) > 1 or columns.places("unit") or not columns.by_heading:
        return None
    if not follows_unit:
        return UnitRow("unit", text, tuple(filled)) if _is_across(filled[0], columns) else None
    is_mission = not columns.places("mission") and _is_across(filled[0], columns)
    return UnitRow("mission", text, tuple(filled)) if is_mission else None


def _is_across(cell: Cell, columns: Columns) -> bool:
    """Tell whether a cell is none of a single column: it covers several, or stands in one of no own text."""
    return cell.column_span > 1 or cell.column in columns.places("number")
