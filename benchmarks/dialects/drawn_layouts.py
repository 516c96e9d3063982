"""More dialects, drawn with ReportLab: headings as people type them, orders of columns, rules, papers, forms."""

from __future__ import annotations

from .content import Taste
from .layout import Layout, Paper, Spanning

TABLOID, PORTRAIT, SMALL = (1224.0, 792.0), (595.0, 842.0), (842.0, 300.0)
MANY = Taste(units=12, goals=(1, 5))
LONG = Taste(units=8, long_missions=True)
QUARTERS = Spanning("METAS POR TRIMESTRE", "t1", "t4")
WITH_QUARTERS = ("number", "unit", "mission", "indicator", "target", "t1", "t2", "t3", "t4")

DRAWN = (
    # Headings as people type them
    Layout(
        "captions_plain",
        captions={
            "number": "NRO",
            "unit": "DESCRIPCION DE LA UNIDAD",
            "mission": "OBJETIVO DE LA UNIDAD",
            "indicator": "INDICADOR",
            "target": "META CUANTIFICABLE",
        },
    ),
    Layout(
        "captions_typos",
        captions={
            "number": "N.º",
            "unit": "Descipción de la undad",
            "mission": "Ojetivo de la unidad",
            "indicator": "Indicadro",
            "target": "Meta cuatificable",
        },
        rules="rows",
    ),
    Layout(
        "captions_short",
        captions={"number": "N", "unit": "Und. Adm.", "mission": "Obj.", "indicator": "Ind.", "target": "Metas"},
    ),
    Layout(
        "captions_short_open",
        captions={
            "number": "#",
            "unit": "Unid.",
            "mission": "Obj. Estrat.",
            "indicator": "Indic.",
            "target": "Meta Cuant.",
        },
        rules="none",
        padding=4,
    ),
    Layout(
        "captions_strategic",
        captions={
            "unit": "UNIDAD ADMINISTRATIVA",
            "mission": "OBJETIVO ESTRATÉGICO",
            "indicator": "INDICADOR DE GESTIÓN",
            "target": "META 2019",
        },
        columns=("unit", "mission", "indicator", "target"),
    ),
    Layout(
        "captions_long",
        captions={
            "unit": "Descripción de la unidad (dirección, jefatura o área)",
            "mission": "Objetivo de la unidad administrativa según el Plan Operativo Anual",
            "indicator": "Indicador (fórmula de cálculo según POA)",
            "target": "Meta cuantificable (valor programado en el año)",
        },
    ),
    Layout(
        "captions_target_year",
        captions={"target": "Meta anual 2020 (%)", "indicator": "Indicador de desempeño"},
        rules="below_header",
        padding=5,
    ),
    Layout(
        "captions_plural",
        captions={
            "number": "Ord.",
            "unit": "UNIDADES / DIRECCIONES",
            "mission": "OBJETIVOS OPERATIVOS",
            "indicator": "INDICADORES",
            "target": "METAS CUANTIFICABLES",
        },
    ),
    # Orders and further columns
    Layout("order_level_last", columns=("unit", "mission", "indicator", "target", "level"), bands=False),
    Layout(
        "order_indicator_first",
        columns=("number", "indicator", "target", "unit", "mission"),
        number="repeated",
        unit="repeated",
        mission="repeated",
    ),
    Layout("order_target_first_open", columns=("unit", "mission", "target", "indicator"), rules="rows"),
    Layout("no_mission", columns=("number", "unit", "indicator", "target")),
    Layout("no_mission_open", columns=("unit", "indicator", "target"), rules="none", padding=4),
    Layout(
        "extra_both_sides",
        columns=("budget", "unit", "mission", "formula", "indicator", "baseline", "target", "progress", "responsible"),
        page=TABLOID,
    ),
    Layout(
        "extra_both_sides_open",
        columns=("unit", "mission", "formula", "indicator", "baseline", "target", "frequency"),
        rules="rows",
        page=TABLOID,
    ),
    Layout("quarters_open", columns=WITH_QUARTERS, spanning=(QUARTERS,), rules="rows", page=TABLOID),
    Layout("quarters_bare", columns=WITH_QUARTERS, spanning=(QUARTERS,), rules="none", padding=4, page=TABLOID),
    Layout(
        "quarters_before",
        columns=("number", "unit", "mission", "indicator", "t1", "t2", "t3", "t4", "target"),
        spanning=(QUARTERS,),
        captions={"target": "Meta anual"},
        page=TABLOID,
    ),
    # No headings, or on the first page only
    Layout("headless", has_header=False, taste=MANY),
    Layout("headless_open", has_header=False, rules="rows", taste=MANY),
    Layout("headless_bare", has_header=False, rules="none", padding=4, bands=False),
    Layout("repeated_heading_open", repeat_header=True, rules="none", padding=4, taste=MANY),
    # Rules
    Layout("double", rules="double", taste=MANY),
    Layout("dashes", rules="dashes"),
    Layout("pictures", rules="pictures"),
    Layout("all_hairline_portrait", page=PORTRAIT, size=6.5, padding=1.5),
    Layout("rows_only_middle", rules="rows", valign="middle", taste=MANY),
    Layout("rows_only_middle_short", rules="rows", valign="middle", taste=MANY, page=SMALL),
    Layout("none_middle_short", rules="none", valign="middle", padding=5, taste=MANY, page=SMALL),
    Layout("none_top_short", rules="none", padding=5, taste=MANY, page=SMALL),
    Layout("units_ruled_middle", rules="units", valign="middle", taste=MANY),
    Layout("columns_middle", rules="columns", valign="middle", padding=4, taste=MANY),
    Layout(
        "one_line_rows",
        rules="none",
        taste=Taste(units=9, goals=(1, 1), short=True),
        page=(1684.0, 842.0),
        padding=1,
        bands=False,
    ),
    Layout(
        "one_line_rows_ruled",
        rules="rows",
        taste=Taste(units=9, goals=(1, 1), short=True),
        page=(1684.0, 842.0),
        padding=1,
    ),
    Layout("stripes_only", fills="rows", rules="none", padding=3, taste=MANY, page=SMALL),
    Layout("white_on_blue_ruled", fills="header", padding=3, taste=MANY, page=SMALL, repeat_header=True),
    # Type and paper
    Layout("numbers_right", align_target="right", rules="rows", taste=MANY),
    Layout("targets_centred_bare", align_target="center", rules="none", padding=4),
    Layout("tiny", size=4.5, padding=1.5, rules="rows", page=(595.0, 420.0)),
    Layout("tiny_bare", size=4.5, padding=2.5, rules="none", page=(595.0, 420.0)),
    Layout("times", font="Times-Roman", size=9, taste=LONG),
    Layout("courier_open", font="Courier", size=7, rules="rows"),
    Layout("turned_90", paper=Paper(turned=90)),
    Layout("turned_270_open", paper=Paper(turned=270), rules="rows"),
    Layout("turned_180", paper=Paper(turned=180)),
    Layout("cropped", paper=Paper(crop=60)),
    Layout("cropped_turned", paper=Paper(crop=40, turned=90), rules="rows"),
    Layout("mirrored", paper=Paper(mirrored=20), taste=MANY, page=SMALL),
    Layout("mirrored_open", paper=Paper(mirrored=20), taste=MANY, rules="rows", page=SMALL),
    Layout("mirrored_bare", paper=Paper(mirrored=20), taste=MANY, rules="none", padding=4, page=SMALL),
    Layout("scaled_40", paper=Paper(scale=0.4), taste=MANY),
    Layout("scaled_40_open", paper=Paper(scale=0.4), taste=MANY, rules="rows"),
    Layout("scaled_40_bare", paper=Paper(scale=0.4), taste=MANY, rules="none", padding=4),
    Layout("forms", paper=Paper(forms=True)),
    Layout("forms_open", paper=Paper(forms=True), rules="rows"),
    # Rows between, groups and forms
    Layout("totals", between="totals"),
    Layout("totals_open", between="totals", rules="rows"),
    Layout("notes_between", between="notes"),
    Layout("notes_between_bare", between="notes", rules="none", padding=4),
    Layout(
        "unit_vertical",
        columns=("unit", "mission", "indicator", "target"),
        vertical=("unit",),
        taste=Taste(goals=(3, 5)),
    ),
    Layout(
        "level_open", columns=("level", "unit", "mission", "indicator", "target"), bands=False, rules="rows", taste=MANY
    ),
    Layout(
        "level_merged_bare",
        columns=("level", "number", "unit", "mission", "indicator", "target"),
        bands=False,
        rules="none",
        padding=4,
    ),
    Layout("cards", cards=True, bands=False),
    Layout("cards_open", cards=True, bands=False, rules="rows"),
    Layout("grid_per_unit_open", columns=("indicator", "target"), one_grid_per_unit=True, bands=False, rules="rows"),
    Layout(
        "grid_per_unit_bare",
        columns=("number", "mission", "indicator", "target"),
        one_grid_per_unit=True,
        bands=False,
        rules="none",
        padding=4,
    ),
    Layout("footer_bare", footer=True, rules="none", padding=4),
    Layout("footer_ruled", footer=True, signatures=True),
    Layout("packed_bullets_open", packed="bullets", rules="rows"),
    Layout("packed_bullets_bare", packed="bullets", rules="none", padding=5),
    Layout("packed_plain_middle", packed="plain", valign="middle"),
    Layout("unit_first_bare", unit="first", mission="first", number="first", rules="none", padding=4, taste=MANY),
    Layout(
        "unit_repeated_bare",
        unit="repeated",
        mission="repeated",
        number="repeated",
        rules="none",
        padding=4,
        taste=MANY,
    ),
    Layout("merged_targets_open", taste=Taste(merged_targets=True, goals=(2, 5)), rules="rows"),
    Layout("merged_targets_middle", taste=Taste(merged_targets=True, goals=(2, 5)), valign="middle"),
)
