"""The records as Parquet, for those who have the extra ``lotaip[parquet]``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec

from .columns import Column, ColumnType, Row


def can_write_parquet() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("pyarrow") is not None


def to_parquet(columns: Sequence[Column], rows: Sequence[Row]) -> bytes:
    """Return a table as Parquet, with the types of its columns."""
    import pyarrow as pa
    from pyarrow import parquet

    types: dict[ColumnType, pa.DataType] = {
        "string": pa.string(),
        "yearmonth": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    schema = pa.schema(
        [
            pa.field(
                column.name,
                types[column.type],
                not column.required,
                {"title": column.title, "about": column.description},
            )
            for column in columns
        ]
    )
    table = pa.Table.from_pylist([{column.name: row.get(column.name) for column in columns} for row in rows], schema)
    content = io.BytesIO()
    parquet.write_table(table, content, compression="zstd")
    return content.getvalue()
