"""Writes a document as HTML, for the engines that print web pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .layout import Block, Cell, Grid, Layout, Text

POINTS = "pt"
_BORDERS = {
    "all": "td,th{border:.5pt solid #000}",
    "none": "",
    "rows": "tr{border-bottom:.5pt solid #000}",
    "units": "tr.first{border-top:.75pt solid #000}",
    "columns": "td,th{border-left:.5pt solid #000;border-right:.5pt solid #000}",
    "columns_and_units": "td,th{border-left:.5pt solid #000;border-right:.5pt solid #000}"
    "tr.first{border-top:.75pt solid #000}tr.head{border-top:.75pt solid #000}table{border:.75pt solid #000}",
    "outer": "table{border:.75pt solid #000}",
    "booktabs": "table{border-top:1pt solid #000;border-bottom:1pt solid #000}thead{border-bottom:.5pt solid #000}",
    "below_header": "thead{border-bottom:1pt solid #000}",
    "header_box": "th{border:.5pt solid #000}",
    "dotted": "tr{border-bottom:.75pt dotted #000}",
    "double": "td,th{border:2.5pt double #000}",
    "dashes": "td,th{border:.75pt dashed #000}",
    "pictures": "td,th{border-bottom:1px solid transparent;border-image:linear-gradient(#000,#000) 1}",
    "rounded": "table{border-collapse:separate;border-spacing:3pt}td,th{border:.75pt solid #666;border-radius:6pt}",
}


def write_page(layout: Layout, blocks: Sequence[Block], institution: str) -> str:
    """Return the whole page with its styles."""
    body = "\n".join(_text(b) if isinstance(b, Text) else _table(b, layout) for b in blocks)
    return (
        f'<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>a4</title>'
        f"<style>{_style(layout, institution)}</style></head><body>{body}</body></html>"
    )


def _style(layout: Layout, institution: str) -> str:
    width, height = layout.page
    margin = layout.margin
    boxes = (
        f'@top-center{{content:"{institution}";font-size:7pt}}'
        '@bottom-right{content:"Página " counter(page) " de " counter(pages);font-size:7pt}'
        '@bottom-left{content:"Literal_a4-Metas_y_objetivos.pdf";font-size:7pt}'
    )
    spaced = "h1,th{letter-spacing:.25em}" if layout.letter_spaced else ""
    hyphens = "td{hyphens:auto}" if layout.hyphenate else ""
    vertical = "".join(
        f"td.{kind}{{writing-mode:vertical-rl;transform:rotate(180deg);text-align:center}}" for kind in layout.vertical
    )
    header = "thead{display:table-header-group}" if layout.repeat_header else "thead{display:table-row-group}"
    heads = "th{background:#1f4e78;color:#fff}" if layout.fills else ""
    zebra = {"units": "tr.odd td{background:#e2edf7}", "rows": "tbody tr:nth-child(even) td{background:#e2edf7}"}
    target = f".target{{text-align:{layout.align_target}}}" if layout.align_target else ""
    return (
        f"@page{{size:{width}pt {height}pt;margin:{margin}pt;{boxes if layout.furniture else ''}}}"
        f"body{{margin:0;font:{layout.size}pt/{layout.leading} '{layout.font}',Arial,sans-serif}}"
        "h1{font-size:1.2em;margin:.2em 0}p{margin:.2em 0}h1,.title{text-align:center}"
        "table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.4em 0}"
        f"td,th{{padding:{layout.padding}pt;vertical-align:{layout.valign};text-align:{layout.align};white-space:pre-line}}"
        f"th{{text-align:center}}{_BORDERS[layout.rules]}{spaced}{hyphens}{vertical}{header}{heads}{target}"
        f"{zebra.get(layout.fills, '')}.signatures td{{border:0;text-align:center;padding-top:1em}}{layout.css}"
    )


def _text(text: Text) -> str:
    if text.kind == "signatures":
        rows = ("".join(f"<td>{escape(part)}</td>" for part in line.split("|")) for line in text.lines)
        return '<table class="signatures">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    first, *rest = text.lines
    tag = "h1" if text.kind == "title" else "p"
    return f"<{tag}>{escape(first)}</{tag}>" + "".join(f'<p class="{text.kind}">{escape(line)}</p>' for line in rest)


def _table(grid: Grid, layout: Layout) -> str:
    total = sum(grid.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in grid.widths)
    rows = [_row(grid, index, layout) for index in range(len(grid.rows))]
    head, body = "".join(rows[: grid.header_rows]), "".join(rows[grid.header_rows :])
    return f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(grid: Grid, index: int, layout: Layout) -> str:
    unit = grid.unit_of_row[index]
    names = ["odd"] if unit % 2 and unit > 0 else []
    if index < grid.header_rows:
        names.append("head")
    elif unit != grid.unit_of_row[index - 1]:
        names.append("first")
    cells = "".join(_cell(cell) for cell in grid.rows[index])
    return f'<tr class="{" ".join(names)}">{cells}</tr>'


def _cell(cell: Cell) -> str:
    tag = "th" if cell.kind in ("heading", "title", "band") else "td"
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    return f'<{tag} class="{cell.kind}"{spans}>{escape(cell.text) or "&nbsp;"}</{tag}>'
