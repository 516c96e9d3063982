"""Months written in every way that was seen on the portal: the records are those that were written."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook

from extractores.errors import DocumentError
from pipeline.catalogue.entries import load_catalogue
from pipeline.compare.changes import compare
from pipeline.convert import convert, convert_content
from pipeline.exports.open_data.rows import goal_id
from pipeline.model import Field, Matrix
from pipeline.portal.beside import Beside
from pipeline.portal.intake import find_published, parse_published
from pipeline.portal.package import PortalFacts, build_package
from pipeline.portal.records import records_of

BENCH = Path(__file__).parents[4] / "shared" / "bench" / "dev"
FACTS = PortalFacts(ruc="1760000070001", period="2025-01", updated="2025-01-31", link="https://gpr.example.gob.ec")
Rows = Sequence[Sequence[str]]


def as_text(
    separator: str, encoding: str, *, tail: int = 0, front: str = "", end: str = "\r\n"
) -> Callable[[Rows], bytes]:
    def write(rows: Rows) -> bytes:
        quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in rows]
        lines = (f"{front}{separator.join(row)}{separator * tail}{end}" for row in quoted)
        return "".join(lines).encode(encoding, "replace")

    return write


def as_xlsx(rows: Rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for line in book.active.iter_rows():
        for cell in line:
            cell.data_type = "s"  # as a person types a text: nothing is a formula
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja1")
    for line, row in enumerate(rows):
        for at, cell in enumerate(row):
            sheet.write(line, at, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WAYS = {
    "portal": as_text(";", "utf-8-sig"),
    "cp1252": as_text(";", "cp1252"),
    "cp850": as_text(";", "cp850"),
    "utf-16": as_text("\t", "utf-16"),
    "commas": as_text(",", "utf-8"),
    "mute columns": as_text(";", "utf-8-sig", tail=4),
    "spaces in front": as_text(";", "utf-8", front=" ", end="\n"),
    "xlsx": as_xlsx,
    "xls": as_xls,
}


def texts(content: bytes) -> list[list[str]]:
    table = parse_published(content, "datos.csv")
    return [[field.text for field in record.printed_fields.values()] for record in records_of(table)]


def written_rows(matrix: Matrix, encoding: str) -> Rows:
    """Return the rows that are published of a matrix, without the letters that an encoding lacks."""
    content = build_package(matrix, FACTS).files["Conjunto de datos.csv"].decode("utf-8-sig")
    kept = content.encode(encoding, "replace").decode(encoding)
    return [line.split(";") for line in kept.splitlines()]


def assert_read_back(matrix: Matrix, way: str) -> None:
    encoding = way if way.startswith("cp") else "utf-8"
    rows = written_rows(matrix, encoding)
    assert texts(WAYS[way](rows)) == texts(WAYS["portal"](rows))
    assert len(texts(WAYS[way](rows))) == len(rows) - 1


def assert_joins(matrix: Matrix) -> None:
    """Hold that a month from the portal and the document of the same month are one to everything that compares."""
    content = build_package(matrix, FACTS).files["Conjunto de datos.csv"]
    around = Beside(institution=matrix.institution)
    published = convert_content(content, "Conjunto de datos.csv", load_catalogue(), {}, around)
    assert compare(matrix, published).changes == ()
    for one, other in zip(matrix.records, published.records, strict=True):
        assert goal_id(matrix, one) == goal_id(published, other)
        assert entry_of(one.unit) == entry_of(other.unit)


def entry_of(unit: Field | None) -> str | None:
    return unit.match.entry if unit and unit.match else None


def test_the_samples_join_with_their_published_months(samples: Path) -> None:
    for path in sorted(samples.glob("matriz*.pdf")):
        assert_joins(convert(path))


@pytest.mark.parametrize("way", WAYS)
def test_the_samples_come_back_from_every_way_to_write_them(way: str, samples: Path) -> None:
    for path in sorted(samples.glob("matriz*.pdf")):
        assert_read_back(convert(path), way)


@pytest.mark.slow
@pytest.mark.skipif(not BENCH.is_dir(), reason="the labelled set is not beside this clone")
def test_every_labelled_matrix_comes_back_from_every_way_to_write_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractores.scan.can_recognise", lambda: False)  # seconds a page, and nothing new here
    truths = [path for path in sorted(BENCH.glob("*.pdf")) if path.with_suffix(".truth.json").is_file()]
    assert truths
    for path in truths:
        matrix = convert(path)
        for way in WAYS if matrix.records else ():
            assert_read_back(matrix, way)
        if matrix.records:
            assert_joins(matrix)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_whatever_is_in_a_file_it_is_a_table_or_it_is_not(content: bytes) -> None:
    for name in ("datos.csv", "datos.txt"):
        try:
            table = find_published(content, name)
        except DocumentError:
            continue
        if table:
            records_of(table)
