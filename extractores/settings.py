"""Every tolerance and limit of reading, named, in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .geometry import PageTrouble

CORES = "LOTAIP_NUCLEOS"
"""Variable that says how many cores a process may use; without it as many as the system gives it."""


def available_cores() -> int:
    """Return the cores this process may use, which in a container are fewer than the machine's."""
    said = os.environ.get(CORES, "")
    if said.isdecimal() and int(said):
        return int(said)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much a document may ask for before it is refused."""

    bytes: int = 200_000_000
    """Size of a PDF."""
    text_bytes: int = 50_000_000
    """Size of a text."""
    line_characters: int = 250_000
    """Length of one line of a text."""
    text_words: int = 1_000_000
    """Words, and lines, of a text: some 2,000 pages; each takes about 300 bytes."""
    pages: int = 5_000
    page_characters: int = 150_000
    """Of a PDF: some fifteen sheets full of small type."""
    page_objects: int = 100_000
    """Paths, texts and pictures that one page draws."""
    page_points: int = 1_000_000
    """Corners of the paths that one page draws."""
    page_rules: int = 20_000
    """Ruling lines of one page."""
    page_cells: int = 400_000
    """Crossings of level and upright rules of one page: what a table of them would have cells."""
    stream_bytes: int = 75_000_000
    """What one stream of a PDF, or all that one page draws with, may unpack to; pictures are measured in dots."""
    unpacked_bytes: int = 300_000_000
    """What all pages of a PDF may unpack to together."""
    filters: int = 10
    """Filters one behind the other that a stream may be packed with."""
    form_depth: int = 20
    """Forms inside forms that a page may draw."""
    page_side: float = 20_000.0
    """Points; a page wider or higher than this (7 m) is none that anybody printed."""
    password: str = field(default="", repr=False)
    """What opens a PDF that is encrypted; never kept or told."""
    unread: Mapping[int, PageTrouble] = field(default_factory=dict)
    """Pages of a PDF, by number, that are left out, and why: an earlier attempt did not get through them."""
    checks_damage: bool = False
    """Whether a PDF that can be read is also looked through for damage; that takes some 4 ms."""
    cores: int = field(default_factory=available_cores)
    """For scanned pages, which take seconds each: as many are read side by side."""


EVIDENCE = ("rules", "fills", "gutters", "headings", "alignment", "clips", "page breaks", "page grid")
"""What the layout engine believes; each kind can be switched off, to measure what it is worth."""


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """Tolerances of the layout engine; every length is in heights of the page's usual type."""

    evidence: frozenset[str] = frozenset(EVIDENCE)
    """The kinds of :data:`EVIDENCE` that are used."""

    # Rules to grids
    same_edge: float = 0.3
    """Rules nearer than this are one edge: double lines, the sides of neighbouring cells."""
    dash_gap: float = 0.6
    """A gap in a rule up to this is a dash or a corner, not an end."""
    touch: float = 0.4
    """A rule that ends this near to another one reaches it."""
    boundary_share: float = 0.5
    """A rule bounds a cell when it covers this share of the cell's side."""
    open_end: float = 0.8
    """Upright rules that go on so far beyond the last level one bound a row that the page has cut."""
    narrowest_column: float = 0.4
    """Edges nearer than this have no column or row between them."""
    outside_reach: float = 0.5
    """How far a word may hang out of the outermost edge and still stand in the table."""
    sticks_out: float = 0.2
    """A word that reaches this far over an edge of its cell may belong to the next one."""

    # Whitespace to columns
    segment_gap: float = 0.9
    """Words on one line further apart than this may belong to different columns."""
    widest_segment_gap: float = 1.6
    """The same where the usual space between words is wide."""
    narrowest_gutter: float = 0.1
    """A strip without words must be this wide to part two columns."""
    crossing_share: float = 0.05
    """Share of the lines that may run across a gutter because they overflow their column."""
    anchored_share: float = 0.25
    """The same where the gutter parts two headings."""
    aligned: float = 0.25
    """Sides that differ by less than this are aligned."""
    weakest_gutter: float = 0.5
    """Score under which a strip is only a chance gap between words."""
    column_margin: float = 0.3
    """A column's edge is this far to the left of what stands in it."""

    heading_reach: float = 1.0
    """Edges of a ruled heading are those of open columns below it when they differ by less."""
    heading_gap: float = 4.0
    """Such a heading stands at most this high above them; a band may lie between."""

    # Whitespace to rows
    fewest_levels: int = 3
    """Base lines with several columns, and rows, that make a table of what has no ruling lines."""
    line_reach: float = 1.6
    """A line that is alone belongs to the table when it is this near to it and in one column."""
    cut_reach: float = 2.5
    """The same above a table that goes on from the page before, for a line where a column starts."""
    row_gap: float = 0.22
    """Lines of one column further apart than the usual distance by this share of it are in different cells."""
    row_match: float = 0.4
    """Cells whose tops or middles differ by less than this, in distances of lines, may be in one row."""
    trusted_sections: int = 4
    """Rules or grounds over the whole width that bound so many rows are believed in full."""

    # Pages to one table
    same_column_share: float = 0.03
    """Edges of columns on two pages that differ by less than this share of the page's width are the same."""

    def most_crossings(self, lines: int) -> int:
        """Return how many of ``lines`` may cross a gutter."""
        return min(int(self.crossing_share * lines), 2)
