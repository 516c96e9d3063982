"""Which column of a table holds what: by its headings, and where there are none by what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations
from statistics import mean

from extractores.table import Cell, Table

from .headings import SURE, Role, assign_roles, heading_role, process_level
from .language import is_infinitive, lists_of
from .normalise import join_lines

DEEPEST_HEADING = 12
"""Rows from the top in which headings are looked for: titles may stand above them in the table."""
HEADING_LEVELS = 3
"""Rows that headings may take, one below the other."""
LONGEST_HEADING = 60
"""Characters of a heading; longer cells are content."""
MAIN_ROLES: tuple[Role, ...] = ("unit", "mission", "indicator", "target")
FEWEST_ROLES, FEWEST_BY_CONTENT = 2, 3
"""Columns with a role that make a matrix: by their headings, and by what stands in them."""
LEAST_COMPLETING = 0.5
"""How well a column's texts must fit a role that its heading does not name, where other headings name theirs."""
LEAST_RATE = 0.4
"""How well indicators or targets must fit a column without headings: some words in a cell are not enough."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its heading draws it: it may cover several columns of the grid."""

    role: Role | None
    heading: str
    places: tuple[int, ...]
    """Columns of the grid."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table and where the content below them starts."""

    columns: tuple[Column, ...]
    first_row: int
    heading_texts: frozenset[str] = frozenset()
    """Texts of the cells of the headings, and of each of their rows."""
    by_heading: bool = True

    def places(self, role: Role) -> tuple[int, ...]:
        """Return the grid columns of a role, none where the table has no such column."""
        return next((column.places for column in self.columns if column.role == role), ())

    @property
    def extra(self) -> tuple[Column, ...]:
        """The columns of no role that have a heading."""
        return tuple(column for column in self.columns if column.role in (None, "extra") and column.heading)


def cell_text(cell: Cell | None) -> str:
    """Return the printed text of a cell with its line ends undone."""
    return join_lines([line.text for line in cell.lines]) if cell else ""


def row_text(cells: Iterable[Cell]) -> str:
    """Return the words of a row, wherever its columns were cut."""
    return " ".join(cell.text for cell in cells if cell.lines)


def columns_by_heading(table: Table) -> Columns | None:
    """Return the columns that the table's headings name; None where it has none."""
    deepest = range(min(DEEPEST_HEADING + HEADING_LEVELS, table.row_count))
    texts = {cell: cell_text(cell) for row in deepest for cell in table.row(row)}
    best: tuple[int, tuple[Column, ...], range] | None = None
    for row in range(min(DEEPEST_HEADING, table.row_count)):
        for levels in range(1, HEADING_LEVELS + 1):
            rows = range(row, min(row + levels, table.row_count))
            found = _columns_below(table, rows, texts)
            score = _main_roles(found)
            if score >= FEWEST_ROLES and (best is None or score > best[0]):
                best = score, found, rows
    if best is None:
        return None
    _, columns, rows = best
    return Columns(_completed(columns, table, rows.stop), rows.stop, _heading_texts(table, rows))


def _main_roles(columns: Sequence[Column]) -> int:
    roles = {column.role for column in columns}
    return len(roles & set(MAIN_ROLES)) if roles & {"indicator", "target"} else 0


def _columns_below(table: Table, rows: range, texts: dict[Cell, str]) -> tuple[Column, ...]:
    """Return the columns as ``rows`` would head them."""
    stacks: dict[tuple[Cell, ...], list[int]] = {}
    for place in range(table.column_count):
        cells = dict.fromkeys(cell for row in rows if (cell := table.at(row, place)))
        stacks.setdefault(tuple(cells), []).append(place)
    headings = [" ".join(filter(None, (texts[cell] for cell in cells))) for cells in stacks]
    roles = assign_roles([heading if len(heading) <= LONGEST_HEADING else "" for heading in headings])
    return tuple(
        Column(role, heading, tuple(places))
        for role, heading, places in zip(roles, headings, stacks.values(), strict=True)
    )


def _completed(columns: Sequence[Column], table: Table, first_row: int) -> tuple[Column, ...]:
    """Return the columns with roles that no heading names given to columns whose headings say nothing to us."""
    roles = [role for role in MAIN_ROLES if all(column.role != role for column in columns)]
    free = [index for index, column in enumerate(columns) if column.role is None and column.heading]
    completed = list(columns)
    rates = [
        (_rate(role, texts), -index, role)
        for index in free
        if (texts := _sample(table, columns[index].places, first_row))
        for role in roles
    ]
    for rate, index, role in sorted(rates, reverse=True):
        if rate >= LEAST_COMPLETING and completed[-index].role is None and role in roles:
            completed[-index] = replace(completed[-index], role=role)
            roles.remove(role)
    return tuple(completed)


def _heading_texts(table: Table, rows: range) -> frozenset[str]:
    cells = {cell.text for row in rows for cell in table.row(row) if cell.text}
    return frozenset(cells | {row_text(table.row(row)) for row in rows})


def columns_like(known: Columns, table: Table) -> Columns:
    """Return ``known`` for a table with the same columns that has no headings of its own."""
    return Columns(known.columns, 0, known.heading_texts, by_heading=known.by_heading)


def columns_by_content(table: Table) -> Columns | None:
    """Return the most likely roles of columns without headings; None where nothing looks like a matrix.

    Each role rates each column; the assignment with the highest sum wins, the usual order breaking ties.
    """
    if has_other_headings(table):
        return None
    samples = [_sample(table, (place,)) for place in range(table.column_count)]
    filled = [place for place, texts in enumerate(samples) if texts]
    roles: tuple[Role, ...] = ("number", *MAIN_ROLES)
    if len(filled) < FEWEST_ROLES or len(filled) > len(roles) + 2:
        return None
    rates = {(role, place): _rate(role, samples[place]) for role in roles for place in filled}
    best = max(_in_order(roles, filled), key=lambda pairs: sum(rates[pair] for pair in pairs))
    kept = {place: role for role, place in best if rates[role, place] > 0}
    sure = max((rates[role, place] for place, role in kept.items() if role in ("indicator", "target")), default=0.0)
    if sure < LEAST_RATE or len(kept) < FEWEST_BY_CONTENT:
        return None
    columns = tuple(Column(kept.get(place), "", (place,)) for place in range(table.column_count))
    return Columns(columns, 0, by_heading=False)


def has_other_headings(table: Table) -> bool:
    """Tell whether headings say that a table is about something else."""
    return any(_are_other_headings(table.row(row)) for row in range(min(DEEPEST_HEADING, table.row_count)))


def _are_other_headings(cells: Sequence[Cell]) -> bool:
    """Tell whether a row heads the columns of something else: known headings, and none of what a matrix is about."""
    texts = [cell_text(cell) for cell in cells if cell.lines]
    if len(texts) < FEWEST_BY_CONTENT or any(len(text) > LONGEST_HEADING or _has_figure(text) for text in texts):
        return False
    found = [heading_role(text) for text in texts]
    is_known = any(score >= SURE for _, score in found)
    return is_known and not {"indicator", "target"} & {role for role, _ in found}


def _has_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _in_order(roles: Sequence[Role], places: Sequence[int]) -> list[tuple[tuple[Role, int], ...]]:
    """Return the ways to give roles to columns, those in the usual order first."""
    size = min(len(roles), len(places))
    ways = [tuple(zip(chosen, places, strict=False)) for chosen in permutations(roles, size)]
    return sorted(ways, key=lambda way: sum(roles.index(a[0]) > roles.index(b[0]) for a, b in pairwise(way)))


def _sample(table: Table, places: Sequence[int], first_row: int = 0) -> list[str]:
    """Return the texts below ``first_row`` that stand in the columns ``places`` alone."""
    cells = (cell for cell in table.cells if cell.row >= first_row and cell.column in places)
    texts = (cell_text(cell) for cell in cells if cell.columns[-1] in places)
    return [text for text in texts if text and process_level(text) is None]


def _rate(role: Role, texts: Sequence[str]) -> float:
    """Return how well a column's texts fit a role, -1 to 1."""
    return mean(_RATES[role](text.split()) for text in texts)


def _rate_number(words: Sequence[str]) -> float:
    return 1.0 if len(words) == 1 and words[0].rstrip(".)").isdigit() and len(words[0]) <= 3 else -1.0


def _rate_unit(words: Sequence[str]) -> float:
    if len(words) > 12 or words[0][:1].isdigit():
        return -1.0
    return 0.9 if "unit_heads" in lists_of(words[0]) else 0.2


def _rate_mission(words: Sequence[str]) -> float:
    return (0.6 if is_infinitive(words[0]) else 0.0) + (0.4 if len(words) >= 12 else -0.4)


def _rate_indicator(words: Sequence[str]) -> float:
    if len(words) < 2:
        return -0.5
    cue = "indicator_heads" in lists_of(words[0]) or any(
        word.casefold().endswith(("ados", "adas", "idos", "idas")) for word in words
    )
    return 0.8 if cue and not is_infinitive(words[0]) else 0.2


def _rate_target(words: Sequence[str]) -> float:
    cue = any(map(_has_figure, words)) or "comparators" in lists_of(words[0])
    return (0.8 if cue else -0.2) - (0.6 if len(words) > 12 else 0.0)


_RATES = {
    "number": _rate_number,
    "unit": _rate_unit,
    "mission": _rate_mission,
    "indicator": _rate_indicator,
    "target": _rate_target,
}
