"""``lotaip tablas`` and ``lotaip inspeccionar``: the tables of any PDF, for people who work with other documents.

Nothing here knows of matrices. Exit codes are those of :mod:`pipeline.cli`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantillas import message
from plantillas.marks import show_marks

from .passwords import Password, read_password
from .usage import DONE, SOME_FAILED, UsageProblemError

if TYPE_CHECKING:
    from extractores import Document, Layout, Page, Table
    from extractores.overlay import Captions
    from extractores.tables import PageLayout

TOPIC = "tablas"
JSON, CSV = "json", "csv"
FORMATS = (JSON, CSV)
INDENT = 1
"""Spaces a level, as in the other JSON files."""

_PAGES = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def _option(*names: str, key: str, **more: Any) -> Any:
    """Return an option with the words that ``tablas.toml`` has for it."""
    metavar, words = message(TOPIC, f"metavar_{key}"), message(TOPIC, f"option_{key}")
    return typer.Option(*names, metavar=metavar, help=words, show_default=False, **more)


_FILE = typer.Argument(metavar=message(TOPIC, "metavar_file"), help=message(TOPIC, "argument_file"))


def tablas(
    file: Annotated[Path, _FILE],
    pages: Annotated[str, _option("--paginas", key="pages")] = "",
    formats: Annotated[str, _option("--formato", "-f", key="formats")] = "",
    output: Annotated[Path | None, _option("--salida", "-s", key="output")] = None,
    password: Password = "",
) -> int:
    """Print every table of a document, or write the tables into a folder."""
    ranges = _read_ranges(pages)
    chosen = _read_formats(formats, FORMATS if output else (JSON,))
    if output is None and len(chosen) > 1:
        raise UsageProblemError(message(TOPIC, "usage_two_formats"))
    try:
        document, layout = _read(file, ranges, read_password(password))
        _warn(document, layout)
        files = list(_contents(document, layout, chosen))
        return _print(files) if output is None else _write(files, output, file)
    except UsageProblemError:
        raise
    except Exception as error:
        return _fail(error, file)


def inspeccionar(
    file: Annotated[Path, _FILE],
    page: Annotated[int, _option("--pagina", "-p", key="page", min=1)] = 1,
    output: Annotated[Path | None, _option("--salida", "-s", key="picture")] = None,
    password: Password = "",
) -> int:
    """Draw what was found on a page."""
    key = read_password(password)
    try:
        document, layout = _read(file, [], key)  # all of it: page furniture shows only beside other pages
        _check_pages(document, [(page, page)])
        if document.media_type != "application/pdf":
            raise UsageProblemError(message(TOPIC, "usage_only_pdf", name=file.name))
        target = _picture_path(file, page, output)
        _draw(file, document.pages[page - 1], layout.pages[page - 1], target, key)
    except UsageProblemError:
        raise
    except Exception as error:
        return _fail(error, file)
    print(message(TOPIC, "picture_written", path=target))
    return DONE


def _read(file: Path, ranges: Sequence[tuple[int, int]], password: str) -> tuple[Document, Layout]:
    """Return the document with the pages that are meant, and what is on them."""
    from dataclasses import replace

    from extractores import ReadLimits, find_layout, read_document

    document = read_document(file, ReadLimits(checks_damage=True, password=password))
    _check_pages(document, ranges)
    meant = [p for p in document.pages if not ranges or any(first <= p.number <= last for first, last in ranges)]
    return replace(document, pages=tuple(meant)), find_layout(meant)


def _check_pages(document: Document, ranges: Sequence[tuple[int, int]]) -> None:
    count = len(document.pages)
    if beyond := [last for _, last in ranges if last > count]:
        raise UsageProblemError(message(TOPIC, "usage_no_page", name=document.name, page=max(beyond), count=count))


def _read_ranges(text: str) -> list[tuple[int, int]]:
    """Return the pages that ``1-3,5`` lists, as first and last ones; none stand for all."""
    ranges = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = _PAGES.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last:
            raise UsageProblemError(message(TOPIC, "usage_pages", pages=part))
        ranges.append((first, last))
    return ranges


def _read_formats(text: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))
    for name in formats:
        if name not in FORMATS:
            raise UsageProblemError(message("ordenes", "usage_format", format=name, formats=", ".join(FORMATS)))
    return formats or usual


def _contents(document: Document, layout: Layout, formats: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the end of each file's name and its text: one JSON for all, one CSV for each table over all pages."""
    from extractores.table_export import layout_as_dict, table_as_rows

    from ..exports import rows_to_csv

    if JSON in formats:
        yield "tablas.json", json.dumps(layout_as_dict(document, layout), ensure_ascii=False, indent=INDENT) + "\n"
    if CSV in formats:
        for number, table in enumerate(layout.tables, 1):
            yield f"tabla-{number}.csv", rows_to_csv(table_as_rows(table))


def _print(files: Iterable[tuple[str, str]]) -> int:
    text = "\n".join(text for _, text in files)
    print(show_marks(text) if sys.stdout.isatty() else text, end="")  # a document must not drive a terminal
    return DONE


def _write(files: Iterable[tuple[str, str]], folder: Path, source: Path) -> int:
    from ..batch.failures import short_cause
    from ..batch.outputs import name_outputs, write_aside

    stem = name_outputs([source])[0]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = short_cause(error)
        raise UsageProblemError(message("ordenes", "usage_output", folder=folder, cause=cause)) from error
    for end, text in files:
        target = folder / f"{stem}.{end}"
        _refuse_source(target, source)
        if not _is_written(target, text.encode("utf-8", "replace"), write_aside):
            return SOME_FAILED
        print(target)
    return DONE


def _is_written(target: Path, content: bytes, write: Any) -> bool:
    try:
        write(target, content)
    except OSError as error:
        print(message(TOPIC, "not_written", path=target, cause=error.strerror), file=sys.stderr)
        return False
    return True


def _refuse_source(target: Path, source: Path) -> None:
    if target.resolve() == source.resolve():
        raise UsageProblemError(message("ordenes", "usage_output_is_input", path=source))


def _picture_path(file: Path, page: int, output: Path | None) -> Path:
    from ..batch.outputs import name_outputs

    name = f"{name_outputs([file])[0]}-{message(TOPIC, 'picture_name', page=page)}.png"
    target = Path(name) if output is None else output / name if output.is_dir() else output
    _refuse_source(target, file)
    return target


def _draw(file: Path, page: Page, found: PageLayout, target: Path, password: str) -> None:
    from extractores.overlay import draw_overlay

    from ..batch.outputs import write_aside

    captions = _captions(found)
    content = draw_overlay(file.read_bytes(), page, found, captions, password)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_aside(target, content)
    print(*captions.tables, sep="\n")


def _captions(found: PageLayout) -> Captions:
    from extractores.overlay import COLOURS, Captions

    layers = {layer: message(TOPIC, f"layer_{layer}") for layer in COLOURS}
    tables = [describe_table(number, table) for number, table in enumerate(found.tables, 1)]
    return Captions(layers, tables or [message(TOPIC, "no_tables_on_page", page=found.page)])


def describe_table(number: int, table: Table) -> str:
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


def _warn(document: Document, layout: Layout) -> None:
    """Say on the error stream what the reader could not read, and where there is no table."""
    from ..reading_findings import find_reading_troubles

    for finding in find_reading_troubles(document):
        print(finding.message, file=sys.stderr)
    if not layout.tables:
        print(message(TOPIC, "no_tables", name=document.name), file=sys.stderr)


def _fail(error: Exception, file: Path) -> int:
    from ..batch.failures import describe

    print(describe(error, file.name), file=sys.stderr)
    return SOME_FAILED
