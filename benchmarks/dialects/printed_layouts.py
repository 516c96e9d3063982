"""More dialects, printed by LibreOffice, Chromium and WeasyPrint: what these programs make of the same matrix."""

from __future__ import annotations

from .content import Taste
from .drawn_layouts import LONG, MANY, PORTRAIT, QUARTERS, SMALL, WITH_QUARTERS
from .layout import OFFICIAL, Layout, Workbook

LETTER = (792.0, 612.0)
TALL_LAST = "table:last-of-type{page:tall}@page tall{size:595pt 842pt}"
"""Styles that print the last table on portrait pages."""
FRAMED = "td{background:#f4f4f4;border:2pt solid #fff}th{background:#333;color:#fff;border:2pt solid #fff}"

PRINTED = (
    Layout("all", "weasyprint", taste=MANY),
    Layout("rows", "weasyprint", rules="rows", repeat_header=True, taste=MANY),
    Layout("none", "weasyprint", rules="none", padding=4),
    Layout("dashed", "weasyprint", rules="dashes", valign="middle"),
    Layout("dotted", "weasyprint", rules="dotted"),
    Layout("stripes", "weasyprint", fills="rows", rules="none", padding=4, taste=MANY),
    Layout(
        "vertical_unit",
        "weasyprint",
        columns=("unit", "mission", "indicator", "target"),
        packed="numbers",
        valign="middle",
    ),
    Layout("double", "chromium", rules="double"),
    Layout("dashes", "chromium", rules="dashes", taste=MANY, page=LETTER),
    Layout("scaled", "chromium", css="html{zoom:.4}", taste=MANY),
    Layout("scaled_open", "chromium", rules="rows", css="html{zoom:.4}", taste=MANY),
    Layout("mixed_paper", "chromium", programmes=2, css=TALL_LAST, repeat_header=True),
    Layout("mixed_paper_open", "chromium", programmes=2, css=TALL_LAST, rules="rows"),
    Layout(
        "vertical_unit",
        "chromium",
        columns=("unit", "mission", "indicator", "target"),
        vertical=("unit",),
        taste=Taste(goals=(4, 6)),
    ),
    Layout("breaks_rows", "chromium", taste=LONG, page=SMALL, repeat_header=True),
    Layout("breaks_rows_open", "chromium", taste=LONG, page=SMALL, rules="rows"),
    Layout("breaks_rows_bare", "chromium", taste=LONG, page=SMALL, rules="none", padding=5),
    Layout("stripes", "chromium", fills="rows", rules="none", taste=MANY, padding=4),
    Layout("shadow", "chromium", rules="none", css=FRAMED),
    Layout("word_spaced", "chromium", rules="rows", align="justify", css="td{word-spacing:.4em}"),
    Layout("letter_spaced_body", "chromium", css="td{letter-spacing:.06em}"),
    Layout("serif_large_leading", "chromium", css="body{font-family:serif;line-height:1.7}", rules="rows"),
    Layout("columns_css", "chromium", rules="columns", valign="middle"),
    Layout("totals", "chromium", between="totals", rules="rows"),
    Layout("cards", "chromium", cards=True, bands=False),
    Layout(
        "header_rotated", "chromium", columns=WITH_QUARTERS, css="th.heading:nth-child(n+6){writing-mode:vertical-rl}"
    ),
    Layout(
        "merged_targets_open", "chromium", taste=Taste(merged_targets=True, goals=(2, 5)), valign="middle", rules="rows"
    ),
    Layout("spills", "calc", workbook=Workbook(spills=True), taste=MANY),
    Layout(
        "spills_titles", "calc", workbook=Workbook(spills=True, titles_again=True), taste=MANY, columns=WITH_QUARTERS
    ),
    Layout("spills_open", "calc", workbook=Workbook(spills=True), rules="none", taste=MANY),
    Layout("hidden", "calc", workbook=Workbook(hidden=("mission", "budget")), columns=(*OFFICIAL, "budget")),
    Layout("hidden_open", "calc", workbook=Workbook(hidden=("t2", "t3")), columns=WITH_QUARTERS, rules="none"),
    Layout("low_rows", "calc", workbook=Workbook(row_share=0.75), valign="top"),
    Layout("low_rows_middle", "calc", workbook=Workbook(row_share=0.75), valign="middle"),
    Layout("titles_again", "calc", workbook=Workbook(titles_again=True), taste=MANY, titles_inside=True),
    Layout("titles_again_open", "calc", workbook=Workbook(titles_again=True), taste=MANY, rules="rows"),
    Layout("portrait", "calc", page=PORTRAIT, taste=MANY, size=6),
    Layout("portrait_open", "calc", page=PORTRAIT, taste=MANY, rules="none", size=6),
    Layout(
        "vertical_unit",
        "calc",
        columns=("unit", "mission", "indicator", "target"),
        vertical=("unit",),
        taste=Taste(goals=(4, 6)),
    ),
    Layout("totals", "calc", between="totals", rules="rows"),
    Layout("header_box", "calc", rules="header_box", taste=MANY),
    Layout("cards", "calc", cards=True, bands=False),
    Layout("numbers_right", "calc", align_target="right", rules="columns", taste=MANY),
    Layout("white_on_blue", "calc", fills="header", rules="rows", taste=MANY),
    Layout("many", "writer", taste=MANY, furniture=True),
    Layout("many_open", "writer", taste=MANY, rules="none"),
    Layout("breaks_rows", "writer", taste=LONG, page=(842.0, 400.0)),
    Layout("breaks_rows_open", "writer", taste=LONG, page=(842.0, 400.0), rules="rows"),
    Layout("middle", "writer", taste=MANY, valign="middle", align="center"),
    Layout("columns", "writer", rules="columns", taste=MANY),
    Layout(
        "vertical_unit",
        "writer",
        columns=("unit", "mission", "indicator", "target"),
        vertical=("unit",),
        taste=Taste(goals=(4, 6)),
    ),
    Layout("packed", "writer", packed="bullets", rules="rows"),
    Layout("portrait", "writer", page=PORTRAIT, size=7, taste=LONG, align="justify"),
    Layout("grid_per_unit", "writer", columns=("mission", "indicator", "target"), one_grid_per_unit=True, bands=False),
    Layout("header_box", "writer", rules="header_box", taste=MANY),
    Layout("cards", "writer", cards=True, bands=False),
    Layout("quarters", "writer", columns=WITH_QUARTERS, spanning=(QUARTERS,), page=LETTER, size=7),
)
