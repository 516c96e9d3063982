"""The tables as CSV and JSON Lines, and the way back.

A CSV is UTF-8 without byte order mark, with semicolons, CRLF and decimal points, as its schema says. Texts that a
spreadsheet would run are guarded by an apostrophe (:func:`pipeline.exports.records_csv.guard`), which reading takes
away again; JSON Lines need no guard.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date

from ..records_csv import guard, unguard
from .columns import Column, Row, Value

DELIMITER, LINE_END = ";", "\r\n"
TRUE, FALSE = "true", "false"


def to_csv(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Return a table as a CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITER, lineterminator=LINE_END)
    writer.writerow(column.name for column in columns)
    writer.writerows([_written(row.get(column.name), column) for column in columns] for row in rows)
    return text.getvalue().encode()


def read_csv(columns: Sequence[Column], content: bytes) -> list[Row]:
    """Return the rows that :func:`to_csv` wrote, with their types; raise ``ValueError`` where they are others."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=DELIMITER)
    names = next(rows, [])
    if names != [column.name for column in columns]:
        raise ValueError(f"columns {names}")
    return [
        {column.name: _read(cell, column) for column, cell in zip(columns, row, strict=True)} for row in rows if row
    ]


def to_json_lines(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Return a table as JSON Lines: an object for each row, what is not known as null."""
    lines = (
        json.dumps({column.name: _plain(row.get(column.name)) for column in columns}, ensure_ascii=False)
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _written(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) and column.among else guard(value) if isinstance(value, str) else repr(value)


def _read(cell: str, column: Column) -> Value:
    if not cell:
        return None
    if column.type == "boolean":
        return {TRUE: True, FALSE: False}[cell]
    if column.type == "date":
        return date.fromisoformat(cell)
    if column.type in ("number", "integer"):
        return float(cell) if column.type == "number" else int(cell)
    return cell if column.among else unguard(cell)


def _plain(value: Value) -> str | float | int | bool | None:
    return value.isoformat() if isinstance(value, date) else value
