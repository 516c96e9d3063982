"""Pieces to rows: sections between what goes over the whole width, and the rows of each.

The table is cut into sections at ruling lines, the edges of grounds, and bands of text that lie across its columns.
Each section's rows are then found on their own: by rules over single columns, else by whitespace.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .geometry import Fill, Rule
from .grid import Edge, find_edges
from .pieces import WIDER_THAN_SPACE, Piece
from .rows import Block, Placed, arrange, find_blocks, find_leaves, find_pitch
from .runs import Run
from .settings import LayoutSettings
from .table import Evidence

WHOLE_WIDTH = 0.8
"""A rule over this share of the table's width, or of a column's, parts all columns, or this one."""
LEFT_OUT = 0.2
"""Where it covers less of a single column than this, the column has a merged cell there."""
NEAR_EDGE = 0.1
"""Points by which the same edge may differ from column to column."""
TALL_SECTION = 4.0
"""A space between rules this many times higher than usual holds several rows."""


class _Section(NamedTuple):
    """Pieces between two cuts; a band is a section of one row."""

    pieces: list[Piece]
    is_band: bool
    height: float = math.inf
    """Distance of the rules that bound the section; infinite where one is missing, or a band is the bound."""


def level_edges(
    rules: Iterable[Rule], fills: Iterable[Fill], unit: float, settings: LayoutSettings
) -> tuple[list[Edge], Evidence]:
    """Return the level edges that may part rows, and whether they are drawn as rules or as the sides of grounds."""
    level = [rule for rule in rules if rule.axis == "h"]
    sides = [Rule("h", y, fill.x0, fill.x1) for fill in fills for y in (fill.top, fill.bottom)]
    return find_edges([*level, *sides], "h", unit, settings), "rules" if level else "fills"


def find_rows(
    pieces: Sequence[Piece],
    xs: Sequence[float],
    edges: Sequence[Edge],
    evidence: Evidence,
    unit: float,
    settings: LayoutSettings,
) -> tuple[list[Placed], bool]:
    """Return the pieces in their rows, and whether rules or grounds gave the rows."""
    whole, partial = _sort_edges(edges, xs)
    sections = _cut_sections(_whole_bands(pieces, xs, whole, unit, settings), whole)
    closed = [section.height for section in sections if section.height < math.inf]
    by_rules = len(closed) >= settings.trusted_sections
    tallest = TALL_SECTION * median(closed) if by_rules else 0.0
    columns = [[_of_column(section, column) for column in range(len(xs) - 1)] for section in sections]
    widths = [right - left for left, right in pairwise(xs)]
    pitch = find_pitch(
        (pair for section in columns for pair in zip(widths, section, strict=True)), unit, settings.row_gap
    )
    blocks = [
        [
            find_blocks(column, runs, math.inf if is_row else pitch.widest, partial[column])
            for column, runs in enumerate(by_column)
        ]
        for section, by_column in zip(sections, columns, strict=True)
        for is_row in [section.height <= tallest and not _is_parted(section, partial)]
    ]
    drawn = [
        # Two cells without a ground have no edge between them.
        _place_by_edges(by_column, section, partial) if evidence == "rules" else None
        for section, by_column in zip(sections, blocks, strict=True)
    ]
    return _stack(sections, blocks, drawn, pitch.usual, settings), by_rules


def _place_by_edges(
    blocks: Sequence[Sequence[Block]], section: _Section, partial: Sequence[Sequence[float]]
) -> list[Placed] | None:
    """Return the blocks in the cells that edges over single columns bound; None where these do not give the rows.

    A column without an edge where others have one has a merged cell there.
    """
    top, bottom = min(p.run.top for p in section.pieces), max(p.run.bottom for p in section.pieces)
    own = [[edge for edge in edges if top < edge < bottom] for edges in partial]
    finest = max(range(len(blocks)), key=lambda column: len(blocks[column]))
    if section.is_band or not own[finest] or len(own[finest]) < max(map(len, own)):
        return None
    cuts = own[finest]
    return [_place_block(block, own[block.column], cuts) for column in blocks for block in column]


def _place_block(block: Block, edges: Sequence[float], cuts: Sequence[float]) -> Placed:
    """Return the block with the rows between the edges of its column above and below it."""
    index = bisect_right(edges, block.middle)
    first = bisect_right(cuts, edges[index - 1] + NEAR_EDGE) if index else 0
    last = bisect_left(cuts, edges[index] - NEAR_EDGE) if index < len(edges) else len(cuts)
    return Placed(first, block.column, max(last - first, 0) + 1, 1, block.runs)


def _is_parted(section: _Section, partial: Sequence[Sequence[float]]) -> bool:
    """Tell whether edges over single columns cut the section: it holds several rows then."""
    top, bottom = min(p.run.top for p in section.pieces), max(p.run.bottom for p in section.pieces)
    return any(bisect_left(edges, top) < bisect_left(edges, bottom) for edges in partial)


def _sort_edges(edges: Sequence[Edge], xs: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    """Part the edges that go over the whole table from those over single columns (listed by column)."""
    whole: list[float] = []
    partial: list[list[float]] = [[] for _ in range(len(xs) - 1)]
    for edge in edges:
        covers = [_cover(edge, x0, x1) for x0, x1 in pairwise(xs)]
        if _cover(edge, xs[0], xs[-1]) >= WHOLE_WIDTH and min(covers) >= LEFT_OUT:
            whole.append(edge.position)
            continue
        for column, cover in enumerate(covers):
            if cover >= WHOLE_WIDTH:
                partial[column].append(edge.position)
    return whole, partial


def _cover(edge: Edge, x0: float, x1: float) -> float:
    return sum(max(0.0, min(end, x1) - max(start, x0)) for start, end in edge.stretches) / (x1 - x0)


def _whole_bands(
    pieces: Sequence[Piece], xs: Sequence[float], whole: Sequence[float], unit: float, settings: LayoutSettings
) -> list[Piece]:
    """Give the lines that continue a band its columns and its level."""
    mended: list[Piece] = []
    levels = Counter(piece.level for piece in pieces)
    for piece in sorted(pieces, key=lambda piece: (piece.run.bottom, piece.run.x0)):
        above = mended[-1] if mended else None
        if above and above.is_across and not piece.is_across and levels[piece.level] == levels[above.level] == 1:
            is_parted = bisect_right(whole, above.run.bottom) != bisect_right(whole, piece.run.top)
            if not is_parted and _continues_band(above.run, piece.run, xs[-1] - xs[0], unit, settings):
                piece = piece._replace(first=above.first, last=above.last, level=above.level)
        mended.append(piece)
    return mended


def _continues_band(above: Run, below: Run, width: float, unit: float, settings: LayoutSettings) -> bool:
    """Tell whether a line is the rest of a band: close below it, aligned with it, and too long to stand on it."""
    near = settings.aligned * unit
    is_aligned = abs(above.x0 - below.x0) <= near or abs(above.bbox.centre_x - below.bbox.centre_x) <= near
    word = below.words[0]
    is_full = above.x1 - above.x0 + word.x1 - word.x0 + WIDER_THAN_SPACE * unit > width
    return is_aligned and is_full and below.bottom - above.bottom <= settings.line_reach * unit


def _cut_sections(pieces: Sequence[Piece], whole: Sequence[float]) -> list[_Section]:
    """Cut the pieces into sections at whole-width edges, and each level with a piece across columns into a band."""
    bands = {piece.level for piece in pieces if piece.is_across}
    found: dict[tuple[int, int], list[Piece]] = {}
    number, current = 0, None
    for piece in sorted(pieces, key=lambda piece: (piece.run.bottom, piece.run.x0)):
        index = bisect_right(whole, (piece.run.top + piece.run.bottom) / 2)
        key = (index, piece.level if piece.level in bands else None)
        number += key != current
        current = key
        found.setdefault((index, number), []).append(piece)
    shared = Counter(index for index, _ in found)
    return [
        _Section(inside, inside[0].level in bands, _height(index, whole) if shared[index] == 1 else math.inf)
        for (index, _), inside in found.items()
    ]


def _height(index: int, whole: Sequence[float]) -> float:
    return whole[index] - whole[index - 1] if 0 < index < len(whole) else math.inf


def _of_column(section: _Section, column: int) -> list[Run]:
    return [] if section.is_band else [piece.run for piece in section.pieces if piece.first == column]


def _stack(
    sections: Sequence[_Section],
    blocks: Sequence[Sequence[list[Block]]],
    drawn: Sequence[list[Placed] | None],
    pitch: float,
    settings: LayoutSettings,
) -> list[Placed]:
    """Arrange each section whose rows are not drawn, and put them below each other."""
    leaf, leaves = find_leaves(blocks, pitch, settings)
    rows: list[Placed] = []
    next_row = 0
    for section, arranged, by_edges in zip(sections, arrange(blocks, leaf, leaves, pitch), drawn, strict=True):
        placed = by_edges or arranged
        if section.is_band:
            placed = [Placed(0, p.first, 1, p.last - p.first + 1, (p.run,)) for p in section.pieces]
        rows += [p._replace(row=p.row + next_row) for p in placed]
        next_row = max(p.row + p.row_span for p in rows)
    return rows
