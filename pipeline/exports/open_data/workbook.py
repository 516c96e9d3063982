"""The tables as a workbook: a sheet for each, typed cells, filters, a heading that stays, and a sheet on the columns.

Texts are written as texts, whatever they begin with; those that a spreadsheet would run once somebody edits the cell
carry its own mark for that ("quote prefix"), which is no character of the text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from plantillas import message

from ..records_csv import FORMULA
from ..workbook_text import workbook_text
from .columns import TOPIC, Column, Row, TableName, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Below the headings."""
LONG_AGO = datetime(1980, 1, 1)
"""The time of making, so that the same tables give the same bytes."""
WIDTHS = {"boolean": 12, "integer": 9, "number": 12, "date": 12, "yearmonth": 10}
"""In characters, by type."""
TEXT_WIDTH, WIDE_TEXT, NARROW_TEXT = 22, 48, 14
WIDE = frozenset({"unit", "mission", "indicator", "target", "message", "institution", "source_name"})
NARROW = frozenset({"number", "ruc", "field", "severity", "literal", "level", "status", "target_comparator"})

Tables = Mapping[TableName, tuple[Sequence[Column], Sequence[Row]]]


def to_workbook(tables: Tables) -> bytes | None:
    """Return the tables as an XLSX; None where one has more rows than a sheet."""
    from xlsxwriter import Workbook

    if any(len(rows) > MOST_ROWS for _, rows in tables.values()):
        return None
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": message(TOPIC, "package_title"), "created": LONG_AGO})
        looks = _looks(book)
        for name, (columns, rows) in tables.items():
            _write_sheet(book.add_worksheet(message(TOPIC, f"sheet_{name}")), columns, rows, looks)
        _write_columns(book.add_worksheet(message(TOPIC, "sheet_columns")), tables, looks)
    return content.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    plain = {"valign": "top", "text_wrap": True}
    return {
        "heading": book.add_format(
            {"bold": True, "valign": "vcenter", "text_wrap": True, "bg_color": "#0B5666", "font_color": "#FFFFFF"}
        ),
        "text": book.add_format(plain),
        "quoted": book.add_format({**plain, "quote_prefix": True}),
        "date": book.add_format({**plain, "num_format": "yyyy-mm-dd"}),
        "number": book.add_format({**plain, "num_format": "General"}),
    }


def _write_sheet(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row], looks: Mapping[str, Format]) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width(column))
        sheet.write_string(0, at, column.title, looks["heading"])
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            _write(sheet, line, at, row.get(column.name), looks)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, line: int, at: int, value: Value, looks: Mapping[str, Format]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value, looks["text"])
    elif isinstance(value, str):
        text = workbook_text(value, message(TOPIC, "goes_on"))
        sheet.write_string(line, at, text, looks["quoted" if FORMULA.match(value) else "text"])
    elif isinstance(value, date):
        sheet.write_datetime(line, at, value, looks["date"])
    else:
        sheet.write_number(line, at, value, looks["number"])


def _width(column: Column) -> int:
    if column.name in WIDE:
        return WIDE_TEXT
    return NARROW_TEXT if column.name in NARROW else WIDTHS.get(column.type, TEXT_WIDTH)


def _write_columns(sheet: Worksheet, tables: Tables, looks: Mapping[str, Format]) -> None:
    """Write what each column says: the dictionary of the workbook."""
    headings = ("columns_table", "columns_title", "columns_name", "columns_type", "columns_about")
    for at, (key, width) in enumerate(zip(headings, (16, 28, 24, 12, 80), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, message(TOPIC, key), looks["heading"])
    lines = [(name, column) for name, (columns, _) in tables.items() for column in columns]
    for line, (name, column) in enumerate(lines, 1):
        words = (message(TOPIC, f"sheet_{name}"), column.title, column.name, column.type, column.description)
        for at, text in enumerate(words):
            sheet.write_string(line, at, text, looks["text"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(lines), len(headings) - 1)
