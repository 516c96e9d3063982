"""Ruling lines to cells."""

from __future__ import annotations

from extractores.geometry import Page, Rule
from extractores.grid import CellBox, find_edges, merge_cells
from extractores.settings import LayoutSettings
from extractores.table import Table
from extractores.tables import find_page_tables
from tests.ascii_page import ascii_page

SETTINGS = LayoutSettings()


def the_table(page: Page) -> Table:
    """Return the only table of a page."""
    [table] = find_page_tables(page).tables
    return table


def spans(table: Table) -> dict[str, tuple[int, int, int, int]]:
    """Return row, column, row span and column span of each cell with text."""
    return {c.text: (c.row, c.column, c.row_span, c.column_span) for c in table.cells if c.lines}


def test_cells_between_rules() -> None:
    table = the_table(
        ascii_page("""
            +-----+----------+
            | No. | Unidad   |
            +-----+----------+
            | 1   | Alcaldía |
            +-----+----------+
        """)
    )
    assert spans(table) == {"No.": (0, 0, 1, 1), "Unidad": (0, 1, 1, 1), "1": (1, 0, 1, 1), "Alcaldía": (1, 1, 1, 1)}
    assert table.column_evidence == table.row_evidence == "rules"


def test_merged_cells_are_spans() -> None:
    table = the_table(
        ascii_page("""
            +-----------------------+
            | PROCESOS GOBERNANTES  |
            +------+-------+--------+
            | Uno  | dos   | tres   |
            |      +-------+--------+
            |      | cuatro         |
            +------+-------+--------+
        """)
    )
    assert spans(table) == {
        "PROCESOS GOBERNANTES": (0, 0, 1, 3),
        "Uno": (1, 0, 2, 1),
        "dos": (1, 1, 1, 1),
        "tres": (1, 2, 1, 1),
        "cuatro": (2, 1, 1, 2),
    }


def test_empty_merged_and_absent_cells_differ() -> None:
    table = the_table(
        ascii_page("""
            +------+-------+
            | uno  |       |
            |      +-------+
            |      | dos   |
            +------+-------+
        """)
    )
    empty = table.at(0, 1)
    assert empty is not None
    assert empty.text == ""
    assert table.at(1, 0) is table.at(0, 0)
    assert table.at(2, 0) is None


def test_a_merged_shape_that_is_no_rectangle_is_cut_into_its_rows() -> None:
    """Cells 1, 3 and 4 of two by two are open to each other: an L.

    +--+--+
    |  |  |
    |  +--+
    |     |
    +--+--+
    """
    walls = [[True, True], [True, False], [True, True]]
    floors = [[True, True], [False, True], [True, True]]
    assert merge_cells(walls, floors, 2, 2) == (CellBox(0, 0, 1, 1), CellBox(0, 1, 1, 1), CellBox(1, 0, 1, 2))


def test_a_double_line_is_one_edge() -> None:
    edges = find_edges([Rule("h", 10.0, 0, 100), Rule("h", 11.5, 0, 100), Rule("h", 30.0, 0, 100)], "h", 8.0, SETTINGS)
    assert [edge.position for edge in edges] == [10.75, 30.0]


def test_a_hatching_is_not_one_edge() -> None:
    """Each line is near to the next one, but the last is far from the first."""
    hatching = [Rule("h", 10.0 + 2 * n, 0, 100) for n in range(10)]
    assert len(find_edges(hatching, "h", 8.0, SETTINGS)) > 3


def test_dashes_are_one_stretch_and_a_gap_parts_two() -> None:
    dashes = [Rule("h", 10.0, start, start + 4.0) for start in (*range(0, 60, 6), *range(90, 120, 6))]
    [edge] = find_edges(dashes, "h", 8.0, SETTINGS)
    assert edge.stretches == ((0, 58), (90, 118))


def test_a_rule_that_stops_short_of_half_a_cell_does_not_bound_it() -> None:
    page = ascii_page("""
        +------+--------+
        | uno  | dos    |
        |      |        |
        |      | tres   |
        +------+--------+
    """)
    stub = Rule("h", 25.0, 35.0, 45.0)
    assert set(spans(the_table(Page(1, page.width, page.height, page.words, (*page.rules, stub))))) == {
        "uno",
        "dos tres",
    }


def test_two_tables_that_do_not_touch_are_two() -> None:
    page = ascii_page("""
        +-----+-----+     +-----+-----+
        | a   | b   |     | c   | d   |
        +-----+-----+     +-----+-----+
    """)
    assert [sorted(spans(table)) for table in find_page_tables(page).tables] == [["a", "b"], ["c", "d"]]


def test_a_box_of_one_cell_is_no_table() -> None:
    page = ascii_page("""
        +--------------------+
        | Gobierno Municipal |
        +--------------------+
    """)
    layout = find_page_tables(page)
    assert layout.tables == ()
    assert [line.text for line in layout.outside_lines] == ["Gobierno Municipal"]


def test_a_row_that_the_page_leaves_without_a_rule_is_in_the_table() -> None:
    table = the_table(
        ascii_page("""
            +------+--------+
            | uno  | dos    |
            +------+--------+
            | tres | cuatro |
            |      | cinco  |
        """)
    )
    assert spans(table)["cuatro cinco"] == (1, 1, 1, 1)
    assert table.open_below == {0, 1}
    assert table.open_above == frozenset()


def test_a_merged_cell_that_the_page_cuts_is_open_by_itself() -> None:
    table = the_table(
        ascii_page("""
            +------+--------+
            | uno  | dos    |
            |      +--------+
            |      | tres   |
            |      +--------+
        """)
    )
    assert table.open_below == {0}


def test_sides_that_no_level_rule_joins_belong_to_the_cut_table() -> None:
    """The page shows the middle of a tall cell beside the end of one row and the beginning of another."""
    table = the_table(
        ascii_page("""
            |      |  tres  |
            |      |  más   |
            |  uno +--------+
            |      | cuatro |
            |      |  y más |
        """)
    )
    assert spans(table) == {"uno": (0, 0, 2, 1), "tres más": (0, 1, 1, 1), "cuatro y más": (1, 1, 1, 1)}


def test_a_word_that_hangs_out_of_the_outer_edge_stays_in_the_table() -> None:
    page = ascii_page("""
        +------+-------+
        | uno  | dos   |
        +------+-------+
        | tres | cuatro_largo
        +------+-------+
    """)
    layout = find_page_tables(page)
    assert layout.outside == ()
