"""Tables as text: what is written comes back with its type, and no spreadsheet runs any of it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.exports.open_data.columns import Column, Row, Value
from pipeline.exports.open_data.text_formats import read_csv, to_csv, to_json_lines

COLUMNS = (
    Column("text"),
    Column("kind", among=("=", ">=", "<")),
    Column("number", "number"),
    Column("count", "integer"),
    Column("flag", "boolean"),
    Column("day", "date"),
)
RUN = tuple("=+-@\t\r＝＋－＠")

texts = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=40),
    st.builds("{}{}".format, st.sampled_from((*RUN, "'=", "''-", "- ")), st.text("aA1()'\";\r\n ", max_size=12)),
)
rows = st.fixed_dictionaries(
    {
        "text": st.none() | texts,
        "kind": st.none() | st.sampled_from(COLUMNS[1].among),
        "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "count": st.none() | st.integers(-(10**12), 10**12),
        "flag": st.none() | st.booleans(),
        "day": st.none() | st.dates(date(2004, 1, 1)),
    }
)


@settings(deadline=None)
@given(st.lists(rows, max_size=6))
def test_rows_come_back_as_they_were(some: list[Row]) -> None:
    assert read_csv(COLUMNS, to_csv(COLUMNS, some)) == some


@settings(deadline=None)
@given(texts)
def test_no_cell_is_a_formula(text: str) -> None:
    content = to_csv(COLUMNS[:1], [{"text": text}]).decode()
    (_, (cell,)) = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    harmless = cell.strip("+-") == "" or cell.lstrip("+-")[:1].isdigit()
    assert not cell.startswith(RUN) or harmless


@settings(deadline=None)
@given(st.lists(rows, max_size=6))
def test_json_lines_say_the_same(some: list[Row]) -> None:
    lines = to_json_lines(COLUMNS, some).decode().split("\n")[:-1]
    read = [json.loads(line) for line in lines]

    def plain(value: Value) -> object:
        return value.isoformat() if isinstance(value, date) else value

    assert read == [{name: plain(value) for name, value in row.items()} for row in some]


def test_other_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        read_csv(COLUMNS, b"a;b\r\n")
