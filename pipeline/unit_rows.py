"""What names a unit, or its mission, over the rows it holds for: a row over the whole width, or a line above a table.

UNIDAD: Dirección Financiera
OBJETIVO: Administrar los recursos de la institución
1 | Porcentaje de ejecución presupuestaria | 90%
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractores.lines import Line
from extractores.table import Cell, Table

from .column_roles import Columns, cell_text
from .headings import Role, heading_role
from .language import lists_of
from .normalise import join_lines
from .packed import without_mark

MOST_LABEL_CELLS = 2
"""A label and its value, in one cell or in one each."""
LONGEST_LABEL = 50
"""Characters of a label."""
CAPTION_REACH = 2.0
"""A line this many heights above a table, or nearer, is its caption."""
_LABELLED = re.compile(r"\s*+([^\s:][^:]{2,49}?)\s*:\s*(\S.*)", re.DOTALL)


class UnitRow(NamedTuple):
    """What a row says of the unit whose rows follow."""

    role: Role
    text: str
    cells: tuple[Cell, ...]
    is_caption: bool = False
    """Whether it stands above the table, where it is a title if no row needs it."""


def read_unit_row(filled: Sequence[Cell], columns: Columns, follows_unit: bool) -> UnitRow | None:
    """Return what a row of ``filled`` cells says of its unit, None where it is a row of content.

    ``follows_unit``: the row before named a unit. Without a label, a lone text is a unit where no column is one,
    and what follows it is the mission where no column is that.
    """
    if len(filled) > MOST_LABEL_CELLS:
        return None
    if labelled := read_labelled_row(filled):
        return labelled
    text = join_lines([cell_text(cell) for cell in filled])
    if len(filled) > 1 or columns.places("unit") or not columns.by_heading:
        return None
    if not follows_unit:
        is_unit = _is_across(filled[0], columns) or (filled[0].column == 0 and _names_unit(text))
        return UnitRow("unit", without_mark(text), tuple(filled)) if is_unit else None
    is_mission = not columns.places("mission") and _is_across(filled[0], columns)
    return UnitRow("mission", text, tuple(filled)) if is_mission else None


def read_labelled_row(filled: Sequence[Cell]) -> UnitRow | None:
    """Return the unit or mission of a row that says which of them it is, None where it says neither."""
    texts = [cell_text(cell) for cell in filled]
    if len(texts) == MOST_LABEL_CELLS and len(texts[0]) <= LONGEST_LABEL:
        role, value = _label_role(texts[0]), texts[1]
    elif len(texts) == 1 and (found := _LABELLED.fullmatch(join_lines(texts))):
        role, value = _label_role(found[1]), found[2]
    else:
        return None
    if role is None or heading_role(value)[0] is not None:
        return None
    return UnitRow(role, value, tuple(filled))


def _label_role(text: str) -> Role | None:
    role, _ = heading_role(text.rstrip(" :"))
    return role if role in ("unit", "mission") else None


def read_caption(table: Table, outside: Sequence[Line]) -> UnitRow | None:
    """Return the unit that the line right above a table names, None where that line names none."""
    page, top = table.pages[0], table.bbox.top
    above = [line for line in outside if line.page == page and line.bbox.bottom <= top + line.bbox.height / 2]
    line = max(above, key=lambda line: line.bbox.bottom, default=None)
    if line is None or top - line.bbox.bottom > CAPTION_REACH * line.bbox.height:
        return None
    text = without_mark(join_lines([line.text]))
    if not text:
        return None
    label = _LABELLED.fullmatch(text)
    is_labelled = label is not None and heading_role(label[1])[0] == "unit"
    if not is_labelled and not _names_unit(text):
        return None
    cell = Cell(0, 0, 1, 1, (line.span,), (line,))
    return UnitRow("unit", label[2] if label and is_labelled else text, (cell,), is_caption=True)


def _names_unit(text: str) -> bool:
    """Tell whether a text, without its list mark, starts like a unit's name."""
    words = without_mark(text).split()
    return bool(words) and "unit_heads" in lists_of(words[0])


def _is_across(cell: Cell, columns: Columns) -> bool:
    """Tell whether a cell is none of a single column: it covers several, or stands in one of no own text."""
    return cell.column_span > 1 or cell.column in columns.places("number")
