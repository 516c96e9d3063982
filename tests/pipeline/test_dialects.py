"""Documents drawn in layouts that once were misread, and what must come out of them.

The layouts are those of ``benchmarks.dialects``; each test names what was wrong. ``python -m benchmarks.dialects
--salida DIR --dialecto NAME`` writes the document to look at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.dialects.compose import programmes_of
from benchmarks.dialects.content import truth_records
from benchmarks.dialects.engines import make_pdf
from benchmarks.dialects.layouts import LAYOUTS
from pipeline import convert
from pipeline.model import FIELD_NAMES

BY_NAME = {layout.name: layout for layout in LAYOUTS}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("booktabs", id="three rules are no rows, although bands cut what is between them"),
        pytest.param("outer_box", id="a frame around the table is no row"),
        pytest.param("missions_missing_open", id="most cells have one line, and rows are no lines of one cell"),
        pytest.param("unit_row", id="units stand in rows of their own, over the whole width"),
        pytest.param("unit_and_mission_rows", id="units and missions stand in rows of their own"),
        pytest.param("no_number", id="a gutter of the rows around cuts a band in two"),
        pytest.param("signatures_open", id="notes and signatures follow without a rule"),
        pytest.param("letter_spaced", id="headings are set with wide spaces between the letters"),
        pytest.param("unseen_captions", id="the heading of the targets is that of a further column elsewhere"),
        pytest.param("below_header", id="one row alone on the last page keeps to the columns of the page before"),
        pytest.param("outer_box_middle", id="a mission in the middle of three rows holds for all of them"),
        pytest.param("fills_by_row", id="grounds over single columns cut what is between those of the whole width"),
        pytest.param("unit_and_mission_rows_unlabelled", id="rows of units and missions do not say what they are"),
        pytest.param("targets_right", id="long targets cross a chance gap inside their column"),
        pytest.param("bottom_aligned_open", id="units stand at the bottom of their rows, all over the table"),
        pytest.param("furniture_two_sided", id="furniture at two sides of the page's foot looks like a row"),
        pytest.param("one_line_rows", id="rows of one line each are no lines of one cell"),
        pytest.param("unit_and_mission_rows_open", id="lines over the gutters meet the side of a column by chance"),
        pytest.param("merged_targets_middle", id="targets are merged over indicators"),
        pytest.param("captions_short", id="headings are abbreviated"),
        pytest.param("captions_plural", id="a heading names two kinds of units"),
        pytest.param("captions_long", id="headings are sentences"),
        pytest.param("captions_typos", id="a heading has more typos than are forgiven: its column's content tells"),
        pytest.param("cards_open", id="each unit has a form of labels and values"),
        pytest.param("totals_open", id="each unit ends with a sum"),
        pytest.param("notes_between_bare", id="notes stand between the units"),
        pytest.param("none_middle_short", id="a page has one unit, beside a row by chance"),
        pytest.param("mirrored_bare", id="even pages are shifted, and the last has few rows"),
        pytest.param("stripes_only", id="two cells without a ground have no edge between them"),
        pytest.param("header_box", id="headings are in a box, and nothing else is"),
        pytest.param("grid_per_captioned_unit", id="each unit has a table, and its name stands above it"),
    ],
)
def test_reads_every_record_of_the_layout(name: str, tmp_path: Path) -> None:
    layout = BY_NAME[name]
    programmes = programmes_of(layout)
    make_pdf(layout, programmes, tmp_path / "matriz.pdf")

    records = convert(tmp_path / "matriz.pdf").records

    expected = [{role: record[role] for role in FIELD_NAMES} for record in truth_records(programmes)]
    assert [{role: _text(record, role) for role in FIELD_NAMES} for record in records] == expected


def _text(record: object, role: str) -> str | None:
    field = getattr(record, role)
    return field.text if field else None
