"""What ``lotaip tablas`` and ``lotaip inspeccionar`` do in the process that reads the document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plantillas import message

from ..batch.documents import files_for, told_while_reading
from ..batch.executors import Files
from ..batch.executors.contract import Ended

if TYPE_CHECKING:
    from extractores import Document, Layout, Table
    from extractores.overlay import Captions
    from extractores.tables import PageLayout

TOPIC = "tablas"
JSON, CSV = "json", "csv"
INDENT = 1
"""Spaces a level, as in the other JSON files."""


class RefusedError(Exception):
    """What is asked for makes no sense for this document; the text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one document; crosses to another process."""

    file: Path
    password: str = field(default="", repr=False)
    ranges: tuple[tuple[int, int], ...] = ()
    """First and last pages that are meant; none stand for all."""
    formats: tuple[str, ...] = ()
    unread: Mapping[int, Ended] = field(default_factory=dict)
    """Pages that are left out because an earlier attempt did not get through them."""


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a document."""

    warnings: tuple[str, ...]
    """What could not be read, and that there is no table."""
    files: tuple[tuple[str, str], ...]
    """The end of each file's name and its text."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page with what was found on it."""

    picture: bytes
    """PNG."""
    captions: tuple[str, ...]


class TableWork:
    """What both commands have in common."""

    def files(self, asked: Asked) -> Files:
        """Return what the process needs to read."""
        return files_for(asked.file)

    def without(self, asked: Asked, unread: Mapping[int, Ended]) -> Asked:
        """Return the same without some pages."""
        return replace(asked, unread=unread)


class FindTables(TableWork):
    """Finds the tables of a document."""

    def __call__(self, asked: Asked) -> Found:
        """Find the tables on the pages that are meant; raise :class:`RefusedError` or a ``DocumentError``."""
        document, layout = _read(asked)
        return Found(tuple(_warnings(document, layout)), tuple(_contents(document, layout, asked.formats)))


class DrawPage(TableWork):
    """Draws what was found on the page that ``ranges`` begin with."""

    def __call__(self, asked: Asked) -> Drawn:
        """Draw; raise :class:`RefusedError` or a ``DocumentError``."""
        from extractores.overlay import draw_overlay

        number, _ = asked.ranges[0]
        document, layout = _read(replace(asked, ranges=()))  # page furniture shows only beside other pages
        _check_pages(document, asked.ranges)
        if document.media_type != "application/pdf":
            raise RefusedError(message(TOPIC, "usage_only_pdf", name=document.name))
        captions = _captions(layout.pages[number - 1])
        page, found = document.pages[number - 1], layout.pages[number - 1]
        picture = draw_overlay(asked.file.read_bytes(), page, found, captions, asked.password)
        return Drawn(picture, tuple(captions.tables))


def _read(asked: Asked) -> tuple[Document, Layout]:
    """Return the document with the pages that are meant, and what is on them."""
    from extractores import ReadLimits, find_layout, read_document

    limits = ReadLimits(checks_damage=True, password=asked.password, unread=asked.unread)
    with told_while_reading():
        document = read_document(asked.file, limits)
        _check_pages(document, asked.ranges)
        meant = [page for page in document.pages if _is_meant(page.number, asked.ranges)]
        return replace(document, pages=tuple(meant)), find_layout(meant)


def _is_meant(number: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return not ranges or any(first <= number <= last for first, last in ranges)


def _check_pages(document: Document, ranges: Sequence[tuple[int, int]]) -> None:
    count = len(document.pages)
    if beyond := [last for _, last in ranges if last > count]:
        raise RefusedError(message(TOPIC, "usage_no_page", name=document.name, page=max(beyond), count=count))


def _contents(document: Document, layout: Layout, formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the end of each file's name and its text: one JSON for all, one CSV for each table over all pages."""
    from extractores.table_export import layout_as_dict, table_as_rows

    from ..exports import rows_to_csv

    if JSON in formats:
        yield "tablas.json", json.dumps(layout_as_dict(document, layout), ensure_ascii=False, indent=INDENT) + "\n"
    if CSV in formats:
        for number, table in enumerate(layout.tables, 1):
            yield f"tabla-{number}.csv", rows_to_csv(table_as_rows(table))


def _warnings(document: Document, layout: Layout) -> Iterator[str]:
    from ..reading_findings import find_reading_troubles

    for finding in find_reading_troubles(document):
        yield finding.message
    if not layout.tables:
        yield message(TOPIC, "no_tables", name=document.name)


def _captions(found: PageLayout) -> Captions:
    from extractores.overlay import COLOURS, Captions

    layers = {layer: message(TOPIC, f"layer_{layer}") for layer in COLOURS}
    tables = [_describe_table(number, table) for number, table in enumerate(found.tables, 1)]
    return Captions(layers, tables or [message(TOPIC, "no_tables_on_page", page=found.page)])


def _describe_table(number: int, table: Table) -> str:
    """Return in one line how large a table is, what it was found by, and how sure that is."""
    return message(
        TOPIC,
        "table",
        number=number,
        rows=table.row_count,
        columns=table.column_count,
        column_evidence=message(TOPIC, f"evidence_{table.column_evidence}"),
        row_evidence=message(TOPIC, f"evidence_{table.row_evidence}"),
        score=f"{table.score:.2f}".replace(".", ","),
    )
