"""The dialects: one layout each, and with each something that documents of this world may do."""

from __future__ import annotations

from dataclasses import replace

from .content import Taste
from .drawn_layouts import DRAWN
from .layout import Layout, Spanning
from .printed_layouts import PRINTED

A3, A5, LEGAL, PORTRAIT = (1191.0, 842.0), (595.0, 420.0), (1008.0, 612.0), (595.0, 842.0)
NO_NUMBER = ("unit", "mission", "indicator", "target")
QUARTERS = Spanning("Trimestres", "t1", "t4")
PLAN = Spanning("Indicadores y metas", "indicator", "target")

_DRAWN = (
    # Columns and their headings
    Layout("order_unit_mission_target_indicator", columns=("number", "unit", "mission", "target", "indicator")),
    Layout("order_number_last", columns=("unit", "mission", "indicator", "target", "number")),
    Layout("no_number", columns=NO_NUMBER, rules="rows"),
    Layout(
        "extra_between",
        columns=("number", "unit", "mission", "baseline", "indicator", "frequency", "target", "responsible"),
        captions={
            "baseline": "Línea\nbase\n2019",
            "frequency": "Frecuencia de\nmedición",
            "responsible": "Responsable\nde la unidad",
        },
    ),
    Layout(
        "quarters",
        columns=("number", "unit", "mission", "indicator", "target", "t1", "t2", "t3", "t4", "budget"),
        spanning=(QUARTERS,),
        page=A3,
    ),
    Layout(
        "three_levels",
        columns=("number", "unit", "mission", "indicator", "target", "t1", "t2", "t3", "t4"),
        spanning=(PLAN, QUARTERS),
        over_all="PLANIFICACIÓN OPERATIVA ANUAL",
        page=LEGAL,
    ),
    Layout(
        "formula_progress",
        columns=("number", "unit", "mission", "indicator", "formula", "target", "progress"),
        rules="none",
    ),
    Layout(
        "unseen_captions",
        columns=("number", "unit", "mission", "indicator", "target"),
        captions={
            "unit": "Área responsable",
            "mission": "Finalidad",
            "indicator": "Descripción del indicador",
            "target": "Resultado esperado",
        },
    ),
    Layout(
        "unseen_captions_open",
        columns=NO_NUMBER,
        captions={
            "unit": "Dependencia o proceso",
            "mission": "Propósito institucional",
            "indicator": "Forma de medición",
            "target": "Valor a alcanzar",
        },
        rules="rows",
    ),
    Layout("titles_inside", titles_inside=True, taste=Taste(units=9)),
    Layout("titles_inside_open", titles_inside=True, rules="none", taste=Taste(units=9)),
    # What holds for a unit
    Layout("unit_row", columns=("number", "mission", "indicator", "target"), unit="row"),
    Layout(
        "unit_and_mission_rows_unlabelled",
        columns=("number", "indicator", "target"),
        unit="row",
        mission="row",
        row_labels=False,
    ),
    Layout("unit_and_mission_rows", columns=("number", "indicator", "target"), unit="row", mission="row"),
    Layout("unit_and_mission_rows_bare", columns=("indicator", "target"), unit="row", mission="row", bands=False),
    Layout("unit_and_mission_rows_open", columns=("indicator", "target"), unit="row", mission="row", rules="none"),
    Layout("missions_missing", taste=Taste(missing_missions=True)),
    Layout("missions_missing_open", taste=Taste(missing_missions=True), rules="none"),
    Layout("grid_per_unit", columns=("unit", "mission", "indicator", "target"), one_grid_per_unit=True, bands=False),
    Layout("grid_per_captioned_unit", columns=("mission", "indicator", "target"), one_grid_per_unit=True, bands=False),
    Layout("many_goals", taste=Taste(units=4, goals=(8, 10)), page=A5, unit="merged", mission="merged"),
    Layout("many_goals_open", taste=Taste(units=4, goals=(8, 10)), rules="rows", page=A5),
    Layout("number_merged_unit_repeated", unit="repeated", mission="repeated"),
    Layout("unit_once", unit="first", mission="first", number="first"),
    Layout("merged_targets", taste=Taste(merged_targets=True, goals=(2, 5))),
    # Packed cells
    Layout("packed_bullets", packed="bullets"),
    Layout("packed_numbers", packed="numbers"),
    Layout("packed_letters", packed="letters"),
    Layout("packed_dashes", packed="dashes", rules="columns"),
    Layout("packed_plain", packed="plain", taste=Taste(short=True)),
    # Rules and grounds
    Layout("vertical_rules", rules="columns"),
    Layout("columns_and_units", rules="columns_and_units", taste=Taste(goals=(2, 4))),
    Layout("units_ruled", rules="units"),
    Layout("outer_box", rules="outer"),
    Layout("outer_box_middle", rules="outer", valign="middle", taste=Taste(missing_missions=True, goals=(1, 3))),
    Layout("booktabs", rules="booktabs"),
    Layout("below_header", rules="below_header", padding=5),
    Layout("header_box", rules="header_box", padding=5),
    Layout("dotted", rules="dotted"),
    Layout("rounded", rules="rounded", padding=4),
    Layout("white_on_blue", fills="header", rules="none", padding=5),
    Layout("fills_by_unit", fills="units", rules="none", padding=4),
    Layout("fills_by_row", fills="rows", rules="none", padding=4),
    # Type
    Layout("centred", align="center", valign="middle"),
    Layout("centred_open", align="center", valign="middle", rules="rows"),
    Layout("targets_right", align_target="right", rules="none", padding=4),
    Layout("bottom_aligned", valign="bottom"),
    Layout("bottom_aligned_open", valign="bottom", rules="none", padding=4),
    Layout("narrow_hyphenated", page=(400.0, 842.0), hyphenate=True, size=7, margin=20),
    Layout("tight", padding=0.5, leading=1.0, margin=18),
    Layout("tight_open", padding=1.5, leading=1.0, rules="rows"),
    Layout("large_type", size=14, page=A3),
    Layout("letter_spaced", letter_spaced=True, page=A3),
    Layout("capitals", taste=Taste(capitals=True)),
    Layout("capitals_open", taste=Taste(capitals=True), rules="none", padding=4),
    Layout("long_missions", taste=Taste(long_missions=True)),
    Layout("long_missions_open", taste=Taste(long_missions=True), rules="rows", valign="middle"),
    Layout("courier_portrait", font="Courier", size=6.5, page=PORTRAIT),
    # Around the table
    Layout("furniture", furniture=True, taste=Taste(units=12)),
    Layout("furniture_open", furniture=True, taste=Taste(units=12), rules="none", repeat_header=True),
    Layout("furniture_two_sided", furniture=True, furniture_apart=True, taste=Taste(units=12), rules="none"),
    Layout("signatures", signatures=True, notes=True),
    Layout("signatures_open", signatures=True, notes=True, rules="rows"),
    Layout("signatures_bare", signatures=True, notes=True, rules="none"),
    Layout("side_note", side_note=True),
    Layout("side_note_open", side_note=True, rules="rows"),
    Layout("two_programmes", programmes=2, taste=Taste(units=3, goals=(1, 2)), page=PORTRAIT),
    Layout("two_programmes_open", programmes=2, taste=Taste(units=3, goals=(1, 2)), page=PORTRAIT, rules="rows"),
    Layout("footer_open", footer=True, rules="rows"),
    # Bands and groups
    Layout("level_column", columns=("level", "number", "unit", "mission", "indicator", "target"), bands=False),
    Layout(
        "level_vertical", columns=("level", "unit", "mission", "indicator", "target"), bands=False, vertical=("level",)
    ),
    Layout("band_again", band_again=True, taste=Taste(units=12), page=A5),
    Layout("separators", separators=True),
)

_PRINTED = (
    Layout("columns_and_units", "chromium", rules="columns_and_units", taste=Taste(goals=(2, 4))),
    Layout("unit_and_mission_rows", "chromium", columns=("number", "indicator", "target"), unit="row", mission="row"),
    Layout("booktabs", "chromium", rules="booktabs"),
    Layout("dotted", "chromium", rules="dotted", valign="middle"),
    Layout("rounded", "chromium", rules="rounded", padding=4),
    Layout("fills_by_unit", "chromium", fills="units", rules="none", padding=4),
    Layout("justified_open", "chromium", align="justify", rules="rows", taste=Taste(long_missions=True)),
    Layout("narrow_hyphenated", "chromium", page=(400.0, 842.0), hyphenate=True, size=7, margin=20),
    Layout("furniture", "chromium", furniture=True, repeat_header=True, taste=Taste(units=14), margin=45),
    Layout("many_goals", "chromium", taste=Taste(units=4, goals=(8, 10)), page=A5),
    Layout(
        "level_vertical",
        "chromium",
        columns=("level", "unit", "mission", "indicator", "target"),
        bands=False,
        vertical=("level",),
    ),
    Layout("packed_bullets", "chromium", packed="bullets", valign="middle"),
    Layout("letter_spaced", "chromium", letter_spaced=True, page=A3),
    Layout("signatures", "chromium", signatures=True, notes=True, footer=True, rules="none", padding=4),
    Layout(
        "quarters",
        "chromium",
        columns=("number", "unit", "mission", "indicator", "target", "t1", "t2", "t3", "t4"),
        spanning=(QUARTERS,),
        page=LEGAL,
    ),
    Layout("centred_open", "chromium", align="center", valign="middle", rules="below_header", padding=5),
    Layout("merged_targets", "chromium", taste=Taste(merged_targets=True, goals=(2, 5)), valign="middle"),
    Layout("outer_box", "chromium", rules="outer", valign="middle", taste=Taste(missing_missions=True)),
    Layout("all", "calc", valign="middle", footer=True),
    Layout("open", "calc", rules="none"),
    Layout("columns", "calc", rules="columns"),
    Layout("unit_row", "calc", columns=("number", "mission", "indicator", "target"), unit="row", furniture=True),
    Layout("bottom_centred", "calc", align="center", valign="bottom", signatures=True, notes=True),
    Layout(
        "level_vertical",
        "calc",
        columns=("level", "unit", "mission", "indicator", "target"),
        bands=False,
        vertical=("level",),
    ),
    Layout("packed_numbers", "calc", packed="numbers", rules="rows"),
    Layout("all", "writer", signatures=True),
    Layout("rows", "writer", rules="rows"),
    Layout("no_number_row", "writer", columns=("indicator", "target"), unit="row", mission="row"),
    Layout("long", "writer", taste=Taste(long_missions=True, units=9), align="justify"),
)

LAYOUTS = (
    *_DRAWN,
    *DRAWN,
    *(replace(layout, name=f"{layout.engine}_{layout.name}") for layout in (*_PRINTED, *PRINTED)),
)
