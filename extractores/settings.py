"""Every tolerance and limit of reading, named, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much a document may ask for before it is refused."""

    bytes: int = 200_000_000
    """Size of a PDF."""
    text_bytes: int = 50_000_000
    """Size of a text."""
    line_characters: int = 100_000
    """Length of one line of a text."""
    text_words: int = 1_000_000
    """Words, and lines, of a text: some 2,000 pages; each takes about 300 bytes."""
    pages: int = 5_000


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """Tolerances of the layout engine; every length is in heights of the page's usual type."""

    # Rules to grids
    same_edge: float = 0.3
    """Rules nearer than this are one edge: double lines, the sides of neighbouring cells."""
    dash_gap: float = 0.6
    """A gap in a rule up to this is a dash or a corner, not an end."""
    touch: float = 0.4
    """A rule that ends this near to another one reaches it."""
    boundary_share: float = 0.5
    """A rule bounds a cell when it covers this share of the cell's side."""
    narrowest_column: float = 0.4
    """Edges nearer than this have no column or row between them."""
    outside_reach: float = 0.5
    """How far a word may hang out of the outermost edge and still stand in the table."""

    # Whitespace to columns
    segment_gap: float = 0.9
    """Words on one line further apart than this belong to different columns."""
    narrowest_gutter: float = 0.12
    """A strip without words must be this wide to part two columns."""
    crossing_share: float = 0.12
    """Share of the lines that may run across a gutter (bands, overflowing text)."""
    aligned: float = 0.25
    """Words whose sides differ by less than this are aligned."""
    weakest_gutter: float = 0.35
    """Score under which a gutter is only a chance gap between words."""

    # Whitespace to rows
    paragraph_gap: float = 0.45
    """Lines of one column further apart than this, beyond the usual distance, belong to different cells."""

    # Pages to one table
    same_column_share: float = 0.03
    """Edges of columns on two pages that differ by less than this share of the page's width are the same."""
