"""Writes a document as a flat OpenDocument text, for LibreOffice Writer: rows break over pages as in Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from .layout import Block, Cell, Grid, Layout, Text

_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{tail}:1.0"
    for name, tail in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("fo", "xsl-fo-compatible"),
    )
}  # fmt: skip
_LINE = "0.5pt solid #000000"
_SIDES: dict[str, tuple[str, ...]] = {
    "all": ("left", "right", "top", "bottom"),
    "rows": ("top", "bottom"),
    "columns": ("left", "right"),
}
_HELD_OPEN = ("heading", "title", "band")


def write_text_document(layout: Layout, blocks: Sequence[Block]) -> str:
    """Return the document as one XML file."""
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items())
    body = "".join(_text(b) if isinstance(b, Text) else _table(b, f"t{n}") for n, b in enumerate(blocks))
    widths = "".join(_widths(b, f"t{n}", layout) for n, b in enumerate(blocks) if isinstance(b, Grid))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{_styles(layout)}{widths}</office:automatic-styles>"
        f"<office:master-styles>{_master(layout)}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _styles(layout: Layout) -> str:
    width, height = layout.page
    orientation = "landscape" if width > height else "portrait"
    page = (
        f'<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{width}pt" '
        f'fo:page-height="{height}pt" fo:margin="{layout.margin}pt" style:print-orientation="{orientation}"/>'
        "</style:page-layout>"
    )
    kinds = ("title", "heading", "band", "unit", "mission", "number", "level", "indicator", "target", "extra", "blank")
    return (
        page
        + _paragraph("note", layout.size, "left", bold=False)
        + _paragraph("caption", layout.size, "left", bold=True)
        + "".join(_kind_styles(layout, kind) for kind in kinds)
        + '<style:style style:name="row" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="auto"/></style:style>'
    )


def _kind_styles(layout: Layout, kind: str) -> str:
    is_open = kind in _HELD_OPEN
    align = "center" if is_open else (layout.align_target if kind == "target" else None) or layout.align
    white = bool(layout.fills) and kind == "heading"
    upwards = kind in layout.vertical
    paragraph = _paragraph(f"p-{kind}", layout.size, align, bold=is_open, white=white, upwards=upwards)
    sides = _SIDES.get(layout.rules, ()) if not (layout.rules == "header_box" and kind == "heading") else _SIDES["all"]
    borders = " ".join(f'fo:border-{side}="{_LINE}"' for side in sides)
    ground = ' fo:background-color="#1f4e78"' if white else ""
    return paragraph + (
        f'<style:style style:name="c-{kind}" style:family="table-cell"><style:table-cell-properties {borders}{ground} '
        f'fo:padding="{layout.padding}pt" style:vertical-align="{layout.valign}"/></style:style>'
    )


def _paragraph(name: str, size: float, align: str, *, bold: bool, white: bool = False, upwards: bool = False) -> str:
    weight = ' fo:font-weight="bold"' if bold else ""
    colour = ' fo:color="#ffffff"' if white else ""
    turned = ' style:text-rotation-angle="90" style:text-rotation-scale="line-height"' if upwards else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
        f'fo:text-align="{align}"/><style:text-properties fo:font-size="{size}pt" '
        f'fo:font-family="Liberation Sans"{weight}{colour}{turned}/></style:style>'
    )


def _widths(grid: Grid, name: str, layout: Layout) -> str:
    room = layout.page[0] - 2 * layout.margin
    share = room / sum(grid.widths)
    columns = "".join(
        f'<style:style style:name="{name}-{index}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * share:.2f}pt"/></style:style>'
        for index, width in enumerate(grid.widths)
    )
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{room}pt" '
        f'table:align="margins" table:border-model="collapsing"/></style:style>{columns}'
    )


def _master(layout: Layout) -> str:
    foot = (
        '<style:footer><text:p text:style-name="note">Literal_a4-Metas_y_objetivos.pdf — Página '
        "<text:page-number/> de <text:page-count/></text:p></style:footer>"
    )
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="page">'
        f"{foot if layout.furniture else ''}</style:master-page>"
    )


def _text(text: Text) -> str:
    if text.kind == "signatures":
        return "".join(_line("note", line.replace("|", "          ")) for line in text.lines)
    style = {"title": "p-title", "caption": "caption"}.get(text.kind, "note")
    return "".join(_line(style, line) for line in text.lines)


def _line(style: str, line: str) -> str:
    return f"<text:p text:style-name={quoteattr(style)}>{escape(line)}</text:p>"


def _table(grid: Grid, name: str) -> str:
    columns = "".join(f'<table:table-column table:style-name="{name}-{i}"/>' for i in range(len(grid.widths)))
    rows = list(_rows(grid))
    head, body = "".join(rows[: grid.header_rows]), "".join(rows[grid.header_rows :])
    head = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    return f'<table:table table:name="{name}" table:style-name="{name}">{columns}{head}{body}</table:table>'


def _rows(grid: Grid) -> Iterator[str]:
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid.rows):
        waiting = list(cells)
        written = []
        for column in range(len(grid.widths)):
            if (row, column) in covered:
                written.append("<table:covered-table-cell/>")
                continue
            cell = waiting.pop(0)
            covered |= {(row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            written.append(_cell(cell))
        yield f'<table:table-row table:style-name="row">{"".join(written)}</table:table-row>'


def _cell(cell: Cell) -> str:
    spans = f' table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'
    lines = "".join(_line(f"p-{cell.kind}", line) for line in cell.text.split("\n"))
    return f'<table:table-cell table:style-name="c-{cell.kind}"{spans}>{lines}</table:table-cell>'
