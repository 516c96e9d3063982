"""Tables without a full grid: columns from whitespace, rows from rules, grounds or whitespace.

The table is cut into sections at what goes over its whole width: ruling lines, the edges of grounds, and bands of
text that lie across its columns. Each section's rows are then found on their own.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .columns import ColumnSet, find_columns, keep_columns
from .geometry import BBox, Fill, Page, Rule, Span, Word, enclosing_box
from .grid import Edge, find_edges
from .lines import find_lines
from .rows import Block, Placed, arrange, find_blocks, find_leaves, find_pitch
from .runs import Run, alone, find_levels, find_runs, make_run
from .settings import LayoutSettings
from .table import Cell, Evidence, Table

STRADDLE = 0.3
"""A word that reaches this far over an edge on both sides, in heights of the type, lies across it."""
WIDER_THAN_SPACE = 0.5
"""A gap wider than this, in heights of the type, is more than a space."""
USUAL_SPACE = 4
"""One in so many gaps between words is narrower than the space that is taken for the usual one."""
WIDER_THAN_SPACES = 2.0
"""A gap between runs is so many times as wide as the usual space."""
FEWEST_STARTS = 4
"""So many words that start at one x make a column's side of it."""
SAME_START = 0.06
"""Words start at one x when they differ by less than this, in heights of the type; by chance many nearly do."""
WHOLE_WIDTH = 0.8
"""A rule over this share of the table's width, or of a column's, parts all columns, or this one."""
LEFT_OUT = 0.2
"""Where it covers less of a single column than this, the column has a merged cell there."""
NEAR_EDGE = 0.1
"""Points by which the same edge may differ from column to column."""
TALL_SECTION = 4.0
"""A space between rules this many times higher than usual holds several rows."""
DOUBT_OF_GUTTERS = 0.2
"""How much of a table's score depends on that of its weakest gutter."""
FEWEST_SURE_COLUMNS = 4
"""So many columns that words keep to are those of the table."""
FEWEST_EDGES = 2
"""Of a table with one column."""


class OpenTable(NamedTuple):
    """A table found in whitespace, and the words that are not in it."""

    table: Table
    outside: list[Word]


class _Piece(NamedTuple):
    """A run, or the part of it that stands in one column."""

    run: Run
    first: int
    last: int
    level: float
    """Base line of the run, or of the band that it continues."""

    @property
    def is_across(self) -> bool:
        return self.last > self.first


class _Section(NamedTuple):
    """Pieces between two cuts; a band is a section of one row."""

    pieces: list[_Piece]
    is_band: bool
    height: float = math.inf
    """Distance of the rules that bound the section; infinite where one is missing, or a band is the bound."""


def find_open_table(
    words: Sequence[Word],
    rules: Iterable[Rule],
    fills: Iterable[Fill],
    page: Page,
    unit: float,
    settings: LayoutSettings,
    known: Sequence[Sequence[float]] = (),
    headed: Sequence[float] = (),
) -> OpenTable | None:
    """Return the table that ``words`` make; None where they make none.

    ``known`` are the edges of the columns on pages before: a few rows that are left for this page show none.
    ``headed`` are those of a box of headings above: they are the table's, unless its words run across them.
    """
    by_level = _find_runs(words, unit, settings)
    runs = sorted((run for level in by_level for run in level), key=lambda run: (run.top, run.x0))
    beside = {run for run, is_alone in zip(runs, alone(runs), strict=True) if not is_alone}
    levels = [kept for level in by_level if (kept := [run for run in level if run in beside])]
    columns = keep_columns(headed, levels, unit, settings) or _find_columns(levels, known, unit, settings)
    if columns is None:
        return None
    goes_on = any(len(columns.xs) == len(edges) for edges in known)
    inside = _inside(runs, beside, columns.xs, goes_on, unit, settings)
    starts = sorted(word.x0 for run in inside for word in run.words)
    pieces = _cut_all(inside, columns.xs, starts, unit, settings)
    if (real := _without_chance_edges(columns.xs, pieces)) != columns.xs:
        columns = columns._replace(xs=real)
        pieces = _cut_all(inside, real, starts, unit, settings)
    edges, evidence = _level_edges(rules, fills, unit, settings)
    rows, by_rules = _find_rows(pieces, columns.xs, edges, evidence, unit, settings)
    if not goes_on and max(p.row + p.row_span for p in rows) < settings.fewest_levels:
        return None
    score = 1 - DOUBT_OF_GUTTERS * (1 - columns.score)
    table = _make_table(rows, columns.xs, page.number, evidence if by_rules else "whitespace", score)
    taken = set(inside)
    return OpenTable(table, [word for run in runs if run not in taken for word in run.words])


def _find_runs(words: Sequence[Word], unit: float, settings: LayoutSettings) -> list[list[Run]]:
    """Return the runs of each base line; where the spaces of lines are wide, a gap between runs is wider."""
    levels = find_levels(words, unit)
    gaps = sorted(right.x0 - left.x1 for level in levels for left, right in pairwise(level))
    space = gaps[len(gaps) // USUAL_SPACE] / unit if gaps else 0.0
    widest = min(max(WIDER_THAN_SPACES * space, settings.segment_gap), settings.widest_segment_gap)
    return find_runs(levels, widest * unit)


def _find_columns(
    levels: Sequence[Sequence[Run]], known: Sequence[Sequence[float]], unit: float, settings: LayoutSettings
) -> ColumnSet | None:
    """Return the columns of the page before where the words keep to them, else those that the page shows.

    Of few columns before the page may have more: they were another table's.
    """
    kept = next((found for edges in known if (found := keep_columns(edges, levels, unit, settings))), None)
    is_sure = kept is not None and len(kept.xs) > FEWEST_SURE_COLUMNS
    if is_sure or sum(len(level) > 1 for level in levels) < settings.fewest_levels:
        return kept
    own = find_columns(levels, unit, settings)
    return kept if own is None or (kept and len(own.xs) < len(kept.xs)) else own


def _inside(
    runs: Sequence[Run], beside: set[Run], xs: Sequence[float], goes_on: bool, unit: float, settings: LayoutSettings
) -> list[Run]:
    """Return the runs from the first to the last that stand beside others, and the lines that continue them.

    Where the table ``goes_on`` from the page before, lines above it may be the rest of a row that the page cut.
    """
    top, bottom = min(run.top for run in beside), max(run.bottom for run in beside)
    reach = settings.line_reach * unit
    for run in runs:
        if bottom < run.bottom <= bottom + reach and _is_in_one_column(run, xs, unit):
            bottom = run.bottom
    above = settings.cut_reach * unit if goes_on else reach
    for run in reversed(runs):
        is_near = run.top >= top - reach or (run.top >= top - above and _starts_a_column(run, xs, unit, settings))
        if run.top < top and is_near and _is_in_one_column(run, xs, unit):
            top = run.top
    return [run for run in runs if top <= (run.top + run.bottom) / 2 <= bottom]


def _is_in_one_column(run: Run, xs: Sequence[float], unit: float) -> bool:
    return not any(run.x0 + STRADDLE * unit < x < run.x1 - STRADDLE * unit for x in xs)


def _starts_a_column(run: Run, xs: Sequence[float], unit: float, settings: LayoutSettings) -> bool:
    margin, near = settings.column_margin * unit, settings.aligned * unit
    return any(abs(run.x0 - x - margin) <= near for x in xs[:-1])


def _without_chance_edges(xs: tuple[float, ...], pieces: Sequence[_Piece]) -> tuple[float, ...]:
    """Return the edges without those that more rows run across than part: a strip between words is no gutter."""
    shared = Counter(piece.level for piece in pieces)
    across = [piece for piece in pieces if piece.is_across and shared[piece.level] > 1]
    if not across:
        return xs
    starts = Counter(piece.first for piece in pieces)
    crossed = Counter(column for piece in across for column in range(piece.first + 1, piece.last + 1))
    kept = tuple(x for column, x in enumerate(xs) if crossed[column] <= starts[column])
    return kept if len(kept) > FEWEST_EDGES else xs


def _cut_all(
    runs: Iterable[Run], xs: Sequence[float], starts: Sequence[float], unit: float, settings: LayoutSettings
) -> list[_Piece]:
    pieces = [piece for run in runs for piece in _cut_at_edges(run, xs, starts, unit, settings)]
    return _beside_each_other(pieces) if any(piece.is_across for piece in pieces) else pieces


def _beside_each_other(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Keep pieces out of columns that others on their lines fill: they reach into them, but do not lie across."""
    taken = Counter((piece.level, piece.first) for piece in pieces if not piece.is_across)
    mended: list[_Piece] = []
    for piece in pieces:
        first, last = piece.first, piece.last
        while first < last and taken[piece.level, first]:
            first += 1
        while first < last and taken[piece.level, last]:
            last -= 1
        mended.append(piece._replace(first=first, last=last))
    return mended


def _cut_at_edges(
    run: Run, xs: Sequence[float], starts: Sequence[float], unit: float, settings: LayoutSettings
) -> list[_Piece]:
    """Return the parts of a run by column; one piece across columns where the run does not stop at the edges.

    ``starts`` are the left sides of all words, sorted: where many words start, a column does.
    """
    reach = STRADDLE * unit
    inner = xs[bisect_right(xs, run.x0 + reach) : bisect_left(xs, run.x1 - reach)]
    if not inner or any(word.x0 + reach < x < word.x1 - reach for word in run.words for x in inner):
        return [_piece(run, xs)]
    groups: list[list[Word]] = [[run.words[0]]]
    for left, right in pairwise(run.words):
        edge = next((x for x in inner if (left.x0 + left.x1) / 2 < x < (right.x0 + right.x1) / 2), None)
        if edge is not None and _starts_column(left, right, edge, starts, unit, settings):
            groups.append([right])
        else:
            groups[-1].append(right)
    return [_piece(make_run(group), xs) for group in groups]


def _starts_column(
    left: Word, right: Word, edge: float, starts: Sequence[float], unit: float, settings: LayoutSettings
) -> bool:
    """Tell whether a word starts the column right of ``edge``: after a wide gap, or exactly where its others start."""
    if right.x0 - left.x1 > WIDER_THAN_SPACE * unit:
        return True
    near = SAME_START * unit
    side = edge + settings.column_margin * unit
    usual = bisect_right(starts, side + near) - bisect_left(starts, side - near) >= FEWEST_STARTS
    if usual:
        return abs(right.x0 - side) <= near
    return bisect_right(starts, right.x0 + near) - bisect_left(starts, right.x0 - near) >= FEWEST_STARTS


def _piece(run: Run, xs: Sequence[float]) -> _Piece:
    """Return the run with the columns where it has most of its width, or all that it lies across."""
    first = min(max(bisect_right(xs, run.x0) - 1, 0), len(xs) - 2)
    last = min(max(bisect_left(xs, run.x1) - 1, first), len(xs) - 2)
    widths = {c: min(run.x1, xs[c + 1]) - max(run.x0, xs[c]) for c in range(first, last + 1)}
    most = max(widths, key=lambda column: widths[column])
    lies_across = [column for column, width in widths.items() if width > STRADDLE * (run.bottom - run.top)]
    return _Piece(run, min([most, *lies_across]), max([most, *lies_across]), round(run.bottom, 1))


def _level_edges(
    rules: Iterable[Rule], fills: Iterable[Fill], unit: float, settings: LayoutSettings
) -> tuple[list[Edge], Evidence]:
    """Return the level edges that may part rows, and whether they are drawn as rules or as the sides of grounds."""
    level = [rule for rule in rules if rule.axis == "h"]
    sides = [Rule("h", y, fill.x0, fill.x1) for fill in fills for y in (fill.top, fill.bottom)]
    return find_edges([*level, *sides], "h", unit, settings), "rules" if level else "fills"


def _find_rows(
    pieces: Sequence[_Piece],
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
    pieces: Sequence[_Piece], xs: Sequence[float], whole: Sequence[float], unit: float, settings: LayoutSettings
) -> list[_Piece]:
    """Give the lines that continue a band its columns and its level."""
    mended: list[_Piece] = []
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


def _cut_sections(pieces: Sequence[_Piece], whole: Sequence[float]) -> list[_Section]:
    """Cut the pieces into sections at whole-width edges, and each level with a piece across columns into a band."""
    bands = {piece.level for piece in pieces if piece.is_across}
    found: dict[tuple[int, int], list[_Piece]] = {}
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


def _make_table(
    rows: Sequence[Placed], xs: tuple[float, ...], page: int, row_evidence: Evidence, score: float
) -> Table:
    """Return the table; places that nothing covers are empty cells."""
    merged = _merge_same_place(rows)
    heights = _row_extents(merged)
    taken = {
        (r, c)
        for p in merged
        for r in range(p.row, p.row + p.row_span)
        for c in range(p.column, p.column + p.column_span)
    }
    cells = [_cell(p, page) for p in merged]
    for row, (top, bottom) in enumerate(heights):
        for column in range(len(xs) - 1):
            if (row, column) not in taken:
                cells.append(Cell(row, column, 1, 1, (Span(page, BBox(xs[column], top, xs[column + 1], bottom)),)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    ys = (*(top for top, _ in heights), heights[-1][1])
    return Table((page,), xs, len(heights), tuple(cells), "gutters", row_evidence, score, ys)


def _merge_same_place(rows: Iterable[Placed]) -> list[Placed]:
    """Join what was placed at one place: a cell may hold several blocks of its column."""
    found: dict[tuple[int, int], Placed] = {}
    for placed in rows:
        known = found.get((placed.row, placed.column))
        found[placed.row, placed.column] = (
            placed
            if known is None
            else known._replace(
                runs=(*known.runs, *placed.runs),
                row_span=max(known.row_span, placed.row_span),
                column_span=max(known.column_span, placed.column_span),
            )
        )
    return list(found.values())


def _row_extents(rows: Sequence[Placed]) -> list[tuple[float, float]]:
    """Return top and bottom of each row, from the cells that hold for one row alone where there are any."""
    count = max(placed.row + placed.row_span for placed in rows)
    extents: list[tuple[float, float]] = []
    for row in range(count):
        covering = [p for p in rows if p.row <= row < p.row + p.row_span]
        single = [p for p in covering if p.row_span == 1] or covering
        boxes = [enclosing_box(p.runs) for p in single]
        top = min((box.top for box in boxes), default=extents[-1][1] if extents else 0.0)
        extents.append((top, max((box.bottom for box in boxes), default=top)))
    return extents


def _cell(placed: Placed, page: int) -> Cell:
    lines = find_lines([word for run in placed.runs for word in run.words], page)
    box = enclosing_box(placed.runs)
    return Cell(placed.row, placed.column, placed.row_span, placed.column_span, (Span(page, box),), tuple(lines))
