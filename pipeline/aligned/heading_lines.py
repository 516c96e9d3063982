"""The lines that hold the headings of the columns, one to three of them, wherever they are repeated."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..column_roles import MAIN_ROLES
from ..context.literals import is_title
from ..headings import Role, assign_roles, heading_role, process_level
from ..normalise import join_lines
from .grid_lines import GridLine, GridRun, run_of

MOST_HEADING_LINES, LINES_ABOVE = 4, 2
"""Lines of a heading, and those of them above the one that has most."""
FARTHEST_LINES = 2
EACH_LINE = 0.05
"""What a heading's score loses with each line: a line that adds nothing is none of its own."""
NUMBER_SCORE, EACH_CELL, STRANGER = 0.5, 0.1, -0.3
"""What a heading of numbers, each heading, and a long one without meaning add to the score."""
LONGEST_UNKNOWN = 15
"""Characters of a heading without meaning that is none the less one: "II", "2019", "Ene"."""
LEAST_ON_LINE = 2
"""Headings with a meaning on the line of a heading that has most."""
LEAST_AMONG = 2
"""Headings among the texts of a line that are no texts themselves."""
LEAST_ROLES = 3
"""Columns with a main role that make a line one of headings; fewer where every column has a role."""
LONGEST_HEADING = 60
"""Characters of a heading; longer ones are content."""
LEAST_SURE = 0.75
"""How sure headings must be in the mean: names of units resemble some."""


class HeadingCell(NamedTuple):
    """One heading: the columns of characters it takes, and its text."""

    start: int
    end: int
    text: str


class Heading(NamedTuple):
    """The headings over a table: their lines, as a range of indices, their cells and the roles of these."""

    first: int
    stop: int
    cells: tuple[HeadingCell, ...]
    roles: tuple[Role | None, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


def find_headings(lines: Sequence[GridLine]) -> list[Heading]:
    """Return all headings from the top down; none overlap."""
    found: list[Heading] = []
    at = 0
    while at < len(lines):
        heading = _heading_around(lines, at, found[-1].stop if found else 0)
        if heading:
            found.append(heading)
        at = max(heading.stop, at + 1) if heading else at + 1
    return found


def without_repeated(lines: Sequence[GridLine], headings: Sequence[Heading]) -> tuple[list[GridLine], list[GridLine]]:
    """Return the lines without headings that stand among texts, as a page repeats them over a row it cuts; and these.

    There are as many lines as before.
    """
    texts = {text for heading in headings for text in heading.texts}
    of_heading = {at for heading in headings for at in range(heading.first, heading.stop)}
    kept, repeated = [*lines], []
    for at, line in enumerate(lines):
        among = [run for run in line.runs if run.text in texts]
        if at not in of_heading and LEAST_AMONG <= len(among) < len(line.runs):
            kept[at] = line.with_runs(tuple(run for run in line.runs if run not in among))
            repeated.append(line.with_runs(tuple(among)))
    return kept, repeated


def _heading_around(lines: Sequence[GridLine], base: int, least: int) -> Heading | None:
    """Return the heading to which a line with several belongs: that with most roles, of as few lines as possible."""
    if not _may_be_heading(lines[base]):
        return None
    best: tuple[float, Heading] | None = None
    for first in range(base, max(base - LINES_ABOVE, least) - 1, -1):
        if not _are_together(lines[first : base + 1]):
            break
        for stop in range(base + 1, min(first + MOST_HEADING_LINES, len(lines)) + 1):
            if not _are_together(lines[base:stop]):
                break
            cells = _cells([_runs(line) for line in lines[first:stop]])
            score, roles = _judge(cells)
            below = cells if first == base else _cells([_runs(line) for line in lines[base:stop]])
            score += EACH_CELL * len(below) - EACH_LINE * (stop - first)
            if roles and (best is None or score > best[0]):
                best = score, Heading(first, stop, tuple(cells), roles)
    return best[1] if best else None


def _are_together(lines: Sequence[GridLine]) -> bool:
    """Tell whether lines stand close together and none is a band or a title."""
    return not any(process_level(line.text) or is_title(line.text) for line in lines) and all(
        above.page == below.page and below.row - above.row <= FARTHEST_LINES for above, below in pairwise(lines)
    )


def _runs(line: GridLine) -> list[GridRun]:
    """Return the runs of a line; a heading of the numbers stands so near to the next that one space parts them."""
    runs: list[GridRun] = []
    for run in line.runs:
        head, rest = run.words[:1], run.words[1:]
        if rest and heading_role(head[0].text)[0] == "number" and heading_role(run.text)[0] != "number":
            runs += [run_of(head), run_of(rest)]
        else:
            runs.append(run)
    return runs


def _may_be_heading(line: GridLine) -> bool:
    runs = _runs(line)
    if len(runs) < 2 or max(len(run.text) for run in runs) > LONGEST_HEADING:
        return False
    return sum(heading_role(run.text)[0] is not None for run in runs) >= LEAST_ON_LINE


def _judge(cells: Sequence[HeadingCell]) -> tuple[float, tuple[Role | None, ...]]:
    """Return how many main roles the cells have, weighed by how sure they are; 0 where they are no headings."""
    texts = [cell.text for cell in cells]
    if max(map(len, texts)) > LONGEST_HEADING:
        return 0.0, ()
    roles = tuple(assign_roles(texts))
    sure = [heading_role(text)[1] for text, role in zip(texts, roles, strict=True) if role in MAIN_ROLES]
    enough = LEAST_ROLES if None in roles else LEAST_ROLES - 1
    if len(sure) < enough or sum(sure) / len(sure) < LEAST_SURE:
        return 0.0, ()
    strangers = sum(role is None and len(text) > LONGEST_UNKNOWN for role, text in zip(roles, texts, strict=True))
    score = sum(sure) + NUMBER_SCORE * ("number" in roles) + STRANGER * strangers
    return score, roles


def _cells(lines: Sequence[Sequence[GridRun]]) -> list[HeadingCell]:
    """Put the runs of several lines together: those that stand over each other are one heading.

    A run over several others is a heading over headings, and none of a column.
    """
    runs = [run for line in lines for run in line]
    spanning = [run for run in runs if len(lines) > 1 and _spans(run, lines)]
    groups: list[list[GridRun]] = []
    for run in sorted((run for run in runs if run not in spanning), key=lambda run: run.start):
        if groups and run.start < max(other.end for other in groups[-1]):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_cell(group) for group in groups]


def _spans(run: GridRun, lines: Sequence[Sequence[GridRun]]) -> bool:
    """Tell whether a run is a heading over headings: over two of one line, or in the middle above some.

    Those in the middle stand on both sides of it, and under no other run of its line.
    """
    own = next(line for line in lines if run in line)
    at = own.index(run)
    left = own[at - 1].end if at else -1
    right = own[at + 1].start if at + 1 < len(own) else max(other.end for line in lines for other in line) + 1
    for line in lines[lines.index(own) + 1 :]:
        if sum(_overlap(run, other) for other in line) > 1:
            return True
        before = any(left <= other.start and other.end <= run.start for other in line)
        after = any(run.end <= other.start and other.end <= right for other in line)
        if len(own) > 1 and before and after and not any(_overlap(run, other) for other in line):
            return True
    return False


def _overlap(run: GridRun, other: GridRun) -> bool:
    return other.start < run.end and run.start < other.end


def _cell(group: list[GridRun]) -> HeadingCell:
    ordered = sorted(group, key=lambda run: run.words[0].top)
    return HeadingCell(
        min(run.start for run in group), max(run.end for run in group), join_lines([run.text for run in ordered])
    )
